// What a page tells of an invoice beside its amounts: why it is closed, too much paid, not listed.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export interface InvoiceStanding {
  closed: { reason: string; at: Instant; by: string } | null
  /** Of payments that were for it: what no invoice has taken yet. */
  overpaidMinor: number
  /** The newest full list, if it did not name this invoice, which is still open here. */
  missingFrom: { importId: string; at: Instant } | null
}

export async function standingOf(org: Org, invoiceId: string): Promise<InvoiceStanding> {
  const { rows } = await sql<InvoiceStanding>`select
    (select jsonb_build_object('reason', coalesce(e.detail->>'reason', ''), 'at', e.at,
        'by', coalesce(m.name, ''))
      from event_invoice x join event e on e.org_id = x.org_id and e.id = x.event_id
        left join member m on m.org_id = e.org_id and e.actor = 'user:' || m.user_id
      where x.org_id = i.org_id and x.invoice_id = i.id and e.kind = 'invoice_closed'
        and i.state <> 'open'
      order by x.at desc, x.event_id desc limit 1) as closed,
    coalesce((select sum(p.open_minor) from payment p where p.org_id = i.org_id
      and p.customer_id = i.customer_id and p.currency = i.currency and p.open_minor > 0
      and p.state = 'cleared' and i.open_minor = 0 and exists (select from allocation a
        where a.org_id = p.org_id and a.invoice_id = i.id and a.payment_id = p.id)), 0)::bigint
      as "overpaidMinor",
    (select jsonb_build_object('importId', f.id, 'at', f.finished_at)
      from (select id, finished_at from import where org_id = i.org_id and kind = 'invoices'
          and state = 'done' and wish->>'isFullList' = 'true'
        order by finished_at desc nulls last, id desc limit 1) f
        join import_missing s on s.org_id = i.org_id and s.import_id = f.id
          and s.invoice_id = i.id
      where i.open_minor > 0 and i.state = 'open') as "missingFrom"
    from invoice i where i.org_id = ${org.id} and i.id = ${invoiceId}`.execute(org.tx)
  return rows[0] ?? { closed: null, overpaidMinor: 0, missingFrom: null }
}
