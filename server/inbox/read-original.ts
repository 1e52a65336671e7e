// Reads the message that is answered, with what its sender says about where answers should go.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'
import { readAddresses } from './read-addresses.ts'
import { charsetOf, MOST_HEAD_BYTES, readHead } from './read-head.ts'

export interface Original {
  id: string
  customer_id: string
  thread_id: string
  run_id: string | null
  direction: 'in' | 'out'
  channel: 'email' | 'sms' | 'letter'
  from_name: string
  from_address: string
  to_addresses: string[]
  cc_addresses: string[]
  subject: string
  body_text: string
  reply_action_id: string | null
  inbound_mail_id: string | null
  at: Instant
}

export async function readOriginal(org: Org, messageId: string): Promise<Original | null> {
  const { rows } = await sql<Original>`
    select id, customer_id, thread_id, run_id, direction, channel, from_name, from_address,
      to_addresses, cc_addresses, subject, body_text, reply_action_id, inbound_mail_id, at
    from message where org_id = ${org.id} and id = ${messageId} and customer_id is not null`
    .execute(org.tx)
  return rows[0] ?? null
}

/** The Reply-To of a mail where it differs from its From: a hint, for it is easily forged. */
export async function replyToOf(org: Org, original: Original): Promise<string | null> {
  if (original.inbound_mail_id === null) return null
  const { rows } = await sql<{ head: Buffer }>`
    select substring(raw from 1 for ${MOST_HEAD_BYTES}::int) as head from inbound_mail
    where org_id = ${org.id} and id = ${original.inbound_mail_id}`.execute(org.tx)
  if (!rows[0]) return null
  const { headers } = readHead(rows[0].head)
  const [first] = readAddresses(headers, 'reply-to', charsetOf(headers))
  const address = first?.address.toLowerCase() ?? ''
  return address === '' || address === original.from_address.toLowerCase() ? null : address
}
