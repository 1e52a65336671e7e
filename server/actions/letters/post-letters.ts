// Letters are posted, once; the contact counts on that day. Undo and withdrawal set it right.
import type { Day } from '#domain/day.ts'
import { lookAgain } from '../../customers/look-again.ts'
import { voidContactOfMessage } from '../../customers/note-contact.ts'
import { redateContacts } from '../../customers/redate-contacts.ts'
import { moveLetterMessages } from '../../inbox/move-letter-messages.ts'
import { conflict, invalid, notFound } from '../../platform/errors.ts'
import type { Org } from '../../platform/in-organization.ts'
import { recordEvents, type NewEvent } from '../../timeline/record-event.ts'
import {
  lockLetters, markPosted, markWithdrawn, skipDoneAction, unmarkPosted, type LetterRow,
} from './letter-store.ts'

/** Two people who mark the same batch post it once: the second finds it done. */
export async function postLetters(
  org: Org, letterIds: readonly string[], wished: Day | undefined,
): Promise<{ posted: number; alreadyPosted: number }> {
  const postedOn = wished ?? org.today
  const rows = await lockLetters(org, letterIds)
  const alreadyPosted = rows.filter((row) => row.state === 'posted').length
  const printed = rows.filter((row) => row.state === 'printed')
  const unprinted = rows.length - alreadyPosted - printed.length
  if (rows.length === 0 || unprinted > 0) {
    throw conflict(unprinted === 0 ? 'These letters are not there any more.'
      : 'A letter is posted after it was printed; one of these waits in the queue or was '
        + 'withdrawn.')
  }
  checkDay(org, postedOn, printed)
  const before = await redateContacts(org, printed.map((row) =>
    ({ messageId: row.message_id, on: postedOn })))
  await markPosted(org, printed.map((row) => ({
    id: row.id, postedOn, countedOn: before.get(row.message_id) ?? null,
  })))
  await moveLetterMessages(org, printed.map((row) => row.message_id),
    { from: 'queued', to: 'sent', why: null })
  await recordEvents(org, printed.map((row) =>
    eventOf(row, 'letter_posted', { postedOn })))
  await lookAgain(org, printed.map((row) => row.customer_id))
  return { posted: printed.length, alreadyPosted }
}

function checkDay(org: Org, postedOn: Day, rows: readonly LetterRow[]): void {
  const refuse = (message: string) => {
    throw invalid('This cannot be the day of posting.', [{ field: 'postedOn', message }])
  }
  if (postedOn > org.today) refuse('Choose today or an earlier day.')
  if (rows.some((row) => row.queued_on > postedOn)) {
    refuse('One of these letters was written later.')
  }
}

export async function undoPosting(org: Org, letterIds: readonly string[]): Promise<number> {
  const posted = (await lockLetters(org, letterIds)).filter((row) => row.state === 'posted')
  if (posted.length === 0) throw conflict('None of these letters is marked as posted.')
  await redateContacts(org, posted.flatMap((row) =>
    (row.counted_on === null ? [] : { messageId: row.message_id, on: row.counted_on })))
  await unmarkPosted(org, posted.map((row) => row.id))
  await moveLetterMessages(org, posted.map((row) => row.message_id),
    { from: 'sent', to: 'queued', why: null })
  await recordEvents(org, posted.map((row) => eventOf(row, 'letter_post_undone', {})))
  await lookAgain(org, posted.map((row) => row.customer_id))
  return posted.length
}

/** Nothing of it reached the customer: no contact is counted, and its step moves on. */
export async function withdrawLetter(org: Org, id: string, reason: string): Promise<void> {
  const [row] = await lockLetters(org, [id])
  if (!row) throw notFound('This letter does not exist.')
  if (row.state === 'posted') throw conflict('This letter is posted; undo that first.')
  if (row.state === 'withdrawn') throw conflict('This letter was withdrawn before.')
  await markWithdrawn(org, id, reason)
  await moveLetterMessages(org, [row.message_id], {
    from: 'queued', to: 'cancelled', why: reason || 'Withdrawn before it was posted.',
  })
  await voidContactOfMessage(org, row.message_id)
  if (row.action_id !== null) await skipDoneAction(org, row.action_id, reason)
  await recordEvents(org, [eventOf(row, 'letter_withdrawn', { reason })])
  await lookAgain(org, [row.customer_id])
}

const eventOf = (
  row: LetterRow, kind: 'letter_posted' | 'letter_post_undone' | 'letter_withdrawn',
  detail: Record<string, string>,
): NewEvent => ({
  kind, customerId: row.customer_id, messageId: row.message_id, actionId: row.action_id,
  invoiceIds: row.snapshot.map((line) => line.invoiceId), detail: { name: row.name, ...detail },
})
