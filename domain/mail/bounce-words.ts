// Why a mail came back, in words for people who never read an SMTP status.

export interface BounceSigns {
  /** Enhanced status, `5.1.1`. */
  status: string | null
  isHard: boolean
  isTemporary: boolean
}

/** By the status without its class, the more exact first. */
const WORDS: readonly (readonly [code: RegExp, words: string])[] = [
  [/^1\.2$/, 'The domain of this address does not exist or takes no mail.'],
  [/^(1\.|2\.1)/, 'There is no such mailbox; the person may have left.'],
  [/^2\.2$/, 'The mailbox is full.'],
  [/^(2\.3|3\.4)$/, 'The message is larger than their mailbox allows.'],
  [/^(3|4)\./, 'Their mail server could not be reached.'],
  [/^7\./, 'Their mail server refused our mail, often by a rule against unknown senders.'],
]

/** One sentence; what cannot be known is not invented. */
export function bounceWords({ status, isHard, isTemporary }: BounceSigns): string {
  const code = status?.replace(/^\d\./, '') ?? ''
  const known = WORDS.find(([pattern]) => pattern.test(code))?.[1]
    ?? (isHard ? 'There is no such mailbox; the person may have left.'
      : 'Their mail server sent it back without a clear reason.')
  return isTemporary ? `${known} Delivery is still being tried.` : known
}
