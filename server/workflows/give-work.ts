// Gives new work to whoever of its owners is there today, and shares out what is a role's.
import { sql } from 'kysely'
import { ownerOfStep, type Colleague } from '#domain/owner.ts'
import type { StepOwner } from '#domain/workflow.ts'
import type { NewAction } from '../actions/add-actions.ts'
import type { Org } from '../platform/in-organization.ts'

/** An action as planned: the account owner's until it is given to one of its owners. */
export interface PlannedAction extends NewAction {
  owners: readonly StepOwner[]
}

export async function giveWork(
  org: Org, actions: readonly PlannedAction[], colleagues: readonly Colleague[],
): Promise<void> {
  const isShared = actions.some(({ owners }) => owners.some((owner) => owner.kind === 'role'))
  const openWork = isShared ? await readOpenWork(org) : new Map<string, number>()
  for (const action of actions) {
    const ownerId = ownerOfStep(action.owners, {
      accountOwnerId: action.ownerId, colleagues, today: org.today, openWork,
    })
    action.ownerId = ownerId
    if (ownerId !== null && isShared) openWork.set(ownerId, (openWork.get(ownerId) ?? 0) + 1)
  }
}

/** What people have to do; what leaves by itself is nobody's work. */
async function readOpenWork(org: Org): Promise<Map<string, number>> {
  const { rows } = await sql<{ owner_id: string; count: number }>`
    select owner_id, count(*) as count from action
    where org_id = ${org.id} and state in ('open', 'needs_check') and mode = 'manual'
      and owner_id is not null
    group by owner_id`.execute(org.tx)
  return new Map(rows.map((row) => [row.owner_id, row.count]))
}
