// A person says what became of a send that may or may not have left (SPEC §5.1).
import { sql } from 'kysely'
import type { Org } from '../platform/in-organization.ts'
import { attemptOfMessage, overrideAttempt } from './attempt-store.ts'
import { setMessageStates } from './send-message.ts'

export type Settlement = 'sent' | 'send_again' | 'give_up'

const ATTEMPT = { sent: 'accepted', send_again: 'retry', give_up: 'given_up' } as const
const MESSAGE = { sent: 'sent', send_again: 'cancelled', give_up: 'failed' } as const

export interface SettledMessage {
  id: string
  channel: string
  to: string[]
  replyActionId: string | null
}

/** Returns the newest message of the action; null if it never had one. */
export async function settleByHand(
  org: Org, actionId: string, as: Settlement,
): Promise<SettledMessage | null> {
  const { rows } = await sql<SettledMessage>`
    select id, channel, to_addresses as to, reply_action_id as "replyActionId" from message
    where org_id = ${org.id} and action_id = ${actionId} order by id desc limit 1`.execute(org.tx)
  const message = rows[0]
  if (!message) return null
  const why = `Settled by hand: ${as.replace('_', ' ')}`
  const attempt = await attemptOfMessage(org, message.id)
  if (attempt) await overrideAttempt(org, attempt.id, ATTEMPT[as], why)
  await setMessageStates(org, [{ id: message.id, state: MESSAGE[as], why }])
  return message
}
