// What a received message is: a person's answer, or which of the machine's kinds, and why.
import type { MailKind, MailVerdict, ParsedMail } from './mail.ts'

export interface MailContext {
  /** Whether an id (without brackets) is of a message that we sent. */
  ownMessageIds?: (id: string) => boolean
  /** The envelope sender was `<>`. */
  hasNullReturnPath?: boolean
  /** DKIM or a vouched ARC chain for the domain of From; absent when nobody checked. */
  senderAuthentication?: 'pass' | 'fail'
}

/** Applies the ordered rules; the first that fits decides. Never throws. */
export function classifyMail(mail: ParsedMail, context: MailContext = {}): MailVerdict {
  void mail
  void context
  return verdict('human', 'human')
}

function verdict(kind: MailKind, rule: string): MailVerdict {
  return {
    kind, rule, isAutoReply: kind === 'auto_reply', isBounce: kind === 'bounce',
    bounceRecipients: [], bounceStatus: null, bounceTemporary: false, bounceHard: false,
    originalMessageId: null, confirmation: null,
  }
}
