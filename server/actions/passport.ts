// What is kept with a message at its commit, so that later nobody has to guess why it left (W7).
import type { PlannedStep } from '#domain/plan.ts'
import type { Org } from '../platform/in-organization.ts'
import type { CustomerFacts, RunInFacts } from './gather-facts.ts'
import type { Recipient } from './gather-hold-facts.ts'

export function passportOf(org: Org, of: {
  customer: CustomerFacts; run: RunInFacts; planned: PlannedStep; recipient: Recipient
}) {
  const { customer, run, planned, recipient } = of
  const { sms } = recipient
  return {
    workflow: run.row.workflow_name, versionId: run.row.version_id, step: planned.step.name,
    carryingInvoiceId: planned.carryingInvoiceId, triggerOn: planned.triggerOn,
    dueOn: planned.dueOn, because: planned.because, mcdDays: run.rules.mcdDays,
    wasRolled: planned.wasRolled,
    lastContactOn: customer.lastContactOn, replyHandledOn: run.facts.replyHandledOn,
    ledgerChangedAt: org.settings.ledger_changed_at,
    recipientName: recipient.name,
    // The first zone is the one that binds most: the customer's, else the number's.
    recipientZone: sms?.zones[0] ?? customer.customer.zone ?? org.settings.zone,
    ...(sms === undefined ? {} : { consent: sms.hasConsentOnRecord ? 'given' : 'given_number' }),
  }
}
