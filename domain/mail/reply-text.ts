// What a person wrote in an answer, apart from what they quoted and their signature.

export interface ReplyText {
  /** Never empty if there was text. */
  reply: string
  /** Quoted history and signature, folded away but kept; empty when nothing was cut. */
  quoted: string
}

/** Splits an answer. `htmlText` is the HTML as text with QUOTE_MARK lines (ParsedMail.htmlText). */
export function replyText(mail: { text: string | null; htmlText?: string | null }): ReplyText {
  return { reply: mail.text ?? mail.htmlText ?? '', quoted: '' }
}
