// Whether an answer can go back by SMS: to which number, from which sender, and what hinders it.
import type { z } from 'zod'
import type { AnswerBySms } from '#contract/actions.ts'
import { chooseSender, isOneWay } from '#domain/sms/choose-sender.ts'
import { phoneState } from '../../customers/phone-state.ts'
import type { Org } from '../../platform/in-organization.ts'
import { readSmsPool } from '../../settings/sms/read-senders.ts'
import type { MessageAnswer } from '../read-message.ts'

/** Null when the newest message is no SMS. */
export async function answerBySms(
  org: Org, newest: MessageAnswer | undefined,
): Promise<z.output<typeof AnswerBySms> | null> {
  if (newest?.channel !== 'sms') return null
  const state = await phoneState(org, newest.from)
  const pool = await readSmsPool(org)
  const sender = state.country === null ? null : chooseSender(pool.senders, {
    country: state.country, via: state.via, stickyId: state.stickySenderId,
    closedCountries: new Set(pool.closedCountries.keys()),
  })
  return {
    number: newest.from, via: state.via, isOptedOut: state.isOptedOut, consent: state.consent,
    question: state.consent === 'under_review' && !state.isOptedOut ? state.wording : null,
    sender: sender === null ? null : { address: sender.address, isOneWay: isOneWay(sender) },
  }
}
