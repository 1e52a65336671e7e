// The versions of a workflow: the list, what differs between two in words, an old one as a draft.
import { diffWorkflows, type Change } from '#domain/workflow-diff.ts'
import { conflict, notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { readColleagues } from '../team/colleagues.ts'
import { templatesByIds } from '../templates/read-templates.ts'
import {
  lockWorkflow, newestPublication, readAllVersions, type ListedVersionRow,
} from './publication-store.ts'
import { copyToDraft, draftOf } from './publish-version.ts'
import { workflowById } from './save-workflow.ts'

/** Newest first, the draft on top; and until when the last publishing can be taken back. */
export async function listVersions(org: Org, workflowId: string) {
  await workflowById(org, workflowId)
  const rows = await readAllVersions(org, workflowId)
  const last = await newestPublication(org, workflowId)
  const undoUntil = last && last.quiet_until > org.now ? last.quiet_until : null
  return {
    items: rows.map((row) => ({
      id: row.id, number: row.number, state: stateOf(row), at: row.published_at ?? row.saved_at,
      by: row.by, runCount: row.run_count, stepCount: row.steps.length,
    })),
    now: org.now,
    undo: undoUntil === null || last === null ? null
      : { until: undoUntil, versionId: last.version_id, runs: last.runs },
  }
}

function stateOf(row: ListedVersionRow): 'draft' | 'current' | 'former' | 'taken_back' {
  if (row.published_at === null) return 'draft'
  if (row.withdrawn_at !== null) return 'taken_back'
  return row.is_current ? 'current' : 'former'
}

export async function compareVersions(
  org: Org, workflowId: string, ids: { from: string; to: string },
): Promise<{ changes: Change[] }> {
  const rows = await readAllVersions(org, workflowId)
  const from = rows.find((row) => row.id === ids.from)
  const to = rows.find((row) => row.id === ids.to)
  if (!from || !to) throw notFound('This version does not exist.')
  const templates = await templatesByIds(org, [...from.steps, ...to.steps]
    .flatMap((step) => step.templateId ?? []))
  const people = new Map((await readColleagues(org)).map((one) => [one.userId, one.name]))
  return {
    changes: diffWorkflows(toRules(from), toRules(to), {
      template: (id) => templates.get(id)?.name ?? 'a template that is gone',
      user: (id) => people.get(id) ?? 'somebody who has left',
    }),
  }
}

const toRules = (row: ListedVersionRow) => ({
  entryLogic: row.entry_logic, mcdDays: row.mcd_days, mcdScope: row.mcd_scope,
  thresholdMinor: row.threshold_minor, steps: row.steps,
})

/** As a new draft; one that exists is only replaced when that is wanted. */
export async function restoreVersion(
  org: Org, workflowId: string, wish: { versionId: string; replacesDraft: boolean },
): Promise<void> {
  await lockWorkflow(org, workflowId)
  const rows = await readAllVersions(org, workflowId)
  const version = rows.find((row) => row.id === wish.versionId && row.published_at !== null)
  if (!version) throw notFound('This version does not exist.')
  if (!wish.replacesDraft && await draftOf(org, workflowId)) {
    throw conflict('There is a draft already: publish it, or say that it may be replaced.')
  }
  await copyToDraft(org, version.id, workflowId)
}
