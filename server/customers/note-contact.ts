// The contact log: what counts for the minimum contact delay, and what is struck from it.
import { sql } from 'kysely'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'

export interface NewContact {
  customerId: string
  workflowId: string | null
  runId: string | null
  channel: string
  personKey: string
  isAutomatic: boolean
  messageId?: string | null
  actionId?: string | null
}

/** Counts contacts of today (SPEC §3.4). */
export async function noteContacts(org: Org, contacts: readonly NewContact[]): Promise<void> {
  if (contacts.length === 0) return
  const rows = contacts.map((contact) => ({
    id: newId(), customer_id: contact.customerId, workflow_id: contact.workflowId,
    run_id: contact.runId, channel: contact.channel, person_key: contact.personKey,
    is_automatic: contact.isAutomatic, message_id: contact.messageId ?? null,
    action_id: contact.actionId ?? null,
  }))
  await sql`insert into contact_log (id, customer_id, workflow_id, run_id, channel, person_key,
      is_automatic, contacted_on, at, message_id, action_id)
    select id, customer_id, workflow_id, run_id, channel, person_key, is_automatic, ${org.today},
      ${org.now}, message_id, action_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, customer_id uuid,
      workflow_id uuid, run_id uuid, channel text, person_key text, is_automatic boolean,
      message_id uuid, action_id uuid)`.execute(org.tx)
  await sql`update customer set last_contact_on = greatest(last_contact_on, ${org.today}::date)
    where org_id = ${org.id}
      and id = any(${[...new Set(contacts.map((contact) => contact.customerId))]}::uuid[])`
    .execute(org.tx)
}

/** A message that failed or bounced was no contact. */
export async function voidContactOfMessage(org: Org, messageId: string): Promise<void> {
  const { rows } = await sql<{ customer_id: string }>`
    update contact_log set voided_at = ${org.now}
    where org_id = ${org.id} and message_id = ${messageId} and voided_at is null
    returning customer_id`.execute(org.tx)
  for (const { customer_id: customerId } of rows) {
    await sql`update customer set last_contact_on = (select max(contacted_on) from contact_log
        where org_id = ${org.id} and customer_id = ${customerId} and voided_at is null)
      where org_id = ${org.id} and id = ${customerId}`.execute(org.tx)
  }
}

/** What was taken for lost has arrived after all: it counts again. */
export async function restoreContactOfMessage(org: Org, messageId: string): Promise<void> {
  const { rows } = await sql<{ customer_id: string; contacted_on: string }>`
    update contact_log set voided_at = null
    where org_id = ${org.id} and message_id = ${messageId} and voided_at is not null
    returning customer_id, contacted_on`.execute(org.tx)
  for (const row of rows) {
    await sql`update customer set last_contact_on =
        greatest(last_contact_on, ${row.contacted_on}::date)
      where org_id = ${org.id} and id = ${row.customer_id}`.execute(org.tx)
  }
}
