// Writes down an SMS that came in: its row and its place on the timelines.
import { sql } from 'kysely'
import { newId } from '../../platform/ids.ts'
import type { Org } from '../../platform/in-organization.ts'
import { recordEvent } from '../../timeline/record-event.ts'
import { findInvoiceNumbers } from '#domain/mail/match-mail.ts'
import { insertMessages, type SnapshotLine } from '../message-store.ts'
import { threadWith, type SmsMatch } from './match-sms.ts'
import type { ReadSms } from './settle-sms.ts'
import { viaOf } from './store-sms.ts'

export async function writeSms(org: Org, sms: ReadSms): Promise<string> {
  const { row, match, keyword } = sms
  const isMatched = match.result === 'matched'
  const customerId = isMatched ? match.customerId : null
  const messageId = newId()
  const invoices = isMatched ? await coveredInvoices(org, match, row.body) : []
  await insertMessages(org, [{
    id: messageId, customerId, direction: 'in', channel: 'sms', state: 'received',
    kind: keyword === null ? 'human' : 'keyword',
    threadId: await threadWith(org, row.from_number, customerId) ?? newId(),
    runId: isMatched ? match.answered?.run_id ?? null : null,
    fromName: isMatched ? match.contactName : '', fromAddress: row.from_number,
    to: [row.to_number], bodyText: row.body, replyText: keyword === null ? row.body : null,
    snapshot: invoices, reasons: reasonsOf(sms), at: row.received_at,
  }])
  if (customerId !== null) {
    const from = (isMatched && match.contactName) || row.from_number
    await recordEvent(org, {
      kind: keyword === null ? 'message_received' : 'keyword_received', customerId, messageId,
      invoiceIds: invoices.map((line) => line.invoiceId),
      detail: {
        from, address: row.from_number, channel: 'sms', how: isMatched ? match.how : null,
        ...(keyword === null ? { kind: 'human' } : { keyword: keyword.toUpperCase() }),
      },
    })
  }
  return messageId
}

/** What the decision was made from: shown to whoever asks why this is here. */
function reasonsOf({ row, match, keyword, verdict }: ReadSms): Record<string, unknown> {
  return {
    way: `sms_${row.via}`, via: viaOf(row.fields['From'] ?? ''), match: match.result,
    ...(keyword === null ? { optOut: verdict } : { keyword }),
    ...(match.result === 'matched' ? {
      how: match.how, answeredMessageId: match.answered?.id ?? null,
    } : {}),
    // These customers are held for a working day, until somebody says whose message it is.
    ...(match.result === 'ambiguous' ? { how: 'phone', candidates: match.customerIds } : {}),
  }
}

/** Invoices of the message it answers, and those of this customer that it names. */
async function coveredInvoices(
  org: Org, match: Extract<SmsMatch, { result: 'matched' }>, body: string,
): Promise<SnapshotLine[]> {
  const ids = (match.answered?.snapshot ?? []).map((line) => line.invoiceId)
  const numbers = findInvoiceNumbers(body)
  const { rows } = await sql<SnapshotLine>`
    select id as "invoiceId", number, open_minor as "openMinor", currency from invoice
    where org_id = ${org.id} and customer_id = ${match.customerId}
      and (id = any(${ids}::uuid[])
        or number = any(${[...numbers, ...numbers.map((one) => one.toUpperCase())]}::text[]))
    order by due_on, id limit 500`.execute(org.tx)
  return rows
}
