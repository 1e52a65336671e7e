// What narrows and orders lists of work, for answers and actions alike: channel, owner, amount.
import { sql, type RawBuilder } from 'kysely'
import type { Org } from '../platform/in-organization.ts'

export interface WorkFilter {
  whose?: 'mine' | 'team' | 'all' | undefined
  channel?: string | undefined
  workflowId?: string | undefined
  ownerId?: string | undefined
  /** Minor units of the organization's own currency; currencies are never added. */
  overdueOver?: number | undefined
  sort?: 'due' | 'age' | 'amount' | undefined
}

export interface WorkColumns {
  /** The alias of the work's row, with `org_id`, `customer_id`, `owner_id` and `run_id`. */
  row: RawBuilder<unknown>
  channel: RawBuilder<unknown>
}

export function fitsFilter(
  org: Org, filter: WorkFilter, userId: string | null, { row, channel }: WorkColumns,
): RawBuilder<unknown> {
  const whose = filter.whose ?? 'all'
  const over = filter.overdueOver ?? null
  const workflowId = filter.workflowId ?? null
  const ownerId = filter.ownerId ?? null
  return sql`(${whose} = 'all' or (${whose} = 'mine') = (${row}.owner_id is not distinct from
      ${userId}::text))
    and (${filter.channel ?? null}::text is null or ${channel} = ${filter.channel ?? null}::text)
    and (${ownerId}::text is null or ${row}.owner_id = ${ownerId}::text)
    and (${workflowId}::uuid is null or exists (select from run wr where wr.org_id = ${row}.org_id
      and wr.id = ${row}.run_id and wr.workflow_id = ${workflowId}::uuid))
    and (${over}::bigint is null or ${overdueIn(org, row)} > ${over}::bigint)`
}

/** What its customer owes late, in the organization's own currency. */
export const overdueIn = (org: Org, row: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`coalesce((select sum(wi.open_minor) from invoice wi where wi.org_id = ${row}.org_id
    and wi.customer_id = ${row}.customer_id and wi.open_minor > 0 and wi.state = 'open'
    and wi.currency = ${org.settings.currency} and wi.due_on < ${org.today}), 0)::bigint`

/** How many fit, and what their customers owe late, each customer once. */
export async function sumWork(org: Org, matching: RawBuilder<unknown>): Promise<{
  count: number; overdue: { currency: string; amountMinor: number }[]
}> {
  const { rows } = await sql<{
    count: number; overdue: { currency: string; amountMinor: number }[]
  }>`with work as materialized (${matching})
    select (select count(*) from work) as count,
      coalesce((select jsonb_agg(jsonb_build_object('currency', o.currency, 'amountMinor', o.amount)
          order by o.currency)
        from (select i.currency, sum(i.open_minor) as amount from invoice i
          where i.org_id = ${org.id} and i.open_minor > 0 and i.state = 'open'
            and i.due_on < ${org.today}
            and i.customer_id in (select customer_id from work)
          group by 1) o), '[]') as overdue`.execute(org.tx)
  return rows[0] ?? { count: 0, overdue: [] }
}
