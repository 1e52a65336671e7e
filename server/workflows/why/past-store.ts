// The statements about a day that is gone: what left, what was done, and what held.
import { sql } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import type { Org } from '../../platform/in-organization.ts'

export interface AskedDay {
  customerId: string
  /** Null: the customer as a whole. */
  invoiceId: string | null
  /** The first moment of the day, and of the one after it. */
  from: Instant
  until: Instant
  day: Day
}

export interface PastMessage {
  id: string
  name: string
  channel: string
  to: string
  state: string
  at: Instant
}

const coversInvoice = (asked: AskedDay) => sql`(${asked.invoiceId}::text is null
  or m.snapshot @> jsonb_build_array(jsonb_build_object('invoiceId', ${asked.invoiceId}::text)))`

export async function messagesOn(org: Org, asked: AskedDay): Promise<PastMessage[]> {
  const { rows } = await sql<PastMessage>`
    select m.id, coalesce(m.reasons->>'step', nullif(m.subject, ''), m.channel) as name, m.channel,
      coalesce(m.to_addresses[1], '') as "to", m.state, m.at
    from message m where m.org_id = ${org.id} and m.customer_id = ${asked.customerId}
      and m.direction = 'out' and m.at >= ${asked.from} and m.at < ${asked.until}
      and m.state <> 'cancelled' and ${coversInvoice(asked)}
    order by m.at limit 50`.execute(org.tx)
  return rows
}

export interface PastAction {
  id: string
  name: string
  state: string
  outcome: string | null
  closedAt: Instant
  closedBy: string | null
}

export async function actionsClosedOn(org: Org, asked: AskedDay): Promise<PastAction[]> {
  const { rows } = await sql<PastAction>`
    select a.id, a.name, a.state, a.outcome, a.closed_at as "closedAt", p.name as "closedBy"
    from action a left join member p on p.org_id = a.org_id and a.closed_by = 'user:' || p.user_id
    where a.org_id = ${org.id} and a.customer_id = ${asked.customerId}
      and a.closed_at >= ${asked.from} and a.closed_at < ${asked.until}
      and a.state in ('done', 'skipped', 'expired', 'cancelled')
      and coalesce(a.outcome, '') <> 'sent'
      and (${asked.invoiceId}::uuid is null or a.invoice_id = ${asked.invoiceId})
    order by a.closed_at limit 50`.execute(org.tx)
  return rows
}

export interface PastHold {
  code: string
  from: Instant
  /** Null: it has not ended. */
  until: Instant | null
  detail: string
}

/** Everything that held on that day, with the time in which it did. */
export async function holdsOn(org: Org, asked: AskedDay): Promise<PastHold[]> {
  const { rows } = await sql<PastHold>`
    with held as (${repliesAndPauses(org, asked)} union all ${disputesAndPromises(org, asked)}
      union all ${loggedHolds(org, asked)})
    select code, "from", until, detail from held
    where "from" < ${asked.until} and (until is null or until > ${asked.from})
    order by "from", code limit 100`.execute(org.tx)
  return rows
}

const repliesAndPauses = (org: Org, asked: AskedDay) => sql`
  select 'reply_pending' as code, r.opened_at as "from", r.closed_at as until, '' as detail
  from reply_action r where r.org_id = ${org.id} and r.customer_id = ${asked.customerId}
  union all
  select case when p.scope = 'invoice' then 'invoice_paused' else 'customer_paused' end,
    p.started_at, least(p.ended_at, (p.until_on::timestamp at time zone ${org.settings.zone})),
    p.reason
  from pause p where p.org_id = ${org.id} and (p.subject_id in (${org.id}, ${asked.customerId})
    or p.subject_id in (select id from invoice where org_id = ${org.id}
      and customer_id = ${asked.customerId}
      and (${asked.invoiceId}::uuid is null or id = ${asked.invoiceId}))
    or p.subject_id in (select workflow_id from run where org_id = ${org.id}
      and customer_id = ${asked.customerId}))`

const disputesAndPromises = (org: Org, asked: AskedDay) => sql`
  select 'disputed', d.opened_at, d.closed_at, i.number || ': ' || d.reason
  from dispute d join invoice i on i.org_id = d.org_id and i.id = d.invoice_id
  where d.org_id = ${org.id} and d.customer_id = ${asked.customerId}
    and (${asked.invoiceId}::uuid is null or d.invoice_id = ${asked.invoiceId})
  union all
  select 'promise_active', p.made_on::timestamp at time zone ${org.settings.zone},
    least(p.closed_at, (p.last_on + 1)::timestamp at time zone ${org.settings.zone}), i.number
  from promise p join invoice i on i.org_id = p.org_id and i.id = p.invoice_id
  where p.org_id = ${org.id} and p.customer_id = ${asked.customerId} and p.holds_collection
    and (${asked.invoiceId}::uuid is null or p.invoice_id = ${asked.invoiceId})`

/** What the planner and the gate wrote down; what has a record of its own is told from that. */
const loggedHolds = (org: Org, asked: AskedDay) => sql`
  select code, at, until, '' from (
    select d.code, d.at, coalesce(lead(d.at) over (partition by d.run_id order by d.id),
        r.ended_at) as until
    from run r join decision d on d.org_id = r.org_id and d.run_id = r.id
    where r.org_id = ${org.id} and r.customer_id = ${asked.customerId}
      and (${asked.invoiceId}::uuid is null or r.invoice_id is null
        or r.invoice_id = ${asked.invoiceId})) logged
  where code is not null and code not in ('reply_pending', 'customer_paused', 'invoice_paused',
    'disputed', 'promise_active')`

export interface Around {
  addedOn: Day
  lastOn: Day | null
  nextOn: Day | null
}

export async function contactsAround(org: Org, asked: AskedDay): Promise<Around> {
  const { rows } = await sql<Around>`
    select (c.created_at at time zone ${org.settings.zone})::date as "addedOn",
      (select max(contacted_on) from contact_log l where l.org_id = c.org_id
        and l.customer_id = c.id and l.voided_at is null and l.contacted_on < ${asked.day})
        as "lastOn",
      (select min(contacted_on) from contact_log l where l.org_id = c.org_id
        and l.customer_id = c.id and l.voided_at is null and l.contacted_on > ${asked.day})
        as "nextOn"
    from customer c where c.org_id = ${org.id} and c.id = ${asked.customerId}`.execute(org.tx)
  return rows[0] ?? { addedOn: asked.day, lastOn: null, nextOn: null }
}
