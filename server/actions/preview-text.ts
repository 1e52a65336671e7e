// Renders a text as one customer would get it today, for the template editor.
import { sql, type RawBuilder } from 'kysely'
import { carryingInvoice } from '#domain/invoice.ts'
import { longestValues, type LongestWords } from '#domain/longest-values.ts'
import type { TemplateValues } from '#domain/template.ts'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { emailSettingsOf } from '../settings/read-email-settings.ts'
import { renderText } from '../templates/render-template.ts'
import { gatherFacts } from './gather-facts.ts'
import { chooseRecipient, gatherReach } from './gather-hold-facts.ts'
import { unappliedOf } from './unapplied.ts'
import { valuesFor } from './write-reminder.ts'

export interface Previewed {
  subject: string
  body: string
  problem: string | null
  /** For an SMS: the same with the longest values, and how many parts it may have. */
  longest: string | null
  segmentCap: number | null
}

export async function previewText(org: Org, wish: {
  channel: 'email' | 'sms' | 'call' | 'letter' | 'task'
  subject: string
  body: string
  customerId: string
  invoiceId?: string | undefined
}): Promise<Previewed> {
  const facts = (await gatherFacts(org, [wish.customerId])).get(wish.customerId)
  if (!facts) throw notFound('This customer does not exist.')
  const reach = await gatherReach(org, [wish.customerId], [wish.channel])
  const question = { channel: wish.channel, positions: [] }
  const recipient = chooseRecipient(org, reach, wish.customerId, question)
  const locale = recipient?.locale ?? facts.customer.locale ?? org.settings.locale
  const values = valuesFor(org, {
    customer: facts.customer, contact: recipient ?? { name: '' },
    senderName: emailSettingsOf(org).fromName, invoices: facts.invoices,
    unapplied: unappliedOf(reach, wish.customerId, facts.invoices),
    carryingInvoiceId: wish.invoiceId ?? carryingInvoice(facts.invoices)?.id ?? '', locale,
  })
  const subject = renderText(wish.subject, values)
  const body = renderText(wish.body, values)
  const problem = !subject.ok ? subject.problem : !body.ok ? body.problem : null
  const isSms = wish.channel === 'sms'
  return {
    subject: subject.ok ? subject.text : '', body: body.ok ? body.text : '', problem,
    longest: isSms ? await longestText(org, wish.body, { values, locale }) : null,
    segmentCap: isSms ? org.settings.sms_segment_cap : null,
  }
}

async function longestText(
  org: Org, text: string, { values, locale }: { values: TemplateValues; locale: string },
): Promise<string | null> {
  const longest = (column: RawBuilder<unknown>, table: RawBuilder<unknown>) => sql`
    coalesce((select ${column} from ${table} where org_id = ${org.id}
      order by length(${column}) desc limit 1), '')`
  const { rows } = await sql<LongestWords>`select
      ${longest(sql`name`, sql`customer`)} as "customerName",
      ${longest(sql`reference`, sql`customer`)} as reference,
      ${longest(sql`name`, sql`contact`)} as "contactName",
      ${longest(sql`number`, sql`invoice`)} as "invoiceNumber"`.execute(org.tx)
  const [words] = rows
  if (!words) return null
  const rendered = renderText(text,
    longestValues(values, words, { currency: org.settings.currency, locale }))
  return rendered.ok ? rendered.text : null
}
