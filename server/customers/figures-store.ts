// The figures that customers are ordered by, renewed for those that changed or got older.
import { sql } from 'kysely'
import type { Org } from '../platform/in-organization.ts'

// A file of a hundred thousand customers is worked out over several readings of the list.
const MOST = 5_000

/** Two statements: the second sees what the holder of a lock had written before it was ours. */
export async function renewFigures(org: Org): Promise<void> {
  const { rows } = await sql<{ customer_id: string }>`
    select customer_id from customer_figures
    where org_id = ${org.id} and (is_stale or right_until < ${org.today})
    limit ${MOST} for update skip locked`.execute(org.tx)
  if (rows.length === 0) return
  await sql`
    update customer_figures f set is_stale = false,
      open_minor = coalesce(x.open_minor, 0), open_count = coalesce(x.open_count, 0),
      overdue_minor = coalesce(x.overdue_minor, -1),
      oldest_due_on = coalesce(x.oldest_due_on, 'infinity'),
      right_until = coalesce(x.right_until, 'infinity')
    from unnest(${rows.map((row) => row.customer_id)}::uuid[]) as g (id)
      left join (
        select i.customer_id, count(*)::int as open_count, min(i.due_on) as oldest_due_on,
          coalesce(sum(i.open_minor) filter (where i.currency = ${org.settings.currency}), 0)
            ::bigint as open_minor,
          case when min(i.due_on) < ${org.today} then coalesce(sum(i.open_minor) filter (
            where i.currency = ${org.settings.currency} and i.due_on < ${org.today}), 0)::bigint
            end as overdue_minor,
          min(i.due_on) filter (where i.due_on >= ${org.today}) as right_until
        from invoice i
        where i.org_id = ${org.id} and i.open_minor > 0 and i.state = 'open'
          and i.customer_id = any(${rows.map((row) => row.customer_id)}::uuid[])
        group by 1) x on x.customer_id = g.id
    where f.org_id = ${org.id} and f.customer_id = g.id`.execute(org.tx)
}
