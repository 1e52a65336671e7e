// Addresses that several customers share: one person, who gets one automatic message a day.
import { sql } from 'kysely'
import { MOST_LEVELS } from '#domain/customer-tree.ts'
import type { Day } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'
import { plainList } from '../platform/plain-list.ts'
import { kept } from '../platform/transaction.ts'

export const writtenKey = (day: Day, address: string): string => `${day} ${address}`

/** What is known of people whom several customers have as a contact. */
export interface SharedContacts {
  /** `day address` of whoever got an automatic message. */
  written: Set<string>
  /** The newest contact at another company of the same tree, by `linkedKey`. */
  linked: ReadonlyMap<string, Day>
}

export async function readSharedContacts(
  org: Org, customerIds: readonly string[], since: Day,
): Promise<SharedContacts> {
  const shared = await sharedAddresses(org, customerIds)
  if (shared.length === 0) return { written: new Set(), linked: new Map() }
  const [written, linked] = await Promise.all(
    [readWrittenToday(org, shared), readLinkedContacts(org, { shared, customerIds, since })])
  return { written, linked }
}

/** Who got an automatic message today, or a copy of one, at an address that others have as well. */
async function readWrittenToday(org: Org, shared: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ address: string }>`
    select unnest(array[l.person_key] || coalesce(m.cc_addresses, '{}')) as address
    from contact_log l left join message m on m.org_id = l.org_id and m.id = l.message_id
    where l.org_id = ${org.id} and l.contacted_on = ${org.today} and l.voided_at is null
      and l.is_automatic and (l.person_key = any(${shared}) or m.cc_addresses && ${shared}::text[])
      and l.customer_id in (select customer_id from contact_address
        where org_id = ${org.id} and channel in ('email', 'phone') and address = any(${shared}))
    union
    select unnest(array[a.recipient] || m.cc_addresses) from attempt a
      join message m on m.org_id = a.org_id and m.id = a.message_id
    where a.org_id = ${org.id} and a.state in ('sending', 'unknown')
      and (a.recipient = any(${shared}) or m.cc_addresses && ${shared}::text[])
      and m.author_id is null
      and (m.at at time zone ${org.settings.zone})::date = ${org.today}`.execute(org.tx)
  return new Set(rows.map((row) => writtenKey(org.today, row.address)))
}

export const linkedKey = (customerId: string, address: string): string =>
  `${customerId} ${address}`

/**
 * The newest contact with a person at another company of the same tree, by `linkedKey`: whoever
 * reads the mail of several companies that belong together has one budget over all of them.
 */
async function readLinkedContacts(
  org: Org, of: { shared: readonly string[]; customerIds: readonly string[]; since: Day },
): Promise<Map<string, Day>> {
  const { shared, customerIds, since } = of
  const { rows } = await sql<{ customer_id: string; address: string; last_on: Day }>`
    with recursive holder as (
      select distinct a.customer_id, a.address from contact_address a
      where a.org_id = ${org.id} and a.channel in ('email', 'phone')
        and a.address = any(${shared})
    ), up as (
      select c.id, c.parent_id, c.id as top, 1 as level from customer c
      where c.org_id = ${org.id} and c.id in (select customer_id from holder)
      union all
      select up.id, c.parent_id, c.id, up.level + 1 from customer c join up on c.id = up.parent_id
      where c.org_id = ${org.id} and up.level <= ${MOST_LEVELS}
    ), placed as (
      select h.customer_id, h.address, up.top from holder h
        join up on up.id = h.customer_id and up.parent_id is null
    )
    select a.customer_id, a.address, max(l.contacted_on) as last_on
    from placed a join placed b on b.top = a.top and b.address = a.address
        and b.customer_id <> a.customer_id
      join contact_log l on l.org_id = ${org.id} and l.customer_id = b.customer_id
        and l.person_key = b.address and l.voided_at is null and l.contacted_on >= ${since}
    where a.customer_id = any(${plainList(customerIds)}::uuid[])
    group by a.customer_id, a.address`.execute(org.tx)
  return new Map(rows.map((row) => [linkedKey(row.customer_id, row.address), row.last_on]))
}

/** Of two processes that write to one address, the second waits until the first is seen. */
export async function lockSharedAddresses(
  org: Org, customerIds: readonly string[],
): Promise<void> {
  for (const address of await sharedAddresses(org, customerIds)) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${org.id} ${address}`}, 0))`
      .execute(org.tx)
  }
}

/** In one order, so that two processes never wait for each other. */
async function sharedAddresses(org: Org, customerIds: readonly string[]): Promise<string[]> {
  if (customerIds.length === 0) return []
  const { rows } = await sql<{ address: string }>`
    ${kept('shared addresses')} select distinct a.address from contact_address a
    where a.org_id = ${org.id} and a.customer_id = any(${plainList(customerIds)}::uuid[])
      and exists (select from contact_address b where b.org_id = a.org_id
        and b.channel = a.channel and b.address = a.address and b.customer_id <> a.customer_id)
    order by a.address`.execute(org.tx)
  return rows.map((row) => row.address)
}
