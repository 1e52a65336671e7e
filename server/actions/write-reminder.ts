// Writes the message of a step for one customer, from the ledger as it is in this transaction.
import type { OpenInvoice } from '#domain/invoice.ts'
import type { Money } from '#domain/money.ts'
import { asSent } from '#domain/sms/segments.ts'
import { postalProblem } from '#domain/postal-address.ts'
import { coveredInvoices, templateValues, type TemplateValues } from '#domain/template.ts'
import type { Step } from '#domain/workflow.ts'
import type { Org } from '../platform/in-organization.ts'
import { standInLink } from '../settings/link-address.ts'
import { textFor, type TemplateRow } from '../templates/read-templates.ts'
import { renderText } from '../templates/render-template.ts'
import type { CustomerRow } from './fact-store.ts'

export type Reminder =
  | {
    ok: true; subject: string; body: string; covered: OpenInvoice[]
    template: TemplateRow | null
    whatsApp: WhatsAppTemplate | null
  }
  | { ok: false; problem: string }

/** What WhatsApp takes in the place of a free text. */
export interface WhatsAppTemplate {
  contentSid: string
  contentVariables: Readonly<Record<string, string>>
}

/** Renders subject and body. A gap is told, never filled in. */
export function writeReminder(org: Org, of: {
  step: Pick<Step, 'templateId' | 'name' | 'channel'>
  templates: ReadonlyMap<string, TemplateRow>
  customer: CustomerRow
  contact: { name: string; locale: string | null }
  senderName: string
  invoices: readonly OpenInvoice[]
  unapplied: readonly Money[]
  carryingInvoiceId: string
}): Reminder {
  const unposted = of.step.channel === 'letter' ? postalProblem(of.customer) : null
  if (unposted !== null) return { ok: false, problem: unposted }
  const template = of.step.templateId === null ? null
    : of.templates.get(of.step.templateId) ?? null
  const locales = [of.contact.locale, of.customer.locale, org.settings.locale]
  const text = template ? textFor(template, locales) : null
  if (template === null || text === null) {
    return { ok: false, problem: `The step "${of.step.name}" has no template.` }
  }
  // Amounts and days are written as the text around them is.
  const wanted = locales.find((one) => one !== null) ?? 'en'
  const isSame = languageOf(wanted) === languageOf(text.locale)
  const values = valuesFor(org, { ...of, locale: isSame ? wanted : text.locale })
  const subject = renderText(text.subject, values)
  if (!subject.ok) return subject
  const body = renderText(text.body, values)
  if (!body.ok) return body
  const covered = coveredInvoices(of.invoices)
  const whatsApp = whatsAppOf(text.contentSid, values)
  return { ok: true, covered, template, whatsApp, ...asWritten(org, of.step.channel, {
    subject: inOneLine(subject.text), body: body.text, covered,
  }) }
}

/** Its variables must not be empty, nor hold a line break. */
const whatsAppOf = (contentSid: string | null, values: TemplateValues): WhatsAppTemplate | null =>
  (contentSid === null ? null : {
    contentSid,
    contentVariables: {
      1: inOneLine(values.contact.name) || inOneLine(values.customer.name),
      2: inOneLine(values.total_open), 3: values.pay_link,
    },
  })

const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

/** An SMS has no subject and is counted as it is sent; one that goes otherwise gets one. */
function asWritten(
  org: Org, channel: Step['channel'],
  text: { subject: string; body: string; covered: readonly OpenInvoice[] },
): { subject: string; body: string } {
  const { subject, body, covered } = text
  if (channel === 'sms') return { subject: '', body: asSent(body).trim() }
  if (subject !== '' || (channel !== 'email' && channel !== 'letter')) return { subject, body }
  const numbers = covered.map((invoice) => invoice.number)
  const named = numbers.length > MOST_NAMED ? [...numbers.slice(0, MOST_NAMED), '…'] : numbers
  return { subject: `${org.settings.name}: ${named.join(', ')}`, body }
}

const MOST_NAMED = 3

const languageOf = (locale: string) => locale.split('-')[0]

export function valuesFor(org: Org, of: {
  customer: Pick<CustomerRow, 'name' | 'reference'>
  contact: { name: string }
  senderName: string
  invoices: readonly OpenInvoice[]
  unapplied: readonly Money[]
  carryingInvoiceId: string
  locale: string
}): TemplateValues {
  return templateValues({
    organizationName: org.settings.name,
    senderName: of.senderName,
    customer: { name: of.customer.name, reference: of.customer.reference },
    contactName: of.contact.name,
    invoices: of.invoices,
    unapplied: of.unapplied,
    carryingInvoiceId: of.carryingInvoiceId,
    today: org.today,
    locale: of.locale,
    link: standInLink(org),
  })
}
