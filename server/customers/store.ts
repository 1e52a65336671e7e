// The tables of customers, contacts, their addresses and suppressions.
import { sql } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import type { DebtorKind } from '#domain/debtor-kind.ts'
import type { WishedChannel } from '#domain/wished-channels.ts'
import type { Org } from '../platform/in-organization.ts'
import { erasedAmong, ERASED_REASON } from './erased-addresses.ts'
import { revokeLostLinks } from './link-store.ts'

export interface CustomerRow {
  id: string
  reference: string
  name: string
  country: string | null
  zone: string | null
  locale: string | null
  owner_id: string | null
  legal_stop_reason: string | null
  street: string
  postcode: string
  city: string
  debtor_kind: DebtorKind
  wished_channel: WishedChannel | null
  wished_by: string
  wished_on: Day | null
}

const COLUMNS = sql`id, reference, name, country, zone, locale, owner_id, legal_stop_reason, street,
  postcode, city, debtor_kind, wished_channel, wished_by, wished_on`

const json = (rows: unknown) => sql`${JSON.stringify(rows)}::jsonb`

export async function customersByReference(
  org: Org, references: readonly string[],
): Promise<CustomerRow[]> {
  const { rows } = await sql<CustomerRow>`
    select ${COLUMNS} from customer
    where org_id = ${org.id} and reference = any(${[...references]})
    order by id for update`.execute(org.tx)
  return rows
}

export async function customerById(org: Org, id: string): Promise<CustomerRow | null> {
  const { rows } = await sql<CustomerRow>`
    select ${COLUMNS} from customer
    where org_id = ${org.id} and id = ${id} for update`.execute(org.tx)
  return rows[0] ?? null
}

const CUSTOMER_COLUMNS = sql`id uuid, reference text, name text, country text, zone text,
  locale text, owner_id text, legal_stop_reason text, street text, postcode text, city text,
  debtor_kind text, wished_channel text, wished_by text, wished_on date`

export async function insertCustomers(org: Org, rows: readonly CustomerRow[]): Promise<void> {
  await sql`insert into customer (${COLUMNS}, created_at, updated_at, next_look_at)
    select ${COLUMNS}, ${org.now}, ${org.now}, ${org.now}
    from jsonb_to_recordset(${json(rows)}) as x(${CUSTOMER_COLUMNS})`.execute(org.tx)
}

export async function updateCustomers(org: Org, rows: readonly CustomerRow[]): Promise<void> {
  await sql`update customer c set reference = x.reference, name = x.name, country = x.country,
      zone = x.zone, locale = x.locale, owner_id = x.owner_id,
      legal_stop_reason = x.legal_stop_reason, street = x.street, postcode = x.postcode,
      city = x.city, debtor_kind = x.debtor_kind, wished_channel = x.wished_channel,
      wished_by = x.wished_by, wished_on = x.wished_on, updated_at = ${org.now}
    from jsonb_to_recordset(${json(rows)}) as x(${CUSTOMER_COLUMNS})
    where c.org_id = ${org.id} and c.id = x.id`.execute(org.tx)
}

export interface ContactRow {
  id: string
  customer_id: string
  name: string
  positions: string[]
  is_main: boolean
  locale: string | null
  zone: string | null
  emails: string[]
  phones: string[]
}

/** Contacts of customers, main ones first, with their addresses in order. */
export async function contactsOfCustomers(
  org: Org, customerIds: readonly string[],
): Promise<ContactRow[]> {
  const addresses = (channel: string) => sql`array(select a.address from contact_address a
    where a.org_id = k.org_id and a.customer_id = k.customer_id and a.contact_id = k.id
      and a.channel = ${channel} order by a.place, a.address)`
  const { rows } = await sql<ContactRow>`
    select k.id, k.customer_id, k.name, k.positions, k.is_main, k.locale, k.zone,
      ${addresses('email')} as emails, ${addresses('phone')} as phones
    from contact k
    where k.org_id = ${org.id} and k.customer_id = any(${[...customerIds]}::uuid[])
    order by k.is_main desc, k.created_at, k.id`.execute(org.tx)
  return rows
}

export async function customerOfContact(org: Org, contactId: string): Promise<string | null> {
  const { rows } = await sql<{ customer_id: string }>`
    select customer_id from contact where org_id = ${org.id} and id = ${contactId}`
    .execute(org.tx)
  return rows[0]?.customer_id ?? null
}

export const writeContact = (org: Org, row: ContactRow) => writeContacts(org, [row])

/** Writes contacts whole: the rows, then their addresses anew. */
export async function writeContacts(org: Org, rows: readonly ContactRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into contact (id, customer_id, name, positions, is_main, locale, zone,
      created_at)
    select id, customer_id, name, positions, is_main, locale, zone, ${org.now}
    from jsonb_to_recordset(${json(rows)}) as x(id uuid, customer_id uuid, name text,
      positions text[], is_main boolean, locale text, zone text)
    on conflict (org_id, id) do update set name = excluded.name, positions = excluded.positions,
      is_main = excluded.is_main, locale = excluded.locale, zone = excluded.zone`.execute(org.tx)
  const mains = rows.filter((row) => row.is_main)
  if (mains.length > 0) {
    await sql`update contact set is_main = false where org_id = ${org.id} and is_main
      and customer_id = any(${mains.map((row) => row.customer_id)}::uuid[])
      and id <> all(${mains.map((row) => row.id)}::uuid[])`.execute(org.tx)
  }
  await sql`delete from contact_address where org_id = ${org.id}
    and contact_id = any(${rows.map((row) => row.id)}::uuid[])`.execute(org.tx)
  const addresses = rows.flatMap((row) => [
    ...row.emails.map((address, place) => ({ channel: 'email', address, place, ...of(row) })),
    ...row.phones.map((address, place) => ({ channel: 'phone', address, place, ...of(row) })),
  ])
  await sql`insert into contact_address (channel, address, contact_id, customer_id, place)
    select channel, address, contact_id, customer_id, place
    from jsonb_to_recordset(${json(addresses)}) as x(channel text, address text, contact_id uuid,
      customer_id uuid, place int)
    on conflict do nothing`.execute(org.tx)
  await barErased(org, addresses)
  await revokeLostLinks(org, rows.map((row) => row.id))
}

/** Somebody who was erased and comes back with a file or by hand is still not written to. */
async function barErased(
  org: Org, addresses: readonly { channel: string; address: string }[],
): Promise<void> {
  const erased = await erasedAmong(org, addresses.map(({ address }) => address))
  for (const address of erased) {
    const channel = address.includes('@') ? 'email' : 'phone'
    await writeSuppression(org, { channel, address, state: 'opted_out', reason: ERASED_REASON })
  }
}

const of = (row: ContactRow) => ({ contact_id: row.id, customer_id: row.customer_id })

export async function removeContact(org: Org, contactId: string): Promise<void> {
  await sql`delete from contact_address where org_id = ${org.id} and contact_id = ${contactId}`
    .execute(org.tx)
  await revokeLostLinks(org, [contactId])
  await sql`delete from contact where org_id = ${org.id} and id = ${contactId}`.execute(org.tx)
}

export interface SuppressionRow {
  channel: 'email' | 'phone'
  address: string
  state: 'opted_out' | 'bounced' | 'invalid' | 'complained'
  reason: string
}

export async function suppressionsOf(
  org: Org, addresses: readonly string[],
): Promise<(SuppressionRow & { since: Instant })[]> {
  const { rows } = await sql<SuppressionRow & { since: Instant }>`
    select channel, address, state, reason, since from suppression
    where org_id = ${org.id} and address = any(${[...addresses]})`.execute(org.tx)
  return rows
}

/** An opt-out is final: nothing weaker is written over it. */
export async function writeSuppression(org: Org, row: SuppressionRow): Promise<boolean> {
  const { rows } = await sql`
    insert into suppression as s (channel, address, state, reason, since)
    values (${row.channel}, ${row.address}, ${row.state}, ${row.reason}, ${org.now})
    on conflict (org_id, channel, address) do update set state = excluded.state,
      reason = excluded.reason, since = excluded.since
      where s.state <> 'opted_out' and s.state <> excluded.state
    returning 1`.execute(org.tx)
  return rows.length > 0
}

export async function customersOfAddress(
  org: Org, channel: 'email' | 'phone', address: string,
): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    select distinct customer_id from contact_address
    where org_id = ${org.id} and channel = ${channel} and address = ${address} limit 100`
    .execute(org.tx)
  return rows.map((row) => row.customer_id)
}
