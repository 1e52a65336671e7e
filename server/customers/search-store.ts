// Finds customers by the beginnings of words, over an index that row-level security allows.
import { sql, type RawBuilder } from 'kysely'
import type { Org } from '../platform/in-organization.ts'

const MOST_WORDS = 10
/** Up to so many are named one by one, which tells the database how few they are. */
const FEW = 1_000

/** Whose words fit, as a set for `in`, and whether they are few; null when nothing is asked. */
export async function searchCustomers(
  org: Org, search: string | undefined,
): Promise<{ set: RawBuilder<unknown>; isFew: boolean } | null> {
  const words = (search ?? '').trim().split(/\s+/).filter((word) => word !== '')
    .slice(0, MOST_WORDS)
  if (words.length === 0) return null
  // Every word is quoted as a whole, so that a sign in it is only a sign. From here on
  // `customer_search` shows what fits, by its policy.
  await sql`select set_config('app.searching', (select string_agg('''' || replace(replace(
      left(folded(word), 200), '\\', '\\\\'), '''', '''''') || ''':*', ' & ')
    from unnest(${words}::text[]) word) || ' & ' || org_word(${org.id}::uuid), true)`
    .execute(org.tx)
  const all = sql`(select s.customer_id from customer_search s where s.org_id = ${org.id})`
  const { rows } = await sql<{ customer_id: string }>`select s.customer_id from customer_search s
    where s.org_id = ${org.id} limit ${FEW + 1}`.execute(org.tx)
  if (rows.length > FEW) return { set: all, isFew: false }
  const ids = rows.map((row) => row.customer_id)
  return { set: sql`(select unnest(${ids}::uuid[]))`, isFew: true }
}
