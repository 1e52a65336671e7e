// Everything the timeline can say: one closed table of event kinds, each with its plain sentence.

import { formatPhone } from './sms/format-phone.ts'

type Detail = Readonly<Record<string, unknown>>

/** What was recorded under a name, as a text for people. */
export const detailText = (detail: Detail, name: string, otherwise = ''): string => {
  const value = detail[name]
  return typeof value === 'string' || typeof value === 'number' ? formatPhone(String(value))
    : otherwise
}
const text = detailText
const because = (detail: Detail) => {
  const reason = text(detail, 'reason')
  return reason === '' ? '' : `: ${reason}`
}

const SUGGESTED: Readonly<Record<string, string>> = {
  promise: 'Suggested promise', dispute: 'Suggested dispute',
  already_paid: 'Suggested search for a payment', po_missing: 'Suggested order number',
  wrong_person: 'Suggested new contact', out_of_office: 'Suggested pause',
}
const suggested = (detail: Detail, what: string) =>
  `${SUGGESTED[text(detail, 'suggestion')] ?? 'Suggestion'} ${what}, read from “${text(detail,
    'quote')}”`

/** The sentence of each kind; `detail` is what was recorded with it. */
const SENTENCES = {
  customer_added: () => 'Customer added',
  customer_changed: () => 'Customer changed',
  person_erased: (d) => 'A person was erased'
    + (text(d, 'keptUntil') === '' ? '' : `; messages are kept for claims until ${
      text(d, 'keptUntil')}, for admins only`),
  customer_placed: (d) => (text(d, 'parent') === '' ? 'Stands under no parent'
    : `Stands under ${text(d, 'parent')}, collected ${
      text(d, 'collectAt') === 'parent' ? 'with it' : 'by itself'}`),
  channel_wished: (d) => text(d, 'wish', 'Any channel may be used again')
    .replace(/\.$/, ''),
  step_turned: (d) => `“${text(d, 'name')}” goes ${
    ({ email: 'out by e-mail', letter: 'out by post', sms: 'out by SMS', task: 'on as a task' })[
      text(d, 'channel')] ?? 'on as a call'}${because(d)}`,
  contact_added: (d) => `Contact ${text(d, 'name', 'without a name')} added`,
  contact_changed: (d) => `Contact ${text(d, 'name', 'without a name')} changed`,
  contact_removed: (d) => `Contact ${text(d, 'name', 'without a name')} removed`,
  address_suppressed: (d) => `${text(d, 'address')} is not written to any more${because(d)}`,
  consent_given: (d) => `${text(d, 'address')} may get SMS${because(d)}`,
  consent_revoked: (d) => `${text(d, 'address')} gets no SMS any more${because(d)}`,
  consent_doubted: (d) =>
    `No SMS to ${text(d, 'address')} until a person has decided${because(d)}`,
  keyword_received: (d) => `${text(d, 'from')} sent ${text(d, 'keyword')} by SMS`,
  pause_started: (d) => {
    const until = text(d, 'untilOn')
    const what = text(d, 'scope') === 'workflow' ? 'Workflow'
      : text(d, 'scope') === 'organization' ? 'All collection' : 'Collection'
    return `${what} paused ${until ? `until ${until}` : 'without an end'}${because(d)}`
  },
  pause_changed: (d) => {
    const until = text(d, 'untilOn')
    return `Pause changed: now ${until ? `until ${until}` : 'without an end'}${because(d)}`
  },
  pause_ended: (d) => (d['how'] === 'by_day' ? 'Pause over: its day has come' : 'Pause ended'),
  pause_reviewed: (d) => `The pause without an end is to be reviewed${because(d)}`,
  invoice_added: (d) => `Invoice ${text(d, 'number')} added`,
  invoice_changed: (d) => `Invoice ${text(d, 'number')} changed${because(d)}`,
  invoice_closed: (d) => `Invoice ${text(d, 'number')} closed as ${text(d, 'as')}${because(d)}`,
  payment_recorded: (d) => `Payment of ${text(d, 'amount')} received`,
  payment_announced: (d) =>
    `Payment of ${text(d, 'amount')} announced for ${text(d, 'expectedOn')}`,
  payment_failed: (d) => `Announced payment of ${text(d, 'amount')} will not come${because(d)}`,
  payment_lapsed: (d) => `Payment of ${text(d, 'amount')} announced for ${text(d, 'expectedOn')} `
    + 'has not come; collection goes on',
  rest_reopened: (d) => `Rest of ${text(d, 'amount')} of invoice ${text(d, 'number')} open again`,
  cash_applied: (d) => `${text(d, 'amount')} that was here applied to ${text(d, 'numbers')}`,
  cash_unapplied: (d) => `Applying ${text(d, 'amount')} was taken back`,
  message_crossed: (d) => `Crossed in the post: ${text(d, 'amount')} came when the message of `
    + `${text(d, 'sentOn')} had left`,
  payment_reversed: (d) => `Payment of ${text(d, 'amount')} reversed`,
  credit_note_recorded: (d) => `Credit note ${text(d, 'number')} over ${text(d, 'amount')}`,
  dispute_opened: (d) => `Disputed${because(d)}`,
  dispute_changed: (d) => `Dispute: ${text(d, 'owner')} ${
    text(d, 'state') === 'investigating' ? 'looks into it' : 'settles it'}`
    + (text(d, 'dueOn') === '' ? '' : ` by ${text(d, 'dueOn')}`),
  dispute_closed: (d) => `Dispute closed: ${text(d, 'as')}${because(d)}`,
  promise_made: (d) => `${text(d, 'amount')} promised for ${text(d, 'promisedOn')}`
    + (text(d, 'numbers') === '' ? '' : ` (${text(d, 'numbers')})`),
  promise_ended: (d) => (text(d, 'promisedOn') === '' ? 'Promise '
    : `Promise for ${text(d, 'promisedOn')} `) + text(d, 'as').replace('_', ' '),
  workflow_assigned: (d) => `Put under the workflow “${text(d, 'workflow')}”`
    + (text(d, 'former') === '' ? '' : ` instead of “${text(d, 'former')}”`) + because(d),
  workflow_unassigned: (d) =>
    (text(d, 'workflow') === '' ? 'No workflow is followed'
      : `“${text(d, 'workflow')}” is not followed any more`) + because(d),
  workflow_published: (d) => `Version ${text(d, 'version')} of “${text(d, 'workflow')}” published; `
    + (text(d, 'runs') === 'migrate' ? 'running ones move to it'
      : 'running ones finish on their version'),
  publishing_undone: (d) => `Publishing of “${text(d, 'workflow')}” taken back`,
  workflow_archived: (d) => `Workflow “${text(d, 'workflow')}” archived; `
    + (text(d, 'successor') === '' ? 'nobody follows another one instead'
      : `“${text(d, 'successor')}” takes its place`),
  rules_changed: (d) => `Assignment rules for ${text(d, 'level')}s changed`,
  run_moved: (d) => `Moved to version ${text(d, 'version')} of “${text(d, 'workflow')}”`,
  run_moved_back: (d) => `Back on the version of “${text(d, 'workflow')}” before: the publishing `
    + 'was taken back',
  run_started: (d) => `Started the workflow “${text(d, 'workflow')}”`,
  run_restarted: (d) => `Workflow began again with invoice ${text(d, 'number')}${because(d)}`,
  run_finished: (d) => `All steps of “${text(d, 'workflow')}” are done and money is still open`,
  action_done: (d) => `${text(d, 'name')} done${because(d)}`,
  call_logged: (d) => `Call “${text(d, 'name')}”: ${text(d, 'outcome')}${because(d)}`,
  task_opened: (d) => `Task “${text(d, 'name')}” for ${text(d, 'dueOn')}${because(d)}`,
  task_changed: (d) => `Task “${text(d, 'name')}” changed`,
  task_reopened: (d) => `Task “${text(d, 'name')}” opened again`,
  action_postponed: (d) => `${text(d, 'name')} put off until ${text(d, 'dueOn')}`,
  action_assigned: (d) => `${text(d, 'name')} given to ${text(d, 'to', 'everybody')}`,
  action_skipped: (d) => `${text(d, 'name')} skipped${because(d)}`,
  message_leaving: () => 'A message was written',
  message_undone: () => 'A message was taken back before it left',
  message_sent: (d) => `${text(d, 'name', 'Message')} sent to ${text(d, 'to')}`,
  asked_at_parent: (d) => `${text(d, 'head')} was asked for this: ${text(d, 'name', 'Message')} `
    + `to ${text(d, 'to')}`,
  letter_queued: (d) => `Letter “${text(d, 'name', 'Letter')}” waits to be printed`,
  letter_posted: (d) => `Letter “${text(d, 'name', 'Letter')}” posted on ${text(d, 'postedOn')}`,
  letter_post_undone: (d) => `Letter “${text(d, 'name', 'Letter')}” was not posted after all`,
  letter_withdrawn: (d) =>
    `Letter “${text(d, 'name', 'Letter')}” withdrawn before it was posted${because(d)}`,
  message_failed: (d) => `${text(d, 'name', 'Message')} to ${text(d, 'to')} failed${because(d)}`,
  message_unknown: (d) =>
    `${text(d, 'name', 'Message')} to ${text(d, 'to')} may or may not have left${because(d)}`,
  message_status: (d) => smsStatus(d),
  sms_fell_back: (d) => `SMS to ${text(d, 'to')} did not arrive; it goes on `
    + (text(d, 'channel') === 'sms' ? 'to another number' : goesOn(d)) + because(d),
  mail_fell_back: (d) =>
    `Mail to ${text(d, 'to')} reached nobody; the step goes on ${goesOn(d)}${because(d)}`,
  sms_replaced: (d) => `“${text(d, 'name')}” goes on ${goesOn(d)}${because(d)}`,
  step_replaced: (d) => `“${text(d, 'name')}” goes on ${goesOn(d)}${because(d)}`,
  message_settled: (d) => `Settled by hand: ${text(d, 'as').replace('_', ' ')}`,
  message_received: (d) => `${text(d, 'from')} wrote`,
  automatic_received: (d) => `Automatic answer from ${text(d, 'from')}`,
  ticket_kept: (d) => `Their ticket is ${text(d, 'mark')}; our next mails about this name it`,
  ticket_removed: (d) => `Our next mails do not name the ticket ${text(d, 'mark')}`,
  message_bounced: (d) => `Mail to ${text(d, 'address')} came back${because(d)}`,
  answered_by_mail: (d) => `${text(d, 'from')} answered by e-mail`,
  answer_by_mail_refused: (d) => `The answer by e-mail was not sent${because(d)}`,
  unmatched_linked: (d) => `A message from ${text(d, 'from')} was assigned to this customer`,
  unmatched_unlinked: (d) =>
    `A message from ${text(d, 'from')} was taken away again: it is not from this customer`,
  link_opened: (d) => `${text(d, 'name', text(d, 'address'))} opened the payment page`,
  link_revoked: (d) => `The link that ${text(d, 'address')} had was ended`,
  reply_opened: () => 'Reminders stand still until this answer is handled',
  reply_replied: (d) => (d['elsewhere'] === true ? 'Answered outside Duebox' : 'Answered')
    + (text(d, 'stillOpen') === '' ? '' : '; what came meanwhile still waits'),
  reply_ignored: (d) => `Answer needs no reply${because(d)}`,
  reply_paused: (d) => {
    const until = text(d, 'untilOn')
    return `Answer handled by a pause ${until ? `until ${until}` : 'without an end'}${because(d)}`
  },
  reply_reopened: () => 'Answer opened again',
  document_kept: (d) => `PDF of invoice ${text(d, 'number')} added`,
  document_removed: (d) => `PDF of invoice ${text(d, 'number')} taken away`,
  note_added: () => 'Internal note',
  note_changed: () => 'Internal note changed',
  note_removed: () => 'Internal note removed',
  reply_snoozed: (d) => `Answer put off; it comes back on ${text(d, 'returnsOn')}`
    + `${text(d, 'returnsTime') === '' ? '' : ` at ${text(d, 'returnsTime')}`}${because(d)}`,
  reply_returned: (d) => `Answer waits in To Do again${because(d)}`,
  reply_assigned: (d) => `Answer given to ${text(d, 'to', 'nobody')}${because(d)}`,
  reply_escalated: (d) => `Unanswered for ${text(d, 'days')} business days`
    + (text(d, 'to') === '' ? '; the admins were told' : `; handed on to ${text(d, 'to')}`),
  reply_flood: (d) => `More than ${text(d, 'most')} messages in an hour; nobody is told of further `
    + 'ones until it calms down',
  mail_delayed: (d) => `Mail to ${text(d, 'address')} does not get through for now${because(d)}`,
  address_task_opened: (d) =>
    `A new address of ${text(d, 'contact', 'this contact')} is needed: ${text(d, 'address')}`,
  address_task_closed: (d) =>
    `The address ${text(d, 'address')} of ${text(d, 'contact', 'a contact')} is taken care of`
    + because(d),
  suggestion_accepted: (d) => suggested(d, 'accepted'),
  suggestion_dismissed: (d) => suggested(d, 'dismissed'),
  suggestion_reopened: (d) => suggested(d, 'open again'),
  automation_on: (d) => `Automatic sending turned on; ${text(d, 'count')} messages leave today`,
  send_budget_raised: (d) =>
    `Limit of automatic messages raised for the day from ${text(d, 'before')} to ${text(d, 'to')}`,
  automation_off: () => 'Automatic sending turned off',
  copy_found: () => 'This database was restored or copied; automatic sending was turned off',
  copy_confirmed: () => 'Confirmed that this is the only copy that sends',
} satisfies Record<string, (detail: Detail) => string>

/** By what a step goes on that reached nobody as planned. */
function goesOn(d: Detail): string {
  switch (text(d, 'channel')) {
    case 'next_contact': return 'to another contact'
    case 'email': return 'by e-mail'
    case 'sms': return 'as an SMS'
    case 'letter': return 'as a letter'
    case 'task': return 'as a task'
    case 'person': return 'by hand: nothing else is left to try'
    default: return 'as a call'
  }
}

/** What became of an SMS later; why, and what to do next, stand with it. */
function smsStatus(d: Detail): string {
  const to = text(d, 'to')
  switch (text(d, 'status')) {
    case 'delivered': return `SMS delivered to ${to}`
    case 'read': return `SMS read at ${to}`
    case 'cancelled': return `SMS to ${to} was withdrawn`
    case 'failed': return `SMS to ${to} was not sent${because(d)} ${text(d, 'next')}`.trim()
    case 'undelivered':
      return `SMS to ${to} was not delivered${because(d)} ${text(d, 'next')}`.trim()
    default: return `SMS to ${to}: ${text(d, 'status')}`
  }
}

export type EventKind = keyof typeof SENTENCES

// The keys of a literal are what its type says.
export const EVENT_KINDS = Object.keys(SENTENCES) as EventKind[]

export const isEventKind = (kind: string): kind is EventKind => kind in SENTENCES

/** One plain sentence for people. */
export function describeEvent(kind: string, detail: Detail): string {
  return isEventKind(kind) ? SENTENCES[kind](detail) : kind.replaceAll('_', ' ')
}
