// Workflows to begin with: how firm, and for whom; every text and day is then changed at will.
import { t } from '@lingui/core/macro'
import type { z } from 'zod'
import { FIRST_TEMPLATES, WorkflowRules, type Step } from '#contract/workflows.ts'

type StepIn = z.input<typeof Step>
type Rules = z.output<typeof WorkflowRules>
type Text = keyof typeof FIRST_TEMPLATES

export interface Starter {
  name: string
  about: string
  rules: Rules
  /** Which of the first templates each e-mail step takes, by the step's name. */
  texts: Readonly<Record<string, Text>>
}

type StarterStep = StepIn & { text?: Text }

const byHand = (name: string, channel: StepIn['channel'], offsetDays: number): StarterStep =>
  ({ name, channel, mode: 'manual', trigger: { anchor: 'due', offsetDays } })

/** Leaves by itself once the organization has turned automatic sending on. */
const email = (name: string, offsetDays: number, text: Text): StarterStep =>
  ({ name, channel: 'email', mode: 'automatic', trigger: { anchor: 'due', offsetDays }, text })

function starter(
  name: string, about: string,
  { steps, ...rules }: Omit<z.input<typeof WorkflowRules>, 'steps'> & { steps: StarterStep[] },
): Starter {
  return {
    name, about,
    texts: Object.fromEntries(steps.flatMap(({ name: step, text }) =>
      (text ? [[step, text] as const] : []))),
    rules: WorkflowRules.parse({ ...rules, steps: steps.map(({ text: _, ...step }) => step) }),
  }
}

export const STARTERS: readonly Starter[] = [
  starter(t`Steady`, t`Friendly before the due day, firm after a month. For most customers.`, {
    mcdDays: 5, steps: [
      email(t`Friendly notice`, -3, 'notice'), email(t`First reminder`, 3, 'first'),
      email(t`Second reminder`, 14, 'second'), byHand(t`Phone call`, 'call', 21),
      email(t`Final notice`, 30, 'last'),
    ],
  }),
  starter(t`Gentle`, t`Two reminders with time between them. For good old customers.`, {
    mcdDays: 7, steps: [email(t`Reminder`, 5, 'first'), email(t`Second reminder`, 20, 'second')],
  }),
  starter(t`Firm`, t`Closer together, with an early call and a decision at the end.`, {
    mcdDays: 3, steps: [
      email(t`Reminder`, 1, 'first'), byHand(t`Call`, 'call', 5),
      email(t`Second reminder`, 10, 'second'), byHand(t`Second call`, 'call', 15),
      email(t`Last reminder`, 21, 'last'), byHand(t`Hand over?`, 'task', 30),
    ],
  }),
  starter(t`By age`, t`Who comes late begins where their oldest invoice stands. For old ledgers.`, {
    mcdDays: 5, entryLogic: 'contextual', steps: [
      email(t`Reminder`, 3, 'first'), email(t`Second reminder`, 15, 'second'),
      byHand(t`Call`, 'call', 30), email(t`Last reminder`, 60, 'last'),
    ],
  }),
  starter(t`Empty`, t`One task to begin with; the rest is yours.`, {
    mcdDays: 5, steps: [byHand(t`First step`, 'task', 3)],
  }),
]

/** Who has renamed or removed a template chooses one in the editor, which asks for it. */
export const withTemplates = (
  { rules, texts }: Starter, templates: readonly { id: string; name: string }[],
): Rules['steps'] => rules.steps.map((step) => {
  const text = texts[step.name]
  const template = templates.find(({ name }) => text && name === FIRST_TEMPLATES[text])
  return { ...step, templateId: template?.id ?? null }
})
