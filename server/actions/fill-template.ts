// Fills a template in for one customer, for the composer; what has no value stays in braces.
import { gapsIn } from '#domain/mail/answer-mail.ts'
import { carryingInvoice } from '#domain/invoice.ts'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { emailSettingsOf } from '../settings/read-email-settings.ts'
import { templatesByIds, textFor } from '../templates/read-templates.ts'
import { renderWithGaps } from '../templates/render-template.ts'
import { gatherFacts } from './gather-facts.ts'
import { gatherReach } from './gather-hold-facts.ts'
import { unappliedOf } from './unapplied.ts'
import { valuesFor } from './write-reminder.ts'

export interface Filled {
  subject: string
  body: string
  locale: string
  gaps: string[]
  problem: string | null
}

export async function fillTemplate(org: Org, wish: {
  templateId: string; customerId: string; invoiceId?: string | undefined
  recipient?: string | undefined
}): Promise<Filled> {
  const template = (await templatesByIds(org, [wish.templateId])).get(wish.templateId)
  if (!template) throw notFound('This template does not exist.')
  const facts = (await gatherFacts(org, [wish.customerId])).get(wish.customerId)
  if (!facts) throw notFound('This customer does not exist.')
  const reach = await gatherReach(org, [wish.customerId], [])
  const contacts = reach.contacts.get(wish.customerId) ?? []
  const address = wish.recipient?.toLowerCase()
  const contact = contacts.find((one) =>
    address !== undefined && [...one.emails, ...one.phones].includes(address))
  const locales = [contact?.locale ?? null, facts.customer.locale, org.settings.locale]
  const text = textFor(template, locales)
  if (!text) throw notFound('This template has no text yet.')
  const values = valuesFor(org, {
    customer: facts.customer, contact: contact ?? { name: '' },
    senderName: emailSettingsOf(org).fromName, invoices: facts.invoices,
    unapplied: unappliedOf(reach, wish.customerId, facts.invoices),
    carryingInvoiceId: wish.invoiceId ?? carryingInvoice(facts.invoices)?.id ?? '',
    locale: locales.find((one) => one !== null) ?? 'en',
  })
  const [subject, body] = [renderWithGaps(text.subject, values), renderWithGaps(text.body, values)]
  return {
    subject: subject.ok ? subject.text : '', body: body.ok ? body.text : '', locale: text.locale,
    gaps: [...(subject.ok ? gapsIn(subject.text) : []), ...(body.ok ? gapsIn(body.text) : [])]
      .filter((gap, place, all) => all.indexOf(gap) === place),
    problem: !subject.ok ? subject.problem : !body.ok ? body.problem : null,
  }
}
