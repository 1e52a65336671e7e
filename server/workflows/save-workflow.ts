// Makes, drafts, publishes and assigns workflows. Published versions never change (SPEC §3.8).
import { sql } from 'kysely'
import { workflowProblems, type Level, type Step, type StepOwner, type Trigger, type Channel,
  type Mode, type EntryLogic } from '#domain/workflow.ts'
import { lookAgain, lookAgainAtAll } from '../customers/look-again.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { templatesByIds } from '../templates/read-templates.ts'
import { recordEvents } from '../timeline/record-event.ts'
import {
  insertWorkflow, isWorkflowNameTaken, makeDefault, migrateRuns, nextVersionNumber,
  publishVersion, readVersions, readWorkflows, updateWorkflow, upsertDraft,
} from './store.ts'

export interface StepWish {
  id?: string | undefined
  name: string
  channel: Channel
  trigger: Trigger
  mode: Mode
  owner: StepOwner
  positions: readonly string[]
  templateId: string | null
}

export interface RulesWish {
  entryLogic: EntryLogic
  mcdDays: number
  mcdScope: 'customer' | 'workflow'
  thresholdMinor: Record<string, number>
  steps: readonly StepWish[]
}

export async function createWorkflow(org: Org, wish: RulesWish & {
  name: string; level: Level; isDefault: boolean; isPublished: boolean
}): Promise<string> {
  if (await isWorkflowNameTaken(org, wish.name, null)) {
    throw conflict(`A workflow called "${wish.name}" exists already; choose another name.`)
  }
  const id = newId()
  await insertWorkflow(org, { id, name: wish.name, level: wish.level })
  await saveDraft(org, id, wish)
  if (wish.isPublished) await publishDraft(org, id, 'keep')
  if (wish.isDefault) {
    await makeDefault(org, id, wish.level)
    await lookAgainAtAll(org)
  }
  return id
}

export async function saveDraft(org: Org, workflowId: string, wish: RulesWish): Promise<void> {
  const workflow = await workflowById(org, workflowId)
  const steps = wish.steps.map((step): Step => ({ ...step, id: step.id ?? newId() }))
  await check(org, { ...wish, level: workflow.level, steps })
  await upsertDraft(org, {
    id: newId(), workflow_id: workflowId, number: await nextVersionNumber(org, workflowId),
    entry_logic: wish.entryLogic, mcd_days: wish.mcdDays, mcd_scope: wish.mcdScope,
    threshold_minor: wish.thresholdMinor, steps, published_at: null,
  })
}

export async function publishDraft(
  org: Org, workflowId: string, runs: 'keep' | 'migrate',
): Promise<void> {
  await workflowById(org, workflowId)
  const draft = (await readVersions(org, [workflowId])).find((row) => row.published_at === null)
  if (!draft) throw conflict('There is no draft to publish: change the workflow first.')
  await publishVersion(org, { id: draft.id, workflowId })
  if (runs === 'migrate') await migrateRuns(org, { id: draft.id, workflowId })
  await lookAgainAtAll(org)
}

export async function changeWorkflow(
  org: Org, id: string,
  wish: { name?: string | undefined; isDefault?: boolean | undefined
    isArchived?: boolean | undefined },
): Promise<void> {
  const workflow = await workflowById(org, id)
  const name = wish.name ?? workflow.name
  const isArchived = wish.isArchived ?? workflow.is_archived
  if (await isWorkflowNameTaken(org, name, id)) {
    throw conflict(`A workflow called "${name}" exists already; choose another name.`)
  }
  if (isArchived && workflow.run_count > 0) {
    throw conflict(`${workflow.run_count} runs follow this workflow: assign them elsewhere first.`)
  }
  const isDefault = (wish.isDefault ?? workflow.is_default) && !isArchived
  await updateWorkflow(org, { id, name, isDefault: workflow.is_default && isDefault, isArchived })
  if (isDefault) await makeDefault(org, id, workflow.level)
  await lookAgainAtAll(org)
}

export type Assignment =
  | { customerIds: readonly string[] } | { invoiceIds: readonly string[] } | { all: true }

/** Ends the present runs of that level; the planner starts the new ones. The delay carries over. */
export async function assignWorkflow(
  org: Org, workflowId: string, to: Assignment,
): Promise<number> {
  const workflow = await workflowById(org, workflowId)
  if (workflow.published_version_id === null) throw conflict('Publish the workflow first.')
  const isInvoiceLevel = workflow.level === 'invoice'
  if ('customerIds' in to && isInvoiceLevel) {
    throw invalid('This workflow is at invoice level: name invoices.')
  }
  if ('invoiceIds' in to && !isInvoiceLevel) {
    throw invalid('This workflow is at customer level: name customers.')
  }
  const ids = 'customerIds' in to ? to.customerIds : 'invoiceIds' in to ? to.invoiceIds : null
  const assigned = isInvoiceLevel ? await chooseForInvoices(org, workflowId, ids)
    : await chooseForCustomers(org, workflowId, ids)
  const customerIds = [...new Set(assigned.map((row) => row.customer_id))]
  await endRuns(org, workflow.level, workflowId, assigned.map((row) => row.id))
  await recordEvents(org, assigned.map((row) => ({
    kind: 'workflow_assigned' as const, customerId: row.customer_id,
    invoiceIds: isInvoiceLevel ? [row.id] : [], detail: { workflow: workflow.name },
  })))
  await lookAgain(org, customerIds)
  return assigned.length
}

interface AssignedRow {
  id: string
  customer_id: string
}

async function chooseForCustomers(
  org: Org, workflowId: string, ids: readonly string[] | null,
): Promise<AssignedRow[]> {
  const { rows } = await sql<AssignedRow>`
    update customer set chosen_workflow_id = ${workflowId}, no_workflow = false
    where org_id = ${org.id} and (${ids === null} or id = any(${[...ids ?? []]}::uuid[]))
      and chosen_workflow_id is distinct from ${workflowId}::uuid
    returning id, id as customer_id`.execute(org.tx)
  return rows
}

async function chooseForInvoices(
  org: Org, workflowId: string, ids: readonly string[] | null,
): Promise<AssignedRow[]> {
  const { rows } = await sql<AssignedRow>`
    update invoice set chosen_workflow_id = ${workflowId}, no_workflow = false
    where org_id = ${org.id} and (${ids === null} or id = any(${[...ids ?? []]}::uuid[]))
      and open_minor > 0 and state = 'open'
      and chosen_workflow_id is distinct from ${workflowId}::uuid
    returning id, customer_id`.execute(org.tx)
  return rows
}

async function endRuns(
  org: Org, level: Level, workflowId: string, subjectIds: readonly string[],
): Promise<void> {
  await sql`with ended as (
      update run set ended_at = ${org.now}
      where org_id = ${org.id} and level = ${level} and ended_at is null
        and workflow_id <> ${workflowId}
        and (case when level = 'invoice' then invoice_id else customer_id end)
          = any(${[...subjectIds]}::uuid[])
      returning id)
    update action a set state = 'cancelled', outcome = 'run_ended', closed_at = ${org.now}
    from ended e where a.org_id = ${org.id} and a.run_id = e.id and a.state = 'open'`
    .execute(org.tx)
}

async function workflowById(org: Org, id: string) {
  const [workflow] = await readWorkflows(org, id)
  if (!workflow) throw notFound('This workflow does not exist.')
  return workflow
}

async function check(
  org: Org, rules: RulesWish & { level: Level; steps: readonly Step[] },
): Promise<void> {
  const problems = workflowProblems(rules)
  const ids = rules.steps.flatMap((step) => step.templateId ?? [])
  const templates = await templatesByIds(org, ids)
  rules.steps.forEach((step, index) => {
    if (step.templateId === null) return
    const template = templates.get(step.templateId)
    if (!template) {
      problems.push({ field: `steps.${index}.templateId`, message: 'Choose a template.' })
    } else if (template.channel !== step.channel) {
      problems.push({
        field: `steps.${index}.templateId`,
        message: `"${template.name}" is a template for ${template.channel}, not ${step.channel}.`,
      })
    }
  })
  if (problems.length > 0) throw invalid('This workflow cannot be saved yet.', problems)
}
