// The inbound_mail table: raw bytes first, then what became of them; domains given to customers.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'

export type MailState = 'stored' | 'linked' | 'unmatched' | 'automated' | 'bounce' | 'quarantine'
  | 'duplicate' | 'own'
export type MailSource = 'smtp' | 'webhook' | 'imap'

export interface NewMail {
  raw: Buffer
  envelopeFrom: string
  envelopeTo: readonly string[]
  source: MailSource
  /** Who connected, for SPF; only a listener of ours knows. */
  remoteIp?: string
  helo?: string
}

export async function insertMail(org: Org, mail: NewMail): Promise<string> {
  const id = newId()
  await sql`insert into inbound_mail (id, sha256, raw, size_bytes, source, envelope_from,
      envelope_to, remote_ip, helo, received_at)
    values (${id}, ${createHash('sha256').update(mail.raw).digest('hex')}, ${mail.raw},
      ${mail.raw.length}, ${mail.source}, ${clean(mail.envelopeFrom)},
      ${mail.envelopeTo.map(clean)}, ${clean(mail.remoteIp ?? '')}, ${clean(mail.helo ?? '')},
      ${org.now})`.execute(org.tx)
  return id
}

// PostgreSQL's text has no NUL; an address has no control character either.
// oxlint-disable-next-line no-control-regex
const clean = (address: string) => address.replace(/[\u0000-\u001f]/g, '').slice(0, 320)

export interface MailRow {
  id: string
  raw: Buffer
  source: MailSource
  envelope_from: string
  envelope_to: string[]
  remote_ip: string
  helo: string
  received_at: Instant
  tries: number
  message_id: string | null
}

/** Counts the try before it is made, so that a mail that kills its reader ends in quarantine. */
export async function beginTry(org: Org, id: string): Promise<MailRow | null> {
  const { rows } = await sql<MailRow>`
    update inbound_mail set tries = tries + 1
    where org_id = ${org.id} and id = ${id} and state = 'stored'
    returning id, raw, source, envelope_from, envelope_to, remote_ip, helo, received_at, tries,
      message_id`
    .execute(org.tx)
  return rows[0] ?? null
}

/** Keeps it until this transaction ends; false if somebody else has settled it. */
export async function lockStored(org: Org, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from inbound_mail
    where org_id = ${org.id} and id = ${id} and state = 'stored' for update`.execute(org.tx)
  return rows.length > 0
}

/** An earlier mail of the same fingerprint. Two that arrive at once wait for each other here. */
export async function findSame(
  org: Org, id: string, fingerprint: string,
): Promise<{ message_id: string | null } | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${org.id + fingerprint}, 0))`
    .execute(org.tx)
  const { rows } = await sql<{ message_id: string | null }>`
    select message_id from inbound_mail
    where org_id = ${org.id} and fingerprint = ${fingerprint} and state <> 'duplicate'
      and id <> ${id}`.execute(org.tx)
  return rows[0] ?? null
}

export async function settleMail(org: Org, settled: {
  id: string; state: Exclude<MailState, 'stored'>; messageId: string | null
  fingerprint: string | null; why: string | null
}): Promise<void> {
  await sql`update inbound_mail set state = ${settled.state}, message_id = ${settled.messageId},
      fingerprint = ${settled.fingerprint}, why = ${settled.why}, settled_at = ${org.now}
    where org_id = ${org.id} and id = ${settled.id}`.execute(org.tx)
}

export async function noteWhy(org: Org, id: string, why: string): Promise<void> {
  await sql`update inbound_mail set why = ${clean(why)}
    where org_id = ${org.id} and id = ${id} and state = 'stored'`.execute(org.tx)
}

/** Oldest first: what came in and is not settled. */
export async function waitingMails(org: Org, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from inbound_mail where org_id = ${org.id} and state = 'stored'
    order by received_at, id limit ${limit}`.execute(org.tx)
  return rows.map((row) => row.id)
}

/** Puts a quarantined mail back in front; false if it is not in quarantine. */
export async function releaseMail(org: Org, id: string): Promise<boolean> {
  const { rows } = await sql`
    update inbound_mail set state = 'stored', tries = 0, why = null, settled_at = null
    where org_id = ${org.id} and id = ${id} and state = 'quarantine' returning 1`.execute(org.tx)
  return rows.length > 0
}

/** After a person has linked its message. */
export async function setMailLinked(org: Org, messageId: string): Promise<void> {
  await sql`update inbound_mail set state = 'linked'
    where org_id = ${org.id} and state = 'unmatched' and id = (select inbound_mail_id from message
      where org_id = ${org.id} and id = ${messageId})`.execute(org.tx)
}

/** After a person has undone that. */
export async function setMailUnmatched(org: Org, messageId: string): Promise<void> {
  await sql`update inbound_mail set state = 'unmatched'
    where org_id = ${org.id} and state = 'linked' and id = (select inbound_mail_id from message
      where org_id = ${org.id} and id = ${messageId})`.execute(org.tx)
}

export async function takeBackDomain(
  org: Org, domain: string, customerId: string,
): Promise<void> {
  await sql`delete from customer_domain where org_id = ${org.id} and domain = ${domain}
    and customer_id = ${customerId}`.execute(org.tx)
}

/** "Always for this domain": mail from there belongs to this customer from now on. */
export async function giveDomain(org: Org, domain: string, customerId: string): Promise<void> {
  await sql`insert into customer_domain (domain, customer_id) values (${domain}, ${customerId})
    on conflict (org_id, domain) do update set customer_id = excluded.customer_id`.execute(org.tx)
}
