// Finds customers by their number in the ledger, many at once.
import { sql } from 'kysely'
import type { Org } from '../platform/in-organization.ts'

export interface FoundCustomer {
  id: string
  hasContact: boolean
}

export async function findCustomers(
  org: Org, references: readonly string[],
): Promise<Map<string, FoundCustomer>> {
  const { rows } = await sql<{ id: string; reference: string; has_contact: boolean }>`
    select c.id, c.reference, exists (select from contact k where k.org_id = c.org_id
      and k.customer_id = c.id) as has_contact
    from customer c where c.org_id = ${org.id}
      and c.reference = any(${[...new Set(references)]})`.execute(org.tx)
  return new Map(rows.map((row) => [row.reference, { id: row.id, hasContact: row.has_contact }]))
}
