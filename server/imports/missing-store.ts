// Open invoices that a full list did not name: kept for a person to decide, never closed by us.
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'
import type { SeenRows } from './seen-rows.ts'

const PAGE = 5000

export async function keepMissing(org: Org, importId: string, seen: SeenRows): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000'
  let count = 0
  for (;;) {
    const { rows } = await sql<{ id: string; number: string }>`select id, number from invoice
      where org_id = ${org.id} and open_minor > 0 and state = 'open' and id > ${after}
      order by id limit ${PAGE}`.execute(org.tx)
    const missing = rows.filter((row) => !seen.has(row.number)).map((row) => row.id)
    if (missing.length > 0) {
      await sql`insert into import_missing (import_id, invoice_id)
        select ${importId}, unnest(${missing}::uuid[]) on conflict do nothing`.execute(org.tx)
    }
    count += missing.length
    const last = rows.at(-1)
    if (rows.length < PAGE || !last) break
    after = last.id
  }
  await sql`update import set missing_count = ${count}
    where org_id = ${org.id} and id = ${importId}`.execute(org.tx)
}

export interface MissingRow {
  id: string
  number: string
  customer_id: string
  customer_name: string
  currency: string
  open_minor: number
  due_on: Day
}

/** Those that are still open. */
export async function missingAfter(
  org: Org, importId: string, key: string[] | null, limit: number,
): Promise<MissingRow[]> {
  const [dueOn, id] = key ?? [null, null]
  const { rows } = await sql<MissingRow>`
    select i.id, i.number, i.customer_id, c.name as customer_name, i.currency, i.open_minor,
      i.due_on
    from import_missing m
      join invoice i on i.org_id = m.org_id and i.id = m.invoice_id
      join customer c on c.org_id = i.org_id and c.id = i.customer_id
    where m.org_id = ${org.id} and m.import_id = ${importId}
      and i.open_minor > 0 and i.state = 'open'
      and (${dueOn}::date is null or (i.due_on, i.id) > (${dueOn}::date, ${id}::uuid))
    order by i.due_on, i.id limit ${limit}`.execute(org.tx)
  return rows
}
