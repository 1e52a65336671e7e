// The table of links: hashes of their tokens, whose they are, and what became of them.
import { sql } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export interface NewLinkRow {
  id: string
  tokenHash: string
  customerId: string
  address: string
  messageId: string | null
  invoiceId: string | null
  expiresAt: Instant
  isPreview: boolean
}

/** The contact is whoever has the address at this moment; losing it ends the link. */
export async function insertLinks(org: Org, links: readonly NewLinkRow[]): Promise<void> {
  if (links.length === 0) return
  await sql`insert into customer_link (id, token_hash, customer_id, contact_id, address, message_id,
      invoice_id, made_at, expires_at, is_preview)
    select x.id, x."tokenHash", x."customerId", (select a.contact_id from contact_address a
        where a.org_id = ${org.id} and a.customer_id = x."customerId"
          and a.address = lower(x.address) order by a.contact_id limit 1),
      x.address, x."messageId", x."invoiceId", ${org.now}, x."expiresAt", x."isPreview"
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as x(id uuid, "tokenHash" text,
      "customerId" uuid, address text, "messageId" uuid, "invoiceId" uuid,
      "expiresAt" timestamptz, "isPreview" boolean)`.execute(org.tx)
}

export interface LinkRow {
  id: string
  customer_id: string
  contact_id: string | null
  address: string
  message_id: string | null
  invoice_id: string | null
  made_at: Instant
  expires_at: Instant
  revoked_at: Instant | null
  first_opened_at: Instant | null
  opened_times: number
  last_opened_on: Day | null
  is_preview: boolean
}

const COLUMNS = sql`l.id, l.customer_id, l.contact_id, l.address, l.message_id, l.invoice_id,
  l.made_at, l.expires_at, l.revoked_at, l.first_opened_at, l.opened_times, l.last_opened_on,
  l.is_preview`

export async function linkByHash(org: Org, tokenHash: string): Promise<LinkRow | null> {
  const { rows } = await sql<LinkRow>`select ${COLUMNS} from customer_link l
    where l.org_id = ${org.id} and l.token_hash = ${tokenHash}`.execute(org.tx)
  return rows[0] ?? null
}

/** Which of these tokens lead to another customer’s page. */
export async function hasLinkOfAnother(
  org: Org, customerId: string, tokenHashes: readonly string[],
): Promise<boolean> {
  const { rows } = await sql`select from customer_link where org_id = ${org.id}
    and token_hash = any(${[...tokenHashes]}::text[]) and customer_id <> ${customerId} limit 1`
    .execute(org.tx)
  return rows.length > 0
}

export async function lockLink(org: Org, id: string): Promise<LinkRow | null> {
  const { rows } = await sql<LinkRow>`select ${COLUMNS} from customer_link l
    where l.org_id = ${org.id} and l.id = ${id} for update`.execute(org.tx)
  return rows[0] ?? null
}

const MOST_LISTED = 200

export async function linksOfCustomer(
  org: Org, customerId: string,
): Promise<(LinkRow & { contact_name: string | null })[]> {
  const { rows } = await sql<LinkRow & { contact_name: string | null }>`
    select ${COLUMNS}, k.name as contact_name from customer_link l
      left join contact k on k.org_id = l.org_id and k.id = l.contact_id
    where l.org_id = ${org.id} and l.customer_id = ${customerId} and not l.is_preview
    order by l.made_at desc, l.id desc limit ${MOST_LISTED}`.execute(org.tx)
  return rows
}

export async function markRevoked(org: Org, id: string): Promise<LinkRow | null> {
  const { rows } = await sql<LinkRow>`
    update customer_link l set revoked_at = ${org.now}, revoked_by = ${org.actor}
    where l.org_id = ${org.id} and l.id = ${id} and l.revoked_at is null
    returning ${COLUMNS}`.execute(org.tx)
  return rows[0] ?? null
}

/** Ends the links of contacts to addresses that are theirs no more (R24). */
export async function revokeLostLinks(org: Org, contactIds: readonly string[]): Promise<void> {
  await sql`update customer_link l set revoked_at = ${org.now}, revoked_by = ${org.actor}
    where l.org_id = ${org.id} and l.contact_id = any(${[...contactIds]}::uuid[])
      and l.revoked_at is null and not exists (select from contact_address a
        where a.org_id = l.org_id and a.contact_id = l.contact_id
          and a.customer_id = l.customer_id and a.address = lower(l.address))`.execute(org.tx)
}

export async function countOpening(org: Org, id: string): Promise<void> {
  await sql`update customer_link set opened_times = opened_times + 1,
      first_opened_at = coalesce(first_opened_at, ${org.now}), last_opened_on = ${org.today}
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}
