// Puts customers or invoices under another workflow: by hand, in bulk, by rule.
import { sql } from 'kysely'
import { addSeconds } from '#domain/day.ts'
import type { Level } from '#domain/workflow.ts'
import { lookAgain } from '../customers/look-again.ts'
import { conflict, invalid } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvents } from '../timeline/record-event.ts'
import { choose, endRuns, type Chooser } from './assignment-store.ts'
import { keepMove } from './move-store.ts'
import { workflowById } from './save-workflow.ts'
import type { WorkflowRow } from './store.ts'

export type Assignment =
  | { customerIds: readonly string[] } | { invoiceIds: readonly string[] } | { all: true }

export interface Assigned {
  /** How many it was a change for. */
  assigned: number
  /** By which it can be taken back for some minutes; null where nothing was changed. */
  moveId: string | null
}

/** By hand, and so never moved by a rule afterwards. */
export async function assignWorkflow(
  org: Org, workflowId: string, to: Assignment,
): Promise<Assigned> {
  const workflow = await usable(org, workflowId)
  const ids = idsOf(workflow, to)
  const moveId = newId()
  const moved = await move(org, {
    level: workflow.level, workflow, ids, by: 'hand', moveId,
    why: 'all' in to ? 'everybody at once' : '',
  })
  return { assigned: moved.length, moveId: moved.length === 0 ? null : moveId }
}

/** No workflow of this level at all, by choice: nobody is enrolled again by default or rule. */
export const assignNothing = async (
  org: Org, level: Level, ids: readonly string[],
): Promise<Assigned> => {
  const moveId = newId()
  const { length } = await move(org,
    { level, workflow: null, ids, by: 'hand', why: '', moveId })
  return { assigned: length, moveId: length === 0 ? null : moveId }
}

/**
 * The one way of moving: the choice is written, runs of other workflows end, open work of theirs is
 * cancelled with the reason, and the planner starts the new runs by their own entry logic. Contacts
 * stay the customer's, so the delay carries over (`inheritDelays`). Gives the ids that it changed.
 */
export async function move(org: Org, of: {
  level: Level; workflow: Pick<WorkflowRow, 'id' | 'name'> | null
  ids: readonly string[] | null; by: Chooser; why: string
  /** Under which it can be taken back; left out, it cannot. */
  moveId?: string
}): Promise<string[]> {
  const workflowId = of.workflow?.id ?? null
  const chosen = await choose(org, { level: of.level, workflowId, by: of.by, ids: of.ids })
  await endRuns(org, {
    level: of.level, subjectIds: chosen.map((row) => row.id), butOf: workflowId,
    note: of.workflow ? `Moved to the workflow “${of.workflow.name}”.`
      : 'It follows no workflow any more.',
  })
  if (of.moveId !== undefined && chosen.length > 0) {
    await keepMove(org, { moveId: of.moveId, level: of.level, toWorkflowId: workflowId,
      rows: chosen, keptSince: addSeconds(org.now, -DAY_SECONDS) })
  }
  await recordEvents(org, chosen.map((row) => ({
    kind: of.workflow ? 'workflow_assigned' as const : 'workflow_unassigned' as const,
    customerId: row.customer_id, invoiceIds: of.level === 'invoice' ? [row.id] : [],
    detail: {
      workflow: of.workflow?.name ?? row.former ?? '',
      former: row.former === of.workflow?.name ? '' : row.former ?? '', reason: of.why,
    },
  })))
  await lookAgain(org, [...new Set(chosen.map((row) => row.customer_id))])
  return chosen.map((row) => row.id)
}

const DAY_SECONDS = 86_400

/** One that can be followed: published and not archived. */
export async function usable(org: Org, workflowId: string): Promise<WorkflowRow> {
  const workflow = await workflowById(org, workflowId)
  if (workflow.published_version_id === null) throw conflict('Publish the workflow first.')
  if (workflow.is_archived) {
    throw conflict(`“${workflow.name}” is archived: bring it back, or choose another one.`)
  }
  return workflow
}

function idsOf(workflow: WorkflowRow, to: Assignment): readonly string[] | null {
  const isInvoiceLevel = workflow.level === 'invoice'
  if ('customerIds' in to) {
    if (isInvoiceLevel) throw invalid('This workflow is at invoice level: name invoices.')
    return to.customerIds
  }
  if ('invoiceIds' in to) {
    if (!isInvoiceLevel) throw invalid('This workflow is at customer level: name customers.')
    return to.invoiceIds
  }
  return null
}

export interface AssignmentPreview {
  count: number
  /** Of those, how many follow it already. */
  sameCount: number
  open: { currency: string; amountMinor: number }[]
  /** Open work in To Do that would be cancelled. */
  openWorkCount: number
  from: { workflowName: string | null; count: number }[]
}

/** What assigning would do, with the money it is about. Writes nothing. */
export async function previewAssignment(
  org: Org, workflowId: string, to: Assignment,
): Promise<AssignmentPreview> {
  const workflow = await usable(org, workflowId)
  const ids = idsOf(workflow, to)
  const { rows } = await sql<{
    workflow_id: string | null; name: string | null; count: number; work: number
    open: Record<string, number> | null
  }>`
    with subject as (
      ${workflow.level === 'customer'
        ? sql`select id, id as customer_id, null::uuid as invoice_id from customer
          where org_id = ${org.id} and (${ids === null} or id = any(${[...ids ?? []]}::uuid[]))`
        : sql`select id, customer_id, id as invoice_id from invoice
          where org_id = ${org.id} and (${ids === null} or id = any(${[...ids ?? []]}::uuid[]))
            and open_minor > 0 and state = 'open'`}
    ), standing as (
      select s.id, s.customer_id, s.invoice_id, r.id as run_id, r.workflow_id from subject s
        left join run r on r.org_id = ${org.id} and r.customer_id = s.customer_id
          and r.ended_at is null and r.level = ${workflow.level}
          and r.invoice_id is not distinct from s.invoice_id
    ), money as (
      select s.workflow_id, i.currency, sum(i.open_minor) as open
      from standing s join invoice i on i.org_id = ${org.id} and i.customer_id = s.customer_id
        and i.open_minor > 0 and i.state = 'open'
        and (s.invoice_id is null or i.id = s.invoice_id)
      group by s.workflow_id, i.currency
    )
    select s.workflow_id, w.name, count(*) as count,
      (select count(*) from action a join standing t on t.run_id = a.run_id
        where a.org_id = ${org.id} and a.state = 'open'
          and t.workflow_id is not distinct from s.workflow_id) as work,
      (select jsonb_object_agg(m.currency, m.open) from money m
        where m.workflow_id is not distinct from s.workflow_id) as open
    from standing s left join workflow w on w.org_id = ${org.id} and w.id = s.workflow_id
    group by s.workflow_id, w.name order by count(*) desc`.execute(org.tx)
  const moving = rows.filter((row) => row.workflow_id !== workflowId)
  const open = new Map<string, number>()
  for (const row of rows) {
    for (const [currency, amount] of Object.entries(row.open ?? {})) {
      open.set(currency, (open.get(currency) ?? 0) + Number(amount))
    }
  }
  return {
    count: rows.reduce((sum, row) => sum + row.count, 0),
    sameCount: rows.find((row) => row.workflow_id === workflowId)?.count ?? 0,
    open: [...open].sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, amountMinor]) => ({ currency, amountMinor })),
    openWorkCount: moving.reduce((sum, row) => sum + row.work, 0),
    from: moving.map((row) => ({ workflowName: row.name, count: row.count })),
  }
}
