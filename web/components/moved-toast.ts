// Says that somebody follows another workflow now, and lets it be taken back.
import { plural, t } from '@lingui/core/macro'
import { takeBackMove } from '#contract/assignment.ts'
import { call } from '../api.ts'
import { queryClient } from '../queries.ts'
import { toast, toastProblem, toastUndo } from '../ui/toast.tsx'

/** Null where nothing was changed, so that nothing can be taken back. */
export function toastMoved(message: string, moveId: string | null): void {
  if (moveId === null) toast(message)
  else toastUndo(message, () => void takeBack(moveId))
}

async function takeBack(moveId: string): Promise<void> {
  await call(takeBackMove, { params: { moveId } }).then(({ kept }) => toast(kept === 0
    ? t`The former workflow is followed again.`
    : plural(kept, {
      one: t`The former workflow is followed again; for one the new one had acted, and it stays.`,
      other: t`The former workflow is followed again; for # the new one had acted, and it stays.`,
    })), toastProblem)
  await queryClient.invalidateQueries()
}
