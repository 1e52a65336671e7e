// The proof that nobody is asked for what is paid, from messages and allocations alone (W3).
import { sql } from 'kysely'
import { addDays, type Day, type Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

const DAYS = 7
const MOST_LISTED = 100

/** Reminders that left by themselves, whatever became of them after. */
const leftByItself = (org: Org, from: Day) => sql`m.org_id = ${org.id} and m.direction = 'out'
  and m.author_id is null and m.step_id is not null
  and m.state in ('queued', 'sending', 'unknown', 'sent', 'delivered', 'read', 'bounced')
  and m.at >= (${from}::date at time zone ${org.settings.zone})`

export async function readProof(org: Org) {
  const from = addDays(org.today, 1 - DAYS)
  const { rows: [counted] } = await sql<{ reminders: number; paid: number; crossed: number }>`
    select count(*) as reminders,
      count(*) filter (where exists (
        select from jsonb_array_elements(m.snapshot) line
          join invoice i on i.org_id = m.org_id and i.id = (line->>'invoiceId')::uuid
        -- Not what the message says of itself: what the ledger had when it was committed.
        where i.total_minor <= coalesce((select sum(a.amount_minor) from allocation a
          where a.org_id = i.org_id and a.invoice_id = i.id and a.at < m.at), 0))) as paid,
      count(*) filter (where exists (select from crossing x
        where x.org_id = m.org_id and x.message_id = m.id)) as crossed
    from message m where ${leftByItself(org, from)}`.execute(org.tx)
  const { rows: crossed } = await sql<{
    message_id: string; customer_id: string; customer_name: string; at: Instant
    amount_minor: number; currency: string; received_on: Day
  }>`
    select m.id as message_id, c.id as customer_id, c.name as customer_name, m.at, p.amount_minor,
      p.currency, p.received_on
    from message m join crossing x on x.org_id = m.org_id and x.message_id = m.id
      join payment p on p.org_id = x.org_id and p.id = x.payment_id
      join customer c on c.org_id = m.org_id and c.id = m.customer_id
    where ${leftByItself(org, from)} order by m.at desc, p.id limit ${MOST_LISTED}`.execute(org.tx)
  return {
    from, to: org.today, reminders: counted?.reminders ?? 0, aboutPaid: counted?.paid ?? 0,
    crossed: counted?.crossed ?? 0,
    crossedMessages: crossed.map((row) => ({
      messageId: row.message_id, customerId: row.customer_id, customerName: row.customer_name,
      sentAt: row.at, amountMinor: row.amount_minor, currency: row.currency,
      receivedOn: row.received_on,
    })),
  }
}
