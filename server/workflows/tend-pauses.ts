// Looks after pauses, with each beat: one whose day has come ends, an open one is asked about.
import { openTask } from '../actions/open-task.ts'
import { lookAgain, lookAgainAtAll } from '../customers/look-again.ts'
import {
  endPastPauses, reviewPauses, type EndedPause, type ReviewedPause,
} from '../customers/past-pauses.ts'
import { notify } from '../notifications/notify.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvents } from '../timeline/record-event.ts'

/** Safe to run at any time and by any number of processes. */
export async function tendPauses(org: Org): Promise<void> {
  const ended = await endPastPauses(org)
  await recordEvents(org, ended.map(({ scope, customerId, invoiceIds }) => ({
    kind: 'pause_ended' as const, customerId, invoiceIds, detail: { scope, how: 'by_day' },
  })))
  await wake(org, ended)
  for (const pause of await reviewPauses(org)) await askAbout(org, pause)
}

async function wake(org: Org, ended: readonly EndedPause[]): Promise<void> {
  if (ended.some(({ customerId }) => customerId === null)) await lookAgainAtAll(org)
  await lookAgain(org, ended.flatMap(({ customerId }) => customerId ?? []))
}

/** Whoever began it is told, and the customer's gets a task; it lasts until a person ends it. */
async function askAbout(org: Org, pause: ReviewedPause): Promise<void> {
  const { customerId, invoiceIds, subjectName, reason, startedBy, scope } = pause
  const title = `Review the pause of ${subjectName}`
  if (customerId !== null) {
    await openTask(org, { customerId, invoiceId: invoiceIds[0] ?? null, name: title, note: reason })
  }
  await recordEvents(org, [{ kind: 'pause_reviewed', customerId, invoiceIds, detail: { reason } }])
  await notify(org, {
    event: 'pause_review', customerId, title,
    to: startedBy === null || scope === 'organization' ? 'admins' : [startedBy],
    body: `Paused without an end: ${reason} It lasts until somebody ends it.`,
  })
}
