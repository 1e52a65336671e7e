// Sentences of the timeline about what was written, what came of it, and who answered.
import { plural, t } from '@lingui/core/macro'
import type { EventKind } from '#domain/event.ts'
import { because, type Said } from './event-detail.ts'

const SENT_WORDS = {
  step_turned: (d) => because(stepTurned(d), d),
  message_leaving: () => t`A message was written`,
  message_undone: () => t`A message was taken back before it left`,
  message_sent: (d) => t`${{ name: messageName(d) }} sent to ${{ to: d.to }}`,
  message_failed: (d) => because(t`${{ name: messageName(d) }} to ${{ to: d.to }} failed`, d),
  message_unknown: (d) => because(
    t`${{ name: messageName(d) }} to ${{ to: d.to }} may or may not have left`, d),
  message_status: (d) => smsStatus(d),
  message_settled: ({ as }) => (as === 'sent' ? t`Settled by hand: sent`
    : as === 'send_again' ? t`Settled by hand: send again`
    : as === 'give_up' ? t`Settled by hand: give up`
    : t`Settled by hand: ${{ as: as.replace('_', ' ') }}`),
  message_crossed: ({ amount, sentOn }) =>
    t`Crossed in the post: ${amount} came when the message of ${sentOn} had left`,
  asked_at_parent: (d) =>
    t`${{ head: d.head }} was asked for this: ${{ name: messageName(d) }} to ${{ to: d.to }}`,
  letter_queued: (d) => t`Letter “${{ name: letterName(d) }}” waits to be printed`,
  letter_posted: (d) =>
    t`Letter “${{ name: letterName(d) }}” posted on ${{ postedOn: d.postedOn }}`,
  letter_post_undone: (d) => t`Letter “${{ name: letterName(d) }}” was not posted after all`,
  letter_withdrawn: (d) => because(
    t`Letter “${{ name: letterName(d) }}” withdrawn before it was posted`, d),
  sms_fell_back: (d) => because(d.channel === 'sms'
    ? t`SMS to ${d.to} did not arrive; it goes on to another number`
    : t`SMS to ${{ to: d.to }} did not arrive; it goes on ${{ way: goesOn(d) }}`, d),
  mail_fell_back: (d) => because(
    t`Mail to ${{ to: d.to }} reached nobody; the step goes on ${{ way: goesOn(d) }}`, d),
  sms_replaced: (d) => because(t`“${{ name: d.name }}” goes on ${{ way: goesOn(d) }}`, d),
  step_replaced: (d) => because(t`“${{ name: d.name }}” goes on ${{ way: goesOn(d) }}`, d),
  mail_delayed: (d) => because(t`Mail to ${d.address} does not get through for now`, d),
  message_bounced: (d) => because(t`Mail to ${d.address} came back`, d),
  address_task_opened: ({ contact, address }) => (contact === ''
    ? t`A new address of this contact is needed: ${address}`
    : t`A new address of ${contact} is needed: ${address}`),
  address_task_closed: (d) => because(d.contact === ''
    ? t`The address ${d.address} of a contact is taken care of`
    : t`The address ${d.address} of ${d.contact} is taken care of`, d),
} satisfies Partial<Record<EventKind, (d: Said) => string>>

const messageName = ({ name }: Said): string => (name === '' ? t`Message` : name)
const letterName = ({ name }: Said): string => (name === '' ? t`Letter` : name)

function stepTurned({ name, channel }: Said): string {
  switch (channel) {
    case 'email': return t`“${name}” goes out by e-mail`
    case 'letter': return t`“${name}” goes out by post`
    case 'sms': return t`“${name}” goes out by SMS`
    case 'task': return t`“${name}” goes on as a task`
    default: return t`“${name}” goes on as a call`
  }
}

/** By what a step goes on that reached nobody as planned. */
function goesOn({ channel }: Said): string {
  switch (channel) {
    case 'next_contact': return t`to another contact`
    case 'email': return t`by e-mail`
    case 'sms': return t`as an SMS`
    case 'letter': return t`as a letter`
    case 'task': return t`as a task`
    case 'person': return t`by hand: nothing else is left to try`
    default: return t`as a call`
  }
}

/** What became of an SMS later; why, and what to do next, stand with it. */
function smsStatus(d: Said): string {
  const { to, status, next } = d
  switch (status) {
    case 'delivered': return t`SMS delivered to ${to}`
    case 'read': return t`SMS read at ${to}`
    case 'cancelled': return t`SMS to ${to} was withdrawn`
    case 'failed': return `${because(t`SMS to ${to} was not sent`, d)} ${next}`.trim()
    case 'undelivered': return `${because(t`SMS to ${to} was not delivered`, d)} ${next}`.trim()
    default: return t`SMS to ${to}: ${status}`
  }
}

const ANSWER_WORDS = {
  keyword_received: ({ from, keyword }) => t`${from} sent ${keyword} by SMS`,
  message_received: ({ from }) => t`${from} wrote`,
  automatic_received: ({ from }) => t`Automatic answer from ${from}`,
  ticket_kept: ({ mark }) => t`Their ticket is ${mark}; our next mails about this name it`,
  ticket_removed: ({ mark }) => t`Our next mails do not name the ticket ${mark}`,
  answered_by_mail: ({ from }) => t`${from} answered by e-mail`,
  answer_by_mail_refused: (d) => because(t`The answer by e-mail was not sent`, d),
  unmatched_linked: ({ from }) => t`A message from ${from} was assigned to this customer`,
  unmatched_unlinked: ({ from }) =>
    t`A message from ${from} was taken away again: it is not from this customer`,
  link_opened: ({ name, address }) =>
    t`${{ name: name === '' ? address : name }} opened the payment page`,
  link_revoked: ({ address }) => t`The link that ${address} had was ended`,
  reply_opened: () => t`Reminders stand still until this answer is handled`,
  reply_replied: ({ elsewhere, stillOpen }) => (elsewhere === 'true'
    ? stillOpen === '' ? t`Answered outside Duebox`
    : t`Answered outside Duebox; what came meanwhile still waits`
    : stillOpen === '' ? t`Answered` : t`Answered; what came meanwhile still waits`),
  reply_ignored: (d) => because(t`Answer needs no reply`, d),
  reply_paused: (d) => because(d.untilOn === '' ? t`Answer handled by a pause without an end`
    : t`Answer handled by a pause until ${d.untilOn}`, d),
  reply_reopened: () => t`Answer opened again`,
  reply_snoozed: (d) => because(d.returnsTime === ''
    ? t`Answer put off; it comes back on ${d.returnsOn}`
    : t`Answer put off; it comes back on ${d.returnsOn} at ${d.returnsTime}`, d),
  reply_returned: (d) => because(t`Answer waits in To Do again`, d),
  reply_assigned: (d) => because(
    d.to === '' ? t`Answer given to nobody` : t`Answer given to ${d.to}`, d),
  reply_escalated: ({ days, to }) => (to === ''
    ? plural(Number(days), {
      one: `Unanswered for ${days} business day; the admins were told`,
      other: `Unanswered for ${days} business days; the admins were told` })
    : plural(Number(days), {
      one: `Unanswered for ${days} business day; handed on to ${to}`,
      other: `Unanswered for ${days} business days; handed on to ${to}` })),
  reply_flood: ({ most }) => t`More than ${most} messages in an hour; nobody is told of further
    ones until it calms down`,
  suggestion_accepted: (d) =>
    t`${{ suggestion: suggested(d) }} accepted, read from “${{ quote: d.quote }}”`,
  suggestion_dismissed: (d) =>
    t`${{ suggestion: suggested(d) }} dismissed, read from “${{ quote: d.quote }}”`,
  suggestion_reopened: (d) =>
    t`${{ suggestion: suggested(d) }} open again, read from “${{ quote: d.quote }}”`,
} satisfies Partial<Record<EventKind, (d: Said) => string>>

const SUGGESTED: Readonly<Record<string, string>> = {
  promise: t`Suggested promise`, dispute: t`Suggested dispute`,
  already_paid: t`Suggested search for a payment`, po_missing: t`Suggested order number`,
  wrong_person: t`Suggested new contact`, out_of_office: t`Suggested pause`,
}
const suggested = ({ suggestion }: Said): string => SUGGESTED[suggestion] ?? t`Suggestion`

export const MESSAGE_WORDS = { ...SENT_WORDS, ...ANSWER_WORDS }
