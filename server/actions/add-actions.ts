// Writes what a planning pass decided: actions withdrawn or held, then actions opened.
import type { Org } from '../platform/in-organization.ts'
import { changeActions, openActions, type ActionChange, type NewAction } from './store.ts'

export type { ActionChange, NewAction } from './store.ts'

/** Two statements for a whole batch. Returns how many actions were opened. */
export async function applyPlans(
  org: Org, changes: readonly ActionChange[], actions: readonly NewAction[],
): Promise<number> {
  await changeActions(org, changes)
  return openActions(org, actions)
}
