// The text of a simulated message, written on demand from the ledger as that day would find it.
import { readFactRows } from '../../actions/gather-facts.ts'
import { writeReminder, type Reminder } from '../../actions/write-reminder.ts'
import { notFound } from '../../platform/errors.ts'
import { atMoment, type Org } from '../../platform/in-organization.ts'
import { templatesByIds } from '../../templates/read-templates.ts'
import type { SimulatedAction } from './simulated-action.ts'

export async function writeSimulated(org: Org, action: SimulatedAction): Promise<Reminder> {
  const { customers: [customer] } = await readFactRows(org, [action.customerId])
  if (!customer) throw notFound('This customer does not exist any more.')
  return writeReminder(atMoment(org, action.at), {
    step: { templateId: action.templateId, name: action.stepName, channel: action.channel },
    templates: await templatesByIds(org, action.templateId === null ? [] : [action.templateId]),
    customer, contact: { name: action.recipientName, locale: action.recipientLocale },
    senderName: action.senderName, carryingInvoiceId: action.carryingInvoiceId,
    // What was held back of an invoice is not asked for, so the asked part is all that counts.
    invoices: action.invoices.map((invoice) => ({
      id: invoice.invoiceId, number: invoice.number, currency: invoice.currency,
      ...(invoice.owedBy === undefined ? {} : { owedBy: invoice.owedBy }),
      totalMinor: invoice.totalMinor, openMinor: invoice.amountMinor, disputedMinor: 0,
      promisedMinor: 0, promisedOn: null, brokenPromiseOn: null,
      issuedOn: invoice.issuedOn, dueOn: invoice.dueOn,
      recordedAt: action.at,
    })),
  })
}
