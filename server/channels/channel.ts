// The port to the world outside: a channel takes a message and gives a receipt; it knows nobody.

export interface OutgoingFile {
  name: string
  contentType: string
  content: Buffer
}

export interface Outgoing {
  /** Known to the provider wherever it can be, so that a lost answer can be asked for again. */
  attemptId: string
  channel: 'email' | 'sms' | 'letter'
  from: { name: string; address: string }
  to: readonly string[]
  cc: readonly string[]
  bcc: readonly string[]
  replyTo: string | null
  subject: string
  text: string
  html: string | null
  /** Message-ID without angle brackets, derived from the attempt. */
  messageRef: string
  inReplyTo: string | null
  references: readonly string[]
  isAutomatic: boolean
  files?: readonly OutgoingFile[]
}

/**
 * What a provider said. `unknown` is for every case in which the message may have left: nothing
 * is ever sent again because of it (SPEC §5.1).
 */
export type Receipt =
  | { kind: 'accepted'; providerId: string | null }
  | { kind: 'refused'; why: string; isPermanent: boolean; isAddressDead: boolean }
  | { kind: 'unknown'; why: string }

export interface SendingChannel {
  send: (message: Outgoing) => Promise<Receipt>
  /** Whether an attempt was accepted, asked later; null where the provider cannot tell. */
  wasAccepted: ((attemptId: string) => Promise<boolean>) | null
}
