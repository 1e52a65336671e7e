// The message of a written action as it would be sent now.
import type { Org } from '../platform/in-organization.ts'
import { templatesByIds } from '../templates/read-templates.ts'
import { gatherFacts } from './gather-facts.ts'
import { chooseRecipient, gatherReach } from './gather-hold-facts.ts'
import type { ActionRow } from './store.ts'
import { unappliedOf } from './unapplied.ts'
import { writeReminder } from './write-reminder.ts'

export interface Draft {
  to: string[]
  subject: string
  body: string
  /** Why it could not be sent like this. */
  problem: string | null
  templateId: string | null
  templateVersion: number | null
}

export async function draftOf(org: Org, action: ActionRow): Promise<Draft> {
  const empty = (problem: string | null): Draft =>
    ({ to: [], subject: '', body: '', problem, templateId: null, templateVersion: null })
  const facts = (await gatherFacts(org, [action.customer_id])).get(action.customer_id)
  const run = facts?.runs.find((one) => one.row.id === action.run_id)
  const step = run?.rules.steps.find((one) => one.id === action.step_id)
  if (!facts || !run || !step) return empty(null)
  const reach = await gatherReach(org, [action.customer_id], [step.channel])
  const recipient = chooseRecipient(org, reach, action.customer_id, step)
  const to = recipient === null || recipient.suppression !== 'none' || step.channel === 'letter'
    ? [] : [recipient.address]
  const templates = await templatesByIds(org, step.templateId === null ? [] : [step.templateId])
  const reminder = writeReminder(org, {
    step, templates, customer: facts.customer, contact: recipient ?? { name: '', locale: null },
    invoices: run.facts.invoices, carryingInvoiceId: action.invoice_id ?? '',
    unapplied: unappliedOf(reach, action.customer_id, run.facts.invoices),
  })
  if (!reminder.ok) return { ...empty(reminder.problem), to }
  return {
    to, subject: reminder.subject, body: reminder.body, problem: null,
    templateId: reminder.template?.id ?? null, templateVersion: reminder.template?.version ?? null,
  }
}
