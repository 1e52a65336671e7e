// What the payment page reads of one customer: whose it is, open invoices, and what was settled.
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export interface VisitorRow {
  customer_name: string
  reference: string
  customer_locale: string | null
  contact_name: string | null
  contact_locale: string | null
  emails: string[]
}

/** The customer and the contact of a link, with the e-mail addresses that may be written to. */
export async function visitorOf(
  org: Org, link: { customerId: string; contactId: string | null },
): Promise<VisitorRow | null> {
  const { rows } = await sql<VisitorRow>`
    select c.name as customer_name, c.reference, c.locale as customer_locale,
      k.name as contact_name, k.locale as contact_locale,
      array(select a.address from contact_address a where a.org_id = c.org_id
        and a.customer_id = c.id and a.contact_id = k.id and a.channel = 'email'
        and not exists (select from suppression s where s.org_id = a.org_id
          and s.channel = 'email' and s.address = a.address)
        order by a.place, a.address) as emails
    from customer c left join contact k on k.org_id = c.org_id and k.id = ${link.contactId}
      and k.customer_id = c.id
    where c.org_id = ${org.id} and c.id = ${link.customerId}`.execute(org.tx)
  return rows[0] ?? null
}

/** Whose invoices are asked for here: at the head of a group those of all in it (domain E36). */
export async function askedHere(org: Org, customerId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from customer where org_id = ${org.id}
    and (id = ${customerId} or (group_id = ${customerId} and legal_stop_reason is null))
    order by id`.execute(org.tx)
  return rows.map((row) => row.id)
}

export interface PageInvoiceRow {
  id: string
  /** Whose it is, where that is not whose page this is. */
  child_name: string | null
  number: string
  currency: string
  total_minor: number
  open_minor: number
  issued_on: Day
  due_on: Day
  disputed_minor: number
  promised_minor: number
  promised_on: Day | null
  has_document: boolean
}

const MOST_LISTED = 300

export async function openInvoicesOf(org: Org, customerId: string): Promise<PageInvoiceRow[]> {
  const asked = await askedHere(org, customerId)
  const { rows } = await sql<PageInvoiceRow>`
    select i.id, i.number, i.currency, i.total_minor, i.open_minor, i.issued_on, i.due_on,
      least(i.open_minor, coalesce((select sum(coalesce(d.amount_minor, i.open_minor))
        from dispute d where d.org_id = i.org_id and d.customer_id = i.customer_id
          and d.invoice_id = i.id and d.state = 'open'), 0))::bigint as disputed_minor,
      least(i.open_minor, coalesce(p.amount, 0))::bigint as promised_minor, p.promised_on,
      exists (select from invoice_document f
        where f.org_id = i.org_id and f.invoice_id = i.id) as has_document,
      case when i.customer_id <> ${customerId} then (select c.name from customer c
        where c.org_id = i.org_id and c.id = i.customer_id) end as child_name
    from invoice i left join lateral (
      select sum(held_by(p, ${org.today}))::bigint as amount, max(p.promised_on) as promised_on
      from promise p where p.org_id = i.org_id and p.customer_id = i.customer_id
        and p.invoice_id = i.id and p.state = 'active' and p.last_on >= ${org.today}) p on true
    where i.org_id = ${org.id} and i.customer_id = any(${asked}::uuid[]) and i.open_minor > 0
      and i.state = 'open'
    order by i.due_on, i.id limit ${MOST_LISTED}`.execute(org.tx)
  return rows
}

export async function countOpenInvoices(org: Org, customerId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from invoice
    where org_id = ${org.id} and customer_id = any(${await askedHere(org, customerId)}::uuid[])
      and open_minor > 0 and state = 'open'`.execute(org.tx)
  return rows[0]?.count ?? 0
}

const MOST_SETTLED = 10

export async function settledInvoicesOf(org: Org, customerId: string) {
  const { rows } = await sql<{
    number: string; currency: string; total_minor: number; settled_on: Day
  }>`select i.number, i.currency, i.total_minor, a.settled_on
    from invoice i join lateral (select max(a.allocated_on) as settled_on from allocation a
      where a.org_id = i.org_id and a.invoice_id = i.id) a on a.settled_on is not null
    where i.org_id = ${org.id} and i.customer_id = ${customerId} and i.open_minor = 0
      and i.state = 'open'
    order by a.settled_on desc, i.due_on desc, i.id limit ${MOST_SETTLED}`.execute(org.tx)
  return rows
}

/** Payments that came while a reminder was on its way: whoever opens its link is thanked. */
export async function crossedPaymentsOf(org: Org, customerId: string) {
  const { rows } = await sql<{ currency: string; amount_minor: number; received_on: Day }>`
    select distinct p.id, p.currency, p.amount_minor, p.received_on from crossing x
      join payment p on p.org_id = x.org_id and p.id = x.payment_id and p.state = 'cleared'
    where x.org_id = ${org.id} and x.customer_id = ${customerId}
      and x.at > ${org.now}::timestamptz - interval '14 days'
    order by p.received_on desc, p.id limit 5`.execute(org.tx)
  return rows
}

/** Whether an invoice is asked for on this customer's page: a link opens no other's. */
export async function isInvoiceOf(
  org: Org, customerId: string, invoiceId: string,
): Promise<boolean> {
  const { rows } = await sql`select from invoice where org_id = ${org.id} and id = ${invoiceId}
    and customer_id = any(${await askedHere(org, customerId)}::uuid[])`.execute(org.tx)
  return rows.length > 0
}

/** What somebody must know who has the invoice before them: what is open on it, else its whole. */
export async function amountsOfNumber(org: Org, customerId: string, number: string) {
  const { rows } = await sql<{ currency: string; asked_minor: number }>`
    select currency, case when open_minor > 0 then open_minor else total_minor end as asked_minor
    from invoice where org_id = ${org.id}
      and customer_id = any(${await askedHere(org, customerId)}::uuid[])
      and lower(replace(number, ' ', '')) = lower(replace(${number}, ' ', ''))
      and state = 'open' limit 5`.execute(org.tx)
  return rows
}

/** Promises that were not kept, by the days they were for. */
export async function brokenPromisesSince(
  org: Org, customerId: string, since: Day,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct promised_on) as count from promise
    where org_id = ${org.id} and customer_id = ${customerId} and promised_on >= ${since}
      and state in ('broken', 'partly_kept')`.execute(org.tx)
  return rows[0]?.count ?? 0
}

interface ActKey {
  linkId: string
  key: string
}

/** A click that comes twice is one: false when it has come before. */
export async function insertAct(
  org: Org, act: ActKey & { kind: 'promise' | 'dispute' | 'answer' },
): Promise<boolean> {
  const { rows } = await sql`insert into portal_act (link_id, key, kind, at)
    values (${act.linkId}, ${act.key}, ${act.kind}, ${org.installation.now()})
    on conflict do nothing returning 1`.execute(org.tx)
  return rows.length > 0
}

export async function settleAct(
  org: Org, act: ActKey & { messageId: string; isHeld: boolean },
): Promise<void> {
  await sql`update portal_act set message_id = ${act.messageId}, is_held = ${act.isHeld}
    where org_id = ${org.id} and link_id = ${act.linkId} and key = ${act.key}`.execute(org.tx)
}

export async function wasHeld(org: Org, act: ActKey): Promise<boolean> {
  const { rows } = await sql<{ is_held: boolean }>`select is_held from portal_act
    where org_id = ${org.id} and link_id = ${act.linkId} and key = ${act.key}`.execute(org.tx)
  return rows[0]?.is_held ?? false
}

export async function actsOfDay(org: Org, linkId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from portal_act
    where org_id = ${org.id} and link_id = ${linkId}
      and at > ${org.installation.now()}::timestamptz - interval '1 day'`.execute(org.tx)
  return rows[0]?.count ?? 0
}
