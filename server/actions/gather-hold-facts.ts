// The further facts of the gate: who would get the message, what is unapplied, is the ledger fresh.
import { addSeconds, isBusinessDay } from '#domain/day.ts'
import { delayEndsOn, type HoldFacts } from '#domain/hold.ts'
import { collectibleMinor, type OpenInvoice } from '#domain/invoice.ts'
import { collectibleByCurrency } from '#domain/plan.ts'
import type { Channel, Mode } from '#domain/workflow.ts'
import type { Org } from '../platform/in-organization.ts'
import { emailSettingsOf } from '../settings/read-email-settings.ts'
import type { CustomerFacts, RunInFacts } from './gather-facts.ts'
import { readReach, type ContactRow, type Reach } from './reach-store.ts'

export type { Reach } from './reach-store.ts'

export interface Recipient {
  address: string
  name: string
  locale: string | null
  /** Everybody of the same positions who can be written to as well. */
  suppression: 'none' | 'opted_out' | 'bounced'
}

/** Contacts, suppressions, unapplied cash and today's count, for a batch of customers. */
export const gatherReach = (org: Org, customerIds: readonly string[]): Promise<Reach> =>
  readReach(org, customerIds)

/** What is asked of the gate: a step of a run, or a person's own message (no run). */
export interface Question {
  channel: Channel
  mode: Mode
  positions: readonly string[]
  templateProblem: string | null
}

/** Puts the facts of one action together for hold(). */
export function holdFacts(
  org: Org, question: Question, of: { customer: CustomerFacts; run: RunInFacts | null },
  reach: Reach | null,
): HoldFacts {
  const { customer, run } = of
  const { settings, today } = org
  const invoices = run?.facts.invoices ?? customer.invoices
  const recipient = reach ? chooseRecipient(reach, customer.customer.id, question) : null
  const stale = settings.stale_after_hours
  return {
    channel: question.channel,
    mode: question.mode,
    isAutomationOn: settings.automation_on_since !== null,
    isWorkflowPublished: run === null || run.row.is_published,
    replyPending: replyPending(org, customer, run),
    customerPausedUntil: run ? run.facts.pausedUntil : customer.customerPausedUntil,
    invoicePausedUntil: null,
    isAllDisputed: isAllHeld(invoices, (invoice) => invoice.disputedMinor),
    isAllPromised: isAllHeld(invoices, (invoice) => invoice.promisedMinor),
    // Before the reach is read, at planning, an address is taken to be there.
    recipient: reach ? recipient?.address ?? null : '?',
    suppression: recipient?.suppression ?? 'none',
    hasConsent: true,
    delayEndsOn: run === null ? null : delayEndsOn({
      lastContactOn: run.facts.lastContactOn, lastAutomaticOn: run.facts.lastAutomaticOn,
      mcdDays: run.rules.mcdDays,
    }),
    today,
    isBusinessDay: isBusinessDay(today, org.moment.calendar),
    isQuietHour: false,
    amounts: amountsOf(invoices, run, reach, customer.customer.id),
    openMinor: invoices.reduce((sum, invoice) => sum + invoice.openMinor, 0),
    ledgerChangedAt: settings.ledger_changed_at,
    staleSince: stale === null ? null : addSeconds(org.now, -stale * 3600),
    isBudgetSpent: settings.daily_cap !== null && (reach?.automaticToday ?? 0)
      >= settings.daily_cap,
    isSenderReady: question.channel !== 'email' || emailSettingsOf(org).isSenderReady,
    hasLocalSender: true,
    templateProblem: question.templateProblem,
    isProviderDown: run !== null && reach !== null && reach.waitingForRetry.has(run.row.id),
    hasUnclearSend: customer.hasUnclearSend,
    legalStopReason: customer.customer.legal_stop_reason,
    isWorkflowOver: false,
  }
}

function replyPending(
  org: Org, customer: CustomerFacts, run: RunInFacts | null,
): HoldFacts['replyPending'] {
  const runIds = customer.openReplyRunIds
  if (runIds.length === 0) return 'none'
  if (run !== null && (runIds.includes(run.row.id) || runIds.includes(null))) return 'this_run'
  return org.settings.reply_hold_scope === 'customer' ? 'other_run' : 'none'
}

const isAllHeld = (
  invoices: readonly OpenInvoice[], held: (invoice: OpenInvoice) => number,
) => invoices.length > 0 && invoices.every((invoice) => collectibleMinor(invoice) === 0)
  && invoices.some((invoice) => held(invoice) > 0)

function amountsOf(
  invoices: readonly OpenInvoice[], run: RunInFacts | null, reach: Reach | null,
  customerId: string,
): HoldFacts['amounts'] {
  return [...collectibleByCurrency(invoices)].map(([currency, amountMinor]) => ({
    currency,
    collectibleMinor: amountMinor,
    thresholdMinor: run?.rules.thresholdMinor[currency] ?? 0,
    unappliedMinor: reach?.unapplied.get(`${customerId} ${currency}`) ?? 0,
  }))
}

/**
 * Who the message goes to: the first contact of the wanted positions that can be written to, else
 * the main contact, else anybody. Someone who may not be written to is only named when nobody
 * else is left, so that the hold can say why.
 */
export function chooseRecipient(
  reach: Reach, customerId: string, question: Pick<Question, 'channel' | 'positions'>,
): Recipient | null {
  const contacts = reach.contacts.get(customerId) ?? []
  const wanted = question.positions.map((position) => position.toLowerCase())
  const inOrder = [
    ...contacts.filter((contact) =>
      contact.positions.some((position) => wanted.includes(position.toLowerCase()))),
    ...contacts,
  ]
  if (question.channel === 'letter' || question.channel === 'call'
    || question.channel === 'task') {
    const [first] = inOrder
    const address = `${question.channel}:${customerId}`
    return { address, name: first?.name ?? '', locale: first?.locale ?? null, suppression: 'none' }
  }
  const reachable = inOrder.flatMap((contact) => recipientsOf(reach, contact, question.channel))
  return reachable.find((one) => one.suppression === 'none') ?? reachable[0] ?? null
}

function recipientsOf(reach: Reach, contact: ContactRow, channel: Channel): Recipient[] {
  const addresses = channel === 'sms' ? contact.phones : contact.emails
  return addresses.map((address) => ({
    address, name: contact.name, locale: contact.locale,
    suppression: reach.suppressed.get(address) ?? 'none',
  }))
}
