// The rules under trial: a version of a workflow by its number, its draft, or steps not saved yet.
import type { z } from 'zod'
import type { SimulationWish } from '#contract/simulation.ts'
import { workflowProblems, type WorkflowRules } from '#domain/workflow.ts'
import { invalid, notFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Org } from '../../platform/in-organization.ts'
import { toStep } from '../save-workflow.ts'
import { readEveryVersion, readWorkflowHead, type TriedVersionRow } from './simulation-store.ts'

export type Wish = z.output<typeof SimulationWish>
export type Tried = NonNullable<Wish['workflow']>

export interface RulesChange {
  workflowId: string
  versionId: string
  name: string
  /** How a person names it: “Standard, version 3”. */
  title: string
  rules: WorkflowRules
  audience: Tried['audience']
}

export async function readRules(org: Org, tried: Tried): Promise<RulesChange> {
  const head = await readWorkflowHead(org, tried.workflowId)
  if (!head) throw notFound('This workflow does not exist.')
  const chosen = tried.version === 'unsaved' ? unsaved(head, tried)
    : await savedVersion(org, head, tried)
  return {
    workflowId: tried.workflowId, name: head.name, audience: tried.audience, ...chosen,
  }
}

type Chosen = Pick<RulesChange, 'versionId' | 'title' | 'rules'>
type Head = { name: string; level: WorkflowRules['level'] }

function unsaved(head: Head, { rules: given }: Tried): Chosen {
  if (!given) {
    throw invalid('To try steps that are not saved, send them along.', [
      { field: 'workflow.rules', message: 'Give the rules.' }])
  }
  const steps = given.steps.map(toStep)
  const rules: WorkflowRules = { ...given, level: head.level, steps }
  const problems = workflowProblems(rules)
  if (problems.length > 0) {
    throw invalid('These steps cannot be played yet.', problems.map((problem) =>
      ({ ...problem, field: `workflow.rules.${problem.field}` })))
  }
  return { versionId: newId(), title: `${head.name}, as edited`, rules }
}

async function savedVersion(org: Org, head: Head, tried: Tried): Promise<Chosen> {
  const versions = await readEveryVersion(org, tried.workflowId)
  const row = versions.find((version) => isWanted(version, tried.version))
  if (!row) {
    throw notFound(typeof tried.version === 'number'
      ? `${head.name} has no version ${tried.version}.`
      : `${head.name} has no ${tried.version} version.`)
  }
  const title = `${head.name}, ${row.is_draft ? 'draft' : `version ${row.number}`}`
  return { versionId: row.id, title, rules: {
    level: row.level, entryLogic: row.entry_logic, mcdDays: row.mcd_days,
    mcdScope: row.mcd_scope, thresholdMinor: row.threshold_minor, steps: row.steps,
  } }
}

function isWanted(row: TriedVersionRow, version: Tried['version']): boolean {
  if (version === 'published') return row.is_current
  if (version === 'draft') return row.is_draft
  return !row.is_draft && row.number === version
}

/** The rules under trial as a run carries them. */
export const versionOf = ({ workflowId, versionId, name, rules }: RulesChange) => ({
  workflow_id: workflowId, workflow_name: name, version_id: versionId,
  entry_logic: rules.entryLogic, mcd_days: rules.mcdDays, mcd_scope: rules.mcdScope,
  threshold_minor: { ...rules.thresholdMinor }, steps: [...rules.steps], is_published: true,
  // Rules that are tried are played as if the quiet after their publishing were over.
  quiet_until: null,
})
