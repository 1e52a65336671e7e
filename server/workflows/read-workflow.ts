// A workflow with its published version and its draft, as pages and the API show it.
import type { Step } from '#domain/workflow.ts'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { readVersions, readWorkflows, type VersionRow, type WorkflowRow } from './store.ts'

export async function listWorkflows(org: Org) {
  const rows = await readWorkflows(org, null)
  const versions = await readVersions(org, rows.map((row) => row.id))
  return rows.map((row) => toAnswer(org, row, versions))
}

export async function readWorkflow(org: Org, id: string) {
  const [row] = await readWorkflows(org, id)
  if (!row) throw notFound('This workflow does not exist.')
  return toAnswer(org, row, await readVersions(org, [id]))
}

function toAnswer(org: Org, row: WorkflowRow, versions: readonly VersionRow[]) {
  const own = versions.filter((version) => version.workflow_id === row.id)
  const published = own.find((version) => version.id === row.published_version_id)
  const draft = own.find((version) => version.published_at === null)
  return {
    id: row.id, name: row.name, level: row.level, isDefault: row.is_default,
    isArchived: row.is_archived, runCount: row.run_count,
    quietUntil: row.quiet_until !== null && row.quiet_until > org.now ? row.quiet_until : null,
    published: published ? toVersion(published) : null,
    draft: draft ? toVersion(draft) : null,
  }
}

/** What the domain only reads, the contract may change: lists of its own. */
const asTold = (step: Step) => ({
  ...step, owners: [...step.owners], positions: [...step.positions],
  copies: { ...step.copies, positions: [...step.copies.positions] },
  onFailure: [...step.onFailure],
})

const toVersion = (row: VersionRow) => ({
  id: row.id, number: row.number, entryLogic: row.entry_logic, mcdDays: row.mcd_days,
  mcdScope: row.mcd_scope, thresholdMinor: row.threshold_minor,
  steps: row.steps.map(asTold),
  publishedAt: row.published_at,
})
