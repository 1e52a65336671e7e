// The text of a simulated message, written on demand from the ledger as that day would find it.
import { readFactRows } from '../../actions/gather-facts.ts'
import { writeReminder, type Reminder } from '../../actions/write-reminder.ts'
import { nameTickets } from '../../inbox/their-ticket.ts'
import { notFound } from '../../platform/errors.ts'
import { atMoment, type Org } from '../../platform/in-organization.ts'
import { templatesByIds } from '../../templates/read-templates.ts'
import type { SimulatedAction } from './simulated-action.ts'

export async function writeSimulated(org: Org, action: SimulatedAction): Promise<Reminder> {
  const { customers: [customer] } = await readFactRows(org, [action.customerId])
  if (!customer) throw notFound('This customer does not exist any more.')
  const written = writeReminder(atMoment(org, action.at), {
    step: { templateId: action.templateId, name: action.stepName, channel: action.channel },
    templates: await templatesByIds(org, action.templateId === null ? [] : [action.templateId]),
    customer, contact: { name: action.recipientName, locale: action.recipientLocale },
    senderName: action.senderName, carryingInvoiceId: action.carryingInvoiceId,
    unapplied: action.unapplied,
    // What is promised is not spoken of, so that it need not be known.
    invoices: action.invoices.map((invoice) => ({
      id: invoice.invoiceId, number: invoice.number, currency: invoice.currency,
      ...(invoice.owedBy === undefined ? {} : { owedBy: invoice.owedBy }),
      totalMinor: invoice.totalMinor, disputedMinor: invoice.disputedMinor,
      openMinor: invoice.amountMinor + invoice.disputedMinor + invoice.pendingMinor,
      promisedMinor: 0, pendingMinor: invoice.pendingMinor, promisedOn: null,
      brokenPromiseOn: null, issuedOn: invoice.issuedOn, dueOn: invoice.dueOn,
      recordedAt: action.at,
    })),
  })
  if (!written.ok || action.channel !== 'email') return written
  // It is the first of a new thread, so that only the run tells of a ticket of theirs.
  const [named] = await nameTickets(org, [{
    customerId: action.customerId, channel: action.channel, threadId: null, runId: action.runId,
    subject: written.subject,
  }])
  return { ...written, subject: named?.subject ?? written.subject }
}
