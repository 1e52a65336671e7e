// Writes the timeline: append-only, in the transaction of the deed it tells of.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { EventKind } from '#domain/event.ts'
import { webhookEventOf } from '#domain/notice.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { tellWebhooks } from './tell-webhooks.ts'

export interface NewEvent {
  kind: EventKind
  customerId?: string | null
  messageId?: string | null
  actionId?: string | null
  /** Invoices it is also told of: it stands on their timelines too. */
  invoiceIds?: readonly string[]
  detail?: Record<string, unknown>
  at?: Instant
}

export const recordEvent = (org: Org, event: NewEvent) => recordEvents(org, [event])

/** All events of a deed in one statement. */
export async function recordEvents(org: Org, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0 || org.isRehearsal) return
  const rows = events.map((event) => ({
    id: newId(), at: event.at ?? org.now, kind: event.kind, customer_id: event.customerId ?? null,
    message_id: event.messageId ?? null, action_id: event.actionId ?? null,
    detail: event.detail ?? {}, invoice_ids: [...new Set(event.invoiceIds ?? [])],
  }))
  await sql`with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid,
        at timestamptz, kind text, customer_id uuid, message_id uuid, action_id uuid, detail jsonb,
        invoice_ids uuid[])
    ), written as (
      insert into event (id, at, kind, actor, customer_id, message_id, action_id, detail)
      select id, at, kind, ${org.actor}, customer_id, message_id, action_id, detail from given
    )
    insert into event_invoice (invoice_id, at, event_id)
    select unnest(invoice_ids), at, id from given`.execute(org.tx)
  for (const { kind, customer_id: customerId } of rows) {
    org.changes.kinds.add(kind)
    if (customerId !== null) org.changes.customerIds.add(customerId)
  }
  await tellWebhooks(org, rows.flatMap((row) => {
    const type = webhookEventOf(row.kind)
    return type === null ? [] : [{
      id: row.id, type, at: row.at,
      what: {
        customerId: row.customer_id, messageId: row.message_id, invoiceIds: row.invoice_ids,
        kind: row.kind, ...row.detail,
      },
    }]
  }))
}
