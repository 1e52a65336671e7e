// Answers: workflows, the dry run, the master switch and the clock.
import { getAutomation, setAutomation as setAutomationEndpoint } from '#contract/automation.ts'
import {
  advanceClock as advanceClockEndpoint, confirmOnlyCopy as confirmEndpoint, getClock, runPlanner,
} from '#contract/organizations.ts'
import * as contract from '#contract/workflows.ts'
import { answer, answerOutside, orgIdOf, type Route } from '../platform/http.ts'
import { advanceClock } from './advance-clock.ts'
import { previewAutomation, setAutomation } from './automation.ts'
import { confirmOnlyCopy } from './guard-copy.ts'
import { dryRun } from './dry-run.ts'
import { listWorkflows, readWorkflow } from './read-workflow.ts'
import { publishDraft } from './publish-version.ts'
import { changeWorkflow, createWorkflow, saveDraft } from './save-workflow.ts'
import { tickUntilQuiet } from './tick.ts'

export const workflowRoutes: Route[] = [
  answer(contract.listWorkflows, async (org) => ({ items: await listWorkflows(org) })),
  answer(contract.createWorkflow, async (org, { body }) => {
    const id = await createWorkflow(org, { ...body, isPublished: false })
    if (body.isPublished) await publishDraft(org, id, { runs: 'keep' })
    return readWorkflow(org, id)
  }),
  answer(contract.getWorkflow, (org, { params }) => readWorkflow(org, params.workflowId)),
  answer(contract.saveDraft, async (org, { params, body }) => {
    await saveDraft(org, params.workflowId, body)
    return readWorkflow(org, params.workflowId)
  }),
  answer(contract.saveWorkflow, async (org, { params, body }) => {
    await changeWorkflow(org, params.workflowId, body)
    return readWorkflow(org, params.workflowId)
  }),
  answerOutside(contract.dryRun, (installation, { caller, query }) =>
    dryRun(installation, orgIdOf(caller), query)),
  answerOutside(getAutomation, (installation, { caller, query }) =>
    previewAutomation(installation, orgIdOf(caller), query)),
  answerOutside(setAutomationEndpoint, (installation, { caller, body }) =>
    setAutomation(installation, orgIdOf(caller), caller, body)),
  answerOutside(confirmEndpoint, async (installation, { caller }) => {
    await confirmOnlyCopy(installation, orgIdOf(caller), caller.actor)
    return undefined
  }),
  answer(getClock, async (org) =>
    ({ now: org.now, today: org.today, isMovable: org.settings.is_sandbox })),
  answerOutside(advanceClockEndpoint, (installation, { caller, body }) =>
    advanceClock(installation, orgIdOf(caller), caller.actor, body)),
  answerOutside(runPlanner, (installation, { caller }) =>
    tickUntilQuiet(installation, orgIdOf(caller))),
]
