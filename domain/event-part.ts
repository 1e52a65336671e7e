// Which events belong to each part of a timeline, and which say some words.
import { describeEvent, EVENT_KINDS } from './event.ts'
import type { EventPart } from './event-parts.ts'

/** Besides the events about a message of the same channel. */
const BY_KIND: Record<EventPart, RegExp> = {
  email: /^(mail_|message_bounced|answered_by_mail)/,
  sms: /^(sms_|consent_|keyword_)/,
  call: /^call_/,
  letter: /^letter_/,
  task: /^(task_|action_)/,
  money: /^(payment_|credit_note|cash_|rest_|promise_|dispute_|invoice_|message_crossed)/,
  note: /^note_/,
}

export const kindsOfPart = (part: EventPart): string[] =>
  EVENT_KINDS.filter((kind) => BY_KIND[part].test(kind))

/** Kinds whose sentence says these words whatever stands in its gaps: “payment”, “taken back”. */
export function kindsThatSay(words: string): string[] {
  const wanted = words.trim().toLowerCase()
  return wanted === '' ? []
    : EVENT_KINDS.filter((kind) => describeEvent(kind, {}).toLowerCase().includes(wanted))
}
