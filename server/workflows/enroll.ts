// Starts runs: whoever owes and has no run follows the chosen workflow, else the default one.
import { sql } from 'kysely'
import type { CustomerFacts } from '../actions/gather-facts.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { kept } from '../platform/transaction.ts'
import { recordEvents } from '../timeline/record-event.ts'
import { applyRulesToNew } from './assignment-rules.ts'
import { inheritDelays } from './assignment-store.ts'
import { insertRuns } from './store.ts'

interface CandidateRow {
  customer_id: string
  invoice_id: string | null
  level: 'customer' | 'invoice'
  workflow_id: string
  version_id: string
  name: string
}

/**
 * For customers of one batch, which the caller has locked. The order decides which of two equal
 * messages of a day goes first, so that a simulation meets the same one.
 */
export async function enroll(
  org: Org, customerIds: readonly string[], headIds: readonly string[] = [],
): Promise<void> {
  await applyRulesToNew(org, customerIds)
  const owing = headIds.length === 0 ? [] : await headsThatOwe(org, headIds)
  const ids = sql`any(${[...customerIds]}::uuid[])`
  const { rows } = await sql<CandidateRow>`
    select c.id as customer_id, null::uuid as invoice_id, 'customer' as level,
      w.id as workflow_id, w.published_version_id as version_id, w.name
    from customer c join workflow w on w.org_id = c.org_id and w.level = 'customer'
      and not w.is_archived and w.published_version_id is not null
      and case when c.chosen_workflow_id is null then w.is_default
        else w.id = c.chosen_workflow_id end
    where c.org_id = ${org.id} and c.id = ${ids} and not c.no_workflow
      and not exists (select from run r where r.org_id = c.org_id and r.customer_id = c.id
        and r.level = 'customer' and r.ended_at is null)
      and (${owing.length === 0 ? sql`false` : sql`c.id = any(${owing}::uuid[])`}
        or exists (select from invoice i where i.org_id = c.org_id and i.customer_id = c.id
          and i.open_minor > 0 and i.state = 'open'))
    union all
    select i.customer_id, i.id, 'invoice', w.id, w.published_version_id, w.name
    from workflow w join invoice i on i.org_id = w.org_id
      and case when i.chosen_workflow_id is null then w.is_default
        else w.id = i.chosen_workflow_id end
    where w.org_id = ${org.id} and w.level = 'invoice' and not w.is_archived
      and w.published_version_id is not null
      and i.customer_id = ${ids} and i.open_minor > 0 and i.state = 'open' and not i.no_workflow
      and not exists (select from run r where r.org_id = i.org_id and r.invoice_id = i.id
        and r.ended_at is null)
    order by customer_id, level, invoice_id`.execute(org.tx)
  const runs = rows.map((row) => ({
    id: newId(), workflow_id: row.workflow_id, version_id: row.version_id, level: row.level,
    customer_id: row.customer_id, invoice_id: row.invoice_id,
  }))
  const started = await insertRuns(org, runs)
  if (started.length > 0) await inheritDelays(org, started.map((run) => run.id))
  const names = new Map(rows.map((row) => [row.workflow_id, row.name]))
  await recordEvents(org, started.map((run) => ({
    kind: 'run_started' as const, customerId: run.customer_id,
    invoiceIds: run.invoice_id ? [run.invoice_id] : [],
    detail: { workflow: names.get(run.workflow_id) ?? '' },
  })))
}

/**
 * Of customers whose facts are at hand those for whom a run may begin: nearly always nobody, so
 * that a pass over customers who all have theirs costs nothing here. More than needed are harmless.
 */
export function startersAmong(
  facts: ReadonlyMap<string, CustomerFacts>, isAnyPerInvoice: boolean,
): string[] {
  const all = [...facts.values()]
  const running = isAnyPerInvoice
    ? new Set(all.flatMap(({ runs }) => runs.map(({ row }) => row.invoice_id))) : null
  return all.filter(({ runs, invoices }) =>
    runs.every(({ row }) => row.level !== 'customer')
    || (running !== null && invoices.some(({ id }) => !running.has(id))))
    .map(({ customer }) => customer.id)
}

/** Whether a published workflow is there that invoices could follow. */
export async function hasInvoiceWorkflow(org: Org): Promise<boolean> {
  const { rows } = await sql`${kept('invoice workflows')} select from workflow
    where org_id = ${org.id} and level = 'invoice' and not is_archived
      and published_version_id is not null limit 1`.execute(org.tx)
  return rows.length > 0
}

/** Of those at whom others are collected the ones who owe for anybody of their group. */
async function headsThatOwe(org: Org, headIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct m.group_id as id from customer m
      join invoice i on i.org_id = m.org_id and i.customer_id = m.id
    where m.org_id = ${org.id} and m.group_id = any(${[...headIds]}::uuid[])
      and i.open_minor > 0 and i.state = 'open'`.execute(org.tx)
  return rows.map((row) => row.id)
}
