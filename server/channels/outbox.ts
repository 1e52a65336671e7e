// The captured outbox: the default channel and a sandbox's only one. Nothing leaves the machine.
import { sql } from 'kysely'
import { asOrg } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import type { Installation } from '../platform/installation.ts'
import type { Outgoing, Receipt, SendingChannel } from './channel.ts'

/** Captures into its own table, in its own transaction, as a provider far away would. */
export function openOutbox(installation: Installation, orgId: string): SendingChannel {
  return {
    send: async (message: Outgoing): Promise<Receipt> => {
      const id = newId()
      await asOrg(installation.database.db, orgId, async (tx) => {
        await sql`insert into captured_message (id, attempt_id, channel, from_address,
            to_addresses, subject, body_text, body_html, headers, captured_at)
          values (${id}, ${message.attemptId}, ${message.channel}, ${message.from.address},
            ${[...message.to]}, ${message.subject}, ${message.text}, ${message.html},
            ${JSON.stringify(headersOf(message))}::jsonb,
            coalesce((select sandbox_now from organization where org_id = ${orgId}),
              ${installation.now()}))`.execute(tx)
        for (const file of message.files ?? []) {
          await sql`insert into captured_file (id, captured_message_id, name, content_type,
              size_bytes, content)
            values (${newId()}, ${id}, ${file.name}, ${file.contentType}, ${file.content.length},
              ${file.content})`.execute(tx)
        }
      })
      return { kind: 'accepted', providerId: id }
    },
    find: async ({ attemptId }) => {
      const { rows } = await asOrg(installation.database.db, orgId, (tx) => sql`
        select from captured_message where org_id = ${orgId} and attempt_id = ${attemptId}`
        .execute(tx))
      return rows.length > 0 ? { kind: 'accepted', providerId: null } : { kind: 'not_accepted' }
    },
  }
}

function headersOf(message: Outgoing): Record<string, string> {
  const headers: Record<string, string> = { 'Message-ID': `<${message.messageRef}>` }
  if (message.replyTo) headers['Reply-To'] = message.replyTo
  if (message.inReplyTo) headers['In-Reply-To'] = `<${message.inReplyTo}>`
  if (message.references.length > 0) {
    headers['References'] = message.references.map((ref) => `<${ref}>`).join(' ')
  }
  if (message.cc.length > 0) headers['Cc'] = message.cc.join(', ')
  if (message.isAutomatic) headers['Auto-Submitted'] = 'auto-generated'
  return headers
}
