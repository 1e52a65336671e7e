// The attachments of messages that leave, read when each is handed over.
import { sql } from 'kysely'
import type { OutgoingFile } from '../channels/channel.ts'
import { asOrg } from '../platform/database.ts'
import type { Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'

export async function messagesWithFiles(org: Org, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ message_id: string }>`select distinct message_id from attachment
    where org_id = ${org.id} and message_id = any(${[...ids]}::uuid[])`.execute(org.tx)
  return new Set(rows.map((row) => row.message_id))
}

/** Null when they cannot be read: then nothing has left yet, and nothing leaves without them. */
export async function readOutgoingFiles(
  installation: Installation, orgId: string, messageId: string,
): Promise<OutgoingFile[] | null> {
  try {
    const { rows } = await asOrg(installation.database.db, orgId, (tx) =>
      sql<{ name: string; content_type: string; content: Buffer }>`
        select name, content_type, content from attachment
        where org_id = ${orgId} and message_id = ${messageId} order by id`.execute(tx))
    return rows.map((row) => ({
      name: row.name, contentType: row.content_type, content: row.content,
    }))
  } catch (error) {
    installation.log.error({ error, messageId }, 'attachments of a message could not be read')
    return null
  }
}

/** Takes an attachment off a message that has not left. */
export async function removeAttachments(org: Org, ids: readonly string[]): Promise<void> {
  await sql`delete from attachment where org_id = ${org.id} and id = any(${[...ids]}::uuid[])`
    .execute(org.tx)
}

/** Of messages that did not leave and never will: the next try is one of its own. */
export async function removeFilesOf(org: Org, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return
  await sql`delete from attachment
    where org_id = ${org.id} and message_id = any(${[...messageIds]}::uuid[])`.execute(org.tx)
}
