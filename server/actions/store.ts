// The action table: what is to be done, and how each of it ended.
import { sql } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import type { Channel, Mode, Remedy, Step } from '#domain/workflow.ts'
import { wholeGroups, type Claimed } from './claim-groups.ts'
import type { Org } from '../platform/in-organization.ts'
import { plainList } from '../platform/plain-list.ts'
import { kept } from '../platform/transaction.ts'

export interface NewAction {
  id: string
  runId: string | null
  stepId: string | null
  occurrence: number
  kind: 'reminder' | 'adhoc' | 'decide' | 'fix_address' | 'apply_cash'
  channel: Channel
  mode: Mode
  name: string
  customerId: string
  invoiceId: string | null
  ownerId: string | null
  dueOn: Day
  dueAt: Instant
  heldCode: string | null
  state?: 'open' | 'sending'
  note?: string | null
  /** It goes on by its channel because nobody could be reached as planned. */
  remedies?: readonly Remedy[]
}

/**
 * Opens actions. One that exists is left as it is, save one that had given way, or for which
 * nothing was open: a promise broke since, or a payment went back. That comes back re-dated
 * (SPEC §8.5). Returns how many were opened.
 */
export async function openActions(org: Org, actions: readonly NewAction[]): Promise<number> {
  if (actions.length === 0) return 0
  const { alike, places } = sortAlike(actions)
  const { numAffectedRows } = await sql`
    ${kept('opened actions')}
    insert into action as a (id, run_id, step_id, occurrence, kind, channel, mode, name,
      customer_id, invoice_id, owner_id, due_on, due_at, held_code, held_since, state, note,
      remedies, fell_back_at, created_at)
    select id, run_id, step_id, occurrence, kind, channel, mode, name, customer_id, invoice_id,
      owner_id, due_on, due_at, held_code,
      case when held_code is null then null else ${org.now}::timestamptz end, state, note,
      remedies, case when remedies <> '{}' then ${org.now}::timestamptz end, ${org.now}
    from unnest(${plainList(places)}::int[], ${plainList(actions.map((one) => one.id))}::uuid[],
        ${plainList(actions.map((one) => one.runId))}::uuid[],
        ${plainList(actions.map((one) => one.customerId))}::uuid[],
        ${plainList(actions.map((one) => one.invoiceId))}::uuid[])
        as y(place, id, run_id, customer_id, invoice_id)
      join jsonb_to_recordset(${JSON.stringify(alike)}::jsonb) as x(place int, step_id text,
        occurrence int, kind text, channel text, mode text, name text, owner_id text, due_on date,
        due_at timestamptz, held_code text, state text, note text, remedies text[])
        using (place)
    on conflict (org_id, run_id, step_id, occurrence) do update set state = 'open',
      -- What could not be sent as planned stays with the channel it went on by.
      mode = case when a.fell_back_at is null or excluded.remedies <> '{}' then excluded.mode
        else a.mode end,
      channel = case when a.fell_back_at is null or excluded.remedies <> '{}'
        then excluded.channel else a.channel end,
      remedies = case when excluded.remedies <> '{}' then excluded.remedies else a.remedies end,
      fell_back_at = coalesce(a.fell_back_at, excluded.fell_back_at), name = excluded.name,
      invoice_id = excluded.invoice_id, owner_id = excluded.owner_id, due_on = excluded.due_on,
      due_at = excluded.due_at, held_code = excluded.held_code, held_since = excluded.held_since,
      note = coalesce(excluded.note, a.note), closed_at = null
      where a.state = 'superseded'
        or (a.state = 'cancelled' and a.outcome in ('nothing_open', 'replanned'))`.execute(org.tx)
  return Number(numAffectedRows ?? 0)
}

/** Actions of one pass are mostly alike but for whom they concern: what is alike is sent once. */
function sortAlike(actions: readonly NewAction[]): { alike: object[]; places: number[] } {
  const alike: object[] = []
  const known = new Map<string, number>()
  const places = actions.map((action) => {
    const { stepId, occurrence, kind, channel, mode, name, ownerId } = action
    const { dueOn, dueAt, heldCode, state = 'open', note = null, remedies = [] } = action
    const key = JSON.stringify([stepId, occurrence, kind, channel, mode, name, ownerId, dueOn,
      dueAt, heldCode, state, note, remedies])
    const before = known.get(key)
    if (before !== undefined) return before
    const place = alike.push({
      place: alike.length, step_id: stepId, occurrence, kind, channel, mode, name,
      owner_id: ownerId, due_on: dueOn, due_at: dueAt, held_code: heldCode, state, note, remedies,
    }) - 1
    known.set(key, place)
    return place
  })
  return { alike, places }
}

export interface ActionChange {
  id: string
  state: 'open' | 'sending' | 'needs_check' | 'done' | 'skipped' | 'superseded' | 'cancelled'
    | 'expired'
  heldCode?: string | null
  outcome?: string | null
  /** Left out, the old one stays; empty, it goes. */
  note?: string | null
  /** The channel that it goes on by. */
  remedy?: Exclude<Remedy, 'next_contact'>
}

const CLOSED = new Set(['done', 'skipped', 'superseded', 'cancelled', 'expired'])

/** Moves actions on. A closed one stays closed: returns the ids that did change. */
export async function changeActions(
  org: Org, changes: readonly ActionChange[],
): Promise<Set<string>> {
  if (changes.length === 0) return new Set()
  const rows = changes.map((change) => ({
    id: change.id, state: change.state, held_code: change.heldCode ?? null,
    outcome: change.outcome ?? null, note: change.note ?? null,
    is_closed: CLOSED.has(change.state), remedy: change.remedy ?? null,
  }))
  const { rows: changed } = await sql<{ id: string }>`
    update action a set state = x.state, held_code = x.held_code,
      held_since = case when x.held_code is null then null
        when x.held_code = a.held_code then a.held_since else ${org.now}::timestamptz end,
      outcome = coalesce(x.outcome, a.outcome),
      note = case when x.note = '' then null else coalesce(x.note, a.note) end,
      channel = coalesce(x.remedy, a.channel),
      mode = case when x.remedy in ('call', 'task') then 'manual' else a.mode end,
      remedies = case when x.remedy is null then a.remedies else a.remedies || x.remedy end,
      fell_back_at = case when x.remedy is null then a.fell_back_at
        else ${org.now}::timestamptz end,
      closed_at = case when x.is_closed then ${org.now}::timestamptz end,
      closed_by = case when x.is_closed then ${org.actor}::text end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, state text,
      held_code text, outcome text, note text, is_closed boolean, remedy text)
    where a.org_id = ${org.id} and a.id = x.id and a.state in ('open', 'sending', 'needs_check')
    returning a.id`.execute(org.tx)
  return new Set(changed.map((row) => row.id))
}

/** An open action comes due on another day. */
export async function redateAction(
  org: Org, id: string, due: { on: Day; at: Instant },
): Promise<void> {
  await sql`update action set due_on = ${due.on}, due_at = ${due.at}
    where org_id = ${org.id} and id = ${id} and state = 'open'`.execute(org.tx)
}

export interface DueRow {
  id: string
  customer_id: string
  run_id: string
  step_id: string
  occurrence: number
}

/**
 * Automatic actions that are due and not held, at most one a customer or group, which it locks.
 * An invoice's run goes before the customer's, a later step before an earlier (E33).
 */
export async function claimDueActions(org: Org, limit: number): Promise<DueRow[]> {
  const { rows } = await sql<Claimed>`
    select c.id, c.group_id from customer c
    where c.org_id = ${org.id} and c.id in (
      select a.customer_id from action a
      where a.org_id = ${org.id} and a.state = 'open' and a.mode = 'automatic'
        and a.held_code is null and a.due_at <= ${org.now} and a.run_id is not null
      order by a.due_at, a.id limit ${limit})
    for update of c skip locked`.execute(org.tx)
  const customerIds = (await wholeGroups(org, rows)).map((row) => row.id)
  const { rows: due } = await sql<DueRow>`
    select distinct on (coalesce(c.group_id, c.id)) a.id, a.customer_id, a.run_id, a.step_id,
      a.occurrence
    from action a join run r on r.org_id = a.org_id and r.id = a.run_id
      join customer c on c.org_id = a.org_id and c.id = a.customer_id
    where a.org_id = ${org.id} and a.customer_id = any(${customerIds}::uuid[])
      and a.state = 'open' and a.mode = 'automatic' and a.held_code is null
      and a.due_at <= ${org.now}
    order by coalesce(c.group_id, c.id), r.level desc, a.due_on desc, a.run_id, a.id`
    .execute(org.tx)
  return due
}

export interface ActionRow {
  id: string
  run_id: string | null
  step_id: string | null
  occurrence: number
  kind: 'reminder' | 'adhoc' | 'decide' | 'fix_address' | 'apply_cash'
  channel: Channel
  mode: Mode
  name: string
  customer_id: string
  invoice_id: string | null
  owner_id: string | null
  state: string
}

/** Locks the customer, then reads the action: the order of every deed. */
export async function lockAction(org: Org, id: string): Promise<ActionRow | null> {
  await sql`select 1 from customer c where c.org_id = ${org.id} and c.id = (
    select customer_id from action where org_id = ${org.id} and id = ${id}) for update`
    .execute(org.tx)
  const { rows } = await sql<ActionRow>`
    select id, run_id, step_id, occurrence, kind, channel, mode, name, customer_id, invoice_id,
      owner_id, state from action where org_id = ${org.id} and id = ${id} for update`
    .execute(org.tx)
  return rows[0] ?? null
}

export interface LostWork {
  id: string
  customer_owner_id: string | null
  /** Of the step it does; null: it belongs to none. */
  owners: Step['owners'] | null
}

/** Open work of people who have left. Work without an owner is everybody's, and in order. */
export async function withLostOwner(org: Org, limit: number): Promise<LostWork[]> {
  const { rows } = await sql<LostWork>`
    select a.id, c.owner_id as customer_owner_id,
      (select s->'owners' from run r
          join workflow_version v on v.org_id = r.org_id and v.id = r.version_id,
          jsonb_array_elements(v.steps) s
        where r.org_id = a.org_id and r.id = a.run_id and s->>'id' = a.step_id) as owners
    from action a
      join customer c on c.org_id = a.org_id and c.id = a.customer_id
    where a.org_id = ${org.id} and a.state in ('open', 'needs_check') and a.owner_id is not null
      and exists (select from member m where m.org_id = a.org_id and m.user_id = a.owner_id
        and (not m.is_active or m.role = 'viewer'))
    order by a.due_at, a.id limit ${limit}`.execute(org.tx)
  return rows
}

export async function giveActions(
  org: Org, changes: readonly { id: string; ownerId: string | null }[],
): Promise<void> {
  if (changes.length === 0) return
  await sql`update action a set owner_id = x.owner
    from unnest(${changes.map((change) => change.id)}::uuid[],
      ${changes.map((change) => change.ownerId)}::text[]) as x(id, owner)
    where a.org_id = ${org.id} and a.id = x.id`.execute(org.tx)
}
