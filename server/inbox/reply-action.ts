// The To Do item that a human answer opens, and its only ends: reply, ignore, pause (SPEC §8.5).
import type { Day } from '#domain/day.ts'
import { lookAgain } from '../customers/look-again.ts'
import { endPause, startPause } from '../customers/pause.ts'
import { assert, conflict, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { setReplyActionOfMessage } from './message-store.ts'
import {
  closeOpen, insertOpen, joinOpen, lockCustomer, openAgain, ownerOfAnswer, pauseOfClosing,
  replyActionById, runOfAnswer, type ReplyActionRow, type ReplyState,
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
  await lookAgain(org, [answer.customerId])
  return opened
}

async function joinOrOpen(org: Org, answer: Answer): Promise<{ id: string; didOpen: boolean }> {
  const joined = await joinOpen(org, answer)
  if (joined !== null) return { id: joined, didOpen: false }
  const ownerId = await ownerOfAnswer(org, {
    customerId: answer.customerId, answeredMessageId: answer.answeredMessageId ?? null,
  })
  const id = newId()
  if (await insertOpen(org, { ...answer, id, ownerId })) return { id, didOpen: true }
  // The unique index has seen one that was opened just now.
  const raced = await joinOpen(org, answer)
  assert(raced !== null, 'an open reply action in the way of a new one can be joined')
  return { id: raced, didOpen: false }
}

export interface Closing {
  as: Exclude<ReplyState, 'open'>
  reason?: string
  /** The message that answered it. */
  messageId?: string
  untilOn?: Day
}

const EVENT_KINDS = {
  replied: 'reply_replied', replied_elsewhere: 'reply_replied', ignored: 'reply_ignored',
  paused: 'reply_paused',
} as const

/** Handles an open answer. The run resumes by the rules; nobody has to tell it. */
export async function closeReplyAction(org: Org, id: string, closing: Closing): Promise<void> {
  const row = await lockedReplyAction(org, id)
  const reason = closing.reason || null
  if (!await closeOpen(org, { id, as: closing.as, reason, on: org.today })) {
    throw conflict(`This answer has been handled already (${row.state.replace('_', ' ')}); `
      + 'reload the page to see by whom.')
  }
  await recordEvent(org, {
    kind: EVENT_KINDS[closing.as], customerId: row.customer_id,
    messageId: closing.messageId ?? row.newest_message_id,
    detail: {
      replyActionId: id,
      ...(reason === null ? {} : { reason }),
      ...(closing.untilOn === undefined ? {} : { untilOn: closing.untilOn }),
      ...(closing.as === 'replied_elsewhere' ? { elsewhere: true } : {}),
    },
  })
  await lookAgain(org, [row.customer_id])
}

export const ignoreReply = (org: Org, id: string, reason: string): Promise<void> =>
  closeReplyAction(org, id, { as: 'ignored', reason })

/** Nothing is sent to the customer until that day; the pause is its own fact on the timeline. */
export async function pauseReply(
  org: Org, id: string, wish: { untilOn: Day; reason: string },
): Promise<void> {
  const row = await lockedReplyAction(org, id)
  await startPause(org, {
    scope: 'customer', subjectId: row.customer_id, untilOn: wish.untilOn, reviewOn: null,
    reason: wish.reason,
  })
  await closeReplyAction(org, id, { as: 'paused', reason: wish.reason, untilOn: wish.untilOn })
}

/** Undoes an ignore or a pause; a pause that the handling began ends with it. */
export async function reopenReplyAction(org: Org, id: string): Promise<void> {
  const row = await lockedReplyAction(org, id)
  if (row.state === 'open') throw conflict('This answer is open; there is nothing to undo.')
  if (row.state === 'replied' || row.state === 'replied_elsewhere') {
    throw conflict('This answer was replied to, which cannot be taken back; write again instead.')
  }
  if (!await openAgain(org, row)) {
    throw conflict('A newer answer of this customer is open; handle that one.')
  }
  const pauseId = row.state === 'paused' ? await pauseOfClosing(org, row) : null
  if (pauseId !== null) await endPause(org, pauseId)
  await recordEvent(org, {
    kind: 'reply_reopened', customerId: row.customer_id, messageId: row.newest_message_id,
    detail: { replyActionId: id },
  })
  await lookAgain(org, [row.customer_id])
}

/** Reads it under the customer's lock, which every deed on answers and sends takes first. */
async function lockedReplyAction(org: Org, id: string): Promise<ReplyActionRow> {
  const found = await replyActionById(org, id)
  if (!found) throw notFound('This answer does not exist.')
  await lockCustomer(org, found.customer_id)
  return await replyActionById(org, id) ?? found
}
