// Notes an accepted promise or dispute over the invoices that it is about.
import type { Day } from '#domain/day.ts'
import { toDecimalText, type Currency } from '#domain/money.ts'
import { spreadPromise } from '#domain/page-promise.ts'
import { raiseDispute } from '../invoices/hold-invoice.ts'
import { notePromiseOverSeveral } from '../invoices/note-promise.ts'
import { recordPayment } from '../invoices/record-payment.ts'
import { readInvoice } from '../invoices/read-ledger.ts'
import { invalid } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'

interface Wish {
  customerId: string
  invoiceIds: readonly string[]
  /** Null: all that is open. */
  amountMinor: number | null
  /** The one that was read; null where a person entered the amount. */
  currency: Currency | null
}

/**
 * Spreads the amount over the invoices, the one due first before the others; it is one promise.
 * Without an amount there is one for each currency.
 */
export async function notePromises(
  org: Org, wish: Wish & { promisedOn: Day | null },
): Promise<string[]> {
  const { promisedOn } = wish
  if (promisedOn === null) {
    throw invalid('No day was read from these words: choose the day of the promise.', [
      { field: 'promisedOn', message: 'Choose the day.' }])
  }
  const invoices = await invoicesOf(org, wish)
  const ids: string[] = []
  for (const currency of new Set(invoices.map((invoice) => invoice.currency))) {
    const owed = invoices.filter((invoice) => invoice.currency === currency)
    const most = owed.reduce((sum, { openMinor }) => sum + openMinor, 0)
    const { id } = await notePromiseOverSeveral(org, wish.customerId, {
      amountMinor: null, promisedOn, parts: spreadPromise(wish.amountMinor ?? most, owed),
    })
    ids.push(id)
  }
  return ids
}

export async function noteDisputes(
  org: Org, wish: Wish & { reason: string },
): Promise<string[]> {
  const invoices = await invoicesOf(org, wish)
  if (wish.amountMinor !== null && invoices.length > 1) {
    throw invalid('A part of the amount is disputed on one invoice: choose which.', [
      { field: 'invoiceIds', message: 'Choose one invoice, or dispute all of each.' }])
  }
  const ids: string[] = []
  for (const { id } of invoices) {
    ids.push(await raiseDispute(org, id, {
      amountMinor: wish.amountMinor, reason: wish.reason.slice(0, 500),
    }))
  }
  return ids
}

/** One announced payment a currency, for the invoices that the customer says are paid. */
export async function noteAnnounced(
  org: Org, wish: Wish & { expectedOn: Day },
): Promise<string[]> {
  const invoices = await invoicesOf(org, wish)
  const ids: string[] = []
  for (const currency of new Set(invoices.map((invoice) => invoice.currency))) {
    const own = invoices.filter((invoice) => invoice.currency === currency)
    let left = wish.amountMinor ?? own.reduce((sum, { openMinor }) => sum + openMinor, 0)
    const amountMinor = left
    const wanted = own.flatMap(({ id, openMinor }) => {
      const share = Math.min(left, openMinor)
      left -= share
      return share > 0 ? [{ invoiceId: id, amountMinor: share }] : []
    })
    ids.push(await recordPayment(org, {
      customerId: wish.customerId, currency, amountMinor, receivedOn: org.today, wanted,
      // The bank will name it otherwise; this only has to be one of a kind.
      reference: `Announced ${newId()}`, state: 'pending', expectedOn: wish.expectedOn,
    }))
  }
  return ids
}

async function invoicesOf(org: Org, wish: Wish) {
  if (wish.invoiceIds.length === 0) {
    throw invalid('These words name no invoice: choose those that are meant.', [
      { field: 'invoiceIds', message: 'Choose at least one invoice.' }])
  }
  const invoices = []
  for (const id of new Set(wish.invoiceIds)) {
    const invoice = await readInvoice(org, id)
    if (invoice.customerId !== wish.customerId) {
      throw invalid(`Invoice ${invoice.number} belongs to another customer.`, [
        { field: 'invoiceIds', message: 'Choose invoices of this customer.' }])
    }
    invoices.push(invoice)
  }
  checkAmount(wish, invoices)
  return invoices.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
}

function checkAmount(
  { amountMinor, currency }: Wish, invoices: readonly { openMinor: number; currency: Currency }[],
): void {
  const [first] = invoices
  if (amountMinor === null || first === undefined) return
  const owedIn = new Set(invoices.map((invoice) => invoice.currency))
  if (owedIn.size > 1) {
    throw invalid('These invoices are in several currencies: choose those of one.', [
      { field: 'invoiceIds', message: 'Choose invoices of one currency.' }])
  }
  if (currency !== null && currency !== first.currency) {
    throw invalid(`The amount is in ${currency}, the invoice in ${first.currency}: enter the `
      + `amount in ${first.currency}.`, [
      { field: 'amountMinor', message: `Enter the amount in ${first.currency}.` }])
  }
  const openMinor = invoices.reduce((sum, invoice) => sum + invoice.openMinor, 0)
  if (amountMinor <= openMinor) return
  const open = `${toDecimalText({ amountMinor: openMinor, currency: first.currency })} `
    + first.currency
  throw invalid(`Only ${open} is open on these invoices.`, [
    { field: 'amountMinor', message: `Enter ${open} at most, or add an invoice.` }])
}
