// What the editor holds while a workflow is changed, and what is wrong with it.
import type { z } from 'zod'
import { saveDraft, type Step, type WorkflowVersion } from '#contract/workflows.ts'

type Version = z.output<typeof WorkflowVersion>
/** A step with a key of its own, for it may not have an id yet. */
export type EditedStep = z.output<typeof Step> & { key: string }
export interface Edited {
  entryLogic: Version['entryLogic']
  mcdDays: number
  mcdScope: Version['mcdScope']
  thresholdMinor: Version['thresholdMinor']
  steps: EditedStep[]
}

let keys = 0
const newKey = () => `step ${++keys}`

export const editedFrom = (version: Version): Edited => ({
  entryLogic: version.entryLogic, mcdDays: version.mcdDays, mcdScope: version.mcdScope,
  thresholdMinor: version.thresholdMinor,
  steps: version.steps.map((step) => ({ ...step, key: newKey() })),
})

export const bodyOf = (edited: Edited): z.input<typeof saveDraft.body> => ({
  ...edited, steps: edited.steps.map(({ key: _key, ...step }) => step),
})

export function newStep(after: EditedStep | undefined): EditedStep {
  return {
    key: newKey(), name: '', channel: 'email', mode: 'manual', templateId: null, positions: [],
    trigger: {
      anchor: after?.trigger.anchor ?? 'due', unit: after?.trigger.unit ?? 'calendar',
      offsetDays: (after?.trigger.offsetDays ?? -4) + 7,
    },
    owners: [{ kind: 'account_owner' }], sender: { kind: 'organization' },
    copies: { positions: [], accountOwner: false },
    attachments: { invoices: 'none', statement: false },
  }
}

export function moved(steps: readonly EditedStep[], from: number, to: number): EditedStep[] {
  const step = steps[from]
  if (step === undefined || to < 0 || to >= steps.length) return [...steps]
  const rest = steps.filter((_, index) => index !== from)
  return [...rest.slice(0, to), step, ...rest.slice(to)]
}

/** Errors by field, `steps.2.name`: of the contract, and of what the steps mean together. */
export function errorsOf(edited: Edited): Record<string, string> {
  const errors: Record<string, string> = {}
  const names = new Map<string, number>()
  edited.steps.forEach((step, index) => {
    const name = step.name.trim().toLowerCase()
    if (name === '') errors[`steps.${index}.name`] = 'Give the step a name.'
    else if (names.has(name)) {
      errors[`steps.${index}.name`] = 'Another step has this name; names tell steps apart.'
    }
    names.set(name, index)
    if (isWritten(step) && step.templateId === null) {
      errors[`steps.${index}.templateId`] = 'Choose the template that is sent.'
    }
  })
  const parsed = saveDraft.body.safeParse(bodyOf(edited))
  for (const issue of parsed.error?.issues ?? []) errors[issue.path.join('.')] ??= issue.message
  return errors
}

export const isWritten = ({ channel }: { channel: string }): boolean =>
  channel === 'email' || channel === 'sms' || channel === 'letter'

/**
 * The earliest day of each step for somebody who walks the whole way: a step that would come
 * before the delay is over is moved by it. Null where the delay changes nothing.
 */
export function delayedDays({ steps, mcdDays }: Edited): (number | null)[] {
  let lastContact: number | null = null
  return steps.map((step) => {
    const { offsetDays, unit, anchor } = step.trigger
    if (step.channel === 'task' || unit !== 'calendar' || anchor !== 'due') return null
    const day: number = lastContact === null ? offsetDays
      : Math.max(offsetDays, lastContact + mcdDays)
    lastContact = day
    return day === offsetDays ? null : day
  })
}
