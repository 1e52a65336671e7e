// Writes a step's message for whoever would get it, and asks the gate about exactly that text.
import { capText, contactRulesOf } from '#domain/contact-rules.ts'
import type { Instant } from '#domain/day.ts'
import { allHolds, hold, type HoldCode } from '#domain/hold.ts'
import { validitySeconds } from '#domain/sms/quiet-hours.ts'
import type { Step } from '#domain/workflow.ts'
import type { SmsOfSend } from '../inbox/sms/sms-send.ts'
import type { Org } from '../platform/in-organization.ts'
import { hoursOf, opensAgainAt } from '../settings/sms/allowed-hours.ts'
import type { TemplateRow } from '../templates/read-templates.ts'
import { signedBy, type Signed } from './address-step.ts'
import { SPENT_MONTH } from './budget-store.ts'
import type { CustomerFacts, RunInFacts } from './gather-facts.ts'
import { chooseRecipient, holdFacts, whyNoNumber, type Recipient } from './gather-hold-facts.ts'
import type { Reach } from './reach-store.ts'
import {
  capProblem, costOf, hoursProblem, isOverBudget, needsTemplate, textProblem, type SmsFacts,
} from './sms-facts.ts'
import { wishNote } from './turn-to-wish.ts'
import { unappliedOf } from './unapplied.ts'
import { writeReminder, type Reminder, type WhatsAppTemplate } from './write-reminder.ts'

export interface Answered {
  recipient: Recipient | null
  reminder: Reminder
  signed: Signed
  /** Every reason that holds it, the first to be told first. */
  codes: HoldCode[]
  /** What the first reason means here, in words; null: nothing to add. */
  note: string | null
}

export function askGate(org: Org, of: {
  step: Pick<Step, 'channel' | 'mode' | 'positions' | 'templateId' | 'name' | 'sender'>
  customer: CustomerFacts; run: RunInFacts; carryingInvoiceId: string
  reach: Reach; templates: ReadonlyMap<string, TemplateRow>
  /** When it would be written, for a step of a later day. */
  asOf?: Org
}): Answered {
  const { step, customer, run, reach } = of
  const customerId = customer.customer.id
  const recipient = chooseRecipient(org, reach, customerId, step)
  const isWritten = step.channel !== 'call' && step.channel !== 'task'
  const signed = signedBy(org, step, customer.customer, reach)
  const reminder = writeReminder(of.asOf ?? org, {
    step, templates: of.templates, customer: customer.customer, senderName: signed.name,
    contact: recipient ?? { name: '', locale: null }, invoices: run.facts.invoices,
    carryingInvoiceId: of.carryingInvoiceId,
    unapplied: unappliedOf(reach, customerId, run.facts.invoices),
  })
  const templateProblem = !isWritten ? null : problemOf(org, step, recipient, reminder)
  const isBudgetShort = reach.sms !== null && recipient?.sms !== undefined && reminder.ok
    && isOverBudget(org, reach.sms, costOf(recipient.sms, reminder.body) ?? 0)
  const codes = allHolds(holdFacts(org, {
    channel: step.channel, mode: step.mode, positions: step.positions, templateProblem,
    isOverBudget: isBudgetShort,
  }, { customer, run }, reach))
  const note = noteOf(codes[0] ?? null, {
    org, sms: recipient?.sms ?? null, templateProblem, isBudgetShort,
    whyNoNumber: () => whyNoNumber(org, reach, customerId),
    wish: wishNote(customer.customer, step.channel), cap: capNote(org, customer),
  })
  return { recipient, reminder, signed, codes, note }
}

function problemOf(
  org: Org, step: Pick<Step, 'mode'>, recipient: Recipient | null, reminder: Reminder,
): string | null {
  if (!reminder.ok) return reminder.problem
  if (recipient?.sms === undefined) return null
  return textProblem(org, recipient.sms, reminder.body, reminder.whatsApp)
    ?? (step.mode === 'automatic' ? capProblem(org, reminder.body) : null)
}

/** The same while planning, when nothing is written yet; addresses are read for the machine. */
export function askWithoutText(
  org: Org, step: Pick<Step, 'channel' | 'mode' | 'positions'>,
  of: { customer: CustomerFacts; run: RunInFacts }, reach: Reach,
): { code: HoldCode | null; note: string | null; opensAt: Instant | null } {
  const given = step.mode === 'automatic' ? reach : null
  const code = hold(holdFacts(org, {
    channel: step.channel, mode: step.mode, positions: step.positions, templateProblem: null,
  }, of, given))
  const wish = wishNote(of.customer.customer, step.channel)
  if (code === 'opted_out' && wish !== null) return { code, note: wish, opensAt: null }
  if (code === 'min_contact_delay') {
    return { code, note: capNote(org, of.customer), opensAt: null }
  }
  if (code === null || given?.sms === undefined || given.sms === null || step.channel !== 'sms') {
    return { code, note: null, opensAt: null }
  }
  const customerId = of.customer.customer.id
  const sms = chooseRecipient(org, given, customerId, step)?.sms ?? null
  return {
    code, opensAt: sms?.opensAt ?? null,
    note: noteOf(code, {
      org, sms, templateProblem: null, isBudgetShort: false, wish: null, cap: null,
      whyNoNumber: () => whyNoNumber(org, given, customerId),
    }),
  }
}

/** What a reason means in this case, where the code alone does not say it. */
export function noteOf(code: HoldCode | null, of: {
  org: Org; sms: SmsFacts | null; templateProblem: string | null; isBudgetShort: boolean
  whyNoNumber: () => string | null
  wish: string | null
  cap: string | null
}): string | null {
  switch (code) {
    case 'opted_out': return of.wish
    case 'min_contact_delay': return of.cap
    case 'quiet_hours': return of.sms ? hoursProblem(of.org, of.sms) : null
    case 'non_business_day': return of.sms?.isRestDay
      ? `It is a free day in ${of.sms.country ?? 'their country'}.` : null
    case 'no_consent': return of.sms?.consentProblem ?? null
    case 'missing_phone': return of.whyNoNumber()
    case 'no_local_sender': return of.sms?.senderProblem ?? null
    case 'sender_unverified': return of.sms?.channelProblem ?? null
    case 'template_incomplete': return of.templateProblem
    case 'send_budget': return of.isBudgetShort ? SPENT_MONTH : null
    default: return null
  }
}

/** Which rule of its kind of debtor holds it besides the workflow's delay. */
const capNote = (org: Org, { customer, contactsFreeOn }: CustomerFacts): string | null =>
  (contactsFreeOn === null ? null
    : capText(contactRulesOf(org.settings.creditor_kind, customer.debtor_kind), contactsFreeOn))

/** How it is handed over; asked only when nothing holds it, so there is a sender. */
export function smsOfSend(
  org: Org, facts: SmsFacts, whatsApp: WhatsAppTemplate | null,
): SmsOfSend {
  return {
    senderId: facts.sender?.id ?? null,
    sender: { kind: facts.sender?.kind ?? '', address: facts.sender?.address ?? '' },
    country: facts.country,
    ...(whatsApp !== null && needsTemplate(org, facts) ? whatsApp : { contentSid: null }),
    validitySeconds: validitySeconds(org.now, facts.zones, hoursOf(org)),
    segmentMicros: facts.segmentMicros, currency: org.settings.sms_currency,
    opensAgainAt: opensAgainAt(org, facts.zones),
  }
}
