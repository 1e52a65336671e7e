// The table of reminders that crossed with a payment.
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export interface CrossingRow {
  message_id: string
  payment_id: string
  customer_id: string
  sent_on: Day
}

/** Of each payment, the newest message that asked for an invoice of it and crossed with it. */
export async function newestAskedFor(org: Org, pairs: readonly {
  paymentId: string; invoiceId: string; customerId: string; receivedOn: Day
}[]): Promise<CrossingRow[]> {
  const { zone } = org.settings
  const { rows } = await sql<CrossingRow>`
    select distinct on (x."paymentId") m.id as message_id, x."paymentId" as payment_id,
      m.customer_id, (m.at at time zone ${zone})::date as sent_on
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb)
        as x("paymentId" uuid, "invoiceId" text, "customerId" uuid, "receivedOn" date)
      join message m on m.org_id = ${org.id} and m.customer_id = x."customerId"
    where m.direction = 'out' and m.state in ('queued', 'sending', 'unknown', 'sent', 'delivered',
        'read')
      and m.at <= ${org.now} and m.at > ${org.now}::timestamptz - interval '31 days'
      and m.snapshot @> jsonb_build_array(jsonb_build_object('invoiceId', x."invoiceId"))
      and (m.at >= ${org.now}::timestamptz - interval '24 hours'
        or x."receivedOn" <= (m.at at time zone ${zone})::date)
    order by x."paymentId", m.at desc, m.id desc`.execute(org.tx)
  return rows
}

/** Returns those that were not known before. */
export async function insertCrossings(
  org: Org, rows: readonly CrossingRow[],
): Promise<CrossingRow[]> {
  if (rows.length === 0) return []
  const { rows: inserted } = await sql<{ message_id: string; payment_id: string }>`
    insert into crossing (message_id, payment_id, customer_id, at)
    select message_id, payment_id, customer_id, ${org.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as x(message_id uuid, payment_id uuid, customer_id uuid)
    on conflict do nothing returning message_id, payment_id`.execute(org.tx)
  return rows.filter((row) => inserted.some((one) =>
    one.message_id === row.message_id && one.payment_id === row.payment_id))
}
