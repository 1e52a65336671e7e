// Messages as they were before a person was erased, kept aside for claims until a day.
import { sql } from 'kysely'
import type { PersonalWord } from '#domain/personal-words.ts'
import type { Day, Instant } from '#domain/day.ts'
import type { Org } from '../../platform/in-organization.ts'

const ERASED_TEXT = 'The words of this message were erased with the person who wrote it.'

/** Messages of customers that name the person anywhere. */
export async function messagesOf(
  org: Org, customerIds: readonly string[], words: readonly PersonalWord[],
): Promise<string[]> {
  if (words.length === 0) return []
  const pattern = words.map((word) => `(${word.pattern})`).join('|')
  const { rows } = await sql<{ id: string }>`select id from message
    where org_id = ${org.id} and customer_id = any(${[...customerIds]}::uuid[])
      and concat_ws(' ', from_name, from_address, to_addresses::text, cc_addresses::text,
        bcc_addresses::text, subject, body_text, reply_text, body_html) ~* ${pattern}
    order by id`.execute(org.tx)
  return rows.map((row) => row.id)
}

export async function retainMessages(
  org: Org, messageIds: readonly string[], of: { erasureId: string; untilOn: Day },
): Promise<void> {
  await sql`insert into retained_message (message_id, erasure_id, customer_id, original, raw,
      until_on)
    select m.id, ${of.erasureId}, m.customer_id, jsonb_build_object('direction', m.direction,
        'channel', m.channel, 'at', m.at, 'fromName', m.from_name, 'from', m.from_address,
        'to', m.to_addresses, 'cc', m.cc_addresses, 'subject', m.subject, 'text', m.body_text),
      i.raw, ${of.untilOn}
    from message m left join inbound_mail i on i.org_id = m.org_id and i.id = m.inbound_mail_id
    where m.org_id = ${org.id} and m.id = any(${[...messageIds]}::uuid[])`.execute(org.tx)
}

/** What has no columns of text: raw mails, files they brought, letters; and what they wrote. */
export async function emptyMessages(
  org: Org, messageIds: readonly string[], emails: readonly string[], phones: readonly string[],
): Promise<void> {
  const ids = sql`any(${[...messageIds]}::uuid[])`
  await sql`update inbound_mail i set raw = ''::bytea, sha256 = ''
    from message m where m.org_id = ${org.id} and m.id = ${ids}
      and i.org_id = m.org_id and i.id = m.inbound_mail_id`.execute(org.tx)
  await sql`update attachment a set content = ''::bytea, name = 'erased', size_bytes = 0
    from message m where m.org_id = ${org.id} and m.id = ${ids} and a.org_id = m.org_id
      and a.message_id = m.id and (m.direction = 'in' or (m.channel = 'letter'
        and not exists (select from letter l join attempt t on t.org_id = l.org_id
            and t.id = l.attempt_id
          where l.org_id = m.org_id and t.message_id = m.id and l.state in ('queued', 'printed'))))`
    .execute(org.tx)
  await sql`update message set body_text = ${ERASED_TEXT}, reply_text = null, body_html = null
    where org_id = ${org.id} and id = ${ids} and direction = 'in'
      and lower(from_address) = any(${[...emails, ...phones]})`.execute(org.tx)
  // The read words of a message, as search and suggestions keep them.
  await sql`delete from suggestion where org_id = ${org.id} and message_id in (select id
    from message where org_id = ${org.id} and id = ${ids} and direction = 'in'
      and lower(from_address) = any(${[...emails, ...phones]}))`.execute(org.tx)
}

/** Customers that are the person: for them the name and the address are the debtor's. */
export async function customersThatAre(
  org: Org, customerIds: readonly string[], name: string,
): Promise<{ id: string; name: string; owes: boolean }[]> {
  const { rows } = await sql<{ id: string; name: string; owes: boolean }>`
    select c.id, c.name, exists (select from invoice i where i.org_id = c.org_id
      and i.customer_id = c.id and i.state = 'open' and i.open_minor > 0) as owes
    from customer c where c.org_id = ${org.id} and c.id = any(${[...customerIds]}::uuid[])
      and ${name} <> '' and lower(c.name) = lower(${name})
      and c.debtor_kind in ('consumer', 'sole_trader')`.execute(org.tx)
  return rows
}

export async function forgetHomes(org: Org, customerIds: readonly string[]): Promise<void> {
  await sql`update customer set street = '', postcode = '', city = ''
    where org_id = ${org.id} and id = any(${[...customerIds]}::uuid[])`.execute(org.tx)
}

/** What stood on the organization's own lists about the addresses; the hash says enough. */
export async function forgetAddresses(
  org: Org, emails: readonly string[], phones: readonly string[],
): Promise<void> {
  const all = [...emails, ...phones]
  await sql`delete from suppression where org_id = ${org.id} and address = any(${all})`
    .execute(org.tx)
}

export interface RetainedRow {
  message_id: string
  original: Record<string, unknown>
  until_on: Day
  at: Instant
}

export async function retainedOf(org: Org, customerId: string): Promise<RetainedRow[]> {
  const { rows } = await sql<RetainedRow>`
    select r.message_id, r.original, r.until_on, e.at from retained_message r
      join erasure e on e.org_id = r.org_id and e.id = r.erasure_id
    where r.org_id = ${org.id} and r.customer_id = ${customerId} and r.until_on > ${org.today}
    order by r.message_id desc limit 500`.execute(org.tx)
  return rows
}

/** Each night: what need not be kept any more is gone. */
export async function dropRetained(org: Org): Promise<void> {
  await sql`delete from retained_message where org_id = ${org.id} and until_on <= ${org.today}`
    .execute(org.tx)
}

export async function keepErasure(org: Org, row: {
  id: string; customerId: string; keptUntil: Day | null; rowsChanged: number
}): Promise<void> {
  await sql`insert into erasure (id, customer_id, at, erased_by, kept_until, rows_changed)
    values (${row.id}, ${row.customerId}, ${org.now}, ${org.actor}, ${row.keptUntil},
      ${row.rowsChanged})`.execute(org.tx)
}
