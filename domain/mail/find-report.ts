// Rules 2 to 4: read receipts, spam complaints and delivery reports in their standard form.
import type { MailVerdict } from './mail.ts'
import type { MailFacts } from './mail-facts.ts'
import { bounceDetails, originalIdOf } from './bounce-details.ts'
import { BOUNCE_SUBJECTS } from './bounce-phrases.ts'
import {
  hasDeliveryFields, readDeliveryStatus, reportedMessageId, type RecipientReport,
} from './read-delivery-report.ts'
import { verdict } from './verdict.ts'

/** Rule 2: somebody's mail program says that our message was shown or thrown away. */
export function readReceipt(facts: MailFacts): MailVerdict | null {
  const { parts } = facts.mail
  const isReport = parts.reportType === 'disposition-notification'
    || parts.dispositionNotification !== null
  const originalMessageId = reportedMessageId(parts.dispositionNotification ?? '')
    ?? originalIdOf(facts)
  if (!isReport) {
    return hasReceiptTitle(facts)
      ? verdict('read_receipt', 'receipt-title', { originalMessageId }) : null
  }
  // Dovecot refuses mail with the form of a read receipt.
  const isRefusal = REFUSED_TEXTS.some((phrase) => facts.text.includes(phrase))
    && (facts.header('auto-submitted').startsWith('auto') || facts.subject.includes('reject'))
  if (isRefusal) return verdict('bounce', 'refusal-as-receipt', bounceDetails(facts, []))
  return verdict('read_receipt', 'disposition-notification', { originalMessageId })
}

/** Rule 3: somebody pressed "this is spam". */
export function feedbackReport(facts: MailFacts): MailVerdict | null {
  const { parts } = facts.mail
  const isReport = parts.reportType === 'feedback-report' || parts.feedbackReport !== null
    || (facts.fromAddress === 'staff@hotmail.com' && facts.subject.includes('complaint'))
    || (facts.text.includes('this is an email abuse report for an email message')
      && !facts.isReply)
  if (!isReport) return null
  return verdict('feedback_report', 'feedback-report', {
    originalMessageId: originalIdOf(facts) ?? reportedMessageId(parts.feedbackReport ?? ''),
  })
}

/** Rule 4: a delivery report, as a part of its own or written into the text. */
export function deliveryReport(facts: MailFacts): MailVerdict | null {
  const certified = certifiedReport(facts)
  if (certified) return certified
  const { parts } = facts.mail
  if (parts.deliveryStatus !== null) {
    return ofReports(facts, readDeliveryStatus(parts.deliveryStatus), 'delivery-status')
  }
  // A person may show us a report that they got; then it is not one to us.
  const isPlausible = facts.isDaemon || facts.hasNullPath || parts.reportType !== null
    || (!facts.isReply && !facts.isForward
      && BOUNCE_SUBJECTS.some((phrase) => facts.subject.includes(phrase)))
  const text = facts.mail.text ?? ''
  if (isPlausible && hasDeliveryFields(text)) {
    return ofReports(facts, readDeliveryStatus(text), 'delivery-status-in-text')
  }
  if (parts.reportType === 'delivery-status') {
    return verdict('bounce', 'delivery-status-without-part', bounceDetails(facts, []))
  }
  return null
}

function ofReports(
  facts: MailFacts, reports: readonly RecipientReport[], rule: string,
): MailVerdict {
  const isGood = reports.length > 0 && reports.every(isArrived)
  if (isGood) {
    return verdict('delivery_notice', rule, { originalMessageId: originalIdOf(facts) })
  }
  return verdict('bounce', rule, bounceDetails(facts, reports.filter((one) => !isArrived(one))))
}

const isArrived = ({ action, status }: RecipientReport): boolean =>
  action === 'delivered' || action === 'relayed' || action === 'expanded'
  || (action === null && (status?.startsWith('2') ?? false))

// Italian certified mail reports by headers of its own.
function certifiedReport(facts: MailFacts): MailVerdict | null {
  const receipt = facts.header('x-ricevuta').trim()
  if (receipt === '') return null
  const isFailure = receipt.includes('errore') || receipt.startsWith('non-')
    || receipt.includes('virus')
  if (isFailure) return verdict('bounce', 'certified-receipt', bounceDetails(facts, []))
  return verdict('delivery_notice', 'certified-receipt', {
    originalMessageId: facts.header('x-riferimento-message-id').replace(/[<>\s]/g, '') || null,
  })
}

const REFUSED_TEXTS = ['automatically rejected', 'quota exceeded', 'mailbox is full', 'over quota']

const RECEIPT_TITLES = [
  'read', 'gelesen', 'lu', 'leído', 'letto', 'lida', 'lido', 'gelezen', 'läst', 'læst', 'lest',
  'luettu', 'przeczytano', 'přečteno', 'prečítané', 'olvasott', 'elolvasva', 'citit', 'okundu',
  'αναγνώστηκε', 'прочитано', 'прочетено', '開封済み', '已读', '已讀', '읽음', 'not read',
  'ungelesen gelöscht',
  'return receipt (displayed)', 'return receipt', 'read receipt', 'read-receipt', 'lesebestätigung',
  'confirmation de lecture', 'confirmación de lectura', 'conferma di lettura',
  'confirmação de leitura', 'leesbevestiging', 'disposition notification', 'message read',
]
const RECEIPT_TEXTS = [
  'was read on', 'was read at', 'was displayed on', 'was deleted without being read',
  'this is a return receipt', 'this is a receipt for the', 'return receipt only acknowledges',
  'read receipt', 'wurde am', 'wurde gelesen', 'wurde ungelesen', 'a été lu', 'fue leído',
  'è stato letto', 'foi lida', 'foi lido', 'is gelezen', 'lästes', 'blev læst', 'ble lest',
  'zostało przeczytane', 'została przeczytana', 'byla přečtena', 'прочитано', 'は開封されました',
  '开封', '于', 'diese lesebestätigung', 'dies ist eine empfangsbestätigung',
]

// Some programs send a receipt as plain mail: `Read: subject` and "was read on".
function hasReceiptTitle(facts: MailFacts): boolean {
  const title = /^([^:：]{1,40})[:：]/.exec(facts.subject)?.[1]?.trim() ?? ''
  return RECEIPT_TITLES.includes(title)
    && RECEIPT_TEXTS.some((phrase) => facts.text.slice(0, 1_000).includes(phrase))
}
