// What each reason of the closed list means and how it is mended, in the reader's language.
import { t } from '@lingui/core/macro'
import { HOLD_CODES, HOLD_TEXTS, type HoldCode } from '#domain/hold.ts'

interface Told { code: string; text: string; fix: string }

const isKnown = (code: string): code is HoldCode => HOLD_CODES.some((known) => known === code)

/**
 * The page's own words where the server says what it always says of a code. A text that differs
 * carries what the code cannot tell, such as the hour until which it holds, and stays as it came.
 */
export function inOwnWords<T extends Told>(told: T): T {
  const { code, text } = told
  if (!isKnown(code)) return told
  return { ...told, text: text === HOLD_TEXTS[code].text ? HOLD_WORDS[code].text : text,
    fix: fixInOwnWords(code, told.fix) }
}

/** The same where only the way to mend it is told. */
export const fixInOwnWords = (code: string, fix: string): string =>
  (isKnown(code) && fix === HOLD_TEXTS[code].fix ? HOLD_WORDS[code].fix : fix)

/** In a line of counts, without the stop at its end; an unknown code as it is. */
export const holdWord = (code: string): string =>
  (isKnown(code) ? HOLD_WORDS[code].text : code).replace(/\.$/, '')

export const HOLD_WORDS: Record<HoldCode, { text: string; fix: string }> = {
  automation_off: {
    text: t`Automatic sending is off for the organization.`,
    fix: t`Turn it on in Settings › Safety, after looking at what will leave.`,
  },
  workflow_draft: {
    text: t`The workflow has no published version.`,
    fix: t`Publish the workflow.`,
  },
  reply_pending: {
    text: t`The customer has written and waits for an answer.`,
    fix: t`Reply to it, ignore it, or pause the customer.`,
  },
  customer_paused: {
    text: t`Collection is paused for this customer.`,
    fix: t`End the pause, or wait for its day.`,
  },
  invoice_paused: {
    text: t`Collection is paused for this invoice.`,
    fix: t`End the pause, or wait for its day.`,
  },
  disputed: {
    text: t`Everything open is disputed.`,
    fix: t`Settle the dispute.`,
  },
  promise_active: {
    text: t`Everything open is promised for a day that has not passed.`,
    fix: t`Wait for the promised day, or cancel the promise.`,
  },
  opted_out: {
    text: t`This person has asked not to be written to on this channel.`,
    fix: t`Use another channel or another contact.`,
  },
  no_consent: {
    text: t`No consent to text messages is on record for this number.`,
    fix: t`Record the consent, or use another channel.`,
  },
  missing_email: {
    text: t`No contact of this customer has an e-mail address.`,
    fix: t`Add an address to a contact.`,
  },
  missing_phone: {
    text: t`No contact of this customer has a mobile number.`,
    fix: t`Add a number to a contact.`,
  },
  address_bounced: {
    text: t`Mail to this address came back.`,
    fix: t`Find a new address.`,
  },
  min_contact_delay: {
    text: t`The customer was contacted too recently.`,
    fix: t`Wait for the minimum contact delay, or write by hand.`,
  },
  quiet_hours: {
    text: t`It is outside the hours in which this person may be contacted.`,
    fix: t`It leaves by itself when the hours begin.`,
  },
  non_business_day: {
    text: t`Today is not a business day.`,
    fix: t`It leaves by itself on the next business day.`,
  },
  below_threshold: {
    text: t`The amount is below the smallest one worth a reminder.`,
    fix: t`Lower the threshold of the workflow, or write the amount off.`,
  },
  paid: {
    text: t`Nothing is open any more.`,
    fix: t`Nothing to do.`,
  },
  covered_by_credit: {
    text: t`Money that is here unapplied, or on its way, covers what would be asked for.`,
    fix: t`Apply the cash to the invoices, or wait for the announced payment.`,
  },
  data_stale: {
    text: t`The ledger has not been updated for too long; the invoice may be paid by now.`,
    fix: t`Import the newest payments.`,
  },
  send_budget: {
    text: t`Today's limit of automatic messages is reached.`,
    fix: t`An admin can raise the limit.`,
  },
  sender_unverified: {
    text: t`No sender address is set up.`,
    fix: t`Set the sender in Settings › E-mail.`,
  },
  no_local_sender: {
    text: t`No sender number fits the country of this phone.`,
    fix: t`Add a number for that country.`,
  },
  template_incomplete: {
    text: t`The text has a gap: a variable in it has no value for this customer.`,
    fix: t`Complete the customer, or change the template.`,
  },
  provider_down: {
    text: t`The provider does not answer.`,
    fix: t`It is tried again by itself; check the settings if it lasts.`,
  },
  needs_check: {
    text: t`An earlier message may or may not have left.`,
    fix: t`Decide in To Do › Needs check.`,
  },
  legal_stop: {
    text: t`This customer must not be contacted at all.`,
    fix: t`Only an admin can lift the stop.`,
  },
  end_of_workflow: {
    text: t`All steps of the workflow are done.`,
    fix: t`Decide how to go on.`,
  },
}
