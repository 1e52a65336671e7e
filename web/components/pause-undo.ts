// Takes back what was just done to a pause: its beginning, its change, its end.
import { t } from '@lingui/core/macro'
import { endPause } from '#contract/customers.ts'
import { changePause, resumePause } from '#contract/pauses.ts'
import { call } from '../api.ts'
import { queryClient } from '../queries.ts'
import { toast, toastProblem } from '../ui/toast.tsx'

/** A pause that was just begun held nothing yet that could be flushed now. */
export const unpaused = (pauseId: string): Promise<void> =>
  undo(call(endPause, { params: { pauseId } }), t`The pause was taken back.`)

export const resumed = (pauseId: string): Promise<void> =>
  undo(call(resumePause, { params: { pauseId } }), t`It is paused again.`)

export const changedBack = (pauseId: string, { untilOn, reviewOn, reason }: {
  untilOn: string | null; reviewOn: string | null; reason: string
}): Promise<void> => undo(call(changePause, {
  params: { pauseId }, body: { untilOn, reviewOn, reason },
}), t`The pause is as it was.`)

async function undo(deed: Promise<unknown>, done: string): Promise<void> {
  await deed.then(() => toast(done), toastProblem)
  await queryClient.invalidateQueries()
}
