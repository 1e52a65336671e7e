// The master switch: off for every new organization, on only with the count of what leaves today.
import { sql } from 'kysely'
import { addDays, type Day } from '#domain/day.ts'
import { raiseBudget, readBudget } from '../actions/send-budget.ts'
import { lookAgainAtAll } from '../customers/look-again.ts'
import { conflict, forbidden } from '../platform/errors.ts'
import { inOrganization, SYSTEM, type Actor, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { beginInMemory, beginRuns, type Beginning } from './begin-runs.ts'
import { foreseeCustomers } from './foresee-customers.ts'

export interface AutomationQuery extends Partial<Beginning> {
  on?: Day | undefined
  channel?: string | undefined
  search?: string | undefined
  limit?: number
}

interface Line {
  customerId: string
  customerName: string
  step: string
  workflow: string
  channel: string
  dueOn: Day
  invoiceNumber: string | null
}

export interface AutomationPreview {
  isOn: boolean
  /** A restored or copied database, not yet confirmed to be the only one: it stays off. */
  isCopy: boolean
  today: number
  week: number
  typedCount: number
  lateCount: number
  days: { on: Day; channel: string; count: number }[]
  lineCount: number
  lines: Line[]
}

const MOST_LINES = 200
const DAYS_AHEAD = 6

class RollBack extends Error {
  readonly preview: AutomationPreview
  constructor(preview: AutomationPreview) {
    super('rolled back on purpose')
    this.preview = preview
  }
}

/** Every automatic message of seven days, played with the planner and the gate; writes nothing. */
export async function previewAutomation(
  installation: Installation, orgId: string, query: AutomationQuery = {},
): Promise<AutomationPreview> {
  try {
    return await inOrganization(installation, orgId, SYSTEM, async (org) => {
      throw new RollBack(await look({ ...org, isRehearsal: true }, query))
    })
  } catch (error) {
    if (error instanceof RollBack) return error.preview
    throw error
  }
}

async function look(org: Org, query: AutomationQuery): Promise<AutomationPreview> {
  const beginning = beginningOf(query)
  const isOn = org.settings.automation_on_since !== null
  let lateCount = 0
  const { found } = await foreseeCustomers(org, {
    customerIds: null, untilOn: addDays(org.today, DAYS_AHEAD), most: Infinity,
    isLedgerAsItIs: true,
    prepare: (at, memory) => {
      if (!isOn && beginInMemory(at, memory, beginning)) lateCount++
    },
  })
  const all = [...found.values()].flatMap(({ customerId, customerName, coming }) =>
    coming.flatMap(({ on, mode, ...one }): Line[] =>
      (mode === 'automatic' ? [{ customerId, customerName, dueOn: on, ...one }] : [])))
    .sort((a, b) => compare(a.dueOn, b.dueOn) || compare(a.customerName, b.customerName))
  const today = all.filter((line) => line.dueOn <= org.today).length
  const lines = all.filter((line) => fits(line, query))
  return {
    isOn, isCopy: org.settings.copied_at !== null, today, week: all.length, typedCount: today,
    lateCount, days: countDays(all), lineCount: lines.length,
    lines: lines.slice(0, query.limit ?? MOST_LINES),
  }
}

const beginningOf = ({ start, spreadDays }: Partial<Beginning>): Beginning =>
  ({ start: start ?? 'catch_up', spreadDays: spreadDays ?? 1 })

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const fits = (line: Line, { on, channel, search }: AutomationQuery): boolean =>
  (on === undefined || line.dueOn === on) && (channel === undefined || line.channel === channel)
  && (search === undefined || search === ''
    || line.customerName.toLowerCase().includes(search.toLowerCase()))

function countDays(lines: readonly Line[]): AutomationPreview['days'] {
  const counts = new Map<string, AutomationPreview['days'][number]>()
  for (const { dueOn, channel } of lines) {
    const key = `${dueOn} ${channel}`
    const one = counts.get(key) ?? { on: dueOn, channel, count: 0 }
    counts.set(key, { ...one, count: one.count + 1 })
  }
  return [...counts.values()]
}

const wrongCount = (count: number) => conflict(`${count === 1 ? 'One message leaves'
  : `${count} messages leave`} today: to confirm that you have seen it, give that number `
  + `(typedCount ${count}; from the terminal --count ${count}).`)

export async function setAutomation(
  installation: Installation, orgId: string, caller: { actor: Actor; role: string | null },
  wish: { isOn: boolean; typedCount?: number | undefined } & Partial<Beginning>,
): Promise<AutomationPreview> {
  const beginning = beginningOf(wish)
  const preview = await previewAutomation(installation, orgId, beginning)
  if (wish.isOn && !preview.isOn) {
    if (caller.role !== 'owner' && caller.role !== 'admin') {
      throw forbidden('Only an owner or admin may turn automatic sending on.')
    }
    if (preview.isCopy) {
      throw conflict('This database was restored or copied. Confirm first that this is the only '
        + 'copy that sends: in the strip on every page, or with duebox automation confirm-copy.')
    }
    if (wish.typedCount !== preview.typedCount) throw wrongCount(preview.typedCount)
  }
  await inOrganization(installation, orgId, caller.actor, async (org) => {
    const isOn = org.settings.automation_on_since !== null
    if (isOn === wish.isOn) return
    if (wish.isOn) await beginRuns(org, beginning)
    await sql`update organization set automation_on_since = ${wish.isOn ? org.now : null},
        automation_changed_by = ${org.actor} where org_id = ${org.id}`.execute(org.tx)
    await recordEvent(org, {
      kind: wish.isOn ? 'automation_on' : 'automation_off',
      detail: { count: preview.today, ...beginning },
    })
    // Whoever typed the count has said that so many are right today (I19).
    if (wish.isOn && preview.today > (await readBudget(org)).cap) {
      await raiseBudget(org, preview.today)
    }
    await lookAgainAtAll(org)
  })
  return { ...preview, isOn: wish.isOn }
}
