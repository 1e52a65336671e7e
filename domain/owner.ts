// Who looks after something: the wanted person, else a deputy, else the next in line; never nobody.
import type { Day } from './day.ts'
import type { StepOwner } from './workflow.ts'

export interface Colleague {
  userId: string
  name: string
  role: 'owner' | 'admin' | 'manager' | 'collector' | 'viewer'
  isActive: boolean
  /** Away through that day. */
  awayUntil: Day | null
  deputyId: string | null
}

/** Who may act at all: a viewer sees the work but cannot do it. */
export const canWork = (colleague: Colleague): boolean =>
  colleague.isActive && colleague.role !== 'viewer'

export const isAway = (colleague: Colleague, today: Day): boolean =>
  colleague.awayUntil !== null && colleague.awayUntil >= today

// After the people wanted: those who collect, their manager first, then those who own the company.
const ROLES_IN_LINE = ['manager', 'collector', 'owner', 'admin'] as const
const LAST_RESORT = ['owner', 'admin', 'manager', 'collector'] as const

/**
 * Everybody who may own it, best first, each once. Who has left is passed over; who is away hands
 * to the deputy. Only when everybody is away does it stay with somebody who is.
 */
export function ownerChain(
  wanted: readonly (string | null)[], colleagues: readonly Colleague[], today: Day,
): string[] {
  const byId = new Map(colleagues.map((colleague) => [colleague.userId, colleague]))
  const chain = new Set<string>()
  for (const userId of wanted) {
    const present = userId === null ? null : presentFor(userId, byId, today)
    if (present !== null) chain.add(present)
  }
  for (const role of ROLES_IN_LINE) {
    for (const colleague of colleagues) {
      if (colleague.role === role && canWork(colleague) && !isAway(colleague, today)) {
        chain.add(colleague.userId)
      }
    }
  }
  if (chain.size > 0) return [...chain]
  return LAST_RESORT.flatMap((role) => colleagues
    .filter((colleague) => colleague.role === role && canWork(colleague))
    .map((colleague) => colleague.userId))
}

// Deputies may be away as well and have deputies; a ring of them ends.
const MOST_DEPUTIES = 5

/** The person, or whoever stands in for them today; null when nobody does. */
function presentFor(
  userId: string, byId: ReadonlyMap<string, Colleague>, today: Day,
): string | null {
  let colleague = byId.get(userId)
  for (let passed = 0; passed <= MOST_DEPUTIES; passed++) {
    if (!colleague || !canWork(colleague)) return null
    if (!isAway(colleague, today)) return colleague.userId
    colleague = colleague.deputyId === null ? undefined : byId.get(colleague.deputyId)
  }
  return null
}

export interface StepWork {
  /** The customer's account owner; null where nobody looks after it. */
  accountOwnerId: string | null
  colleagues: readonly Colleague[]
  today: Day
  /** Open actions by owner, so that work for a role is shared out. */
  openWork: ReadonlyMap<string, number>
}

/**
 * Who does a step: the first of its owners who is there today; who is away hands to the deputy,
 * who has left is passed over. A role is any one of it: whoever of it is there and has the least
 * open work, then by id. After the owners comes the line. A step for the account owner of a
 * customer without one stays everybody's: null, as it is when nobody works here.
 */
export function ownerOfStep(owners: readonly StepOwner[], work: StepWork): string | null {
  const isEverybodys = owners.every((owner) => owner.kind === 'account_owner')
    && work.accountOwnerId === null
  if (isEverybodys) return null
  const wanted = owners.flatMap((owner) => peopleOf(owner, work))
  return ownerChain(wanted, work.colleagues, work.today)[0] ?? null
}

function peopleOf(owner: StepOwner, work: StepWork): (string | null)[] {
  switch (owner.kind) {
    case 'user': return [owner.userId]
    case 'account_owner': return [work.accountOwnerId]
    case 'role': return ofRole(owner.role, work)
  }
}

/** Those who are there before those whose deputies stand in for them. */
function ofRole(role: string, { colleagues, today, openWork }: StepWork): string[] {
  const load = (one: Colleague) =>
    (isAway(one, today) ? Number.MAX_SAFE_INTEGER : openWork.get(one.userId) ?? 0)
  return colleagues.filter((one) => one.role === role && canWork(one))
    .sort((a, b) => load(a) - load(b) || (a.userId < b.userId ? -1 : 1))
    .map((one) => one.userId)
}

/** Whom an item goes to that its owner leaves lying; null when the line is at its end. */
export function nextInLine(chain: readonly string[], ownerId: string | null): string | null {
  const at = ownerId === null ? -1 : chain.indexOf(ownerId)
  return chain[at + 1] ?? null
}
