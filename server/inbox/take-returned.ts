// Mails of steps that came back from everybody, whose steps are to go on otherwise.
import { sql } from 'kysely'
import type { Org } from '../platform/in-organization.ts'

export interface ReturnedMail {
  messageId: string
  customerId: string
  actionId: string
  runId: string | null
  address: string
  why: string
  invoiceIds: string[]
}

/**
 * Takes what is due now: nobody else does it a second time. What may or may not have left is for a
 * person to settle, even if a report of it came.
 */
export async function takeReturned(org: Org, limit: number): Promise<ReturnedMail[]> {
  const { rows } = await sql<ReturnedMail>`
    with due as (select id from message
      where org_id = ${org.id} and follow_up_at <= ${org.now}
      order by follow_up_at limit ${limit} for update skip locked
    ), taken as (
      update message m set follow_up_at = null from due
      where m.org_id = ${org.id} and m.id = due.id
      returning m.id, m.customer_id, m.action_id, m.to_addresses[1] as address, m.why, m.snapshot)
    select t.id as "messageId", t.customer_id as "customerId", a.id as "actionId",
      a.run_id as "runId", t.address, coalesce(t.why, '') as why,
      array(select x->>'invoiceId' from jsonb_array_elements(t.snapshot) x) as "invoiceIds"
    from taken t join action a on a.org_id = ${org.id} and a.id = t.action_id
    where a.state = 'done' and a.run_id is not null and t.customer_id is not null`.execute(org.tx)
  return rows
}
