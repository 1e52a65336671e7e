// The ledger's own history: what was known of a batch of customers, and from which day on.
import { sql } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import type { EntryLogic, Level, Step } from '#domain/workflow.ts'
import type { HoldingRow } from '../../actions/gather-facts.ts'
import type { Org } from '../../platform/in-organization.ts'

type Ids = readonly string[]
const list = (ids: Ids) => sql`any(${[...ids]}::uuid[])`

export interface PastInvoiceRow {
  id: string
  customer_id: string
  number: string
  currency: string
  total_minor: number
  issued_on: Day
  due_on: Day
}

export async function readPastInvoices(
  org: Org, customerIds: Ids, until: Day,
): Promise<PastInvoiceRow[]> {
  const { rows } = await sql<PastInvoiceRow>`
    select id, customer_id, number, currency, total_minor, issued_on, due_on from invoice
    where org_id = ${org.id} and customer_id = ${list(customerIds)} and state <> 'void'
      and issued_on <= ${until} order by issued_on, id`.execute(org.tx)
  return rows
}

export interface PastAllocationRow {
  customer_id: string
  invoice_id: string
  amount_minor: number
  by: 'payment' | 'credit'
  on: Day
}

/** A payment counts from the day it was received; what took it back, from its own day. */
export async function readPastAllocations(
  org: Org, customerIds: Ids, until: Day,
): Promise<PastAllocationRow[]> {
  const { rows } = await sql<PastAllocationRow>`
    select * from (
      select i.customer_id, a.invoice_id, a.amount_minor,
        case when a.payment_id is null then 'credit' else 'payment' end as by,
        case when a.amount_minor > 0 and p.received_on is not null then p.received_on
          else a.allocated_on end as on
      from allocation a join invoice i on i.org_id = a.org_id and i.id = a.invoice_id
        left join payment p on p.org_id = a.org_id and p.id = a.payment_id
      where a.org_id = ${org.id} and i.customer_id = ${list(customerIds)}) x
    where x.on <= ${until} order by x.on, x.amount_minor desc`.execute(org.tx)
  return rows
}

export interface PastHoldingRow extends HoldingRow {
  customer_id: string
  from_on: Day
  /** The day from which it holds nothing any more; null while it lasts. */
  until_on: Day | null
}

/** A promise that came to nothing stands as unkept from the day after its last. */
export async function readPastHolding(org: Org, customerIds: Ids): Promise<PastHoldingRow[]> {
  const { zone } = org.settings
  const { rows } = await sql<PastHoldingRow>`
    select d.customer_id, x.kind, d.invoice_id, d.amount_minor, x.day, null::date as made_on,
      null::date as last_on, 0::bigint as paid_minor, true as holds, null::uuid as group_id,
      null::jsonb as whole, true as carries, x.from_on, x.until_on
    from (select *, (opened_at at time zone ${zone})::date as opened_on,
        (closed_at at time zone ${zone})::date as closed_on from dispute
      where org_id = ${org.id} and customer_id = ${list(customerIds)}) d,
      lateral (values ('dispute', null::date, d.opened_on, d.closed_on),
        ('settled', d.closed_on, d.closed_on, null)) as x(kind, day, from_on, until_on)
    where x.from_on is not null
    union all
    select p.customer_id, x.kind, p.invoice_id, p.amount_minor, p.promised_on, p.made_on,
      p.last_on, 0, p.holds_collection, null, jsonb_build_object('amountMinor', p.amount_minor,
        'toleranceMinor', p.tolerance_minor, 'paidMinor', 0), p.carries, x.from_on, x.until_on
    from promise p,
      lateral (values
        ('promise', p.made_on, least(p.last_on + 1, (p.closed_at at time zone ${zone})::date)),
        ('unkept', case when p.state in ('broken', 'partly_kept') then p.last_on + 1 end,
          -- A promise that was made after its day has taken its place.
          (select min(q.made_on) from promise q where q.org_id = p.org_id
            and q.invoice_id = p.invoice_id and q.state in ('active', 'kept')
            and q.made_on > p.promised_on)))
        as x(kind, from_on, until_on)
    where p.org_id = ${org.id} and p.customer_id = ${list(customerIds)} and x.from_on is not null
    union all
    select s.customer_id, 'pending', s.invoice_id, s.amount_minor, p.expected_on, null,
      p.expected_on + ${org.settings.pending_days - 1}::int, 0, true, null, null, true,
      (p.created_at at time zone ${zone})::date,
      least(p.expected_on + ${org.settings.pending_days}::int,
        (p.settled_at at time zone ${zone})::date)
    from pending_share s join payment p on p.org_id = s.org_id and p.id = s.payment_id
    where s.org_id = ${org.id} and s.customer_id = ${list(customerIds)}`
    .execute(org.tx)
  return rows
}

export interface PastPauseRow {
  subject_id: string
  until_on: Day | null
  ended_at: Instant | null
  from_on: Day
  ended_on: Day | null
}

export async function readPastPauses(
  org: Org, from: Day, until: Day,
): Promise<PastPauseRow[]> {
  const { zone } = org.settings
  const { rows } = await sql<PastPauseRow>`
    select * from (select subject_id, until_on, ended_at,
        (started_at at time zone ${zone})::date as from_on,
        (ended_at at time zone ${zone})::date as ended_on
      from pause where org_id = ${org.id}) x
    where from_on <= ${until} and (until_on is null or until_on > ${from})
      and (ended_on is null or ended_on >= ${from}) limit 100000`.execute(org.tx)
  return rows
}

export interface PastReplyRow {
  customer_id: string
  from_on: Day
  closed_on: Day | null
  state: string
}

export async function readPastReplies(org: Org, customerIds: Ids): Promise<PastReplyRow[]> {
  const { rows } = await sql<PastReplyRow>`
    select customer_id, (opened_at at time zone ${org.settings.zone})::date as from_on, closed_on,
      state
    from reply_action where org_id = ${org.id} and customer_id = ${list(customerIds)}`
    .execute(org.tx)
  return rows
}

export interface FollowedRow {
  customer_id: string
  invoice_id: string | null
  workflow_id: string
  version_id: string
  workflow_name: string
  level: Level
  entry_logic: EntryLogic
  mcd_days: number
  mcd_scope: 'customer' | 'workflow'
  threshold_minor: Record<string, number>
  steps: Step[]
}

const followed = (org: Org, level: Level) => sql`
  join workflow w on w.org_id = ${org.id} and w.level = ${level} and w.id = coalesce(
    (select r.workflow_id from run r where r.org_id = s.org_id and r.level = ${level}
      and ${level === 'customer' ? sql`r.customer_id = s.id` : sql`r.invoice_id = s.id`}
      and r.ended_at is null limit 1),
    s.chosen_workflow_id,
    (select d.id from workflow d where d.org_id = s.org_id and d.level = ${level}
      and d.is_default and not d.is_archived))
  join workflow_version v on v.org_id = w.org_id and v.id = w.published_version_id
  where s.org_id = ${org.id} and not s.no_workflow`
const version = sql`w.id as workflow_id, v.id as version_id, w.name as workflow_name, w.level,
  v.entry_logic, v.mcd_days, v.mcd_scope, v.threshold_minor, v.steps`

/** Which workflow each customer and each invoice follows, in its published version. */
export async function readFollowed(org: Org, customerIds: Ids): Promise<FollowedRow[]> {
  const { rows } = await sql<FollowedRow>`
    select s.id as customer_id, null::uuid as invoice_id, ${version}
    from customer s ${followed(org, 'customer')} and s.id = ${list(customerIds)}
    union all
    select s.customer_id, s.id, ${version}
    from invoice s ${followed(org, 'invoice')} and s.customer_id = ${list(customerIds)}`
    .execute(org.tx)
  return rows
}

/** What did reach customers, by day and channel. */
export async function readContacts(
  org: Org, from: Day, until: Day,
): Promise<{ day: Day; channel: string; count: number }[]> {
  const { rows } = await sql<{ day: Day; channel: string; count: number }>`
    select contacted_on as day, channel, count(*) as count from contact_log
    where org_id = ${org.id} and contacted_on between ${from} and ${until} and voided_at is null
    group by 1, 2`.execute(org.tx)
  return rows
}

export async function readContactsBefore(
  org: Org, customerIds: Ids, day: Day,
): Promise<{ customer_id: string; workflow_id: string | null; is_automatic: boolean
  contacted_on: Day }[]> {
  const { rows } = await sql<{ customer_id: string; workflow_id: string | null
    is_automatic: boolean; contacted_on: Day }>`
    select customer_id, workflow_id, is_automatic, max(contacted_on) as contacted_on
    from contact_log where org_id = ${org.id} and customer_id = ${list(customerIds)}
      and voided_at is null and contacted_on < ${day}
    group by 1, 2, 3`.execute(org.tx)
  return rows
}
