// The fix_address table: which dead addresses have their task, and whether it is taken care of.
import { sql } from 'kysely'
import type { Org } from '../platform/in-organization.ts'

export interface DeadAddress {
  customer_id: string
  customer_owner_id: string | null
  channel: 'email' | 'phone'
  address: string
  state: 'bounced' | 'invalid' | 'complained'
  contact_id: string
  contact_name: string
  /** Everything known of the person on that channel, the dead one with it. */
  known: string[]
}

/** Suppressed addresses of contacts that have had no task yet, one a customer and address. */
export async function deadAddresses(org: Org, limit: number): Promise<DeadAddress[]> {
  const { rows } = await sql<DeadAddress>`
    select distinct on (a.customer_id, a.channel, a.address) a.customer_id,
      c.owner_id as customer_owner_id, a.channel, a.address, s.state, a.contact_id,
      k.name as contact_name,
      array(select o.address from contact_address o where o.org_id = a.org_id
        and o.customer_id = a.customer_id and o.contact_id = a.contact_id
        and o.channel = a.channel) as known
    from suppression s
      join contact_address a on a.org_id = s.org_id and a.channel = s.channel
        and a.address = s.address
      join contact k on k.org_id = a.org_id and k.id = a.contact_id
      join customer c on c.org_id = a.org_id and c.id = a.customer_id
    where s.org_id = ${org.id} and s.state in ('bounced', 'invalid', 'complained')
      and not exists (select from fix_address f where f.org_id = a.org_id
        and f.customer_id = a.customer_id and f.channel = a.channel and f.address = a.address)
    order by a.customer_id, a.channel, a.address, k.is_main desc, a.contact_id
    limit ${limit}`.execute(org.tx)
  return rows
}

/** The key of the task: returns the addresses that nobody else has taken in the same moment. */
export async function claimAddresses(
  org: Org, rows: readonly (DeadAddress & { actionId: string })[],
): Promise<Set<string>> {
  const { rows: claimed } = await sql<{ action_id: string }>`
    insert into fix_address (customer_id, channel, address, contact_id, action_id,
      known_addresses, opened_at)
    select customer_id, channel, address, contact_id, action_id, known, ${org.now}
    from jsonb_to_recordset(${JSON.stringify(rows.map((row) => ({
      ...row, action_id: row.actionId })))}::jsonb) as x(customer_id uuid, channel text,
      address text, contact_id uuid, action_id uuid, known text[])
    on conflict do nothing returning action_id`.execute(org.tx)
  return new Set(claimed.map((row) => row.action_id))
}

export interface FixedAddress {
  action_id: string
  customer_id: string
  address: string
  contact_name: string | null
  new_address: string | null
  is_released: boolean
}

/**
 * Open tasks with nothing left to do: the person has an address that was not known before, the
 * dead one is gone from the contact, or it may be written to again.
 */
export async function fixedAddresses(org: Org, limit: number): Promise<FixedAddress[]> {
  const { rows } = await sql<FixedAddress>`
    select * from (
      select f.action_id, f.customer_id, f.address, k.name as contact_name,
        (select a.address from contact_address a where a.org_id = f.org_id
          and a.customer_id = f.customer_id and a.contact_id = f.contact_id
          and a.channel = f.channel and a.address <> all(f.known_addresses)
          and not exists (select from suppression s where s.org_id = a.org_id
            and s.channel = a.channel and s.address = a.address) limit 1) as new_address,
        not exists (select from contact_address a where a.org_id = f.org_id
          and a.customer_id = f.customer_id and a.contact_id = f.contact_id
          and a.channel = f.channel and a.address = f.address) as is_gone,
        not exists (select from suppression s where s.org_id = f.org_id
          and s.channel = f.channel and s.address = f.address) as is_released
      from fix_address f join action x on x.org_id = f.org_id and x.id = f.action_id
        left join contact k on k.org_id = f.org_id and k.id = f.contact_id
      where f.org_id = ${org.id} and x.kind = 'fix_address' and x.state = 'open') y
    where new_address is not null or is_gone or is_released limit ${limit}`.execute(org.tx)
  return rows
}
