// The message of a written action as it would be sent now.
import { chooseEnclosures, NOTHING_ENCLOSED, type Enclosures } from '#domain/enclosures.ts'
import { stepByChannel } from '#domain/remedy.ts'
import { nameTickets } from '../inbox/their-ticket.ts'
import type { Org } from '../platform/in-organization.ts'
import { emailSettingsOf } from '../settings/read-email-settings.ts'
import { templatesByIds } from '../templates/read-templates.ts'
import { chooseCopies, signedBy } from './address-step.ts'
import { gatherFacts } from './gather-facts.ts'
import { chooseRecipient, gatherReach } from './gather-hold-facts.ts'
import type { ActionRow } from './store.ts'
import { unappliedOf } from './unapplied.ts'
import { writeReminder } from './write-reminder.ts'

export interface Draft {
  to: string[]
  cc: string[]
  /** What the customer's mail program shows as its sender. */
  fromName: string
  /** What is told of sender and copies. */
  notes: string[]
  enclosesStatement: boolean
  enclosedInvoiceIds: string[]
  /** What is told of the enclosures, as long as a person leaves them as they are. */
  enclosureNotes: string[]
  subject: string
  body: string
  /** Why it could not be sent like this. */
  problem: string | null
  templateId: string | null
  templateVersion: number | null
}

export async function draftOf(org: Org, action: ActionRow): Promise<Draft> {
  const empty = (problem: string | null): Draft =>
    ({
      to: [], cc: [], fromName: emailSettingsOf(org).fromName, notes: [],
      ...asEnclosed(NOTHING_ENCLOSED), subject: '', body: '', problem, templateId: null,
      templateVersion: null,
    })
  const facts = (await gatherFacts(org, [action.customer_id])).get(action.customer_id)
  const run = facts?.runs.find((one) => one.row.id === action.run_id)
  const planned = run?.rules.steps.find((one) => one.id === action.step_id)
  if (!facts || !run || !planned) return empty(null)
  const step = stepByChannel(run.rules.steps, planned, action.channel) ?? planned
  const reach = await gatherReach(org, facts.memberIds, [step.channel],
    [step.attachments])
  const recipient = chooseRecipient(org, reach, action.customer_id, step)
  const to = recipient === null || recipient.suppression !== 'none' || step.channel === 'letter'
    ? [] : [recipient.address]
  const signed = signedBy(org, step, facts.customer, reach)
  const copies = chooseCopies(org,
    { step, customer: facts.customer, recipient: to[0] ?? null, reach })
  const head = {
    to, cc: copies.cc, fromName: signed.fromName,
    notes: [...signed.note === null ? [] : [signed.note], ...copies.notes],
  }
  const templates = await templatesByIds(org, step.templateId === null ? [] : [step.templateId])
  const reminder = writeReminder(org, {
    step, templates, customer: facts.customer, contact: recipient ?? { name: '', locale: null },
    senderName: signed.name,
    invoices: run.facts.invoices, carryingInvoiceId: action.invoice_id ?? '',
    unapplied: unappliedOf(reach, action.customer_id, run.facts.invoices),
  })
  if (!reminder.ok) return { ...empty(reminder.problem), ...head }
  const enclosed = chooseEnclosures(step,
    { covered: reminder.covered, documents: reach.documents, today: org.today })
  const [named] = await nameTickets(org, [{
    customerId: action.customer_id, channel: step.channel, threadId: null, runId: action.run_id,
    subject: reminder.subject,
  }])
  return {
    ...head, ...asEnclosed(enclosed), subject: named?.subject ?? reminder.subject,
    body: reminder.body, problem: null,
    templateId: reminder.template?.id ?? null, templateVersion: reminder.template?.version ?? null,
  }
}

const asEnclosed = ({ statement, invoices, notes }: Enclosures) => ({
  enclosesStatement: statement, enclosedInvoiceIds: invoices.map(({ id }) => id),
  enclosureNotes: notes,
})
