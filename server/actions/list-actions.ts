// To Do lists: what people have to do, what is held and why, what may or may not have left.
import { sql } from 'kysely'
import { parseInstant, type Day, type Instant } from '#domain/day.ts'
import { HOLD_TEXTS, UNREACHABLE_CODES, type HoldCode } from '#domain/hold.ts'
import type { Channel, Mode } from '#domain/workflow.ts'
import { isWaiting } from '../inbox/list-reply-actions.ts'
import { fitsFilter, overdueIn, sumWork, type WorkFilter } from '../inbox/work-filter.ts'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { pageOfRows, readCursor } from '../platform/page.ts'
import { quietAnswer } from './quiet-minutes.ts'

interface ListedRow {
  id: string
  kind: 'reminder' | 'adhoc' | 'decide' | 'fix_address' | 'apply_cash'
  channel: Channel
  mode: Mode
  name: string
  customer_id: string
  customer_name: string
  invoice_id: string | null
  invoice_number: string | null
  run_id: string | null
  step_id: string | null
  occurrence: number
  owner_id: string | null
  due_on: Day
  due_at: Instant
  state: 'open' | 'sending' | 'needs_check' | 'done' | 'skipped' | 'superseded' | 'cancelled'
    | 'expired'
  held_code: HoldCode | null
  overdue: { currency: string; amountMinor: number }[]
  note: string | null
  outcome: string | null
  /** The workflow that was published minutes ago, while nothing automatic of it leaves. */
  quiet: { name: string; until: string } | null
  /** Its step is gone from the version that the run follows now. */
  is_removed: boolean
}

export type ActionList = 'due' | 'later' | 'held' | 'unreachable' | 'needs_check' | 'all'

const listsOf = (org: Org): Record<ActionList, ReturnType<typeof sql>> => ({
  due: sql`a.state = 'open' and a.mode = 'manual' and a.due_on <= ${org.today}`,
  later: sql`a.state = 'open' and a.mode = 'manual' and a.due_on > ${org.today}`,
  held: sql`a.state = 'open' and a.mode = 'automatic' and a.held_code is not null`,
  unreachable: sql`a.state = 'open' and a.mode = 'automatic'
    and a.held_code = any(${[...UNREACHABLE_CODES]}::text[])`,
  needs_check: sql`a.state = 'needs_check'`,
  all: sql`true`,
})

const columns = (org: Org) => sql`a.id, a.kind, a.channel, a.mode, a.name, a.customer_id,
  c.name as customer_name, a.invoice_id, i.number as invoice_number, a.run_id, a.step_id,
  a.occurrence, a.owner_id, a.due_on, a.due_at, a.state, a.held_code, a.note, a.outcome,
  coalesce((select jsonb_agg(jsonb_build_object('currency', o.currency, 'amountMinor', o.amount))
    from (select currency, sum(open_minor) as amount from invoice
      where org_id = a.org_id and customer_id = a.customer_id and open_minor > 0
        and state = 'open' and due_on < ${org.today} group by currency order by currency) o), '[]')
    as overdue,
  (select jsonb_build_object('name', w.name, 'until', w.quiet_until) from run r
    join workflow w on w.org_id = r.org_id and w.id = r.workflow_id
    where r.org_id = a.org_id and r.id = a.run_id and w.quiet_until > ${org.now}
      and ${org.settings.automation_on_since !== null}) as quiet,
  a.state = 'open' and a.mode = 'manual' and a.kind = 'reminder' and exists (select from run r
    join workflow_version v on v.org_id = r.org_id and v.id = r.version_id
    where r.org_id = a.org_id and r.id = a.run_id and r.ended_at is null
      and not v.steps @> jsonb_build_array(jsonb_build_object('id', a.step_id))) as is_removed`

const WORK = { row: sql`a`, channel: sql`a.channel` }

export async function listActions(org: Org, query: WorkFilter & {
  cursor?: string | undefined; limit: number; list: ActionList
  customerId?: string | undefined; mine: boolean
}) {
  const [at, id] = readCursor(query.cursor, 2) ?? [null, null]
  const sort = query.sort ?? 'due'
  const key = sort === 'amount' ? sql`-${overdueIn(org, WORK.row)}`
    : sort === 'age' ? sql`a.created_at` : sql`a.due_at`
  const type = sort === 'amount' ? sql`bigint` : sql`timestamptz`
  const { rows } = await sql<ListedRow & { sort_key: string }>`
    select x.*, x.sort_key::text from (select ${columns(org)}, ${key} as sort_key from action a
      join customer c on c.org_id = a.org_id and c.id = a.customer_id
      left join invoice i on i.org_id = a.org_id and i.id = a.invoice_id
    where a.org_id = ${org.id} and ${listsOf(org)[query.list]}
      and (${query.customerId ?? null}::uuid is null or a.customer_id = ${query.customerId ?? null})
      and ${filtered(org, query)}
      and (${at}::${type} is null or (${key}, a.id) > (${at}::${type}, ${id}::uuid))
    order by ${key}, a.id limit ${query.limit + 1}) x order by x.sort_key, x.id`.execute(org.tx)
  return pageOfRows(rows, query.limit, {
    item: (row) => toAnswer(org, row), key: (row) => [row.sort_key, row.id],
  })
}

const filtered = (org: Org, query: WorkFilter & { mine?: boolean }) => fitsFilter(org,
  query.mine ? { ...query, whose: 'mine' } : query, userOf(org), WORK)

const userOf = (org: Org) => (org.actor.startsWith('user:') ? org.actor.slice(5) : null)

export const sumActions = (org: Org, query: WorkFilter & { list: ActionList }) =>
  sumWork(org, sql`select a.customer_id from action a where a.org_id = ${org.id}
    and ${listsOf(org)[query.list]} and ${filtered(org, query)}`)

export async function readAction(org: Org, id: string) {
  const { rows } = await sql<ListedRow>`
    select ${columns(org)} from action a
      join customer c on c.org_id = a.org_id and c.id = a.customer_id
      left join invoice i on i.org_id = a.org_id and i.id = a.invoice_id
    where a.org_id = ${org.id} and a.id = ${id}`.execute(org.tx)
  const row = rows[0]
  if (!row) throw notFound('This action does not exist.')
  return toAnswer(org, row)
}

/** The numbers on the tabs, from the very conditions of the lists. */
export async function countActions(org: Org) {
  const lists = listsOf(org)
  const { rows } = await sql<{
    replies: number; due: number; later: number; needsCheck: number; held: number
    unreachable: number; unmatched: number; leaving: number; letters: number
  }>`select
    (select count(*) from reply_action r where r.org_id = ${org.id} and ${isWaiting(org)})
      as replies,
    (select count(*) from action a where a.org_id = ${org.id} and ${lists.due}) as due,
    (select count(*) from action a where a.org_id = ${org.id} and ${lists.later})
      as later,
    (select count(*) from action a where a.org_id = ${org.id} and ${lists.needs_check})
      as "needsCheck",
    (select count(*) from action a where a.org_id = ${org.id} and ${lists.held}) as held,
    (select count(*) from action a where a.org_id = ${org.id} and ${lists.unreachable})
      as unreachable,
    (select count(*) from message where org_id = ${org.id} and customer_id is null
      and kind = 'human') as unmatched,
    (select count(*) from message where org_id = ${org.id} and state = 'leaving') as leaving,
    (select count(*) from letter where org_id = ${org.id} and state in ('queued', 'printed'))
      as letters`.execute(org.tx)
  return rows[0] ?? {
    replies: 0, due: 0, later: 0, needsCheck: 0, held: 0, unreachable: 0, unmatched: 0, leaving: 0,
    letters: 0,
  }
}

const toAnswer = (org: Org, row: ListedRow) => ({
  id: row.id, kind: row.kind, channel: row.channel, mode: row.mode, name: row.name,
  customerId: row.customer_id, customerName: row.customer_name, invoiceId: row.invoice_id,
  invoiceNumber: row.invoice_number, runId: row.run_id, stepId: row.step_id,
  occurrence: row.occurrence, ownerId: row.owner_id, dueOn: row.due_on, dueAt: row.due_at,
  state: row.state,
  held: row.held_code === null ? null
    : row.held_code === 'automation_off' && row.quiet !== null
      ? quietAnswer(org, row.quiet.name, parseInstant(row.quiet.until))
      : { code: row.held_code, ...HOLD_TEXTS[row.held_code] },
  overdue: row.overdue, note: row.note, outcome: row.outcome, isRemoved: row.is_removed,
})
