// Fields that the ledger knows of customers and Duebox does not: kept as text, shown, never read.
import { sql } from 'kysely'
import type { Org } from '../platform/in-organization.ts'

/** By reference; what is not named stays. Says whose fields changed. */
export async function keepCustomerFields(
  org: Org, given: readonly { key: string; fields: Readonly<Record<string, string>> }[],
): Promise<Set<string>> {
  // Of one reference twice the later row counts, as everywhere in a file.
  const last = [...new Map(given.map((one) => [one.key, one])).values()]
  const { rows } = await sql<{ key: string }>`
    update customer t set custom_fields = t.custom_fields || x.fields
    from jsonb_to_recordset(${JSON.stringify(last)}::jsonb) as x(key text, fields jsonb)
    where t.org_id = ${org.id} and t.reference = x.key and not t.custom_fields @> x.fields
    returning t.reference as key`.execute(org.tx)
  return new Set(rows.map((row) => row.key))
}
