// The verdict on one raw message, by the same functions as the pipeline; stores nothing.
import type { z } from 'zod'
import type { MailExplanation } from '#contract/mail.ts'
import { classifyMail } from '#domain/mail/classify-mail.ts'
import { findForwarding, forwardingText } from '#domain/mail/find-forwarding.ts'
import type { MailAttachment } from '#domain/mail/mail.ts'
import { replyText } from '#domain/mail/reply-text.ts'
import { parseMail, type ParseFailure, type ReadMail } from './parse-mail.ts'
import { readHeadOnly } from './read-mail.ts'

export type Explanation = z.output<typeof MailExplanation>

/** Why a message cannot be read in full, in words for people. */
export const WHY_UNREADABLE: Record<ParseFailure, string> = {
  timeout: 'Reading it took too long.',
  out_of_memory: 'Reading it took too much memory.',
  too_large: 'It is too large to be read.',
  too_many_parts: 'It has too many parts.',
  headers_too_large: 'Its head is too large.',
  malformed: 'It is not a readable e-mail.',
}

/** Never throws for bad input: `unreadable` then says why only a part is known. */
export async function explainMail(raw: Uint8Array): Promise<Explanation> {
  if (raw.length === 0) return { ...explain(readHeadOnly(raw)), unreadable: 'It is empty.' }
  const result = await parseMail(raw)
  return result.ok ? explain(result.mail)
    : { ...explain(result.partial), unreadable: WHY_UNREADABLE[result.why] }
}

function explain(mail: ReadMail): Explanation {
  const verdict = classifyMail(mail)
  const reply = replyText(mail)
  const forwarding = findForwarding(mail)
  return {
    from: mail.from?.address || null,
    fromName: mail.from?.name ?? '',
    subject: mail.subject,
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo,
    references: [...mail.references],
    text: mail.text ?? '',
    replyText: reply.reply,
    unquotedText: reply.unquoted,
    safeHtml: mail.safeHtml,
    // Without the list of what we sent, our own reminder is just a machine's mail.
    kind: verdict.kind === 'own' ? 'automated' : verdict.kind,
    isAutoReply: verdict.isAutoReply,
    isBounce: verdict.isBounce,
    bounceRecipients: [...verdict.bounceRecipients],
    bounceStatus: verdict.bounceStatus,
    bounceTemporary: verdict.bounceTemporary,
    bounceHard: verdict.bounceHard,
    originalMessageId: verdict.originalMessageId,
    forwarded: forwarding !== null,
    forwardedVia: forwarding && forwardingText(forwarding),
    confirmation: verdict.confirmation,
    attachments: mail.attachments.map(attachmentText),
  }
}

const attachmentText = (one: MailAttachment): Explanation['attachments'][number] => ({
  name: one.name ?? '', type: one.type, sizeBytes: one.sizeBytes, disposition: one.disposition,
  contentId: one.contentId, risk: one.risk, why: one.riskWhy || null,
})
