// The shape of every verdict, so that a rule states only what it knows.
import type { MailKind, MailVerdict } from './mail.ts'

export type VerdictDetails =
  Partial<Omit<MailVerdict, 'kind' | 'rule' | 'isAutoReply' | 'isBounce'>>

export function verdict(kind: MailKind, rule: string, details: VerdictDetails = {}): MailVerdict {
  return {
    kind,
    rule,
    isAutoReply: kind === 'auto_reply',
    isBounce: kind === 'bounce',
    bounceRecipients: [],
    bounceStatus: null,
    bounceTemporary: false,
    bounceHard: false,
    originalMessageId: null,
    confirmation: null,
    ...details,
  }
}
