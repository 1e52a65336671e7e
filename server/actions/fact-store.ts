// The statements behind gather-facts: each reads one kind of fact for a whole batch by key.
import { sql } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import type { DebtorKind } from '#domain/debtor-kind.ts'
import { FIRST_PROMISE_OCCURRENCE } from '#domain/promise-steps.ts'
import { doubtHoldsSince } from '#domain/reply-rules.ts'
import type { WishedChannel } from '#domain/wished-channels.ts'
import type { Channel, EntryLogic, Level, Remedy, Step } from '#domain/workflow.ts'
import type { Org } from '../platform/in-organization.ts'
import { plainList } from '../platform/plain-list.ts'
import { kept } from '../platform/transaction.ts'

type Ids = readonly string[]
const list = (ids: Ids) => sql`any(${plainList(ids)}::uuid[])`

export interface CustomerRow {
  id: string
  reference: string
  name: string
  country: string | null
  zone: string | null
  locale: string | null
  owner_id: string | null
  legal_stop_reason: string | null
  last_contact_on: Day | null
  street: string
  postcode: string
  city: string
  wished_channel: WishedChannel | null
  wished_by: string
  wished_on: Day | null
  /** At whom it is collected together with others, itself included; null: by itself. */
  group_id: string | null
  debtor_kind: DebtorKind
  /** Where the main contact is; read only where e-mail leaves by the recipient's clock. */
  contact_zone: string | null
}

export async function readCustomers(org: Org, ids: Ids): Promise<CustomerRow[]> {
  const isByOneClock = org.settings.email_clock === 'organization'
  // Two statements need two names: one connection serves organizations of both kinds.
  const { rows } = await sql<CustomerRow>`
    ${kept(isByOneClock ? 'customers' : 'customers by their clock')}
    select id, reference, name, country, zone, locale, owner_id, legal_stop_reason, last_contact_on,
      street, postcode, city, wished_channel, wished_by, wished_on, group_id,
      debtor_kind, ${isByOneClock ? sql`null` : sql`(select k.zone
        from contact k where k.org_id = c.org_id and k.customer_id = c.id and k.is_main limit 1)`}
        as contact_zone
    from customer c where org_id = ${org.id} and id = ${list(ids)}`.execute(org.tx)
  return rows
}

export interface RunRow {
  id: string
  workflow_id: string
  workflow_name: string
  version_id: string
  level: Level
  customer_id: string
  invoice_id: string | null
  epoch: number
  carrying_invoice_id: string | null
  carrying_since: Instant | null
  carrying_is_open: boolean
  carrying_was_paid: boolean
  entry_logic: EntryLogic
  mcd_days: number
  mcd_scope: 'customer' | 'workflow'
  threshold_minor: Record<string, number>
  steps: Step[]
  is_published: boolean
  /** Nothing automatic leaves before this moment: the time in which publishing can be undone. */
  quiet_until: Instant | null
  start_step_id: string | null
  carried_contact_on: Day | null
  carried_reply_on: Day | null
}

/** Active runs with their rules. Versions are few and immutable, so they are read beside. */
export async function readRuns(org: Org, customerIds: Ids): Promise<RunRow[]> {
  const { rows } = await sql<RunOnly>`
    ${kept('runs')}
    select r.id, r.workflow_id, r.version_id, r.level, r.customer_id, r.invoice_id, r.epoch,
      r.carrying_invoice_id, r.carrying_since, r.start_step_id, r.carried_contact_on,
      r.carried_reply_on,
      coalesce(i.open_minor > 0 and i.state = 'open', false) as carrying_is_open,
      coalesce(i.open_minor = 0 and exists (select from allocation a
        where a.org_id = r.org_id and a.invoice_id = i.id and a.payment_id is not null), false)
        as carrying_was_paid
    from run r left join invoice i on i.org_id = r.org_id and i.id = r.carrying_invoice_id
    where r.org_id = ${org.id} and r.customer_id = ${list(customerIds)} and r.ended_at is null
    order by r.id`.execute(org.tx)
  const versions = await readVersions(org, [...new Set(rows.map((row) => row.version_id))])
  return rows.flatMap((row) => {
    const version = versions.get(row.version_id)
    return version ? [withVersion(row, version)] : []
  })
}

type VersionPart = Pick<RunRow, 'workflow_name' | 'entry_logic' | 'mcd_days' | 'mcd_scope'
  | 'threshold_minor' | 'steps' | 'is_published' | 'quiet_until'>
type RunOnly = Omit<RunRow, keyof VersionPart>

/** Written out: a thousand objects that are put together by spreading are slow ones. */
const withVersion = (row: RunOnly, version: VersionPart): RunRow => ({
  id: row.id, workflow_id: row.workflow_id, version_id: row.version_id, level: row.level,
  customer_id: row.customer_id, invoice_id: row.invoice_id, epoch: row.epoch,
  carrying_invoice_id: row.carrying_invoice_id, carrying_since: row.carrying_since,
  carrying_is_open: row.carrying_is_open, carrying_was_paid: row.carrying_was_paid,
  start_step_id: row.start_step_id, carried_contact_on: row.carried_contact_on,
  carried_reply_on: row.carried_reply_on, workflow_name: version.workflow_name,
  entry_logic: version.entry_logic, mcd_days: version.mcd_days, mcd_scope: version.mcd_scope,
  threshold_minor: version.threshold_minor, steps: version.steps,
  is_published: version.is_published, quiet_until: version.quiet_until,
})

async function readVersions(org: Org, ids: Ids): Promise<Map<string, VersionPart>> {
  const { rows } = await sql<VersionPart & { id: string }>`
    ${kept('versions')}
    select v.id, w.name as workflow_name, v.entry_logic, v.mcd_days, v.mcd_scope,
      v.threshold_minor, v.steps, v.published_at is not null as is_published, w.quiet_until
    from workflow_version v join workflow w on w.org_id = v.org_id and w.id = v.workflow_id
    where v.org_id = ${org.id} and v.id = ${list(ids)}`.execute(org.tx)
  return new Map(rows.map(({ id, ...version }) => [id, version]))
}

export interface RunActionRow {
  id: string
  run_id: string
  step_id: string
  occurrence: number
  state: string
  mode: 'manual' | 'automatic'
  held_code: string | null
  /** The channel that it goes on by instead; null: the step's own. */
  fell_to: Channel | null
  /** What of the step's remedies was taken. */
  remedies: Remedy[]
  due_on: Day
}

/**
 * Of active runs: actions of the present epochs, those after a promise, older ones that wait. Not
 * kept: a plan made while there were no actions yet would read them all, run by run.
 */
export async function readActionsOfRuns(org: Org, customerIds: Ids): Promise<RunActionRow[]> {
  const { rows } = await sql<RunActionRow>`
    select a.id, a.run_id, a.step_id, a.occurrence, a.state, a.mode, a.held_code, a.due_on,
      a.remedies,
      case when a.fell_back_at is not null then a.channel end as fell_to
    from run r join action a on a.org_id = r.org_id and a.run_id = r.id
    where r.org_id = ${org.id} and r.customer_id = ${list(customerIds)} and r.ended_at is null
      and (a.occurrence = r.epoch or a.occurrence >= ${FIRST_PROMISE_OCCURRENCE}
        or a.state in ('open', 'sending', 'needs_check'))`
    .execute(org.tx)
  return rows
}

// A run that has ended cannot be halted any more: what belonged to a customer's run then halts
// whatever runs instead of it; an invoice's run leaves nothing to halt but the others, in courtesy.
const runOfReply = sql`case when u.ended_at is not null and u.level = 'customer' then null
  else r.run_id end`

export interface OpenReplyRow {
  customer_id: string
  run_id: string | null
  /** When a message came that two customers may have sent; null for an answer that is theirs. */
  doubt_at: Instant | null
}

/** Answers that wait; one that was put off holds until it is handled, whatever the pause does. */
export async function readOpenReplies(org: Org, customerIds: Ids): Promise<OpenReplyRow[]> {
  const { rows } = await sql<OpenReplyRow>`
    ${kept('open replies')}
    select r.customer_id, ${runOfReply} as run_id, null::timestamptz as doubt_at
    from reply_action r
      left join run u on u.org_id = r.org_id and u.id = r.run_id
    where r.org_id = ${org.id} and r.customer_id = ${list(customerIds)}
      and r.state in ('open', 'snoozed')
    union all
    -- An answer that two customers may have sent holds both for a working day, until a person
    -- says whose it is (SPEC §8.4).
    select c.id, null, m.at from message m
      join customer c on c.org_id = m.org_id and m.reasons->'candidates' ? c.id::text
    where m.org_id = ${org.id} and m.customer_id is null and m.kind = 'human'
      and c.id = ${list(customerIds)}
      and m.at >= ${doubtHoldsSince(org.today, org.moment.calendar, org.moment.zone)}`
    .execute(org.tx)
  return rows
}

export interface HandledRow {
  customer_id: string
  /** Null: it concerned the customer as a whole. */
  run_id: string | null
  /** Something was said to the customer; an ignored one said nothing. */
  was_answered: boolean
  closed_on: Day
}

/** The days on which answers were replied to or ignored. A pause sets its own end. */
export async function readHandledReplies(org: Org, customerIds: Ids): Promise<HandledRow[]> {
  const { rows } = await sql<HandledRow>`
    ${kept('handled replies')}
    select r.customer_id, ${runOfReply} as run_id, r.state <> 'ignored' as was_answered,
      max(r.closed_on) as closed_on
    from reply_action r left join run u on u.org_id = r.org_id and u.id = r.run_id
    where r.org_id = ${org.id} and r.customer_id = ${list(customerIds)}
      and r.state in ('replied', 'ignored', 'replied_elsewhere')
    group by 1, 2, 3`.execute(org.tx)
  return rows
}

export interface PauseRow {
  subject_id: string
  until_on: Day | null
  ended_at: Instant | null
}

/** Pauses over these customers, of every scope, that last or ended within the day. */
export async function readPauses(org: Org, customerIds: Ids): Promise<PauseRow[]> {
  const { rows } = await sql<PauseRow>`
    ${kept('pauses')} select subject_id, until_on, ended_at from pause
    where org_id = ${org.id} and (until_on is null or until_on > ${org.today})
      and (ended_at is null or ended_at > ${org.now}::timestamptz - interval '26 hours')
      and (scope in ('organization', 'workflow') or subject_id = ${list(customerIds)}
        or subject_id in (select id from invoice where org_id = ${org.id}
          and customer_id = ${list(customerIds)} and open_minor > 0 and state = 'open'))`
    .execute(org.tx)
  return rows
}

/** Customers with a send that may have left, or is leaving in this moment. */
export async function readUnclearCustomers(org: Org, customerIds: Ids): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    ${kept('unclear customers')} select distinct m.customer_id from attempt a
      join message m on m.org_id = a.org_id and m.id = a.message_id
    where a.org_id = ${org.id} and a.state in ('sending', 'unknown')
      and m.customer_id = ${list(customerIds)}`.execute(org.tx)
  return rows.map((row) => row.customer_id)
}
