// Who looks after something: the wanted person, else a deputy, else the next in line; never nobody.
import type { Day } from './day.ts'

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

/** Whom an item goes to that its owner leaves lying; null when the line is at its end. */
export function nextInLine(chain: readonly string[], ownerId: string | null): string | null {
  const at = ownerId === null ? -1 : chain.indexOf(ownerId)
  return chain[at + 1] ?? null
}
