// Writes what a planning pass decided: actions withdrawn or held, then actions opened.
import type { Org } from '../platform/in-organization.ts'
import { recordDecisions, type NewDecision } from './decision-store.ts'
import { changeActions, openActions, type ActionChange, type NewAction } from './store.ts'

export type { NewDecision } from './decision-store.ts'
export type { ActionChange, NewAction } from './store.ts'

/** At most three statements for a whole batch. Returns how many actions were opened. */
export async function applyPlans(
  org: Org, changes: readonly ActionChange[], actions: readonly NewAction[],
  decisions: readonly NewDecision[],
): Promise<number> {
  await recordDecisions(org, decisions)
  await changeActions(org, changes)
  return openActions(org, actions)
}
