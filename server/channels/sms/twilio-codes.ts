// Says what a code of Twilio's means, in an answer or in a later report; unknown ones as well.
import type { Remedy, SmsFailure } from '#domain/sms/sms-failure.ts'
import { ANSWER_CODES, type Meanings } from './answer-codes.ts'
import { REPORT_CODES } from './report-codes.ts'
import { pageOfCode } from './twilio-trouble.ts'

/** A refusal at once. Most codes mean the same wherever they come; the answer's comes first. */
export const failureOfAnswer = (code: number | null): SmsFailure =>
  meant(code, [ANSWER_CODES, REPORT_CODES])
    // What nobody knows may be the sender's fault, and goes on being one: an admin looks first.
    ?? unknown(code, 'The provider refused the SMS', 'pause_sender')

/** A report that came later: `undelivered` left the provider, `failed` never did. */
export const failureOfReport = (
  code: number | null, status: 'failed' | 'undelivered',
): SmsFailure => meant(code, [REPORT_CODES, ANSWER_CODES])
  ?? (status === 'undelivered' ? unknown(code, 'The SMS was not delivered', 'next_window')
    : unknown(code, 'The provider could not send the SMS', 'nothing'))

const LATER: ReadonlySet<Remedy> = new Set(['retry', 'next_window', 'other_sender', 'unclear'])

/** Whether the same message would be refused again. */
export const isPermanent = (failure: SmsFailure): boolean => !LATER.has(failure.remedy)

/** Whether no SMS can ever reach the number. An opt-out is not that: the number is fine. */
export const isAddressDead = ({ remedy }: SmsFailure): boolean =>
  remedy === 'bad_number' || remedy === 'landline'

function meant(code: number | null, tables: readonly Meanings[]): SmsFailure | null {
  if (code === null) return null
  for (const table of tables) {
    const known = table[code]
    if (known !== undefined) return { code, text: known[0], remedy: known[1] }
  }
  return null
}

const unknown = (code: number | null, what: string, remedy: Remedy): SmsFailure => ({
  code, remedy,
  text: code === null ? `${what} and gave no reason.`
    : `${what}: code ${code}, see ${pageOfCode(code)}.`,
})
