// Puts the message of an automatic step together, with the inputs of the rule that sends it.
import type { Enclosures } from '#domain/enclosures.ts'
import type { PlannedStep } from '#domain/plan.ts'
import type { Step } from '#domain/workflow.ts'
import { messageRefOf, type Send } from '../inbox/send-message.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { emailSettingsOf } from '../settings/read-email-settings.ts'
import { textToHtml } from '../templates/text-to-html.ts'
import type { Copies, Signed } from './address-step.ts'
import { smsOfSend } from './ask-gate.ts'
import type { CustomerFacts, RunInFacts } from './gather-facts.ts'
import type { Recipient } from './gather-hold-facts.ts'
import { passportOf } from './passport.ts'
import type { DueRow } from './store.ts'
import type { Reminder } from './write-reminder.ts'

export function toSend(org: Org, of: {
  row: DueRow; customer: CustomerFacts; run: RunInFacts; planned: PlannedStep
  step: Step; recipient: Recipient; reminder: Extract<Reminder, { ok: true }>
  signed: Signed; copies: Copies; enclosed: Enclosures
}): Send {
  const { row, customer, run, planned, step, recipient, reminder, signed, copies,
    enclosed } = of
  const settings = emailSettingsOf(org)
  const id = newId()
  // Planning holds any automatic channel to these three (workflowProblems).
  const channel = step.channel as 'email' | 'sms' | 'letter'
  const sms = recipient.sms ? smsOfSend(org, recipient.sms, reminder.whatsApp) : undefined
  return {
    ...(sms ? { sms } : {}),
    isAutomatic: true, workflowId: run.row.workflow_id, name: planned.step.name,
    key: {
      runId: row.run_id, stepId: row.step_id, occurrence: row.occurrence,
      recipient: recipient.address, channel,
    },
    message: {
      id, customerId: row.customer_id, direction: 'out', channel, state: 'sending', threadId: id,
      runId: row.run_id, stepId: row.step_id, actionId: row.id, fromName: signed.fromName,
      fromAddress: sms?.sender.address ?? settings.fromAddress,
      to: [recipient.address], cc: copies.cc, subject: reminder.subject,
      bodyText: reminder.body, bodyHtml: channel === 'email' ? textToHtml(reminder.body) : null,
      messageRef: messageRefOf(org, id), templateId: reminder.template?.id ?? null,
      templateVersion: reminder.template?.version ?? null,
      snapshot: reminder.covered.map((invoice) => ({
        invoiceId: invoice.id, number: invoice.number, openMinor: invoice.openMinor,
        currency: invoice.currency,
      })),
      reasons: {
        ...passportOf(org, { customer, run, planned, recipient }), senderId: signed.senderId,
        notes: [...signed.note === null ? [] : [signed.note], ...copies.notes, ...enclosed.notes],
      },
      at: org.now,
    },
  }
}
