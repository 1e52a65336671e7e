// Reads a customer's message once for what may be noted, and stores it beside the message.
import { dayAt } from '#domain/day.ts'
import { replyText } from '#domain/mail/reply-text.ts'
import { suggest } from '#domain/suggest/suggest.ts'
import type { Letter, Suggestion } from '#domain/suggest/suggestion.ts'
import type { Org } from '../platform/in-organization.ts'
import { insertSuggestions, letterOf, openInvoicesOf, type LetterRow } from './suggestion-store.ts'

/** Nothing is held, noted or told by this: a row waits for a person. */
export async function noteSuggestions(org: Org, messageId: string): Promise<void> {
  const row = await letterOf(org, messageId)
  if (!row || (row.kind !== 'human' && row.kind !== 'auto_reply')) return
  const suggested = readSafely(org, messageId, {
    text: row.reply_text ?? replyText({ text: row.text }).reply, subject: row.subject,
    kind: row.kind, receivedOn: dayAt(row.at, org.settings.zone), locale: localeOf(row),
    invoices: await openInvoicesOf(org, row.customer_id),
    answeredIds: row.snapshot.map((line) => line.invoiceId),
  })
  if (suggested.length > 0) await insertSuggestions(org, messageId, suggested)
}

/** A help must never keep an answer from halting its reminders: a fault in it is told and left. */
function readSafely(org: Org, messageId: string, letter: Letter): Suggestion[] {
  try {
    return suggest(letter)
  } catch (error) {
    org.installation.log.error({ orgId: org.id, messageId, error }, 'suggestions failed')
    return []
  }
}

/** Americans put the month first, whatever language their ledger names. */
const localeOf = ({ locale, country }: LetterRow): string | undefined =>
  locale === null || locale === 'en' ? (country === null ? locale ?? undefined : `en-${country}`)
    : locale
