// One answer in full: everything that is unanswered, other conversations, and who has it open.
import { sql } from 'kysely'
import type { z } from 'zod'
import type { ReplyActionInFull } from '#contract/actions.ts'
import type { Org } from '../platform/in-organization.ts'
import { othersPresent } from '../team/presence.ts'
import { readReplyAction } from './list-reply-actions.ts'
import { answerBySms } from './sms/answer-by-sms.ts'
import { selectMessages, toMessageAnswer, type MessageAnswer } from './read-message.ts'

type InFull = z.output<typeof ReplyActionInFull>

const MOST_SHOWN = 100

/** What two people name who have the same answer open. */
export const presenceOf = (replyActionId: string): string => `reply:${replyActionId}`

export async function readReplyInFull(org: Org, id: string): Promise<InFull> {
  const reply = await readReplyAction(org, id)
  const rows = await selectMessages(org, sql`m.reply_action_id = ${id} and m.direction = 'in'
    and m.id > coalesce((select answered_through from reply_action
      where org_id = ${org.id} and id = ${id}), '00000000-0000-0000-0000-000000000000')
    order by m.id = ${reply.newestMessageId} desc, m.at desc, m.id desc limit ${MOST_SHOWN}`)
  const unanswered = rows.map(toMessageAnswer)
  const otherThreads = threadsBeside(unanswered)
  return {
    ...reply, sms: await answerBySms(org, unanswered[0]),
    unanswered, otherThreads, warning: warningOf(otherThreads),
    present: await othersPresent(org, presenceOf(id)),
  }
}

/** An answer goes into one conversation; these others get none (E9). */
function threadsBeside(unanswered: readonly MessageAnswer[]): InFull['otherThreads'] {
  const answered = unanswered[0]?.threadId
  const others = new Map<string, InFull['otherThreads'][number]>()
  for (const message of unanswered) {
    if (message.threadId === answered) continue
    const known = others.get(message.threadId)
    others.set(message.threadId, known ? { ...known, messageCount: known.messageCount + 1 } : {
      threadId: message.threadId, subject: message.subject, channel: message.channel,
      messageCount: 1, newestMessageId: message.id,
    })
  }
  return [...others.values()]
}

function warningOf(others: InFull['otherThreads']): string | null {
  const [first] = others
  if (first === undefined) return null
  const subject = first.subject === '' ? 'without a subject' : `“${first.subject}”`
  return others.length === 1
    ? `Answering this leaves another conversation unanswered: ${subject}.`
    : `Answering this leaves ${others.length} other conversations unanswered, the newest `
      + `of them ${subject}.`
}
