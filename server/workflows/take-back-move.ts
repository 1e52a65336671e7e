// Takes a move to another workflow back, for all of whom the new one has done nothing yet.
import { addSeconds } from '#domain/day.ts'
import { lookAgain } from '../customers/look-again.ts'
import { conflict } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvents } from '../timeline/record-event.ts'
import { lockMove, restoreMoved } from './move-store.ts'
import { lockWorkflows } from './store.ts'

/** Longer than a notice stands on the page, shorter than a person forgets what it was about. */
const UNDO_SECONDS = 600

/** `kept`: those for whom the new workflow has acted, or somebody chose anew. They stay. */
export async function takeBackMove(
  org: Org, moveId: string,
): Promise<{ restored: number; kept: number }> {
  await lockWorkflows(org)
  const rows = await lockMove(org, moveId, addSeconds(org.now, -UNDO_SECONDS))
  if (rows.length === 0) {
    throw conflict('This can no longer be taken back: it is more than ten minutes ago, or it was '
      + 'taken back already. Choose the former workflow by hand.')
  }
  const free = rows.filter((row) => !row.is_past)
  await restoreMoved(org, moveId, free)
  await recordEvents(org, free.map((row) => ({
    kind: row.former_name === null ? 'workflow_unassigned' as const : 'workflow_assigned' as const,
    customerId: row.customer_id, invoiceIds: row.level === 'invoice' ? [row.subject_id] : [],
    detail: { workflow: row.former_name ?? '', former: '', reason: 'the move was taken back' },
  })))
  await lookAgain(org, [...new Set(free.map((row) => row.customer_id))])
  return { restored: free.length, kept: rows.length - free.length }
}
