// Makes, drafts and renames workflows and sets the default; published versions never change.
import {
  defaultRemedies, workflowProblems, type EntryLogic, type Level, type Remedy, type Step,
  type StepOwner, type StepSender, type WorkflowRules,
} from '#domain/workflow.ts'
import { lookAgainAtAll } from '../customers/look-again.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { readColleagues } from '../team/colleagues.ts'
import { templatesByIds } from '../templates/read-templates.ts'
import { lockWorkflow, readAllVersions } from './publication-store.ts'
import {
  insertWorkflow, isWorkflowNameTaken, lockWorkflows, makeDefault, nextVersionNumber,
  publishVersion, readVersions, readWorkflows, updateWorkflow, upsertDraft,
} from './store.ts'

/** A step as it is asked for: a new one has no id yet, and need not say what to do on failure. */
export interface StepWish extends Omit<Step, 'id' | 'onFailure'> {
  id?: string | undefined
  onFailure?: readonly Remedy[] | undefined
}

export interface RulesWish {
  entryLogic: EntryLogic
  mcdDays: number
  mcdScope: 'customer' | 'workflow'
  thresholdMinor: Record<string, number>
  steps: readonly StepWish[]
}

export const toStep = (wish: StepWish): Step => ({
  ...wish, id: wish.id ?? newId(), onFailure: wish.onFailure ?? defaultRemedies(wish.channel),
})

export async function createWorkflow(org: Org, wish: RulesWish & {
  name: string; level: Level; isDefault: boolean; isPublished: boolean
}): Promise<string> {
  if (await isWorkflowNameTaken(org, wish.name, null)) {
    throw conflict(`A workflow called "${wish.name}" exists already; choose another name.`)
  }
  const id = newId()
  await insertWorkflow(org, { id, name: wish.name, level: wish.level })
  await saveDraft(org, id, wish)
  // Nobody follows it yet, so there is nothing to take back: no quiet minutes.
  if (wish.isPublished) {
    const [draft] = await readVersions(org, [id])
    if (draft) await publishVersion(org, { id: draft.id, workflowId: id })
  }
  if (wish.isDefault) {
    await makeDefault(org, id, wish.level)
    await lookAgainAtAll(org)
  }
  return id
}

export async function saveDraft(
  org: Org, workflowId: string, wish: RulesWish & { basedOn?: string | undefined },
): Promise<void> {
  await lockWorkflow(org, workflowId)
  const workflow = await workflowById(org, workflowId)
  if (wish.basedOn !== undefined) await refuseOverwriting(org, workflowId, wish.basedOn)
  const steps = wish.steps.map(toStep)
  await checkRules(org, { ...wish, level: workflow.level, steps })
  await upsertDraft(org, {
    id: newId(), workflow_id: workflowId, number: await nextVersionNumber(org, workflowId),
    entry_logic: wish.entryLogic, mcd_days: wish.mcdDays, mcd_scope: wish.mcdScope,
    threshold_minor: wish.thresholdMinor, steps, published_at: null,
  })
}

/** Every save makes a version with an id of its own, so the id tells whether it is the newest. */
async function refuseOverwriting(org: Org, workflowId: string, basedOn: string): Promise<void> {
  const rows = await readAllVersions(org, workflowId)
  const newest = rows.find((row) => row.published_at === null)
    ?? rows.find((row) => row.is_current)
  if (newest === undefined || newest.id === basedOn) return
  const who = newest.by ?? 'Somebody'
  const did = newest.published_at === null ? 'saved a draft' : 'published a version'
  throw conflict(`${who} ${did} after you had opened this workflow, so nothing was saved over it. `
    + 'Look at what changed, then decide whose goes on.')
}

export async function changeWorkflow(
  org: Org, id: string,
  wish: { name?: string | undefined; isDefault?: boolean | undefined
    isArchived?: boolean | undefined },
): Promise<void> {
  await lockWorkflows(org)
  const workflow = await workflowById(org, id)
  const name = wish.name ?? workflow.name
  const isArchived = wish.isArchived ?? workflow.is_archived
  if (await isWorkflowNameTaken(org, name, id)) {
    throw conflict(`A workflow called "${name}" exists already; choose another name.`)
  }
  if (isArchived && workflow.run_count > 0) {
    throw conflict(`${workflow.run_count} runs follow this workflow: archive it with a successor.`)
  }
  const isDefault = (wish.isDefault ?? workflow.is_default) && !isArchived
  await updateWorkflow(org, { id, name, isDefault: workflow.is_default && isDefault, isArchived })
  if (isDefault) await makeDefault(org, id, workflow.level)
  await lookAgainAtAll(org)
}

export async function workflowById(org: Org, id: string) {
  const [workflow] = await readWorkflows(org, id)
  if (!workflow) throw notFound('This workflow does not exist.')
  return workflow
}

/** Throws what keeps a workflow from being saved or published. */
export async function checkRules(org: Org, rules: WorkflowRules): Promise<void> {
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
  problems.push(...await unknownPeople(org, rules))
  if (problems.length > 0) throw invalid('This workflow cannot be saved yet.', problems)
}

/** People who never worked here; one who has left may stay, for the step passes them over. */
async function unknownPeople(
  org: Org, rules: WorkflowRules,
): Promise<{ field: string; message: string }[]> {
  const known = new Set((await readColleagues(org)).map((one) => one.userId))
  const isUnknown = (one: StepOwner | StepSender) =>
    one.kind === 'user' && !known.has(one.userId)
  const message = 'This person does not work here; choose another one.'
  return rules.steps.flatMap(({ owners, sender }, index) => [
    ...owners.some(isUnknown) ? [{ field: `steps.${index}.owners`, message }] : [],
    ...isUnknown(sender) ? [{ field: `steps.${index}.sender`, message }] : [],
  ])
}
