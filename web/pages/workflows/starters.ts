// Workflows to begin with: how firm, and for whom; every text and day is then changed at will.
import type { z } from 'zod'
import { WorkflowRules, type Step } from '#contract/workflows.ts'

type StepIn = z.input<typeof Step>
type Rules = z.output<typeof WorkflowRules>

export interface Starter {
  name: string
  about: string
  rules: Rules
}

const step = (name: string, channel: StepIn['channel'], offsetDays: number): StepIn =>
  ({ name, channel, mode: 'manual', trigger: { anchor: 'due', offsetDays } })

const starter = (
  name: string, about: string, rules: z.input<typeof WorkflowRules>,
): Starter => ({ name, about, rules: WorkflowRules.parse(rules) })

export const STARTERS: readonly Starter[] = [
  starter('Steady', 'Friendly before the due day, firm after a month. For most customers.', {
    mcdDays: 5, steps: [
      step('Friendly notice', 'email', -3), step('First reminder', 'email', 3),
      step('Second reminder', 'email', 14), step('Phone call', 'call', 21),
      step('Final notice', 'email', 30),
    ],
  }),
  starter('Gentle', 'Two reminders with time between them. For good old customers.', {
    mcdDays: 7, steps: [step('Reminder', 'email', 5), step('Second reminder', 'email', 20)],
  }),
  starter('Firm', 'Closer together, with an early call and a decision at the end.', {
    mcdDays: 3, steps: [
      step('Reminder', 'email', 1), step('Call', 'call', 5), step('Second reminder', 'email', 10),
      step('Second call', 'call', 15), step('Last reminder', 'email', 21),
      step('Hand over?', 'task', 30),
    ],
  }),
  starter('By age', 'Who comes late begins where their oldest invoice stands. For old ledgers.', {
    mcdDays: 5, entryLogic: 'contextual', steps: [
      step('Reminder', 'email', 3), step('Second reminder', 'email', 15),
      step('Call', 'call', 30), step('Last reminder', 'email', 60),
    ],
  }),
  starter('Empty', 'One task to begin with; the rest is yours.', {
    mcdDays: 5, steps: [step('First step', 'task', 3)],
  }),
]

/** The first e-mail step gets the first template, and so on; the last one is used to the end. */
export function withTemplates(
  steps: Rules['steps'], templates: readonly { id: string; channel: string }[],
): Rules['steps'] {
  const mails = templates.filter(({ channel }) => channel === 'email')
  let used = 0
  return steps.map((one) => {
    if (one.channel !== 'email' || mails.length === 0) return one
    const template = mails[Math.min(used++, mails.length - 1)]
    return { ...one, templateId: template?.id ?? null }
  })
}
