// The sentence of each kind of event on the timeline, in the reader's language.
import { plural, t } from '@lingui/core/macro'
import { isEventKind, type EventKind } from '#domain/event.ts'
import { because, saidOf, type Said } from './event-detail.ts'
import { MESSAGE_WORDS } from './event-words-messages.ts'

/** A kind that these pages do not know yet is told as the server tells it. */
export const eventSentence = ({ kind, text, detail }: {
  kind: string; text: string; detail: Readonly<Record<string, unknown>>
}): string => (isEventKind(kind) ? EVENT_WORDS[kind](saidOf(detail)) : text)

const CUSTOMER_WORDS = {
  customer_added: () => t`Customer added`,
  customer_changed: () => t`Customer changed`,
  person_erased: ({ keptUntil }) => (keptUntil === '' ? t`A person was erased`
    : t`A person was erased; messages are kept for claims until ${keptUntil}, for admins only`),
  customer_placed: ({ parent, collectAt }) => (parent === '' ? t`Stands under no parent`
    : collectAt === 'parent' ? t`Stands under ${parent}, collected with it`
    : t`Stands under ${parent}, collected by itself`),
  channel_wished: ({ wish }) =>
    (wish === '' ? t`Any channel may be used again` : wish.replace(/\.$/, '')),
  contact_added: ({ name }) =>
    (name === '' ? t`Contact without a name added` : t`Contact ${name} added`),
  contact_changed: ({ name }) =>
    (name === '' ? t`Contact without a name changed` : t`Contact ${name} changed`),
  contact_removed: ({ name }) =>
    (name === '' ? t`Contact without a name removed` : t`Contact ${name} removed`),
  address_suppressed: (d) => because(t`${d.address} is not written to any more`, d),
  consent_given: (d) => because(t`${d.address} may get SMS`, d),
  consent_revoked: (d) => because(t`${d.address} gets no SMS any more`, d),
  consent_doubted: (d) => because(t`No SMS to ${d.address} until a person has decided`, d),
  pause_started: (d) => because(pauseStarted(d), d),
  pause_changed: (d) => because(d.untilOn === '' ? t`Pause changed: now without an end`
    : t`Pause changed: now until ${d.untilOn}`, d),
  pause_ended: ({ how }) =>
    (how === 'by_day' ? t`Pause over: its day has come` : t`Pause ended`),
  pause_reviewed: (d) => because(t`The pause without an end is to be reviewed`, d),
  note_added: () => t`Internal note`,
  note_changed: () => t`Internal note changed`,
  note_removed: () => t`Internal note removed`,
} satisfies Partial<Record<EventKind, (d: Said) => string>>

function pauseStarted({ scope, untilOn }: Said): string {
  switch (scope) {
    case 'workflow': return untilOn === '' ? t`Workflow paused without an end`
      : t`Workflow paused until ${untilOn}`
    case 'organization': return untilOn === '' ? t`All collection paused without an end`
      : t`All collection paused until ${untilOn}`
    default: return untilOn === '' ? t`Collection paused without an end`
      : t`Collection paused until ${untilOn}`
  }
}

const INVOICE_WORDS = {
  invoice_added: ({ number }) => t`Invoice ${number} added`,
  invoice_changed: (d) => because(t`Invoice ${d.number} changed`, d),
  invoice_closed: (d) => because(invoiceClosed(d), d),
  document_kept: ({ number }) => t`PDF of invoice ${number} added`,
  document_removed: ({ number }) => t`PDF of invoice ${number} taken away`,
  payment_recorded: ({ amount }) => t`Payment of ${amount} received`,
  payment_announced: ({ amount, expectedOn }) =>
    t`Payment of ${amount} announced for ${expectedOn}`,
  payment_failed: (d) => because(t`Announced payment of ${d.amount} will not come`, d),
  payment_lapsed: ({ amount, expectedOn }) =>
    t`Payment of ${amount} announced for ${expectedOn} has not come; collection goes on`,
  payment_reversed: ({ amount }) => t`Payment of ${amount} reversed`,
  rest_reopened: ({ amount, number }) => t`Rest of ${amount} of invoice ${number} open again`,
  cash_applied: ({ amount, numbers }) => t`${amount} that was here applied to ${numbers}`,
  cash_unapplied: ({ amount }) => t`Applying ${amount} was taken back`,
  credit_note_recorded: ({ number, amount }) => t`Credit note ${number} over ${amount}`,
  dispute_opened: (d) => because(t`Disputed`, d),
  dispute_changed: (d) => disputeChanged(d),
  dispute_closed: (d) => because(t`Dispute closed: ${{ as: DISPUTE_ENDS[d.as] ?? d.as }}`, d),
  promise_made: ({ amount, promisedOn, numbers }) => (numbers === ''
    ? t`${amount} promised for ${promisedOn}`
    : t`${amount} promised for ${promisedOn} (${numbers})`),
  promise_ended: ({ promisedOn, as }) => (promisedOn === '' ? t`Promise ${{ as: promiseEnd(as) }}`
    : t`Promise for ${promisedOn} ${{ as: promiseEnd(as) }}`),
} satisfies Partial<Record<EventKind, (d: Said) => string>>

function invoiceClosed({ number, as }: Said): string {
  switch (as) {
    case 'void': return t`Invoice ${number} closed as void`
    case 'written off': return t`Invoice ${number} closed as written off`
    default: return t`Invoice ${number} closed as ${as}`
  }
}

const DISPUTE_ENDS: Readonly<Record<string, string>> =
  { upheld: t`upheld`, credited: t`credited`, withdrawn: t`withdrawn` }
const PROMISE_ENDS: Readonly<Record<string, string>> = {
  kept: t`kept`, partly_kept: t`partly kept`, broken: t`broken`, cancelled: t`cancelled`,
  superseded: t`superseded`,
}
const promiseEnd = (as: string): string => PROMISE_ENDS[as] ?? as.replace('_', ' ')

function disputeChanged({ owner, state, dueOn }: Said): string {
  if (state === 'investigating') {
    return dueOn === '' ? t`Dispute: ${owner} looks into it`
      : t`Dispute: ${owner} looks into it by ${dueOn}`
  }
  return dueOn === '' ? t`Dispute: ${owner} settles it`
    : t`Dispute: ${owner} settles it by ${dueOn}`
}

const WORKFLOW_WORDS = {
  workflow_assigned: (d) => because(d.former === '' ? t`Put under the workflow “${d.workflow}”`
    : t`Put under the workflow “${d.workflow}” instead of “${d.former}”`, d),
  workflow_unassigned: (d) => because(d.workflow === '' ? t`No workflow is followed`
    : t`“${d.workflow}” is not followed any more`, d),
  workflow_published: ({ version, workflow, runs }) => (runs === 'migrate'
    ? t`Version ${version} of “${workflow}” published; running ones move to it`
    : t`Version ${version} of “${workflow}” published; running ones finish on their version`),
  publishing_undone: ({ workflow }) => t`Publishing of “${workflow}” taken back`,
  workflow_archived: ({ workflow, successor }) => (successor === ''
    ? t`Workflow “${workflow}” archived; nobody follows another one instead`
    : t`Workflow “${workflow}” archived; “${successor}” takes its place`),
  rules_changed: ({ level }) => (level === 'customer' ? t`Assignment rules for customers changed`
    : level === 'invoice' ? t`Assignment rules for invoices changed`
    : t`Assignment rules for ${level}s changed`),
  run_moved: ({ version, workflow }) => t`Moved to version ${version} of “${workflow}”`,
  run_moved_back: ({ workflow }) =>
    t`Back on the version of “${workflow}” before: the publishing was taken back`,
  run_started: ({ workflow }) => t`Started the workflow “${workflow}”`,
  run_restarted: (d) => because(t`Workflow began again with invoice ${d.number}`, d),
  run_finished: ({ workflow }) => t`All steps of “${workflow}” are done and money is still open`,
  action_done: (d) => because(t`${d.name} done`, d),
  action_postponed: ({ name, dueOn }) => t`${name} put off until ${dueOn}`,
  action_assigned: ({ name, to }) =>
    (to === '' ? t`${name} given to everybody` : t`${name} given to ${to}`),
  action_skipped: (d) => because(t`${d.name} skipped`, d),
  // How a call went was recorded as a text.
  call_logged: (d) => because(t`Call “${d.name}”: ${d.outcome}`, d),
  task_opened: (d) => because(t`Task “${d.name}” for ${d.dueOn}`, d),
  task_changed: ({ name }) => t`Task “${name}” changed`,
  task_reopened: ({ name }) => t`Task “${name}” opened again`,
  automation_on: ({ count }) => plural(Number(count), {
    one: `Automatic sending turned on; ${count} message leaves today`,
    other: `Automatic sending turned on; ${count} messages leave today` }),
  automation_off: () => t`Automatic sending turned off`,
  send_budget_raised: ({ before, to }) =>
    t`Limit of automatic messages raised for the day from ${before} to ${to}`,
  copy_found: () => t`This database was restored or copied; automatic sending was turned off`,
  copy_confirmed: () => t`Confirmed that this is the only copy that sends`,
} satisfies Partial<Record<EventKind, (d: Said) => string>>

const EVENT_WORDS: Readonly<Record<EventKind, (d: Said) => string>> =
  { ...CUSTOMER_WORDS, ...INVOICE_WORDS, ...WORKFLOW_WORDS, ...MESSAGE_WORDS }
