// What holds open invoices, or held them: disputes, promises, announced money.
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'
import { plainList } from '../platform/plain-list.ts'
import { kept } from '../platform/transaction.ts'

type Ids = readonly string[]
const list = (ids: Ids) => sql`any(${plainList(ids)}::uuid[])`
/** What holds an invoice, or held it: a dispute, a promise not yet judged, and their ends. */
export interface HoldingRow {
  kind: 'dispute' | 'settled' | 'promise' | 'unkept' | 'pending'
  invoice_id: string
  amount_minor: number | null
  /** The promised or expected day, or the one on which a dispute ended. */
  day: Day | null
  made_on: Day | null
  last_on: Day | null
  /** What came for this invoice of a promise. */
  paid_minor: number
  /** A promise may be over several invoices: it is judged by its whole. */
  group_id: string | null
  whole: { amountMinor: number; toleranceMinor: number; paidMinor: number } | null
  /** Of a broken one over several whether this invoice asks what became of it. */
  carries: boolean
  /** Its amount is left alone while it is active. */
  holds: boolean
}

/** No delay is longer, so an older end of a dispute moves nothing. */
const LONGEST_DELAY = sql`interval '32 days'`

export async function readHolding(org: Org, customerIds: Ids): Promise<HoldingRow[]> {
  const { rows } = await sql<HoldingRow>`
    ${kept('holding')}
    select 'dispute' as kind, invoice_id, amount_minor, null::date as day, null::date as made_on,
      null::date as last_on, 0::bigint as paid_minor, true as holds, null::uuid as group_id,
      null::jsonb as whole, true as carries
    from dispute
    where org_id = ${org.id} and customer_id = ${list(customerIds)} and state = 'open'
    union all
    select 'settled', invoice_id, null, (closed_at at time zone ${org.settings.zone})::date, null,
      null, 0, true, null, null, true
    from dispute where org_id = ${org.id} and customer_id = ${list(customerIds)}
      and state <> 'open' and closed_at > ${org.now}::timestamptz - ${LONGEST_DELAY}
    union all
    select 'promise', p.invoice_id, p.amount_minor, p.promised_on, p.made_on, p.last_on,
      paid_for(p), p.holds_collection, p.group_id, jsonb_build_object(
        'amountMinor', sum(p.amount_minor) over whole,
        'toleranceMinor', sum(p.tolerance_minor) over whole,
        'paidMinor', sum(paid_for(p)) over whole), true
    from promise p
    where p.org_id = ${org.id} and p.customer_id = ${list(customerIds)} and p.state = 'active'
    window whole as (partition by coalesce(p.group_id, p.id))
    union all
    select 'unkept', p.invoice_id, null, max(p.promised_on), null, null, 0, false, null, null,
      p.carries
    from promise p join invoice i on i.org_id = p.org_id and i.id = p.invoice_id
      and i.open_minor > 0 and i.state = 'open'
    where p.org_id = ${org.id} and p.customer_id = ${list(customerIds)}
      and p.state in ('broken', 'partly_kept')
      -- A promise that was made after its day has taken its place.
      and not exists (select from promise q where q.org_id = p.org_id
        and q.invoice_id = p.invoice_id and q.state in ('active', 'kept')
        and q.made_on > p.promised_on)
    group by p.invoice_id, p.carries
    union all
    select 'pending', s.invoice_id, s.amount_minor, p.expected_on, null,
      p.expected_on + ${org.settings.pending_days - 1}::int, 0, true, null, null,
      true
    from pending_share s join payment p on p.org_id = s.org_id and p.id = s.payment_id
    where s.org_id = ${org.id} and s.customer_id = ${list(customerIds)} and p.state = 'pending'
      and p.expected_on > ${org.today}::date - ${org.settings.pending_days}::int`.execute(org.tx)
  return rows
}
