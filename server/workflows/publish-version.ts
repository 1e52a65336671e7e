// Publishes a draft: running ones stay or move, nothing automatic leaves for 15 minutes, undo.
import { addSeconds } from '#domain/day.ts'
import { startAfterMove } from '#domain/migrate-run.ts'
import type { Step } from '#domain/workflow.ts'
import { lookAgainAtAll } from '../customers/look-again.ts'
import { conflict } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent, recordEvents, type NewEvent } from '../timeline/record-event.ts'
import {
  adaptOpenActions, insertPublication, lockCustomersOf, lockWorkflow, moveRuns,
  newestPublication, putRunsBack, readMovingRuns, rehomeNewRuns, withdrawPublication,
  type MovingRow, type SubjectRow,
} from './publication-store.ts'
import { checkRules, workflowById } from './save-workflow.ts'
import {
  nextVersionNumber, publishVersion, readVersions, upsertDraft, type VersionRow,
} from './store.ts'

/** How long publishing can be taken back, and nothing automatic of the workflow leaves. */
export const QUIET_SECONDS = 15 * 60

const BATCH = 2_000

/** `draftId` guards against publishing what somebody else has saved meanwhile. */
export async function publishDraft(
  org: Org, workflowId: string, wish: { runs: 'keep' | 'migrate'; draftId?: string | undefined },
): Promise<void> {
  await lockWorkflow(org, workflowId)
  const workflow = await workflowById(org, workflowId)
  if (workflow.is_archived) throw conflict('Bring the workflow back from the archive first.')
  const draft = await draftOf(org, workflowId)
  if (!draft) throw conflict('There is no draft to publish: change the workflow first.')
  if (wish.draftId !== undefined && wish.draftId !== draft.id) {
    throw conflict('The draft was saved again meanwhile: look at what it changes once more.')
  }
  await checkRules(org, rulesOf(draft, workflow.level))
  await lockCustomersOf(org, workflowId)
  const publicationId = newId()
  await insertPublication(org, {
    id: publicationId, workflow_id: workflowId, version_id: draft.id, runs: wish.runs,
    former_version_id: workflow.published_version_id,
    quiet_until: addSeconds(org.now, QUIET_SECONDS),
  })
  await publishVersion(org, { id: draft.id, workflowId })
  await recordEvent(org, {
    kind: 'workflow_published',
    detail: { workflow: workflow.name, version: draft.number, runs: wish.runs },
  })
  if (wish.runs === 'migrate') {
    await migrate(org, { publicationId, draft, name: workflow.name })
  }
  await lookAgainAtAll(org)
}

async function migrate(
  org: Org, of: { publicationId: string; draft: VersionRow; name: string },
): Promise<void> {
  const { draft, publicationId } = of
  for (let after = FIRST_ID; ;) {
    const runs = await readMovingRuns(org, {
      workflowId: draft.workflow_id, versionId: draft.id, after, limit: BATCH,
    })
    const last = runs.at(-1)
    if (!last) break
    after = last.id
    await moveRuns(org, publicationId, draft.id,
      runs.map((run) => ({ id: run.id, startStepId: startOf(run, draft.steps) })))
    await recordEvents(org, runs.map((run) => movedEvent(run, of.name, draft)))
  }
  await adaptOpenActions(org, publicationId, draft.steps)
}

export const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** Where a run would go on under other steps; the preview asks the same. */
export const startOf = (run: MovingRow, to: readonly Step[]): string | null =>
  startAfterMove({
    closedStepIds: run.closed_step_ids, pendingStepId: run.pending_step_id,
    startStepId: run.start_step_id,
  }, { from: run.steps, to })

const movedEvent = (run: MovingRow, workflow: string, draft: VersionRow): NewEvent => ({
  kind: 'run_moved', customerId: run.customer_id,
  invoiceIds: run.invoice_id === null ? [] : [run.invoice_id],
  detail: { workflow, version: draft.number },
})

/** Everything as before: the version that was published, and where each run stood. */
export async function undoPublishing(org: Org, workflowId: string): Promise<void> {
  await lockWorkflow(org, workflowId)
  const workflow = await workflowById(org, workflowId)
  const publication = await newestPublication(org, workflowId)
  if (!publication) throw conflict('There is no publishing to take back.')
  if (publication.quiet_until <= org.now) {
    throw conflict('Publishing can be taken back for 15 minutes only. Restore the older version '
      + 'as a draft and publish that.')
  }
  await lockCustomersOf(org, workflowId)
  const moved = await putRunsBack(org, publication)
  const begun = await rehomeNewRuns(org, publication)
  await withdrawPublication(org, publication)
  await keepAsDraft(org, publication.version_id, workflowId)
  await recordEvent(org, { kind: 'publishing_undone', detail: { workflow: workflow.name } })
  await recordEvents(org, [...moved, ...begun].map((row) => backEvent(row, workflow.name)))
  await lookAgainAtAll(org)
}

const backEvent = (row: SubjectRow, workflow: string): NewEvent => ({
  kind: 'run_moved_back', customerId: row.customer_id,
  invoiceIds: row.invoice_id === null ? [] : [row.invoice_id], detail: { workflow },
})

/** What was taken back is not lost: it is the draft again, unless there is a newer one. */
async function keepAsDraft(org: Org, versionId: string, workflowId: string): Promise<void> {
  if (await draftOf(org, workflowId)) return
  await copyToDraft(org, versionId, workflowId)
}

export async function copyToDraft(
  org: Org, versionId: string, workflowId: string,
): Promise<void> {
  const version = (await readVersions(org, [workflowId], versionId))
    .find((row) => row.id === versionId)
  if (!version) return
  await upsertDraft(org, {
    ...version, id: newId(), number: await nextVersionNumber(org, workflowId), published_at: null,
  })
}

export const draftOf = async (org: Org, workflowId: string): Promise<VersionRow | undefined> =>
  (await readVersions(org, [workflowId])).find((row) => row.published_at === null)

export const rulesOf = (version: VersionRow, level: 'customer' | 'invoice') => ({
  level, entryLogic: version.entry_logic, mcdDays: version.mcd_days,
  mcdScope: version.mcd_scope, thresholdMinor: version.threshold_minor, steps: version.steps,
})
