// What the editor holds while a workflow is changed, and what is done to its steps.
import { t } from '@lingui/core/macro'
import type { z } from 'zod'
import { saveDraft, type Step, type WorkflowVersion } from '#contract/workflows.ts'
import { EARLIEST_OFFSET, LATEST_OFFSET } from '#domain/step-days.ts'
import {
  defaultRemedies, MOST_STEPS, STEP_DEFAULTS, workflowProblems, type Level, type WorkflowRules,
} from '#domain/workflow.ts'

export type Version = z.output<typeof WorkflowVersion>
/** A new step gets its stable id here, so that saving twice does not make two of it. */
export type EditedStep = z.output<typeof Step> & { id: string }
export type EditedTrigger = EditedStep['trigger']
export interface Edited {
  entryLogic: Version['entryLogic']
  mcdDays: number
  mcdScope: Version['mcdScope']
  thresholdMinor: Version['thresholdMinor']
  steps: EditedStep[]
}

/** Not of crypto.randomUUID, which pages without HTTPS do not have. */
const newStepId = (): string => [...crypto.getRandomValues(new Uint8Array(12))]
  .map((byte) => byte.toString(16).padStart(2, '0')).join('')

export const editedFrom = (version: z.input<typeof saveDraft.body>): Edited => {
  const { steps, entryLogic, mcdDays, mcdScope, thresholdMinor } = saveDraft.body.parse(version)
  return {
    entryLogic, mcdDays, mcdScope, thresholdMinor,
    steps: steps.map((step) => ({ ...step, id: step.id ?? newStepId() })),
  }
}

export const bodyOf = (edited: Edited): z.input<typeof saveDraft.body> => ({ ...edited })

export const isSame = (one: Edited, other: Edited): boolean =>
  one === other || inOneWay(one) === inOneWay(other)

/** As text, whatever the order in which its fields were written. */
const inOneWay = (value: unknown): string => JSON.stringify(value, (_, part: unknown) =>
  (typeof part === 'object' && part !== null && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part))

/** As the rules of the domain take it. */
export const rulesOf = (edited: Edited, level: Level): WorkflowRules => ({
  ...edited, level, steps: edited.steps.map((step) =>
    ({ ...step, onFailure: step.onFailure ?? defaultRemedies(step.channel) })),
})

/** Errors by field, `steps.2.name`: of the contract, and of what the steps mean together. */
export function errorsOf(edited: Edited, level: Level): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { field, message } of workflowProblems(rulesOf(edited, level))) {
    errors[field] ??= message
  }
  const parsed = saveDraft.body.safeParse(bodyOf(edited))
  for (const issue of parsed.error?.issues ?? []) errors[issue.path.join('.')] ??= issue.message
  return errors
}

export function newStep(after: EditedStep | undefined): EditedStep {
  return {
    id: newStepId(), name: '', channel: 'email', mode: 'manual', templateId: null, positions: [],
    trigger: {
      anchor: after?.trigger.anchor ?? 'due', unit: after?.trigger.unit ?? 'calendar',
      offsetDays: inReach((after?.trigger.offsetDays ?? -4) + 7),
    },
    sender: STEP_DEFAULTS.sender, owners: [...STEP_DEFAULTS.owners],
    copies: { positions: [], accountOwner: false }, attachments: { ...STEP_DEFAULTS.attachments },
  }
}

const inReach = (days: number) => Math.min(LATEST_OFFSET, Math.max(EARLIEST_OFFSET, days))

export function moved<S>(steps: readonly S[], from: number, to: number): S[] {
  const step = steps[from]
  if (step === undefined || to < 0 || to >= steps.length) return [...steps]
  const rest = steps.filter((_, index) => index !== from)
  return [...rest.slice(0, to), step, ...rest.slice(to)]
}

/** Behind the step that is named, else at the end; null when there is no room for another. */
export function addedAfter(
  steps: readonly EditedStep[], id: string | null,
): { steps: EditedStep[]; added: EditedStep } | null {
  if (steps.length >= MOST_STEPS) return null
  const found = steps.findIndex((step) => step.id === id)
  const at = found < 0 ? steps.length : found + 1
  const added = newStep(steps[at - 1])
  return { steps: [...steps.slice(0, at), added, ...steps.slice(at)], added }
}

/** A copy right behind its original, under a name of its own. */
export function duplicated(
  steps: readonly EditedStep[], id: string,
): { steps: EditedStep[]; added: EditedStep } | null {
  const at = steps.findIndex((step) => step.id === id)
  const step = steps[at]
  if (step === undefined || steps.length >= MOST_STEPS) return null
  const added = { ...step, id: newStepId(), name: freeName(steps, step.name) }
  return { steps: [...steps.slice(0, at + 1), added, ...steps.slice(at + 1)], added }
}

function freeName(steps: readonly EditedStep[], name: string): string {
  const taken = new Set(steps.map((step) => step.name.trim().toLowerCase()))
  const stem = (name.trim() || t`Step`).replace(/ \d+$/, '').slice(0, 96)
  let number = 2
  while (taken.has(`${stem} ${number}`.toLowerCase())) number++
  return `${stem} ${number}`
}

export const nudged = (trigger: EditedTrigger, days: number): EditedTrigger =>
  ({ ...trigger, offsetDays: inReach(trigger.offsetDays + days) })

/** Which of the fields a channel has; what does not fit goes when the channel changes. */
export function onChannel(
  step: EditedStep, channel: EditedStep['channel'],
): Partial<EditedStep> {
  const { copies, attachments } = newStep(undefined)
  return {
    channel,
    // A call or a task is always a person's, and a template belongs to one channel. An SMS leaves
    // by itself only where somebody wants exactly that.
    mode: isWritten({ channel }) && channel !== 'sms' ? step.mode : 'manual',
    templateId: null, onFailure: undefined,
    ...(isWritten({ channel }) ? {} : { sender: STEP_DEFAULTS.sender }),
    ...(channel === 'email' ? {} : { copies }),
    ...(channel === 'email' || channel === 'letter' ? {} : { attachments }),
    ...(channel === 'task' ? { positions: [] } : {}),
  }
}

export const isWritten = ({ channel }: { channel: string }): boolean =>
  channel === 'email' || channel === 'sms' || channel === 'letter'

const ANCHORS = { issue: t`invoice day`, due: t`due day`, promise: t`broken promise` } as const
const FROM = { issue: t`issue`, due: t`due`, promise: t`promise` } as const

/** “due +14”, “issue day”, “due −3 business days”. */
export function dayWords({ anchor, offsetDays, unit }: EditedTrigger): string {
  if (offsetDays === 0) return ANCHORS[anchor]
  const shift = `${offsetDays > 0 ? '+' : '−'}${Math.abs(offsetDays)}`
  const from = FROM[anchor]
  return unit === 'business' ? t`${from} ${shift} business days` : `${from} ${shift}`
}

/** “14 days after the due day”, to be heard. */
export function daySentence({ anchor, offsetDays, unit }: EditedTrigger): string {
  if (offsetDays === 0) return t`on the ${ANCHORS[anchor]}`
  const count = Math.abs(offsetDays)
  const days = `${count} ${unit === 'business' ? 'business ' : ''}${count === 1 ? 'day' : 'days'}`
  return t`${days} ${offsetDays > 0 ? 'after' : 'before'} the ${ANCHORS[anchor]}`
}

export const titleOf = ({ name }: { name: string }): string =>
  (name.trim() === '' ? t`Unnamed step` : name)
