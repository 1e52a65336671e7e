// Makes the PDF of letters in the transaction that lets them leave: it says what the ledger says.
import { coveredInvoices } from '#domain/template.ts'
import { collectibleMinor, namedNumber, type OpenInvoice } from '#domain/invoice.ts'
import { envelopeOf, postalLines, postalProblem } from '#domain/postal-address.ts'
import { attachFiles } from '../../inbox/write-message.ts'
import { removeAttachments } from '../../inbox/outgoing-files.ts'
import { cleanName } from '../../platform/file-name.ts'
import { newId } from '../../platform/ids.ts'
import type { Org } from '../../platform/in-organization.ts'
import { drawLetter, type Letter, type LetterPart } from '../../reports/letter-pdf.ts'
import { gatherFacts, type CustomerFacts } from '../gather-facts.ts'
import {
  keepEnclosure, keepRecipient, lettersToDraw, type LetterToDraw,
} from './drawing-store.ts'

/**
 * The messages are written and their customers locked. Returns why one cannot leave, by id; what
 * else a message encloses is made beside it, and printed behind it.
 */
export async function drawLetters(
  org: Org, messageIds: readonly string[],
): Promise<Map<string, string>> {
  const unmade = new Map<string, string>()
  if (messageIds.length === 0) return unmade
  const rows = await lettersToDraw(org, messageIds)
  const facts = await gatherFacts(org, [...new Set(rows.map((row) => row.customer_id))])
  for (const row of rows) {
    const customer = facts.get(row.customer_id)
    const problem = customer ? postalProblem(customer.customer) : 'Its customer is gone.'
    if (!customer || problem !== null) {
      unmade.set(row.message_id, problem ?? '')
      continue
    }
    const letter = letterOf(org, row, customer)
    if (row.attachment_id !== null) await removeAttachments(org, [row.attachment_id])
    const attachmentId = newId()
    await attachFiles(org, [{
      id: attachmentId, messageId: row.message_id, contentType: 'application/pdf',
      name: cleanName(`Letter-${letter.reference.replace(/[/\\]/g, '_')}-${org.today}.pdf`),
      content: await drawLetter(letter),
    }])
    await keepEnclosure(org, { row, attachmentId })
    await keepRecipient(org, row.message_id, letter.recipient.join(', '))
  }
  return unmade
}

/** What the letter of a message would look like now. */
export function letterOf(
  org: Org, row: Pick<LetterToDraw, 'subject' | 'body_text' | 'snapshot'>, of: CustomerFacts,
): Letter {
  const { settings } = org
  const { customer } = of
  const named = new Set(row.snapshot.map((one) => one.invoiceId))
  const asked = of.invoices.filter((invoice) => named.has(invoice.id))
  const sender = settings.postal_address.split('\n').filter((line) => line.trim() !== '')
  return {
    sender: sender.length > 0 ? sender : [settings.name],
    recipient: postalLines(customer, { country: settings.country, locale: settings.locale }),
    envelope: envelopeOf(settings.country),
    locale: customer.locale ?? settings.locale, day: org.today, reference: customer.reference,
    subject: row.subject, body: row.body_text, parts: partsOf(coveredInvoices(asked)),
    isPartLeftOut: asked.some((invoice) => collectibleMinor(invoice) < invoice.openMinor),
  }
}

/** One table a currency: sums of different currencies are never added (SPEC §1). */
function partsOf(invoices: readonly OpenInvoice[]): LetterPart[] {
  const currencies = [...new Set(invoices.map(({ currency }) => currency))].sort()
  return currencies.map((currency) => {
    const own = invoices.filter((invoice) => invoice.currency === currency)
    return {
      currency,
      invoices: own.map((invoice) => ({
        number: namedNumber(invoice), issuedOn: invoice.issuedOn, dueOn: invoice.dueOn,
        openMinor: collectibleMinor(invoice),
      })),
      openMinor: own.reduce((sum, invoice) => sum + collectibleMinor(invoice), 0),
    }
  })
}
