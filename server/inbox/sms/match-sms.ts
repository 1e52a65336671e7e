// Looks up whose an SMS is: by its number among the contacts, else by whom we texted there last.
import { sql } from 'kysely'
import type { Org } from '../../platform/in-organization.ts'
import type { SnapshotLine } from '../message-store.ts'

interface LastSms {
  id: string
  customer_id: string | null
  run_id: string | null
  thread_id: string
  snapshot: SnapshotLine[]
}

export type SmsMatch =
  | {
    result: 'matched'; customerId: string; how: 'phone' | 'last_sms'; contactName: string
    /** The message of ours that it answers, as far as can be told. */
    answered: LastSms | null
  }
  | { result: 'ambiguous'; customerIds: readonly string[] }
  | { result: 'none' }

interface Owner {
  customer_id: string
  names: string[]
}

export async function matchSms(org: Org, number: string): Promise<SmsMatch> {
  const owners = await ownersOf(org, number)
  const [owner] = owners
  if (owners.length > 1) {
    return { result: 'ambiguous', customerIds: owners.map((one) => one.customer_id) }
  }
  const answered = await lastSent(org, number, owner?.customer_id ?? null)
  if (owner) {
    // Two colleagues on one telephone: nobody knows which of them wrote.
    const contactName = owner.names.length === 1 ? owner.names[0] ?? '' : ''
    return { result: 'matched', customerId: owner.customer_id, how: 'phone', contactName, answered }
  }
  if (answered === null || answered.customer_id === null) return { result: 'none' }
  return {
    result: 'matched', customerId: answered.customer_id, how: 'last_sms', contactName: '', answered,
  }
}

async function ownersOf(org: Org, number: string): Promise<Owner[]> {
  const { rows } = await sql<Owner>`
    select a.customer_id, array_agg(distinct k.name) as names from contact_address a
      join contact k on k.org_id = a.org_id and k.id = a.contact_id
    where a.org_id = ${org.id} and a.channel = 'phone' and a.address = ${number}
    group by a.customer_id order by a.customer_id limit 20`.execute(org.tx)
  return rows
}

/** The newest SMS of ours to the number that may have arrived. */
async function lastSent(
  org: Org, number: string, customerId: string | null,
): Promise<LastSms | null> {
  const { rows } = await sql<LastSms>`
    select id, customer_id, run_id, thread_id, snapshot from message
    where org_id = ${org.id} and channel = 'sms' and direction = 'out'
      and to_addresses[1] = ${number} and customer_id is not null
      and state not in ('leaving', 'cancelled', 'failed')
      and (${customerId}::uuid is null or customer_id = ${customerId})
    order by at desc, id desc limit 1`.execute(org.tx)
  return rows[0] ?? null
}

/** The conversation with a number goes on, whoever wrote last; null: none yet. */
export async function threadWith(
  org: Org, number: string, customerId: string | null,
): Promise<string | null> {
  const { rows } = await sql<{ thread_id: string }>`
    select thread_id from (
      (select thread_id, at, id from message where org_id = ${org.id} and channel = 'sms'
        and direction = 'out' and to_addresses[1] = ${number} and state <> 'cancelled'
        and customer_id is not distinct from ${customerId}::uuid
        order by at desc, id desc limit 1)
      union all
      (select thread_id, at, id from message where org_id = ${org.id} and channel = 'sms'
        and direction = 'in' and from_address = ${number}
        and customer_id is not distinct from ${customerId}::uuid
        order by at desc, id desc limit 1)) x
    order by at desc, id desc limit 1`.execute(org.tx)
  return rows[0]?.thread_id ?? null
}

/**
 * Locks everybody whom this number concerns, in one order. Sends hold the same locks while they
 * commit, so a STOP sees the send or the send sees the STOP.
 */
export async function lockCustomersOf(
  org: Org, number: string, customerId: string | null,
): Promise<void> {
  await sql`select 1 from customer c where c.org_id = ${org.id} and c.id in (
      select a.customer_id from contact_address a where a.org_id = ${org.id}
        and a.channel = 'phone' and a.address = ${number}
      union select m.customer_id from message m where m.org_id = ${org.id} and m.channel = 'sms'
        and m.direction = 'out' and m.to_addresses[1] = ${number} and m.state = 'leaving'
      union select ${customerId}::uuid)
    order by c.id for update`.execute(org.tx)
}
