// What a received message is: a person's answer, or which of the machine's kinds, and why.
import type { MailVerdict, ParsedMail } from './mail.ts'
import { autoReply } from './find-auto-reply.ts'
import { failedRecipients, likelyBounce } from './find-bounce.ts'
import { automatedMail, bulkMail, emptyPathMail } from './find-bulk.ts'
import { deliveryReport, feedbackReport, readReceipt } from './find-report.ts'
import { forwardConfirmation } from './forward-confirmation.ts'
import { gatherMailFacts, type MailFacts } from './mail-facts.ts'
import { verdict } from './verdict.ts'

export interface MailContext {
  /** Whether an id (without brackets) is of a message that we sent. */
  ownMessageIds?: (id: string) => boolean
  /** The envelope sender was `<>`. */
  hasNullReturnPath?: boolean
  /** DKIM or a vouched ARC chain for the domain of From; absent when nobody checked. */
  senderAuthentication?: 'pass' | 'fail'
}

/**
 * The ordered rules; the first that fits decides. Never throws. Between a person and a machine
 * it prefers the person: a needless hold costs a click, dunning over an answer a customer.
 */
export function classifyMail(mail: ParsedMail, context: MailContext = {}): MailVerdict {
  const facts = gatherMailFacts(mail, context.hasNullReturnPath ?? false)
  return ownMail(facts, context)
    // Before everything that knows `noreply`.
    ?? forwardConfirmation(facts, context.senderAuthentication)
    ?? readReceipt(facts)
    ?? feedbackReport(facts)
    ?? deliveryReport(facts)
    ?? failedRecipients(facts)
    ?? likelyBounce(facts)
    ?? autoReply(facts)
    ?? bulkMail(facts)
    ?? automatedMail(facts)
    ?? emptyPathMail(facts)
    ?? verdict('human', 'human')
}

// Rule 0. A message of ours that came back by a rule or an alias would be an endless loop.
function ownMail(facts: MailFacts, context: MailContext): MailVerdict | null {
  if (facts.has('x-duebox-loop')) return verdict('own', 'loop-header')
  const { messageId } = facts.mail
  if (messageId && context.ownMessageIds?.(messageId)) return verdict('own', 'own-message-id')
  return null
}
