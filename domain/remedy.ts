// What is tried where nobody can be reached as planned: another contact, channel, or a person.
import type { Channel, Mode, Remedy, Step, WorkflowRules } from './workflow.ts'

/** Whether somebody could be reached so; calls and tasks are done by people, who always can. */
export type WaysOut = Readonly<Record<Exclude<Remedy, 'call' | 'task'>, boolean>>

/**
 * The next remedy of a step, in its order; null: it is held for a person. Each is taken at most
 * once. A manual step is a person's: it goes on to another contact, or comes back as a call or a
 * task, and the machine writes nothing in its place.
 */
export function nextRemedy(
  step: Pick<Step, 'onFailure' | 'mode'>, of: { tried: readonly Remedy[]; ways: WaysOut },
): Remedy | null {
  return step.onFailure.find((remedy) => {
    if (of.tried.includes(remedy)) return false
    if (remedy === 'call' || remedy === 'task') return true
    if (step.mode === 'manual' && remedy !== 'next_contact') return false
    return of.ways[remedy]
  }) ?? null
}

/**
 * A step as it is done on another channel; null where no text fits. An SMS is too short for what
 * was written as an e-mail or a letter: the text of the workflow's nearest SMS step is taken.
 */
export function stepByChannel(
  steps: WorkflowRules['steps'], step: Step, channel: Channel,
): Step | null {
  if (channel === step.channel) return step
  const mode: Mode = channel === 'call' || channel === 'task' ? 'manual' : step.mode
  if (channel !== 'sms') return { ...step, channel, mode }
  const templateId = nearestText(steps, step)
  return templateId === null ? null : { ...step, channel, mode, templateId }
}

function nearestText(steps: WorkflowRules['steps'], step: Step): string | null {
  const place = steps.findIndex((one) => one.id === step.id)
  return steps.map((one, at) => ({ one, distance: Math.abs(at - place) }))
    .filter(({ one }) => one.channel === 'sms' && one.templateId !== null)
    .sort((a, b) => a.distance - b.distance)[0]?.one.templateId ?? null
}
