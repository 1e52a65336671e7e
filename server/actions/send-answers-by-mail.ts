// Sends on to the customer what members answered to their notification mails.
import { sql } from 'kysely'
import {
  lockAnswer, noteAnswerSent, refuseAnswer, waitingAnswers,
} from '../inbox/answer-by-mail.ts'
import { conflict, forbidden, Problem } from '../platform/errors.ts'
import { inOrganization, SYSTEM, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { composeMessage } from './compose-message.ts'

const MOST_AT_ONCE = 100

/** Safe to run at any time: each answer is locked and leaves `waiting` with its message. */
export async function sendAnswersByMail(
  installation: Installation, orgId: string,
): Promise<number> {
  const waiting = await inOrganization(installation, orgId, SYSTEM,
    (org) => waitingAnswers(org, MOST_AT_ONCE))
  for (const { id, user_id: userId } of waiting) {
    try {
      await inOrganization(installation, orgId, `user:${userId}`, (org) => sendOne(org, id))
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error
      await inOrganization(installation, orgId, SYSTEM,
        (org) => refuseAnswer(org, id, error.message))
    }
  }
  return waiting.length
}

async function sendOne(org: Org, id: string): Promise<void> {
  const answer = await lockAnswer(org, id)
  if (!answer) return
  await refuseWithoutRight(org, answer.user_id)
  if (answer.reply_action_id === null) {
    throw conflict('There is no open question of this customer; write in Duebox.')
  }
  const messageId = await composeMessage(org, {
    customerId: answer.customer_id, channel: 'email', to: [answer.to], cc: [], bcc: [],
    subject: '', body: answer.text, replyActionId: answer.reply_action_id,
    inReplyToMessageId: answer.answered_message_id,
    newestSeenMessageId: answer.answered_message_id,
  })
  await refuseSecond(org, answer.reply_action_id, messageId)
  await noteAnswerSent(org, id, messageId)
}

async function refuseWithoutRight(org: Org, userId: string): Promise<void> {
  const { rows } = await sql`select from member
    where org_id = ${org.id} and user_id = ${userId} and is_active and role <> 'viewer'`
    .execute(org.tx)
  if (rows.length === 0) throw forbidden('You may not write to customers; ask an admin.')
}

/** The reply action is open until an answer has left; one on its way is an answer already. */
async function refuseSecond(
  org: Org, replyActionId: string, messageId: string,
): Promise<void> {
  const { rows } = await sql`select from message m
    join reply_action r on r.org_id = m.org_id and r.id = m.reply_action_id
    where m.org_id = ${org.id} and m.reply_action_id = ${replyActionId} and m.direction = 'out'
      and m.id <> ${messageId} and m.id > r.newest_message_id
      and m.state not in ('cancelled', 'failed', 'bounced', 'undelivered')
    limit 1`.execute(org.tx)
  if (rows.length > 0) {
    throw conflict('Another answer to this customer is on its way already; yours was not sent.')
  }
}
