// Takes back what a person said of an unmatched message: a wrong customer, or "not ours".
import { sql } from 'kysely'
import { lookAgain } from '../customers/look-again.ts'
import { conflict } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { takeBackDomain, setMailUnmatched } from './mail-store.ts'
import { recallDismissal, releaseMessage } from './message-store.ts'
import { readMessage, type MessageAnswer } from './read-message.ts'
import { moveSmsOfMessage } from './sms/inbound-store.ts'
import { leaveReplyAction, lockCustomer } from './reply-store.ts'

/** Only what a person linked: a match by evidence is not undone by a click. */
export async function undoLink(org: Org, messageId: string): Promise<void> {
  const message = await readMessage(org, messageId)
  if (message.kind === 'not_ours') {
    await recallDismissal(org, messageId)
    return
  }
  const { customerId } = message
  if (customerId === null || message.reasons.how !== 'person') {
    throw conflict('Only a link that a person has made can be undone; reload the page.')
  }
  await lockCustomer(org, customerId)
  await refuseAnswered(org, message)
  if (message.replyActionId !== null) await leaveReplyAction(org, message.replyActionId, messageId)
  await releaseMessage(org, messageId)
  if (message.channel === 'sms') await moveSmsOfMessage(org, messageId, 'unmatched')
  else await setMailUnmatched(org, messageId)
  const { givenDomain } = message.reasons
  if (typeof givenDomain === 'string') await takeBackDomain(org, givenDomain, customerId)
  await recordEvent(org, {
    kind: 'unmatched_unlinked', customerId, messageId,
    detail: { from: message.fromName || message.from, address: message.from },
  })
  await lookAgain(org, [customerId])
}

/** Whoever has written to the wrong customer by now must see that on both timelines. */
async function refuseAnswered(org: Org, message: MessageAnswer): Promise<void> {
  const { rows } = await sql`select 1 from message where org_id = ${org.id}
    and thread_id = ${message.threadId} and direction = 'out' and state <> 'cancelled'
    and at >= ${message.at} limit 1`.execute(org.tx)
  if (rows.length > 0) {
    throw conflict('This message was answered already, so its link stays. Write to the customer '
      + 'if the answer went to the wrong one.')
  }
}
