// A received message as the rules see it: decoded, bounded, embedded messages kept apart.
import type { Instant } from '../day.ts'

export interface MailHeader {
  /** Lower-case. Duplicates are kept, in the order of the message: the topmost is the newest. */
  name: string
  /** Unfolded and decoded to Unicode, encoded words included. */
  value: string
}

export interface MailAddress {
  /** Lower-case `local@domain`; empty when the header names nobody that can be written to. */
  address: string
  name: string
}

export interface MailAttachment {
  name: string | null
  type: string
  sizeBytes: number
  disposition: 'attachment' | 'inline' | null
  /** Without angle brackets. */
  contentId: string | null
  /** A whole message carried inside, as a bounce or a forward does. */
  isEmbeddedMessage: boolean
  /** What opening it may do, by its content and not by its name. */
  risk: AttachmentRisk
  /** Why it is not safe; empty when it is. */
  riskWhy: string
}

export type AttachmentRisk = 'safe' | 'caution' | 'dangerous'

/** The message inside one that a person forwarded by hand. */
export interface ForwardedOriginal {
  fromAddress: string
  fromName: string
  subject: string
}

/** What is kept of a message carried inside another one. */
export interface EmbeddedMessage {
  headers: readonly MailHeader[]
  messageId: string | null
  /** `text/rfc822-headers` has only the head. */
  isHeadersOnly: boolean
}

/** What the classifier needs to know of the MIME tree, outside embedded messages. */
export interface MailParts {
  /** Lower-case type of every part, root first. */
  contentTypes: readonly string[]
  /** `report-type` of a multipart/report, lower-case. */
  reportType: string | null
  /** Text of the message/delivery-status parts. */
  deliveryStatus: string | null
  /** Text of the message/disposition-notification parts (a read receipt). */
  dispositionNotification: string | null
  /** Text of the message/feedback-report parts (a spam complaint). */
  feedbackReport: string | null
  embedded: readonly EmbeddedMessage[]
}

export interface ParsedMail {
  headers: readonly MailHeader[]
  from: MailAddress | null
  /** More than one From, or a From that only decodes to an address, proves no sender. */
  isSenderDoubtful: boolean
  to: readonly MailAddress[]
  cc: readonly MailAddress[]
  replyTo: readonly MailAddress[]
  subject: string
  /** Message ids are without angle brackets, as in `messageRef`. */
  messageId: string | null
  inReplyTo: string | null
  /** Oldest first, as in the header; at most 100. */
  references: readonly string[]
  /** The Date header as a moment in UTC; null when missing or not a date. */
  date: Instant | null
  /** The readable text: the plain part if it has letters, else the HTML as text. */
  text: string | null
  textSource: 'plain' | 'html' | null
  /** The HTML as text, with QUOTE_MARK where a mail client's own quote container begins. */
  htmlText: string | null
  /** As received and dangerous; for people only after sanitising. */
  html: string | null
  attachments: readonly MailAttachment[]
  parts: MailParts
  /** Set when a person forwarded another message as text. */
  forwardedOriginal?: ForwardedOriginal | null
}

export type MailKind =
  | 'own' | 'forward_confirmation' | 'read_receipt' | 'feedback_report' | 'delivery_notice'
  | 'bounce' | 'auto_reply' | 'bulk' | 'automated' | 'human'

/** A mail provider asking the admin to confirm the forwarding to us. */
export interface ForwardConfirmation {
  provider: 'gmail' | 'zoho' | 'other'
  code: string | null
  link: string | null
  /** The mailbox that wants to forward, when the message names it. */
  mailbox: string | null
}

export interface MailVerdict {
  kind: MailKind
  /** Name of the rule that decided, kept as evidence. */
  rule: string
  isAutoReply: boolean
  isBounce: boolean
  /** Lower-case addresses that could not be reached. */
  bounceRecipients: readonly string[]
  /** Enhanced status, `5.1.1`, when the report tells one. */
  bounceStatus: string | null
  /** Delivery is still being tried, or may succeed later. */
  bounceTemporary: boolean
  /** The address itself is dead: no such user or no such domain. */
  bounceHard: boolean
  /** Id of the message that this one reports about. */
  originalMessageId: string | null
  confirmation: ForwardConfirmation | null
}

/** Private-use character on a line of its own: all below is quoted, by the HTML's structure. */
export const QUOTE_MARK = '\uE0F1'

/** The first value of a header, or an empty text. */
export const headerOf = (mail: Pick<ParsedMail, 'headers'>, name: string): string =>
  mail.headers.find((header) => header.name === name)?.value ?? ''

/** Every value of a header, topmost first. */
export const headersOf = (mail: Pick<ParsedMail, 'headers'>, name: string): string[] =>
  mail.headers.filter((header) => header.name === name).map((header) => header.value)
