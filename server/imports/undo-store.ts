// Puts rows back as they were before an import, from what the database noted while it ran.
import { sql, type RawBuilder } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

/** Children before their parents, as they are taken away. */
export const NOUNS = ['allocation', 'payment', 'credit_note', 'invoice', 'contact', 'customer',
] as const
export type Noun = (typeof NOUNS)[number]

export interface ChangedRow {
  id: string
  /** Of the columns that changed, what was at first and what stood at the end. */
  was: Record<string, unknown>
  became: Record<string, unknown>
}

const added = (org: Org, importId: string, noun: string) => sql`(select unnest(row_ids)
  from import_change where org_id = ${org.id} and import_id = ${importId} and noun = ${noun}
    and did = 'added')`

export async function countAdded(org: Org, importId: string, noun: Noun): Promise<number> {
  const { rows } = await sql<{ count: number }>`select coalesce(sum(cardinality(row_ids)), 0)::int
    as count from import_change where org_id = ${org.id} and import_id = ${importId}
    and noun = ${noun} and did = 'added'`.execute(org.tx)
  return rows[0]?.count ?? 0
}

/** Rows that were there before; the ones that the import added itself go as a whole. */
export async function changedRows(org: Org, importId: string, noun: Noun): Promise<ChangedRow[]> {
  const { rows } = await sql<ChangedRow>`
    with noted as (
      select row_ids[1] as id, place, was, became from import_change
      where org_id = ${org.id} and import_id = ${importId} and noun = ${noun} and did = 'changed'
        and row_ids[1] not in ${added(org, importId, noun)}
    ), parts as (
      select n.id, w.key, w.value as was, n.became -> w.key as became, n.place
      from noted n, jsonb_each(n.was) w
    ), ends as (
      select id, key, (array_agg(was order by place))[1] as was,
        (array_agg(became order by place desc))[1] as became
      from parts group by id, key
    )
    select id, jsonb_object_agg(key, was) as was, jsonb_object_agg(key, became) as became
    from ends where was <> became group by id order by id`.execute(org.tx)
  return rows
}

/** Of changed rows those that are not as the import left them. */
export async function changedSince(
  org: Org, noun: Noun, rows: readonly ChangedRow[],
): Promise<string[]> {
  const found = await sql<{ id: string }>`select t.id from ${sql.table(noun)} t
    join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, became jsonb)
      on x.id = t.id
    where t.org_id = ${org.id} and not to_jsonb(t) @> x.became limit 20`.execute(org.tx)
  return found.rows.map((row) => row.id)
}

const COLUMNS: Readonly<Record<Exclude<Noun, 'allocation' | 'credit_note'>, readonly string[]>> = {
  customer: ['reference', 'name', 'country', 'zone', 'locale', 'street', 'postcode', 'city',
    'debtor_kind', 'wished_channel', 'wished_by', 'wished_on', 'parent_id', 'collect_at',
    'group_id', 'chosen_workflow_id', 'no_workflow', 'chosen_by', 'custom_fields'],
  contact: ['name', 'positions', 'is_main', 'locale'],
  invoice: ['total_minor', 'open_minor', 'issued_on', 'due_on', 'state', 'purchase_order',
    'chosen_workflow_id', 'no_workflow', 'chosen_by', 'custom_fields'],
  payment: ['open_minor', 'state', 'amount_minor', 'received_on', 'settled_at', 'needs_task',
    'expected_on', 'lapsed_at'],
}

export async function putBack(
  org: Org, noun: keyof typeof COLUMNS, rows: readonly ChangedRow[],
): Promise<void> {
  if (rows.length === 0) return
  const names = COLUMNS[noun]
  const list = (of: (name: string) => RawBuilder<unknown>) => sql.join(names.map(of))
  await sql`update ${sql.table(noun)} t set (${list((name) => sql.id(name))}) = (
      select ${list((name) => sql`p.${sql.id(name)}`)} from jsonb_populate_record(t, x.was) p)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, was jsonb)
    where t.org_id = ${org.id} and t.id = x.id`.execute(org.tx)
}

/** Addresses as they were: what came goes, what went comes back. */
export async function putAddressesBack(org: Org, importId: string): Promise<void> {
  const { rows } = await sql<{ did: 'added' | 'removed'; rows: unknown }>`
    select did, became as rows from import_change where org_id = ${org.id}
      and import_id = ${importId} and noun = 'contact_address' order by place desc`.execute(org.tx)
  for (const { did, rows: given } of rows) {
    const them = sql`jsonb_populate_recordset(null::contact_address,
      ${JSON.stringify(given)}::jsonb)`
    await (did === 'added'
      ? sql`delete from contact_address a using ${them} x where a.org_id = ${org.id}
          and a.channel = x.channel and a.address = x.address and a.contact_id = x.contact_id`
      : sql`insert into contact_address select * from ${them} x on conflict do nothing`)
      .execute(org.tx)
  }
}

/** What the planner derived of rows that go. What people made of them stays, and forbids it. */
export async function removeAdded(org: Org, importId: string): Promise<void> {
  const of = (noun: Noun) => added(org, importId, noun)
  await sql`select set_config('app.undoing_org', ${org.id}, true)`.execute(org.tx)
  await sql`delete from allocation where org_id = ${org.id} and id in ${of('allocation')}`
    .execute(org.tx)
  await sql`delete from crossing where org_id = ${org.id} and payment_id in ${of('payment')}`
    .execute(org.tx)
  await sql`delete from pending_share where org_id = ${org.id} and payment_id in ${of('payment')}`
    .execute(org.tx)
  await sql`delete from action where org_id = ${org.id} and state <> 'done'
    and kind <> 'adhoc' and (customer_id in ${of('customer')} or invoice_id in ${of('invoice')}
      or run_id in (select id from run where org_id = ${org.id}
        and (customer_id in ${of('customer')} or invoice_id in ${of('invoice')})))`.execute(org.tx)
  await sql`delete from run where org_id = ${org.id}
    and (customer_id in ${of('customer')} or invoice_id in ${of('invoice')})`.execute(org.tx)
  await sql`delete from customer_domain where org_id = ${org.id}
    and customer_id in ${of('customer')}`.execute(org.tx)
  for (const noun of NOUNS) {
    if (noun === 'allocation') continue
    await sql`delete from ${sql.table(noun)} where org_id = ${org.id} and id in ${of(noun)}`
      .execute(org.tx)
  }
}

/** Everybody whose rows the import added or changed. */
export async function customersOf(org: Org, importId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with noted as (select noun, unnest(row_ids) as id from import_change
      where org_id = ${org.id} and import_id = ${importId})
    select id from noted where noun = 'customer'
    union select i.customer_id from noted n join invoice i on i.org_id = ${org.id} and i.id = n.id
      where n.noun = 'invoice'
    union select p.customer_id from noted n join payment p on p.org_id = ${org.id} and p.id = n.id
      where n.noun = 'payment'
    union select c.customer_id from noted n join credit_note c on c.org_id = ${org.id}
      and c.id = n.id where n.noun = 'credit_note'
    union select k.customer_id from noted n join contact k on k.org_id = ${org.id} and k.id = n.id
      where n.noun = 'contact'`.execute(org.tx)
  return rows.map((row) => row.id)
}

/** Names of customers who were written to, or called, since a moment. */
export async function contactedSince(
  org: Org, customerIds: readonly string[], since: Instant,
): Promise<string[]> {
  const ids = [...customerIds]
  const { rows } = await sql<{ name: string }>`
    select c.name from customer c where c.org_id = ${org.id} and c.id = any(${ids}::uuid[])
      and (exists (select from contact_log l where l.org_id = c.org_id and l.customer_id = c.id
          and l.at >= ${since} and l.voided_at is null)
        or exists (select from message m where m.org_id = c.org_id and m.customer_id = c.id
          and m.direction = 'out' and m.state <> 'cancelled' and m.at >= ${since}))
    order by c.name limit 6`.execute(org.tx)
  return rows.map((row) => row.name)
}

/** The first few rows, by the names people know. */
export async function undoExamples(
  org: Org, importId: string,
): Promise<{ noun: string; name: string; did: 'added' | 'changed' }[]> {
  const { rows } = await sql<{ noun: string; name: string; did: 'added' | 'changed' }>`
    with noted as (
      select distinct on (noun, id) noun, id, did from (
        select noun, did, unnest(row_ids) as id from import_change where org_id = ${org.id}
          and import_id = ${importId} and noun in ('customer', 'invoice', 'payment', 'credit_note')
        limit 500) x order by noun, id, did)
    select n.noun, n.did, coalesce(c.name, i.number, p.reference, k.number) as name from noted n
      left join customer c on n.noun = 'customer' and c.org_id = ${org.id} and c.id = n.id
      left join invoice i on n.noun = 'invoice' and i.org_id = ${org.id} and i.id = n.id
      left join payment p on n.noun = 'payment' and p.org_id = ${org.id} and p.id = n.id
      left join credit_note k on n.noun = 'credit_note' and k.org_id = ${org.id} and k.id = n.id
    where coalesce(c.name, i.number, p.reference, k.number) is not null
    order by n.noun, name limit 20`.execute(org.tx)
  return rows
}

export async function forgetChanges(org: Org, importId: string): Promise<void> {
  await sql`delete from import_missing where org_id = ${org.id} and import_id = ${importId}`
    .execute(org.tx)
  await sql`delete from import_change where org_id = ${org.id} and import_id = ${importId}`
    .execute(org.tx)
  await sql`update import set state = 'undone', undone_at = ${org.now}, missing_count = 0
    where org_id = ${org.id} and id = ${importId}`.execute(org.tx)
}
