// The statements behind the Why: what stands behind each hold, and what was decided in the past.
import { sql } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import type { Org } from '../../platform/in-organization.ts'
import { readChosen, readEntries, type Chosen, type Entry } from './entry-store.ts'

export interface WaitingReply {
  id: string
  runId: string | null
  from: string
  openedAt: Instant
}
export interface LastingPause {
  id: string
  scope: 'organization' | 'workflow' | 'customer' | 'invoice'
  subjectId: string
  subjectName: string | null
  untilOn: Day | null
  reason: string
  startedAt: Instant
  startedBy: string | null
}
export interface OpenDispute {
  id: string
  invoiceId: string
  number: string
  currency: string
  amountMinor: number | null
  openMinor: number
  reason: string
  openedAt: Instant
}
export interface ActivePromise {
  id: string
  invoiceId: string
  number: string
  currency: string
  amountMinor: number
  promisedOn: Day
  madeOn: Day
}
export interface Suppressed { address: string; state: string; reason: string; since: Instant }
export interface OpenWork {
  id: string
  runId: string | null
  state: string
  mode: 'manual' | 'automatic'
  ownerId: string | null
  heldSince: Instant | null
  heldCode: string | null
}

/** Everything behind the holds of one customer. */
export interface Standing {
  replies: readonly WaitingReply[]
  pauses: readonly LastingPause[]
  disputes: readonly OpenDispute[]
  promises: readonly ActivePromise[]
  suppressed: readonly Suppressed[]
  work: readonly OpenWork[]
  /** What the customer could follow instead; read where its workflow is at its end. */
  entries: readonly Entry[]
  chosen: Chosen
}

export async function readStanding(
  org: Org, customerId: string, { isAtEnd }: { isAtEnd: boolean },
): Promise<Standing> {
  const { rows: replies } = await sql<WaitingReply>`
    select r.id, case when u.ended_at is not null and u.level = 'customer' then null
      else r.run_id end as "runId", coalesce(nullif(m.from_name, ''), m.from_address) as "from",
      r.opened_at as "openedAt"
    from reply_action r join message m on m.org_id = r.org_id and m.id = r.newest_message_id
      left join run u on u.org_id = r.org_id and u.id = r.run_id
    where r.org_id = ${org.id} and r.customer_id = ${customerId}
      and r.state in ('open', 'snoozed') order by r.opened_at limit 50`.execute(org.tx)
  const { rows: pauses } = await sql<LastingPause>`
    select p.id, p.scope, p.subject_id as "subjectId", p.until_on as "untilOn", p.reason,
      p.started_at as "startedAt", s.name as "startedBy", coalesce(w.name, i.number)
        as "subjectName"
    from pause p left join member s on s.org_id = p.org_id
        and p.started_by = 'user:' || s.user_id
      left join workflow w on w.org_id = p.org_id and w.id = p.subject_id
      left join invoice i on i.org_id = p.org_id and i.id = p.subject_id
    where p.org_id = ${org.id} and p.ended_at is null
      and (p.until_on is null or p.until_on > ${org.today})
      and (p.subject_id in (${org.id}, ${customerId}) or i.customer_id = ${customerId}
        or p.subject_id in (select workflow_id from run where org_id = ${org.id}
          and customer_id = ${customerId} and ended_at is null))
    order by p.started_at limit 200`.execute(org.tx)
  return {
    replies, pauses, ...await readHeld(org, customerId),
    entries: isAtEnd ? await readEntries(org, customerId) : [],
    chosen: await readChosen(org, customerId),
  }
}

async function readHeld(
  org: Org, customerId: string,
): Promise<Omit<Standing, 'replies' | 'pauses' | 'entries' | 'chosen'>> {
  const { rows: disputes } = await sql<OpenDispute>`
    select d.id, d.invoice_id as "invoiceId", i.number, i.currency, i.open_minor as "openMinor",
      d.amount_minor as "amountMinor", d.reason, d.opened_at as "openedAt"
    from dispute d join invoice i on i.org_id = d.org_id and i.id = d.invoice_id
    where d.org_id = ${org.id} and d.customer_id = ${customerId} and d.state = 'open'
    order by d.opened_at limit 50`.execute(org.tx)
  const { rows: promises } = await sql<ActivePromise>`
    select p.id, p.invoice_id as "invoiceId", i.number, i.currency,
      p.amount_minor as "amountMinor", p.promised_on as "promisedOn", p.made_on as "madeOn"
    from promise p join invoice i on i.org_id = p.org_id and i.id = p.invoice_id
    where p.org_id = ${org.id} and p.customer_id = ${customerId} and p.state = 'active'
      and p.holds_collection and p.last_on >= ${org.today}
    order by p.made_on, p.id limit 50`.execute(org.tx)
  const { rows: suppressed } = await sql<Suppressed>`
    select distinct s.address, s.state, s.reason, s.since from suppression s
      join contact_address a on a.org_id = s.org_id and a.channel = s.channel
        and a.address = s.address
    where s.org_id = ${org.id} and a.customer_id = ${customerId} limit 200`.execute(org.tx)
  const { rows: work } = await sql<OpenWork>`
    select id, run_id as "runId", state, mode, owner_id as "ownerId", held_since as "heldSince",
      held_code as "heldCode"
    from action where org_id = ${org.id} and customer_id = ${customerId}
      and state in ('open', 'sending', 'needs_check') order by due_at limit 200`.execute(org.tx)
  return { disputes, promises, suppressed, work }
}
