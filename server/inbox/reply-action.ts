// The To Do item that a human answer opens, and its only ends: reply, ignore, pause (SPEC §8.5).
import type { Day } from '#domain/day.ts'
import { lookAgain } from '../customers/look-again.ts'
import { endPause, startPause } from '../customers/pause.ts'
import { assert, conflict, invalid, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { nameOfActor } from '../team/colleagues.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { authorOf, setReplyActionOfMessage } from './message-store.ts'
import { ownerOfAnswer } from './reply-owner.ts'
import {
  closeWaiting, hasRemindedSince, insertOpen, joinWaiting, keepRest, lockCustomer, messagesAfter,
  openAgain, pauseLasts, replyActionById, runOfAnswer, snoozeWaiting, type ClosedState,
  type ReplyActionRow,
} from './reply-store.ts'

export interface Answer {
  customerId: string
  /** The run of the message that was answered, when known. */
  runId: string | null
  messageId: string
  answeredMessageId?: string | null
}

/** A human answer halts its run until it is handled; a further one joins (SPEC §8.7). */
export async function openOrJoinReplyAction(
  org: Org, answer: Answer,
): Promise<{ id: string; didOpen: boolean }> {
  await lockCustomer(org, answer.customerId)
  const runId = await runOfAnswer(org, answer)
  const opened = await joinOrOpen(org, { ...answer, runId })
  await setReplyActionOfMessage(org, answer.messageId, opened.id)
  if (opened.didOpen) {
    await recordEvent(org, {
      kind: 'reply_opened', customerId: answer.customerId, messageId: answer.messageId,
      detail: { replyActionId: opened.id, runId, scope: org.settings.reply_hold_scope },
    })
  }
  if (opened.wasSnoozed) {
    await recordEvent(org, {
      kind: 'reply_returned', customerId: answer.customerId, messageId: answer.messageId,
      detail: { replyActionId: opened.id, reason: 'the customer wrote again' },
    })
  }
  await lookAgain(org, [answer.customerId])
  return opened
}

interface Opened { id: string; didOpen: boolean; wasSnoozed: boolean }

async function joinOrOpen(org: Org, answer: Answer): Promise<Opened> {
  const joined = await joinWaiting(org, answer)
  if (joined !== null) return { ...joined, didOpen: false }
  const ownerId = await ownerOfAnswer(org, {
    customerId: answer.customerId, answeredMessageId: answer.answeredMessageId ?? null,
  })
  const id = newId()
  const opened = { id, didOpen: true, wasSnoozed: false }
  if (await insertOpen(org, { ...answer, id, ownerId })) return opened
  // The unique index has seen one that was opened just now.
  const raced = await joinWaiting(org, answer)
  assert(raced !== null, 'an open reply action in the way of a new one can be joined')
  return { ...raced, didOpen: false }
}

export interface Closing {
  as: ClosedState
  reason?: string
  /** The message that answered it. */
  messageId?: string
  untilOn?: Day | null
  pauseId?: string
  /** The newest message that whoever handles it has read. */
  newestSeenMessageId?: string | undefined
}

const EVENT_KINDS = {
  replied: 'reply_replied', replied_elsewhere: 'reply_replied', ignored: 'reply_ignored',
  paused: 'reply_paused',
} as const

/** Handles an open answer. The run resumes by the rules; nobody has to tell it. */
export async function closeReplyAction(org: Org, id: string, closing: Closing): Promise<void> {
  const row = await lockedReplyAction(org, id)
  await refuseHandled(org, row)
  refuseUnread(row, closing.newestSeenMessageId)
  const reason = closing.reason || null
  const isClosed = await closeWaiting(org, {
    id, as: closing.as, reason, pauseId: closing.pauseId ?? null, on: org.today,
  })
  assert(isClosed, 'an answer that is locked and open can be closed')
  await recordEvent(org, {
    kind: EVENT_KINDS[closing.as], customerId: row.customer_id,
    messageId: closing.messageId ?? row.newest_message_id,
    detail: {
      replyActionId: id,
      ...(reason === null ? {} : { reason }),
      ...(closing.untilOn ? { untilOn: closing.untilOn } : {}),
      ...(closing.as === 'replied_elsewhere' ? { elsewhere: true } : {}),
    },
  })
  await lookAgain(org, [row.customer_id])
}

export const ignoreReply = (
  org: Org, id: string, reason: string, newestSeenMessageId?: string,
): Promise<void> => closeReplyAction(org, id, { as: 'ignored', reason, newestSeenMessageId })

export interface PauseOfReply {
  /** Null: openly, with a reason and a day to review it. */
  untilOn: Day | null
  reviewOn?: Day | null | undefined
  reason: string
  /** The answer is not handled by this: it is back in To Do when the pause ends. */
  bringBack?: boolean | undefined
  newestSeenMessageId?: string | undefined
}

/** Nothing is sent to the customer until that day; the pause is its own fact on the timeline. */
export async function pauseReply(org: Org, id: string, wish: PauseOfReply): Promise<void> {
  const row = await lockedReplyAction(org, id)
  await refuseHandled(org, row)
  refuseUnread(row, wish.newestSeenMessageId)
  const reviewOn = wish.untilOn === null ? wish.reviewOn ?? null : null
  const returnsOn = wish.untilOn ?? reviewOn
  if (returnsOn !== null && returnsOn <= org.today) {
    throw invalid(`A pause ends in the future; today is ${org.today}.`, [
      { field: wish.untilOn === null ? 'reviewOn' : 'untilOn', message: 'Choose a later day.' }])
  }
  const pause = await startPause(org, {
    scope: 'customer', subjectId: row.customer_id, untilOn: wish.untilOn, reviewOn,
    reason: wish.reason,
  })
  const { reason, untilOn } = wish
  if (!wish.bringBack || returnsOn === null) {
    await closeReplyAction(org, id, { as: 'paused', reason, untilOn, pauseId: pause.id })
    return
  }
  await snoozeWaiting(org, { id, reason: reason || null, pauseId: pause.id, returnsOn })
  await recordEvent(org, {
    kind: 'reply_snoozed', customerId: row.customer_id, messageId: row.newest_message_id,
    detail: { replyActionId: id, returnsOn, ...(reason === '' ? {} : { reason }) },
  })
  await lookAgain(org, [row.customer_id])
}

/** Undoes an ignore, a pause or a word of mouth; a pause that the handling began ends with it. */
export async function reopenReplyAction(org: Org, id: string): Promise<void> {
  const row = await lockedReplyAction(org, id)
  if (row.state === 'open') throw conflict('This answer is open; there is nothing to undo.')
  if (row.state === 'replied') {
    throw conflict('This answer was replied to, which cannot be taken back; write again instead.')
  }
  if (row.closed_at !== null && await hasRemindedSince(org, row.customer_id, row.closed_at)) {
    throw conflict('Reminders have gone on since this was handled, so it cannot be undone; '
      + 'write to the customer, or pause collection.')
  }
  if (!await openAgain(org, row)) {
    throw conflict('A newer answer of this customer is open; handle that one.')
  }
  if (row.pause_id !== null && await pauseLasts(org, row.pause_id)) {
    await endPause(org, row.pause_id)
  }
  await recordEvent(org, {
    kind: 'reply_reopened', customerId: row.customer_id, messageId: row.newest_message_id,
    detail: { replyActionId: id },
  })
  await lookAgain(org, [row.customer_id])
}

/** A message of ours has left: it answers all that had come when it was written, and no more. */
export async function closeByMessage(opened: Org, id: string, messageId: string): Promise<void> {
  // It leaves by itself after the undo time; who answered is who wrote it (R38).
  const author = await authorOf(opened, messageId)
  const org = author === null ? opened : { ...opened, actor: `user:${author}` }
  const row = await lockedReplyAction(org, id)
  if (row.state !== 'open' && row.state !== 'snoozed') return
  const rest = await messagesAfter(org, id, messageId)
  const [newest] = rest
  if (newest === undefined) {
    await closeReplyAction(org, id, { as: 'replied', messageId })
    return
  }
  await keepRest(org, {
    id, answeredThrough: messageId, newestMessageId: newest.id, count: rest.length,
  })
  await recordEvent(org, {
    kind: 'reply_replied', customerId: row.customer_id, messageId,
    detail: { replyActionId: id, stillOpen: rest.length },
  })
}

const WORDS: Record<ClosedState, string> = {
  replied: 'answered', replied_elsewhere: 'marked as answered elsewhere', ignored: 'ignored',
  paused: 'handled with a pause',
}

/** Who was faster is told by name, so that nobody has to look for it. */
export async function refuseHandled(
  org: Org, row: Pick<ReplyActionRow, 'state' | 'closed_by'>,
): Promise<void> {
  if (row.state === 'open' || row.state === 'snoozed') return
  const who = await nameOfActor(org, row.closed_by)
  throw conflict(`This answer has been handled already: ${WORDS[row.state]} by ${who}. `
    + 'Nothing was done; look at the conversation before you go on.')
}

/** What nobody has read cannot be handled. */
export function refuseUnread(row: ReplyActionRow, newestSeenMessageId: string | undefined): void {
  if (newestSeenMessageId === undefined || newestSeenMessageId === row.newest_message_id) return
  throw conflict('A newer message has come from this customer. Read it first, then decide again.')
}

/** Reads it under the customer's lock, which every deed on answers and sends takes first. */
export async function lockedReplyAction(org: Org, id: string): Promise<ReplyActionRow> {
  const found = await replyActionById(org, id)
  if (!found) throw notFound('This answer does not exist.')
  await lockCustomer(org, found.customer_id)
  return await replyActionById(org, id) ?? found
}
