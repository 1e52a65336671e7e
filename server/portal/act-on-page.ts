// What a customer does on their page: a promise, a dispute, an answer; each is a message too.
import { addDays } from '#domain/day.ts'
import { dayText } from '#domain/template.ts'
import { formatMoney } from '#domain/money.ts'
import {
  BROKEN_DAYS, DISPUTE_REASONS, holdsByItself, lastPromiseDay, spreadPromise, type DisputeReason,
} from '#domain/page-promise.ts'
import { takePageAnswer } from '../inbox/take-page-answer.ts'
import { raiseDispute } from '../invoices/hold-invoice.ts'
import { notePromiseOverSeveral } from '../invoices/note-promise.ts'
import { conflict, invalid, tooMany } from '../platform/errors.ts'
import {
  actsOfDay, brokenPromisesSince, insertAct, openInvoicesOf, settleAct, wasHeld,
  type PageInvoiceRow,
} from './page-store.ts'
import { refuseOnlookers, refuseUnproven, type Visit } from './visit.ts'

const MOST_ACTS_A_DAY = 20

export interface Done {
  isHeld: boolean
}

/** Null when it is new; the same click twice does one thing and gets one answer. */
async function doneBefore(
  visit: Visit, key: string, kind: 'promise' | 'dispute' | 'answer',
): Promise<Done | null> {
  refuseOnlookers(visit)
  refuseUnproven(visit)
  const { org, link } = visit
  const act = { linkId: link.id, key }
  if (!await insertAct(org, { ...act, kind })) return { isHeld: await wasHeld(org, act) }
  if (await actsOfDay(org, link.id) > MOST_ACTS_A_DAY) {
    throw tooMany('Very much was written here today. Answer the message instead, or call.')
  }
  return null
}

async function write(visit: Visit, of: {
  key: string; text: string; invoiceIds: readonly string[]; suggests: boolean; isHeld: boolean
}): Promise<Done> {
  const { org, link, visitor, settings, isProven } = visit
  const messageId = await takePageAnswer(org, {
    customerId: link.customerId, messageId: link.messageId, address: link.address,
    name: visitor.contact_name ?? '', text: of.text, invoiceIds: of.invoiceIds,
    isProven: isProven && settings.asksSecondFactor, suggests: of.suggests,
  })
  await settleAct(org, { linkId: link.id, key: of.key, messageId, isHeld: of.isHeld })
  return { isHeld: of.isHeld }
}

export async function answerOnPage(
  visit: Visit, wish: { key: string; text: string },
): Promise<Done> {
  return await doneBefore(visit, wish.key, 'answer')
    ?? write(visit, { ...wish, invoiceIds: [], suggests: true, isHeld: false })
}

export async function promiseOnPage(visit: Visit, wish: {
  key: string; invoiceIds: readonly string[]; amountMinor: number; promisedOn: string
  text: string
}): Promise<Done> {
  const before = await doneBefore(visit, wish.key, 'promise')
  if (before !== null) return before
  const { org, link } = visit
  const all = await openInvoicesOf(org, link.customerId)
  const chosen = chosenOf(all, wish.invoiceIds)
  const currency = chosen[0]?.currency ?? ''
  refuseBadPromise(visit, chosen, wish)
  const isHeld = holdsByItself({
    promisedOn: wish.promisedOn, today: org.today, amountMinor: wish.amountMinor,
    overdueMinor: all.filter((row) => row.currency === currency && row.due_on < org.today)
      .reduce((sum, row) => sum + row.open_minor - row.disputed_minor, 0),
    brokenTimes: await brokenPromisesSince(org, link.customerId, addDays(org.today, -BROKEN_DAYS)),
    isPromisedAlready: chosen.some((row) => row.promised_minor > 0),
  })
  const parts = spreadPromise(wish.amountMinor, chosen.map((row) => ({
    id: row.id, dueOn: row.due_on, openMinor: row.open_minor - row.disputed_minor,
  })))
  if (isHeld) {
    await notePromiseOverSeveral(org, link.customerId,
      { amountMinor: null, promisedOn: wish.promisedOn, parts })
  }
  const { locale } = org.settings
  const money = formatMoney({ amountMinor: wish.amountMinor, currency }, locale)
  const numbers = chosen.filter((row) => parts.some((part) => part.invoiceId === row.id))
    .map((row) => row.number).join(', ')
  return write(visit, {
    key: wish.key, invoiceIds: parts.map((part) => part.invoiceId), suggests: !isHeld, isHeld,
    text: withWords(`We will pay ${money} on ${dayText(wish.promisedOn, locale)} (${numbers}).`,
      wish.text),
  })
}

function refuseBadPromise(
  { org }: Visit, chosen: readonly PageInvoiceRow[],
  wish: { amountMinor: number; promisedOn: string },
): void {
  const refuse = (field: string, message: string) => invalid(message, [{ field, message }])
  if (new Set(chosen.map((row) => row.currency)).size > 1) {
    throw refuse('invoiceIds', 'A promise is in one currency; make one for each.')
  }
  if (wish.promisedOn < org.today || wish.promisedOn > lastPromiseDay(org.today)) {
    throw refuse('promisedOn',
      `Choose a day from ${org.today} to ${lastPromiseDay(org.today)}, or write a message.`)
  }
  const most = chosen.reduce((sum, row) => sum + row.open_minor - row.disputed_minor, 0)
  if (wish.amountMinor > most) throw refuse('amountMinor', 'This is more than is open.')
}

export async function disputeOnPage(visit: Visit, wish: {
  key: string; invoiceIds: readonly string[]; reason: DisputeReason; text: string
}): Promise<Done> {
  const before = await doneBefore(visit, wish.key, 'dispute')
  if (before !== null) return before
  const { org, link } = visit
  const chosen = chosenOf(await openInvoicesOf(org, link.customerId), wish.invoiceIds)
  if (wish.reason === 'other' && wish.text === '') {
    throw invalid('Say in a few words what is not right.', [
      { field: 'text', message: 'Say in a few words what is not right.' }])
  }
  const reason = withWords(DISPUTE_REASONS[wish.reason], wish.text, ': ').slice(0, 500)
  for (const row of chosen.filter((one) => one.disputed_minor < one.open_minor)) {
    await raiseDispute(org, row.id, { amountMinor: null, reason })
  }
  const numbers = chosen.map((row) => row.number).join(', ')
  return write(visit, {
    key: wish.key, invoiceIds: chosen.map((row) => row.id), suggests: false, isHeld: true,
    text: withWords(`We dispute ${numbers}: ${DISPUTE_REASONS[wish.reason]}.`, wish.text),
  })
}

const withWords = (said: string, words: string, between = '\n\n'): string =>
  (words === '' ? said : said + between + words)

/** What was paid or closed meanwhile is told, for the page then shows something else. */
function chosenOf(
  all: readonly PageInvoiceRow[], ids: readonly string[],
): PageInvoiceRow[] {
  const chosen = all.filter((row) => ids.includes(row.id))
  if (chosen.length < new Set(ids).size) {
    throw conflict('Something has changed meanwhile: look at the page again, then decide.')
  }
  return chosen
}
