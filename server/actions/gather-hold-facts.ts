// The further facts of the gate: who would get the message, what is unapplied, is the ledger fresh.
import { addSeconds, isBusinessDay, latestDay, type Day, type Instant } from '#domain/day.ts'
import { delayEndsOn, type HoldFacts } from '#domain/hold.ts'
import { collectibleByCurrency, collectibleMinor, type OpenInvoice } from '#domain/invoice.ts'
import { isAgainstWish } from '#domain/wished-channel.ts'
import type { Channel, Mode, StepAttachments } from '#domain/workflow.ts'
import type { Org } from '../platform/in-organization.ts'
import { emailSettingsOf } from '../settings/read-email-settings.ts'
import type { CustomerFacts, RunInFacts } from './gather-facts.ts'
import { readReach, type ContactRow, type Reach } from './reach-store.ts'
import { linkedKey, writtenKey } from './shared-addresses.ts'
import { smsFactsOf, type SmsFacts } from './sms-facts.ts'

export type { Reach } from './reach-store.ts'

export interface Recipient {
  address: string
  name: string
  locale: string | null
  /** Everybody of the same positions who can be written to as well. */
  suppression: 'none' | 'opted_out' | 'bounced'
  /** Of a number that an SMS may reach. */
  sms?: SmsFacts
}

/**
 * Contacts, suppressions, unapplied cash and today's count, for a batch of customers. What only
 * an SMS needs is read when one of the channels in question is SMS; sizes of PDFs when a step
 * encloses them.
 */
export const gatherReach = (
  org: Org, customerIds: readonly string[], channels: Iterable<Channel>,
  attachments: readonly StepAttachments[] = [],
): Promise<Reach> => readReach(org, customerIds, {
  withSms: new Set(channels).has('sms'),
  withDocuments: attachments.some(({ invoices }) => invoices !== 'none'),
})

/** What is asked of the gate: a step of a run, or a person's own message (no run). */
export interface Question {
  channel: Channel
  mode: Mode
  positions: readonly string[]
  templateProblem: string | null
  /** The text would cost more than is left of the month's budget. */
  isOverBudget?: boolean
}

/** Puts the facts of one action together for hold(). */
export function holdFacts(
  org: Org, question: Question, of: { customer: CustomerFacts; run: RunInFacts | null },
  reach: Reach | null,
): HoldFacts {
  const { customer, run } = of
  const { settings, today } = org
  const invoices = run?.facts.invoices ?? customer.invoices
  const recipient = reach ? chooseRecipient(org, reach, customer.customer.id, question) : null
  const sms = recipient?.sms
  const stale = settings.stale_after_hours
  return {
    channel: question.channel,
    mode: question.mode,
    isAutomationOn: settings.automation_on_since !== null && quietUntil(org, run) === null,
    isWorkflowPublished: run === null || run.row.is_published,
    replyPending: replyPending(org, customer, run),
    customerPausedUntil: run ? run.customerPausedUntil : customer.customerPausedUntil,
    invoicePausedUntil: run?.invoicePausedUntil ?? null,
    isAllDisputed: isAllHeld(invoices, (invoice) => invoice.disputedMinor),
    isAllPromised: isAllHeld(invoices, (invoice) => invoice.promisedMinor),
    isAllPending: isAllHeld(invoices, (invoice) => invoice.pendingMinor),
    // Before the reach is read, at planning, an address is taken to be there.
    recipient: reach ? recipient?.address ?? null : '?',
    // A person's own message may go where a workflow's may not: they have seen the wish.
    suppression: run !== null
      && isAgainstWish(question.channel, customer.customer.wished_channel)
      ? 'opted_out' : recipient?.suppression ?? 'none',
    hasConsent: (sms?.consentProblem ?? null) === null,
    delayEndsOn: run === null ? null : later(customer.contactsFreeOn, delayEndsOn({
      lastContactOn: lastContactWith(customer, run, recipient, reach), mcdDays: run.rules.mcdDays,
      // The same person at another customer: never two automatic messages on one day.
      lastAutomaticOn: reach?.written.has(writtenKey(today, recipient?.address ?? ''))
        ? today : run.facts.lastAutomaticOn,
    })),
    today,
    isBusinessDay: isBusinessDay(today, org.moment.calendar) && !(sms?.isRestDay ?? false),
    isQuietHour: sms?.isQuiet ?? false,
    amounts: amountsOf(invoices, run, reach, customer.memberIds),
    // A paused invoice is not asked for and is open all the same.
    openMinor: (run?.row.level === 'invoice' ? invoices : customer.invoices)
      .reduce((sum, invoice) => sum + invoice.openMinor, 0),
    ledgerChangedAt: settings.ledger_changed_at,
    staleSince: stale === null ? null : addSeconds(org.now, -stale * 3600),
    isBudgetSpent: (question.isOverBudget ?? false)
      || (reach !== null && reach.budget.used >= reach.budget.cap),
    isSenderReady: question.channel === 'email' ? emailSettingsOf(org).isSenderReady
      : (sms?.channelProblem ?? null) === null,
    hasLocalSender: (sms?.senderProblem ?? null) === null,
    templateProblem: question.templateProblem,
    isProviderDown: run !== null && reach !== null && reach.waitingForRetry.has(run.row.id),
    hasUnclearSend: customer.hasUnclearSend,
    legalStopReason: customer.customer.legal_stop_reason,
    isWorkflowOver: false,
  }
}

const later = (a: Day | null, b: Day | null): Day | null =>
  (a === null || b === null ? a ?? b : latestDay(a, b))

/** Of the run, and of the person at another company that belongs to this one (domain E16). */
function lastContactWith(
  { customer }: CustomerFacts, run: RunInFacts, recipient: Recipient | null, reach: Reach | null,
): Day | null {
  const { lastContactOn } = run.facts
  const elsewhere = recipient === null ? undefined
    : reach?.linked.get(linkedKey(customer.id, recipient.address))
  if (elsewhere === undefined) return lastContactOn
  return lastContactOn === null || elsewhere > lastContactOn ? elsewhere : lastContactOn
}

/** The end of the time after publishing in which nothing automatic leaves, while it lasts. */
export function quietUntil(org: Org, run: RunInFacts | null): Instant | null {
  const until = run?.row.quiet_until ?? null
  return until !== null && until > org.now ? until : null
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
  memberIds: readonly string[],
): HoldFacts['amounts'] {
  return [...collectibleByCurrency(invoices)].map(([currency, amountMinor]) => ({
    currency,
    collectibleMinor: amountMinor,
    thresholdMinor: run?.rules.thresholdMinor[currency] ?? 0,
    unappliedMinor: memberIds.reduce((sum, id) =>
      sum + (reach?.unapplied.get(`${id} ${currency}`) ?? 0), 0),
  }))
}

/**
 * Who the message goes to: the first contact of the wanted positions that can be written to, else
 * the main contact, else anybody. Someone who may not be written to is only named when nobody
 * else is left, so that the hold can say why.
 */
export function chooseRecipient(
  org: Org, reach: Reach, customerId: string, question: Pick<Question, 'channel' | 'positions'>,
): Recipient | null {
  const inOrder = contactsInOrder(reach, customerId, question.positions)
  if (question.channel === 'letter' || question.channel === 'call'
    || question.channel === 'task') {
    const [first] = inOrder
    const address = `${question.channel}:${customerId}`
    return { address, name: first?.name ?? '', locale: first?.locale ?? null, suppression: 'none' }
  }
  const known = inOrder.flatMap((contact) => recipientsOf(reach, contact, question.channel))
  if (question.channel === 'sms') return chooseNumber(org, reach, customerId, known)
  return known.find((one) => one.suppression === 'none') ?? known[0] ?? null
}

function contactsInOrder(
  reach: Reach, customerId: string, positions: readonly string[],
): readonly ContactRow[] {
  const contacts = reach.contacts.get(customerId) ?? []
  const wanted = positions.map((position) => position.toLowerCase())
  return [
    ...contacts.filter((contact) =>
      contact.positions.some((position) => wanted.includes(position.toLowerCase()))),
    ...contacts,
  ]
}

/** A landline is nobody's number here; of the others the first against which nothing speaks. */
function chooseNumber(
  org: Org, reach: Reach, customerId: string, known: readonly Recipient[],
): Recipient | null {
  const { sms } = reach
  // Whoever did not read what an SMS needs must not send one.
  if (sms === null) return null
  const able = known.map((one) =>
    ({ ...one, sms: smsFactsOf(org, sms, { customerId, number: one.address }) }))
    .filter((one) => one.sms.lineProblem === null)
  const willing = able.filter((one) => one.suppression === 'none')
  const allowed = willing.filter((one) => one.sms.consentProblem === null)
  return allowed.find((one) => one.sms.senderProblem === null) ?? allowed[0] ?? willing[0]
    ?? able[0] ?? null
}

/** Why none of the numbers can be texted; null where there is no number at all. */
export function whyNoNumber(org: Org, reach: Reach, customerId: string): string | null {
  const { sms } = reach
  if (sms === null) return null
  const problems = (reach.contacts.get(customerId) ?? []).flatMap((contact) => contact.phones)
    .flatMap((number) => {
      const problem = smsFactsOf(org, sms, { customerId, number }).lineProblem
      return problem === null ? [] : [`${number} is ${problem}`]
    })
  return problems.length === 0 ? null : `${problems.join('; ')}.`
}

function recipientsOf(reach: Reach, contact: ContactRow, channel: Channel): Recipient[] {
  const addresses = channel === 'sms' ? contact.phones : contact.emails
  return addresses.map((address) => ({
    address, name: contact.name, locale: contact.locale,
    suppression: reach.suppressed.get(address) ?? 'none',
  }))
}
