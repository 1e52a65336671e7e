// The lines behind the bars about money: aging, receivables, collected, promises, disputes.
import { sql, type RawBuilder } from 'kysely'
import { lastDayOf, monthsUntil } from '#domain/insights/month.ts'
import type { Org } from '../../platform/in-organization.ts'
import type { Period } from './period.ts'

/** A statement whose rows are LineRows; bars are its groups, lists its rows. */
export type Lines = RawBuilder<unknown>

/** What is open today by age, parted into what may be collected and what may not. */
export const agingLines = (org: Org, { currency }: Period): Lines => sql`
  with held as (
    select invoice_id, bool_or(is_whole) as is_whole, sum(disputed)::bigint as disputed,
      sum(promised)::bigint as promised
    from (
      select invoice_id, amount_minor is null as is_whole, coalesce(amount_minor, 0) as disputed,
        0 as promised
      from dispute where org_id = ${org.id} and state = 'open'
      union all
      select invoice_id, false, 0, held_by(p, ${org.today}) from promise p
      where org_id = ${org.id} and state = 'active'
    ) x group by 1
  ), parted as (
    select i.*, ${org.today}::date - i.due_on as days, h.disputed as contested,
      least(i.open_minor - h.disputed, h.promised) as promised
    from (
      select i.id, i.customer_id, i.number, i.open_minor, i.due_on, i.currency
      from invoice i where i.org_id = ${org.id} and i.open_minor > 0 and i.state = 'open'
        and i.currency = ${currency}) i
    cross join lateral (
      select case when bool_or(is_whole) then i.open_minor
          else least(i.open_minor, coalesce(sum(disputed), 0)::bigint) end as disputed,
        coalesce(sum(promised), 0)::bigint as promised
      from held where held.invoice_id = i.id) h
  )
  select case when days <= 0 then 'not_due' when days <= 30 then '1_30'
      when days <= 60 then '31_60' when days <= 90 then '61_90' else 'over_90' end as grp,
    part.series, p.id, 'invoice' as kind, p.customer_id, p.id as invoice_id, p.number as label,
    p.due_on as on_day, part.amount as amount_minor, p.currency
  from parted p cross join lateral (values
    ('collectible', p.open_minor - p.contested - p.promised),
    ('promised', p.promised), ('disputed', p.contested)) part (series, amount)
  where part.amount > 0`

const MONTHS_BACK = 13

/** Ends of the months shown; the newest is the end of the period. */
export const monthEnds = ({ until }: Period): { month: string; day: string }[] =>
  monthsUntil(until, MONTHS_BACK).map((month) => {
    const last = lastDayOf(month)
    return { month, day: last < until ? last : until }
  })

/**
 * What was open at the end of each month, from the days on which money was allocated; void and
 * written-off invoices are left out, disputed ones are not.
 */
export function receivableLines(org: Org, period: Period): Lines {
  const ends = monthEnds(period)
  return sql`
    select m.month as grp,
      case when i.due_on < m.day then 'overdue' else 'not_due' end as series,
      i.id, 'invoice' as kind, i.customer_id, i.id as invoice_id, i.number as label,
      i.due_on as on_day, i.total_minor - coalesce(paid.amount, 0) as amount_minor, i.currency
    from unnest(${ends.map((one) => one.month)}::text[],
        ${ends.map((one) => one.day)}::date[]) as m (month, day)
      join invoice i on i.org_id = ${org.id} and i.issued_on <= m.day and i.state = 'open'
        and i.currency = ${period.currency}
      cross join lateral (
        select sum(a.amount_minor)::bigint as amount from allocation a
        where a.org_id = i.org_id and a.invoice_id = i.id and a.allocated_on <= m.day) paid
    where i.total_minor > coalesce(paid.amount, 0)`
}

/** An allocation counts for the last contact about its invoice in so many days before it. */
export const CONTACT_REACH_DAYS = 30

/** Payments allocated in the period, by the step and channel of the contact before them. */
export const collectedLines = (org: Org, { from, until, currency }: Period): Lines => sql`
  select case when l.id is null then '$none' when l.kind = 'reminder' then l.name
      when l.is_answer then '$answer' else '$adhoc' end as grp,
    coalesce(l.channel, 'none') as series, a.id, 'payment' as kind, i.customer_id,
    i.id as invoice_id, p.reference || ' · ' || i.number as label, a.allocated_on as on_day,
    a.amount_minor, i.currency
  from allocation a
    join payment p on p.org_id = a.org_id and p.id = a.payment_id
    join invoice i on i.org_id = a.org_id and i.id = a.invoice_id
    left join lateral (
      select l.id, l.channel, t.kind, t.name, m.reply_action_id is not null as is_answer
      from contact_log l
        left join message m on m.org_id = l.org_id and m.id = l.message_id
        left join action t on t.org_id = l.org_id and t.id = coalesce(l.action_id, m.action_id)
      where l.org_id = a.org_id and l.customer_id = i.customer_id and l.voided_at is null
        and l.contacted_on <= a.allocated_on
        and l.contacted_on > a.allocated_on - ${CONTACT_REACH_DAYS}::int
        -- A written reminder names its invoices; a call is about the customer.
        and (m.id is null or jsonb_array_length(m.snapshot) = 0
          or m.snapshot @> jsonb_build_array(jsonb_build_object('invoiceId', i.id)))
      order by l.contacted_on desc, l.id desc limit 1) l on true
  where a.org_id = ${org.id} and a.allocated_on between ${from}::date and ${until}::date
    and i.currency = ${currency}`

/** Promises by the month of their day, and what became of them. */
export const promiseLines = (org: Org, { from, until, currency }: Period): Lines => sql`
  select to_char(p.promised_on, 'YYYY-MM') as grp, p.state as series, p.id, 'promise' as kind,
    p.customer_id, p.invoice_id, i.number as label, p.promised_on as on_day, p.amount_minor,
    i.currency
  from promise p join invoice i on i.org_id = p.org_id and i.id = p.invoice_id
  where p.org_id = ${org.id} and p.promised_on between ${from}::date and ${until}::date
    and p.state in ('active', 'kept', 'partly_kept', 'broken') and i.currency = ${currency}`

/** Open disputes by their reason: what is contested of what is still open. */
export const disputeLines = (org: Org, { currency }: Period): Lines => sql`
  select d.reason as grp, 'open' as series, d.id, 'dispute' as kind, d.customer_id, d.invoice_id,
    i.number as label, (d.opened_at at time zone ${org.settings.zone})::date as on_day,
    least(coalesce(d.amount_minor, i.open_minor), i.open_minor) as amount_minor, i.currency
  from dispute d join invoice i on i.org_id = d.org_id and i.id = d.invoice_id
  where d.org_id = ${org.id} and d.state = 'open' and i.currency = ${currency}`
