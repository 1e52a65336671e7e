// What a simulated step leaves with: who gets it, in whose name, and why nobody does.
import { chooseEnclosures } from '#domain/enclosures.ts'
import type { HoldCode } from '#domain/hold.ts'
import { coveredInvoices } from '#domain/template.ts'
import type { Channel } from '#domain/workflow.ts'
import { chooseCopies, signedBy } from '../../actions/address-step.ts'
import type { CustomerFacts, RunInFacts } from '../../actions/gather-facts.ts'
import { chooseRecipient, type Reach, type Recipient } from '../../actions/gather-hold-facts.ts'
import { stepOfAction } from '../../actions/step-in-hand.ts'
import type { Org } from '../../platform/in-organization.ts'
import type { MemoryAction } from './memory.ts'
import { NOTHING_LEAVES, type Leaving } from './simulated-action.ts'

/** Who gets it and in whose name; nothing for a step that the rules do not have any more. */
export function leavingBy(org: Org, reach: Reach, of: {
  facts: CustomerFacts; run: RunInFacts; action: MemoryAction
}): Leaving {
  const step = stepOfAction(of.run, of.action)
  if (step === null) return NOTHING_LEAVES
  const { customer } = of.facts
  const recipient = chooseRecipient(org, reach, customer.id, step)
  return {
    recipient, senderName: signedBy(org, step, customer, reach).name, templateId: step.templateId,
    copies: chooseCopies(org, { step, customer, recipient: recipient?.address ?? null, reach }).cc,
    enclosed: chooseEnclosures(step, {
      covered: coveredInvoices(of.run.facts.invoices), documents: reach.documents, today: org.today,
    }),
  }
}

export function problemOf(
  channel: Channel, recipient: Recipient | null, isWritten: boolean,
): HoldCode | null {
  if (channel !== 'letter') {
    if (recipient === null) return channel === 'sms' ? 'missing_phone' : 'missing_email'
    if (recipient.suppression !== 'none') {
      return recipient.suppression === 'bounced' ? 'address_bounced' : 'opted_out'
    }
  }
  return isWritten ? null : 'template_incomplete'
}
