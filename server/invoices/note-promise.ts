// Notes a promise to pay: over one invoice, or over several of one currency as one promise.
import { addDays, type Day } from '#domain/day.ts'
import { formatMoney } from '#domain/money.ts'
import { spreadPromise } from '#domain/page-promise.ts'
import { replacedBy, toleranceOf } from '#domain/promise.ts'
import { lookAgain } from '../customers/look-again.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { sendInstantOn, type Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { checkAmount, openInvoice } from './hold-invoice.ts'
import { activePromises, contestedOf, insertPromise, supersedePromise } from './hold-store.ts'
import { lockCustomers, openInvoicesOf, type InvoiceRow } from './store.ts'

export interface PromiseTerms {
  promisedOn: Day
  /** False: noted and judged, but reminders go on. */
  holdsCollection?: boolean | undefined
  /** Left out: as the organization's settings say. */
  graceDays?: number | undefined
}
export interface PromiseWish extends PromiseTerms {
  amountMinor: number | null
}

/** Returns the id of the promise. */
export async function notePromise(
  org: Org, invoiceId: string, wish: PromiseWish,
): Promise<string> {
  const invoice = await openInvoice(org, invoiceId)
  checkAmount(invoice, wish.amountMinor)
  const { ids } = await note(org, wish,
    [{ invoice, amountMinor: wish.amountMinor ?? invoice.open_minor }])
  return ids[0] ?? ''
}

export interface SeveralWish extends PromiseTerms {
  /** May be left out where the customer owes in one currency only. */
  currency?: string | undefined
  /** Null: the sum of the parts, or else all that is open and not disputed. */
  amountMinor: number | null
  /** Left out: the oldest due take of it what is open and not disputed on them. */
  parts?: readonly { invoiceId: string; amountMinor: number }[] | undefined
}

export interface SeveralNoted {
  /** The group of its rows; of a promise over one invoice the id of that row. */
  id: string
  ids: string[]
  currency: string
  amountMinor: number
  promisedOn: Day
  parts: { invoiceId: string; number: string; amountMinor: number }[]
}

/** One promise over invoices of one customer and one currency, noted in one transaction. */
export async function notePromiseOverSeveral(
  org: Org, customerId: string, wish: SeveralWish,
): Promise<SeveralNoted> {
  if ((await lockCustomers(org, [customerId])).size === 0) {
    throw notFound('This customer does not exist.')
  }
  const open = await openInvoicesOf(org, [customerId])
  if (open.length === 0) throw conflict('Nothing is open on any invoice of this customer.')
  const parts = wish.parts ? chosenParts(open, wish.parts)
    : await oldestParts(org, open, wish)
  const currency = parts[0]?.invoice.currency ?? ''
  checkParts(parts, wish, currency)
  const { ids, groupId } = await note(org, wish, parts)
  return {
    id: groupId ?? ids[0] ?? '', ids, currency, promisedOn: wish.promisedOn,
    amountMinor: sumOf(parts),
    parts: parts.map(({ invoice, amountMinor }) =>
      ({ invoiceId: invoice.id, number: invoice.number, amountMinor })),
  }
}

interface Part { invoice: InvoiceRow; amountMinor: number }

const sumOf = (parts: readonly Part[]): number =>
  parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0)

const refuse = (field: string, message: string) => invalid(message, [{ field, message }])

function chosenParts(
  open: readonly InvoiceRow[], wanted: NonNullable<SeveralWish['parts']>,
): Part[] {
  const byId = new Map(open.map((invoice) => [invoice.id, invoice]))
  return wanted.map(({ invoiceId, amountMinor }) => {
    const invoice = byId.get(invoiceId)
    if (!invoice) {
      throw refuse('parts', 'One of these is no open invoice of this customer; choose again.')
    }
    byId.delete(invoiceId)
    if (amountMinor > invoice.open_minor) {
      throw refuse('parts', `More is promised for ${invoice.number} than is open on it.`)
    }
    return { invoice, amountMinor }
  })
}

async function oldestParts(
  org: Org, open: readonly InvoiceRow[], wish: SeveralWish,
): Promise<Part[]> {
  const owed = [...new Set(open.map(({ currency }) => currency))]
  const currency = wish.currency ?? owed[0]
  if (wish.currency === undefined && owed.length > 1) {
    throw refuse('currency', `Open is money in ${owed.join(', ')}: say which is promised.`)
  }
  const contested = await contestedOf(org, open.map(({ id }) => id))
  const takes = open.filter((invoice) => invoice.currency === currency).map((invoice) => ({
    id: invoice.id, dueOn: invoice.due_on,
    openMinor: Math.max(0, invoice.open_minor - (contested.get(invoice.id) ?? 0)),
  }))
  const most = takes.reduce((sum, { openMinor }) => sum + openMinor, 0)
  if (most === 0) throw refuse('currency', `Nothing in ${currency} is open and undisputed.`)
  const parts = spreadPromise(wish.amountMinor ?? most, takes)
  const byId = new Map(open.map((invoice) => [invoice.id, invoice]))
  return parts.flatMap(({ invoiceId, amountMinor }) => {
    const invoice = byId.get(invoiceId)
    return invoice ? [{ invoice, amountMinor }] : []
  })
}

function checkParts(parts: readonly Part[], wish: SeveralWish, currency: string): void {
  if (parts.some(({ invoice }) => invoice.currency !== currency)
    || (wish.currency !== undefined && wish.currency !== currency)) {
    throw refuse('parts', 'A promise is in one currency; note one for each.')
  }
  if (wish.amountMinor === null || wish.amountMinor === sumOf(parts)) return
  throw refuse('amountMinor', wish.parts
    ? 'The parts make another sum than the amount; change one of them.'
    : 'More is promised than is open and undisputed on all invoices together.')
}

async function note(
  org: Org, terms: PromiseTerms, parts: readonly Part[],
): Promise<{ ids: string[]; groupId: string | null }> {
  const [first] = parts
  if (!first) throw refuse('parts', 'Choose at least one invoice.')
  if (terms.promisedOn < org.today) {
    throw invalid(`A promise is for today (${org.today}) or later.`, [
      { field: 'promisedOn', message: 'Choose today or a later day.' }])
  }
  const { promise_grace_days, promise_tolerance_percent } = org.settings
  const graceDays = terms.graceDays ?? promise_grace_days
  const groupId = parts.length > 1 ? newId() : null
  const customerId = first.invoice.customer_id
  await giveWay(org, terms.promisedOn, parts)
  const ids: string[] = []
  let beforeMinor = 0
  // The tolerance of the whole, so that rounding takes nothing from one over many invoices.
  const toleranceTo = (sumMinor: number) => toleranceOf(sumMinor, promise_tolerance_percent)
  for (const { invoice, amountMinor } of parts) {
    ids.push(await insertPromise(org, {
      customer_id: customerId, invoice_id: invoice.id, amount_minor: amountMinor,
      promised_on: terms.promisedOn, grace_days: graceDays, group_id: groupId,
      tolerance_minor: toleranceTo(beforeMinor + amountMinor) - toleranceTo(beforeMinor),
      holds_collection: terms.holdsCollection ?? true,
    }))
    beforeMinor += amountMinor
  }
  await recordEvent(org, {
    kind: 'promise_made', customerId, invoiceIds: parts.map(({ invoice }) => invoice.id),
    detail: {
      promisedOn: terms.promisedOn,
      amount: formatMoney({ amountMinor: sumOf(parts), currency: first.invoice.currency },
        org.settings.locale),
      ...(groupId === null ? {}
        : { numbers: parts.map(({ invoice }) => invoice.number).join(', ') }),
    },
  })
  await lookAgain(org, [customerId])
  await lookAgain(org, [customerId],
    sendInstantOn(org, addDays(terms.promisedOn, graceDays + 1)))
  return { ids, groupId }
}

/** A newer promise takes the place of those it moves or corrects (domain 3.12). */
async function giveWay(org: Org, promisedOn: Day, parts: readonly Part[]): Promise<void> {
  const ended = new Map<Day, string[]>()
  for (const { invoice, amountMinor } of parts) {
    const active = await activePromises(org, invoice.id)
    for (const old of replacedBy({ amountMinor, promisedOn }, active, invoice.open_minor)) {
      await supersedePromise(org, old.id)
      const invoiceIds = ended.get(old.promisedOn) ?? []
      if (!invoiceIds.includes(invoice.id)) invoiceIds.push(invoice.id)
      ended.set(old.promisedOn, invoiceIds)
    }
  }
  for (const [day, invoiceIds] of ended) {
    await recordEvent(org, {
      kind: 'promise_ended', customerId: parts[0]?.invoice.customer_id ?? '', invoiceIds,
      detail: { as: 'superseded', promisedOn: day },
    })
  }
}
