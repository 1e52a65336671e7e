// What a member wrote in answer to a notification mail: never a word of the notification itself.
import type { ParsedMail } from './mail.ts'
import { replyText } from './reply-text.ts'

/** Each notification mail says these, so whoever still has them has not been cut from the quote. */
export const ANSWER_HINT = 'goes to the customer in your name'
export const SETTINGS_PLACE = '/settings?section=notices'

export type MemberAnswer = { text: string } | { why: string }

export function memberAnswerOf(mail: Pick<ParsedMail, 'text' | 'htmlText'>): MemberAnswer {
  const { reply, quoted } = replyText(mail)
  const text = reply.trim()
  if (text === '') return { why: 'There was no text in it. Write yours above the quoted message.' }
  // Where nothing could be cut, the whole text counts as written; here that would send the quote.
  const isQuote = (quoted.trim() === '' && /^\s*>/m.test(text))
    || [ANSWER_HINT, SETTINGS_PLACE].some((words) => bare(text).includes(bare(words)))
  if (!isQuote) return { text }
  return {
    why: 'Your words could not be told from the quoted notification. Write above it, or answer in '
      + 'Duebox.',
  }
}

/** Mail programs break lines and mark quotes as they like. */
const bare = (text: string): string => text.replaceAll(/[\s>]+/g, '')
