// What an import changes, as the database itself notes it: for the check beforehand and the undo.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

/** From here to the end of the transaction changes of the ledger count as this import's. */
export async function markImport(org: Org, importId: string): Promise<void> {
  await sql`select set_config('app.import_id', ${importId}, true)`.execute(org.tx)
}

export interface Effects {
  /** By currency, what becomes open or stops to be. */
  openMinor: Readonly<Record<string, number>>
  newCustomers: readonly string[]
}

export const NO_EFFECTS: Effects = { openMinor: {}, newCustomers: [] }

export function addEffects(one: Effects, other: Effects): Effects {
  const openMinor = { ...one.openMinor }
  for (const [currency, minor] of Object.entries(other.openMinor)) {
    openMinor[currency] = (openMinor[currency] ?? 0) + minor
  }
  return { openMinor, newCustomers: [...new Set([...one.newCustomers, ...other.newCustomers])] }
}

/** Of all that this transaction noted since it was last asked. */
export async function effectsOf(org: Org, importId: string): Promise<Effects> {
  const open = await sql<{ currency: string; minor: number }>`
    with noted as (
      select place, did, unnest(row_ids) as id, was from import_change
      where org_id = ${org.id} and import_id = ${importId} and noun = 'invoice'
    ), first as (
      select distinct on (id) id, did, (was->>'open_minor')::bigint as open_minor from noted
      order by id, did = 'added' desc, (was ? 'open_minor') desc, place
    )
    select i.currency, sum(i.open_minor - case when f.did = 'added' then 0
      else coalesce(f.open_minor, i.open_minor) end)::bigint as minor
    from first f join invoice i on i.org_id = ${org.id} and i.id = f.id and i.state = 'open'
    group by 1`.execute(org.tx)
  const fresh = await sql<{ reference: string }>`
    select c.reference from import_change n join customer c on c.org_id = n.org_id
      and c.id = any(n.row_ids)
    where n.org_id = ${org.id} and n.import_id = ${importId} and n.noun = 'customer'
      and n.did = 'added'`.execute(org.tx)
  await sql`delete from import_change where org_id = ${org.id} and import_id = ${importId}`
    .execute(org.tx)
  return {
    openMinor: Object.fromEntries(open.rows.map((row) => [row.currency, row.minor])),
    newCustomers: fresh.rows.map((row) => row.reference),
  }
}

/** What is open in the whole ledger, by currency. */
export async function openBalances(org: Org): Promise<Record<string, number>> {
  const { rows } = await sql<{ currency: string; minor: number }>`
    select currency, sum(open_minor)::bigint as minor from invoice
    where org_id = ${org.id} and open_minor > 0 and state = 'open' group by 1`.execute(org.tx)
  return Object.fromEntries(rows.map((row) => [row.currency, row.minor]))
}

/** Of imports that are too old to be undone. */
export async function dropOldChanges(org: Org, before: Instant): Promise<void> {
  await sql`delete from import_change n using import i
    where n.org_id = ${org.id} and i.org_id = n.org_id and i.id = n.import_id
      and i.finished_at < ${before}`.execute(org.tx)
}
