// Why nothing goes out now: one closed list of reasons, asked when planning and again when sending.
import { addDays, type Day, type Instant } from './day.ts'
import type { Channel, Mode } from './workflow.ts'

export const HOLD_CODES = [
  'automation_off', 'workflow_draft', 'reply_pending', 'customer_paused', 'invoice_paused',
  'disputed', 'promise_active', 'opted_out', 'no_consent', 'missing_email', 'missing_phone',
  'address_bounced', 'min_contact_delay', 'quiet_hours', 'non_business_day', 'below_threshold',
  'paid', 'covered_by_credit', 'data_stale', 'send_budget', 'sender_unverified',
  'no_local_sender', 'template_incomplete', 'provider_down', 'needs_check', 'legal_stop',
  'end_of_workflow',
] as const
export type HoldCode = (typeof HOLD_CODES)[number]

/** Whom these hold nobody can reach on the step's channel, until a person mends it (E27). */
export const UNREACHABLE_CODES: readonly HoldCode[] =
  ['missing_email', 'missing_phone', 'address_bounced', 'opted_out']

/** What is true of one action at the moment of acting. */
export interface HoldFacts {
  channel: Channel
  mode: Mode
  isAutomationOn: boolean
  isWorkflowPublished: boolean
  /** An answer of the customer waits: on this run, or on another one of the customer's. */
  replyPending: 'none' | 'this_run' | 'other_run'
  customerPausedUntil: Day | 'open' | null
  invoicePausedUntil: Day | 'open' | null
  /** Everything open on the run's invoices is contested, or promised. */
  isAllDisputed: boolean
  isAllPromised: boolean
  /** Nothing is left to ask for, because money for it is on its way. */
  isAllPending: boolean
  /** The address it would go to; null if the contact has none. */
  recipient: string | null
  suppression: 'none' | 'opted_out' | 'bounced'
  hasConsent: boolean
  /** First day on which the delay allows a contact; null when nobody was contacted yet. */
  delayEndsOn: Day | null
  today: Day
  isBusinessDay: boolean
  isQuietHour: boolean
  /** Per currency: what would be chased, its threshold, and unapplied cash and credit. */
  amounts: readonly {
    currency: string
    collectibleMinor: number
    thresholdMinor: number
    unappliedMinor: number
  }[]
  openMinor: number
  ledgerChangedAt: Instant | null
  staleSince: Instant | null
  isBudgetSpent: boolean
  isSenderReady: boolean
  hasLocalSender: boolean
  templateProblem: string | null
  isProviderDown: boolean
  hasUnclearSend: boolean
  legalStopReason: string | null
  isWorkflowOver: boolean
}

/**
 * The first reason that holds, in the order of SPEC §4; null: it may go. Manual work is held only
 * by what a person could not decide otherwise: switches and delays that restrain the machine do
 * not bind a colleague.
 */
export function hold(facts: HoldFacts): HoldCode | null {
  for (const code of HOLD_CODES) {
    if (CHECKS[code](facts)) return code
  }
  return null
}

/** Every reason that holds, for the Why. */
export const allHolds = (facts: HoldFacts): HoldCode[] =>
  HOLD_CODES.filter((code) => CHECKS[code](facts))

const isAutomatic = (f: HoldFacts) => f.mode === 'automatic'
const isWritten = (f: HoldFacts) =>
  f.channel === 'email' || f.channel === 'sms' || f.channel === 'letter'
const lasts = (until: Day | 'open' | null, today: Day) =>
  until !== null && (until === 'open' || until > today)
const asksFor = (f: HoldFacts) => f.amounts.filter((a) => a.collectibleMinor > 0)

const CHECKS: Record<HoldCode, (f: HoldFacts) => boolean> = {
  automation_off: (f) => isAutomatic(f) && !f.isAutomationOn,
  workflow_draft: (f) => !f.isWorkflowPublished,
  // The courtesy hold of other runs stops the machine only; calls and tasks go on (domain 1.3).
  reply_pending: (f) =>
    f.replyPending === 'this_run' || (f.replyPending === 'other_run' && isAutomatic(f)),
  customer_paused: (f) => lasts(f.customerPausedUntil, f.today),
  invoice_paused: (f) => lasts(f.invoicePausedUntil, f.today),
  disputed: (f) => f.isAllDisputed,
  promise_active: (f) => f.isAllPromised,
  opted_out: (f) => isWritten(f) && f.suppression === 'opted_out',
  no_consent: (f) => f.channel === 'sms' && !f.hasConsent,
  missing_email: (f) => f.channel === 'email' && f.recipient === null,
  missing_phone: (f) => f.channel === 'sms' && f.recipient === null,
  address_bounced: (f) => isWritten(f) && f.suppression === 'bounced',
  min_contact_delay: (f) =>
    isAutomatic(f) && f.delayEndsOn !== null && f.delayEndsOn > f.today,
  quiet_hours: (f) => isAutomatic(f) && f.isQuietHour,
  non_business_day: (f) => isAutomatic(f) && !f.isBusinessDay,
  below_threshold: (f) =>
    asksFor(f).length > 0 && asksFor(f).every((a) => a.collectibleMinor < a.thresholdMinor),
  paid: (f) => f.openMinor <= 0,
  covered_by_credit: (f) => f.isAllPending
    || (asksFor(f).length > 0 && asksFor(f).every((a) => a.unappliedMinor >= a.collectibleMinor)),
  data_stale: (f) =>
    isAutomatic(f) && f.staleSince !== null &&
    (f.ledgerChangedAt === null || f.ledgerChangedAt < f.staleSince),
  send_budget: (f) => isAutomatic(f) && f.isBudgetSpent,
  sender_unverified: (f) => isWritten(f) && !f.isSenderReady,
  no_local_sender: (f) => f.channel === 'sms' && !f.hasLocalSender,
  template_incomplete: (f) => isWritten(f) && f.templateProblem !== null,
  provider_down: (f) => isAutomatic(f) && f.isProviderDown,
  needs_check: (f) => f.hasUnclearSend,
  legal_stop: (f) => f.legalStopReason !== null,
  end_of_workflow: (f) => f.isWorkflowOver,
}

/** What each code means and how it is mended; one text a code, shown wherever it holds. */
export const HOLD_TEXTS: Record<HoldCode, { text: string; fix: string }> = {
  automation_off: {
    text: 'Automatic sending is off for the organization.',
    fix: 'Turn it on in Settings › Safety, after looking at what will leave.',
  },
  workflow_draft: {
    text: 'The workflow has no published version.',
    fix: 'Publish the workflow.',
  },
  reply_pending: {
    text: 'The customer has written and waits for an answer.',
    fix: 'Reply to it, ignore it, or pause the customer.',
  },
  customer_paused: {
    text: 'Collection is paused for this customer.',
    fix: 'End the pause, or wait for its day.',
  },
  invoice_paused: {
    text: 'Collection is paused for this invoice.',
    fix: 'End the pause, or wait for its day.',
  },
  disputed: {
    text: 'Everything open is disputed.',
    fix: 'Settle the dispute.',
  },
  promise_active: {
    text: 'Everything open is promised for a day that has not passed.',
    fix: 'Wait for the promised day, or cancel the promise.',
  },
  opted_out: {
    text: 'This person has asked not to be written to on this channel.',
    fix: 'Use another channel or another contact.',
  },
  no_consent: {
    text: 'No consent to text messages is on record for this number.',
    fix: 'Record the consent, or use another channel.',
  },
  missing_email: {
    text: 'No contact of this customer has an e-mail address.',
    fix: 'Add an address to a contact.',
  },
  missing_phone: {
    text: 'No contact of this customer has a mobile number.',
    fix: 'Add a number to a contact.',
  },
  address_bounced: {
    text: 'Mail to this address came back.',
    fix: 'Find a new address.',
  },
  min_contact_delay: {
    text: 'The customer was contacted too recently.',
    fix: 'Wait for the minimum contact delay, or write by hand.',
  },
  quiet_hours: {
    text: 'It is outside the hours in which this person may be contacted.',
    fix: 'It leaves by itself when the hours begin.',
  },
  non_business_day: {
    text: 'Today is not a business day.',
    fix: 'It leaves by itself on the next business day.',
  },
  below_threshold: {
    text: 'The amount is below the smallest one worth a reminder.',
    fix: 'Lower the threshold of the workflow, or write the amount off.',
  },
  paid: {
    text: 'Nothing is open any more.',
    fix: 'Nothing to do.',
  },
  covered_by_credit: {
    text: 'Money that is here unapplied, or on its way, covers what would be asked for.',
    fix: 'Apply the cash to the invoices, or wait for the announced payment.',
  },
  data_stale: {
    text: 'The ledger has not been updated for too long; the invoice may be paid by now.',
    fix: 'Import the newest payments.',
  },
  send_budget: {
    text: "Today's limit of automatic messages is reached.",
    fix: 'An admin can raise the limit.',
  },
  sender_unverified: {
    text: 'No sender address is set up.',
    fix: 'Set the sender in Settings › E-mail.',
  },
  no_local_sender: {
    text: 'No sender number fits the country of this phone.',
    fix: 'Add a number for that country.',
  },
  template_incomplete: {
    text: 'The text has a gap: a variable in it has no value for this customer.',
    fix: 'Complete the customer, or change the template.',
  },
  provider_down: {
    text: 'The provider does not answer.',
    fix: 'It is tried again by itself; check the settings if it lasts.',
  },
  needs_check: {
    text: 'An earlier message may or may not have left.',
    fix: 'Decide in To Do › Needs check.',
  },
  legal_stop: {
    text: 'This customer must not be contacted at all.',
    fix: 'Only an admin can lift the stop.',
  },
  end_of_workflow: {
    text: 'All steps of the workflow are done.',
    fix: 'Decide how to go on.',
  },
}

/** First day after the delay that a last contact imposes. */
export const delayEndsOn = (
  { lastContactOn, lastAutomaticOn, mcdDays }:
  { lastContactOn: Day | null; lastAutomaticOn: Day | null; mcdDays: number },
): Day | null => {
  const byDelay = lastContactOn === null ? null : addDays(lastContactOn, mcdDays)
  const byDay = lastAutomaticOn === null ? null : addDays(lastAutomaticOn, 1)
  if (byDelay === null || byDay === null) return byDelay ?? byDay
  return byDelay > byDay ? byDelay : byDay
}
