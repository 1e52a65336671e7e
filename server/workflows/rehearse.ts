// Does a deed, looks what everybody would get then, and takes it back: its consequences beforehand.
import { sql } from 'kysely'
import { addDays, type Day } from '#domain/day.ts'
import { inOrganization, reopen, type Actor, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { foreseeCustomers, type Coming, type ComingToCustomer } from './foresee-customers.ts'

export interface Deed {
  /** Whom it may concern; null: everybody who owes. */
  customerIds: readonly string[] | null
  does: (org: Org) => Promise<unknown>
}

interface Tally { automatic: number; manual: number; today: number }

export interface Part { on: Day; channel: string; mode: Coming['mode']; count: number }

export interface Consequences {
  untilOn: Day
  customerCount: number
  changedCount: number
  isComplete: boolean
  now: Tally
  then: Tally
  more: Part[]
  less: Part[]
  examples: { customerId: string; customerName: string; now: Coming[]; then: Coming[] }[]
}

export interface Rehearsal {
  consequences: Consequences
  /** Everybody who would get something else. */
  changedIds: string[]
  now: ReadonlyMap<string, ComingToCustomer>
  then: ReadonlyMap<string, ComingToCustomer>
}

class RollBack extends Error {
  readonly result: Rehearsal
  constructor(result: Rehearsal) {
    super('rolled back on purpose')
    this.result = result
  }
}

const DAYS_AHEAD = 6
const MOST_CUSTOMERS = 20_000
const EXAMPLES = 50

/**
 * The real deed over the real facts, so that what is shown cannot differ from what it does. `find`
 * makes it from what is there; both run in one transaction that is always rolled back.
 */
export async function rehearse(
  installation: Installation, orgId: string, actor: Actor,
  find: (org: Org) => Deed | Promise<Deed>, most: number = MOST_CUSTOMERS,
): Promise<Rehearsal> {
  try {
    return await inOrganization(installation, orgId, actor, async (opened) => {
      const org: Org = { ...opened, isRehearsal: true }
      throw new RollBack(await compare(org, await find(org), most))
    })
  } catch (error) {
    if (error instanceof RollBack) return error.result
    throw error
  }
}

/** A deed that may concern everybody, for floors that know nothing of plans. */
export async function rehearseDeed(
  installation: Installation, orgId: string, actor: Actor, does: (org: Org) => Promise<void>,
): Promise<Consequences> {
  const told = await rehearse(installation, orgId, actor, () => ({ customerIds: null, does }))
  return told.consequences
}

async function compare(org: Org, deed: Deed, most: number): Promise<Rehearsal> {
  const untilOn = addDays(org.today, DAYS_AHEAD)
  const { customerIds } = deed
  // Whoever is enrolled for the look at today must not be so when the deed is done.
  await sql`savepoint as_it_is`.execute(org.tx)
  const now = await foreseeCustomers(org, { customerIds, untilOn, most })
  await sql`rollback to savepoint as_it_is`.execute(org.tx)
  await deed.does(org)
  const then = await foreseeCustomers(await reopen(org), { customerIds, untilOn, most })
  return tell(org, untilOn, { now: now.found, then: then.found,
    isComplete: now.isComplete && then.isComplete })
}

function tell(org: Org, untilOn: Day, of: {
  now: ReadonlyMap<string, ComingToCustomer>; then: ReadonlyMap<string, ComingToCustomer>
  isComplete: boolean
}): Rehearsal {
  const parts = new Map<string, Part>()
  const changed = [...of.then.values()].flatMap((then) => {
    const now = of.now.get(then.customerId)?.coming ?? []
    for (const one of now) count(parts, one, -1)
    for (const one of then.coming) count(parts, one, 1)
    return isSame(now, then.coming) ? [] : [{ ...then, now, then: then.coming }]
  })
  const differing = [...parts.values()].filter((part) => part.count !== 0)
    .sort((a, b) => (a.on === b.on ? (a.mode < b.mode ? -1 : 1) : a.on < b.on ? -1 : 1))
  return {
    now: of.now, then: of.then,
    changedIds: changed.map((one) => one.customerId),
    consequences: {
      untilOn, customerCount: of.then.size, changedCount: changed.length,
      isComplete: of.isComplete,
      now: tally(of.now, org.today), then: tally(of.then, org.today),
      more: differing.filter((part) => part.count > 0),
      less: differing.filter((part) => part.count < 0)
        .map((part) => ({ ...part, count: -part.count })),
      examples: changed.slice(0, EXAMPLES).map(({ customerId, customerName, now, then }) =>
        ({ customerId, customerName, now, then })),
    },
  }
}

function count(parts: Map<string, Part>, one: Coming, by: number): void {
  const key = `${one.on} ${one.channel} ${one.mode}`
  const part = parts.get(key) ?? { on: one.on, channel: one.channel, mode: one.mode, count: 0 }
  parts.set(key, { ...part, count: part.count + by })
}

function tally(found: ReadonlyMap<string, ComingToCustomer>, today: Day): Tally {
  const sums: Tally = { automatic: 0, manual: 0, today: 0 }
  for (const { coming } of found.values()) {
    for (const one of coming) {
      sums[one.mode]++
      if (one.on <= today) sums.today++
    }
  }
  return sums
}

const isSame = (a: readonly Coming[], b: readonly Coming[]): boolean =>
  a.length === b.length && a.every((one, at) => JSON.stringify(one) === JSON.stringify(b[at]))
