// Ties versions, publishing and assignment to the contract.
import * as assignment from '#contract/assignment.ts'
import * as contract from '#contract/workflow-versions.ts'
import { previewDeed } from '#contract/consequences.ts'
import { answer, answerOutside, orgIdOf, type Route } from '../platform/http.ts'
import { archiveWorkflow } from './archive-workflow.ts'
import { assignNothing, assignWorkflow, previewAssignment } from './assign-workflow.ts'
import { applyRules, listRules, previewRules, saveRules } from './assignment-rules.ts'
import { deedOf } from './preview-deed.ts'
import { previewPublishing } from './preview-publishing.ts'
import { publishDraft, undoPublishing } from './publish-version.ts'
import { compareVersions, listVersions, restoreVersion } from './read-versions.ts'
import { readWorkflow } from './read-workflow.ts'
import { rehearse } from './rehearse.ts'
import { takeBackMove } from './take-back-move.ts'

export const versionRoutes: Route[] = [
  answerOutside(previewDeed, async (installation, { caller, body }) =>
    (await rehearse(installation, orgIdOf(caller), caller.actor, (org) => deedOf(org, body)))
      .consequences),
  answer(contract.previewPublishing, (org, { params }) =>
    previewPublishing(org, params.workflowId)),
  answer(contract.publishDraft, async (org, { params, body }) => {
    await publishDraft(org, params.workflowId, body)
    return readWorkflow(org, params.workflowId)
  }),
  answer(contract.undoPublishing, async (org, { params }) => {
    await undoPublishing(org, params.workflowId)
    return readWorkflow(org, params.workflowId)
  }),
  answer(contract.listVersions, (org, { params }) => listVersions(org, params.workflowId)),
  answer(contract.compareVersions, (org, { params, query }) =>
    compareVersions(org, params.workflowId, query)),
  answer(contract.restoreVersion, async (org, { params, body }) => {
    await restoreVersion(org, params.workflowId, { ...body, versionId: params.versionId })
    return readWorkflow(org, params.workflowId)
  }),
  answer(contract.archiveWorkflow, async (org, { params, body }) =>
    ({ moved: await archiveWorkflow(org, params.workflowId, body.successorId) })),
  answer(assignment.assignNoWorkflow, (org, { body }) => ('customerIds' in body
    ? assignNothing(org, 'customer', body.customerIds)
    : assignNothing(org, 'invoice', body.invoiceIds))),
  answer(assignment.assignWorkflow, (org, { params, body }) =>
    assignWorkflow(org, params.workflowId, body)),
  answer(assignment.takeBackMove, (org, { params }) => takeBackMove(org, params.moveId)),
  answer(assignment.previewAssignment, (org, { params, body }) =>
    previewAssignment(org, params.workflowId, body)),
  answer(assignment.listRules, async (org, { query }) => ({
    items: (await listRules(org, query.level)).map(toAnswer),
  })),
  answer(assignment.saveRules, async (org, { body }) => ({
    items: (await saveRules(org, body.level, body.rules)).map(toAnswer),
  })),
  answer(assignment.previewRules, (org, { body }) =>
    previewRules(org, body.level, body.among, body.rules ?? null)),
  answer(assignment.applyRules, (org, { body }) => applyRules(org, body.level, body)),
]

const toAnswer = ({ changedAt: _, ...rule }: Awaited<ReturnType<typeof listRules>>[0]) => rule
