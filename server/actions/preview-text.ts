// Renders a text as one customer would get it today, for the template editor.
import { carryingInvoice } from '#domain/invoice.ts'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { renderText } from '../templates/render-template.ts'
import { gatherFacts } from './gather-facts.ts'
import { chooseRecipient, gatherReach } from './gather-hold-facts.ts'
import { valuesFor } from './write-reminder.ts'

export async function previewText(org: Org, wish: {
  channel: 'email' | 'sms' | 'call' | 'letter' | 'task'
  subject: string
  body: string
  customerId: string
  invoiceId?: string | undefined
}): Promise<{ subject: string; body: string; problem: string | null }> {
  const facts = (await gatherFacts(org, [wish.customerId])).get(wish.customerId)
  if (!facts) throw notFound('This customer does not exist.')
  const reach = await gatherReach(org, [wish.customerId], [wish.channel])
  const question = { channel: wish.channel, positions: [] }
  const recipient = chooseRecipient(org, reach, wish.customerId, question)
  const values = valuesFor(org, {
    customer: facts.customer, contact: recipient ?? { name: '' }, invoices: facts.invoices,
    carryingInvoiceId: wish.invoiceId ?? carryingInvoice(facts.invoices)?.id ?? '',
    locale: recipient?.locale ?? facts.customer.locale ?? org.settings.locale,
  })
  const subject = renderText(wish.subject, values)
  const body = renderText(wish.body, values)
  const problem = !subject.ok ? subject.problem : !body.ok ? body.problem : null
  return { subject: subject.ok ? subject.text : '', body: body.ok ? body.text : '', problem }
}
