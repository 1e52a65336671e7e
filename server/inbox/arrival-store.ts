// The mail_arrival table: what is known of how a mail came in, beyond its bytes.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Org } from '../platform/in-organization.ts'

export interface Arrival {
  mailboxId?: string | null
  hookId?: string | null
  isSentFolder?: boolean
  isRebuilt?: boolean
  /** Set when only the beginning was kept. */
  fullSizeBytes?: number | null
}

export interface ArrivalRow {
  mailbox_id: string | null
  mailbox_name: string | null
  hook_id: string | null
  is_sent_folder: boolean
  is_rebuilt: boolean
  full_size_bytes: number | null
}

export async function insertArrival(
  org: Org, inboundMailId: string, arrival: Arrival,
): Promise<void> {
  await sql`insert into mail_arrival (inbound_mail_id, mailbox_id, hook_id, is_sent_folder,
      is_rebuilt, full_size_bytes)
    values (${inboundMailId}, ${arrival.mailboxId ?? null}, ${arrival.hookId ?? null},
      ${arrival.isSentFolder ?? false}, ${arrival.isRebuilt ?? false},
      ${arrival.fullSizeBytes ?? null})`.execute(org.tx)
}

/** Null for mail of which nothing more is known, as by SMTP. */
export async function arrivalOf(org: Org, inboundMailId: string): Promise<ArrivalRow | null> {
  const { rows } = await sql<ArrivalRow>`
    select a.mailbox_id, b.name as mailbox_name, a.hook_id, a.is_sent_folder, a.is_rebuilt,
      a.full_size_bytes
    from mail_arrival a left join mailbox b on b.org_id = a.org_id and b.id = a.mailbox_id
    where a.org_id = ${org.id} and a.inbound_mail_id = ${inboundMailId}`.execute(org.tx)
  return rows[0] ?? null
}

/** Whether these very bytes came out of this mailbox before: a folder that is read anew. */
export async function hasCome(org: Org, mailboxId: string, raw: Buffer): Promise<boolean> {
  const { rows } = await sql`
    select 1 from inbound_mail i
      join mail_arrival a on a.org_id = i.org_id and a.inbound_mail_id = i.id
    where i.org_id = ${org.id} and i.sha256 = ${createHash('sha256').update(raw).digest('hex')}
      and a.mailbox_id = ${mailboxId} limit 1`.execute(org.tx)
  return rows.length > 0
}
