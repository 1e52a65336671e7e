// What a letter is drawn from, and where its PDF is kept with the message.
import { sql } from 'kysely'
import type { SnapshotLine } from '../../inbox/write-message.ts'
import { newId } from '../../platform/ids.ts'
import type { Org } from '../../platform/in-organization.ts'

export interface LetterToDraw {
  message_id: string
  customer_id: string
  subject: string
  body_text: string
  snapshot: SnapshotLine[]
  /** Of an earlier try to let it leave. */
  enclosure_id: string | null
  attachment_id: string | null
}

export async function lettersToDraw(
  org: Org, messageIds: readonly string[],
): Promise<LetterToDraw[]> {
  const { rows } = await sql<LetterToDraw>`
    select m.id as message_id, m.customer_id, m.subject, m.body_text, m.snapshot,
      e.id as enclosure_id, e.attachment_id
    from message m left join message_enclosure e on e.org_id = m.org_id and e.message_id = m.id
      and e.kind = 'letter'
    where m.org_id = ${org.id} and m.id = any(${[...messageIds]}::uuid[])
      and m.channel = 'letter' and m.customer_id is not null
    order by m.id`.execute(org.tx)
  return rows
}

export async function keepEnclosure(
  org: Org, { row, attachmentId }: { row: LetterToDraw; attachmentId: string },
): Promise<void> {
  await sql`insert into message_enclosure (id, message_id, kind, attachment_id)
    values (${row.enclosure_id ?? newId()}, ${row.message_id}, 'letter', ${attachmentId})
    on conflict (org_id, id) do update set attachment_id = excluded.attachment_id`
    .execute(org.tx)
}

/** Where it goes is kept with it: the customer may move afterwards. */
export async function keepRecipient(org: Org, messageId: string, address: string): Promise<void> {
  await sql`update message set to_addresses = ${[address]}
    where org_id = ${org.id} and id = ${messageId}`.execute(org.tx)
}
