// A person applies unapplied payments and credits to invoices, and may take it back (E5).
import { suggestApplications, type Application } from '#domain/apply-cash.ts'
import { formatMoney, sumByCurrency } from '#domain/money.ts'
import { lookAgain } from '../customers/look-again.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { judgeAgain } from './after-money.ts'
import { appliedBy, cashOf, spendCash } from './cash-store.ts'
import { insertAllocations, lockCustomers, noteLedgerChange, openInvoicesOf } from './store.ts'

/** What there is to apply, what it may be applied to, and what is offered to begin with. */
export async function readCash(org: Org, customerId: string) {
  const sources = (await cashOf(org, customerId)).map((row) => ({
    source: row.source, id: row.id, reference: row.reference, currency: row.currency,
    openMinor: row.open_minor, on: row.on_day,
  }))
  const currencies = new Set(sources.map((source) => source.currency))
  const invoices = (await openInvoicesOf(org, [customerId]))
    .filter((row) => currencies.has(row.currency))
    .sort((a, b) => (a.due_on < b.due_on ? -1 : a.due_on > b.due_on ? 1 : a.id < b.id ? -1 : 1))
    .map((row) => ({
      id: row.id, number: row.number, currency: row.currency, openMinor: row.open_minor,
      dueOn: row.due_on,
    }))
  return { sources, invoices, suggested: suggestApplications(sources, invoices) }
}

/** All or nothing; returns the id by which it can be taken back. */
export async function applyCash(
  org: Org, customerId: string, applications: readonly Application[],
): Promise<string> {
  const locked = await lockCustomers(org, [customerId])
  if (!locked.has(customerId)) throw notFound('This customer does not exist.')
  const { sources, invoices } = await readCash(org, customerId)
  const money = new Map(sources.map((one) => [one.id, { ...one, left: one.openMinor }]))
  const debts = new Map(invoices.map((one) => [one.id, { ...one, left: one.openMinor }]))
  for (const [place, one] of applications.entries()) {
    const from = money.get(one.sourceId)
    const to = debts.get(one.invoiceId)
    const field = `applications.${place}.amountMinor`
    if (!from || from.source !== one.source || !to || from.currency !== to.currency) {
      throw conflict('The money or the invoice has changed meanwhile; look at what is left.')
    }
    if (one.amountMinor > from.left || one.amountMinor > to.left) {
      throw invalid(one.amountMinor > to.left
        ? `More than is open on ${to.number}.` : `More than is left of ${from.reference}.`,
      [{ field, message: 'Enter no more than is left.' }])
    }
    from.left -= one.amountMinor
    to.left -= one.amountMinor
  }
  const applicationId = newId()
  await insertAllocations(org, applications.map((one) => ({
    id: newId(), invoice_id: one.invoiceId, amount_minor: one.amountMinor,
    payment_id: one.source === 'payment' ? one.sourceId : null,
    credit_note_id: one.source === 'credit_note' ? one.sourceId : null,
    // It pays from the day the money was there, as if it had been applied then.
    allocated_on: money.get(one.sourceId)?.on ?? org.today, application_id: applicationId,
  })))
  await spendCash(org, applications.map((one) =>
    ({ source: one.source, id: one.sourceId, amountMinor: one.amountMinor })))
  const [first] = applications.flatMap((one) => money.get(one.sourceId)?.on ?? []).sort()
  await afterwards(org, { customerId, first, kind: 'cash_applied' }, applications.map((one) => ({
    ...one, currency: debts.get(one.invoiceId)?.currency ?? '',
    number: debts.get(one.invoiceId)?.number ?? '',
  })))
  return applicationId
}

/** What was applied together is unapplied again. A payment that went back stays gone. */
export async function undoApplication(org: Org, applicationId: string): Promise<string> {
  const [found] = await appliedBy(org, applicationId)
  if (!found) throw conflict('This was taken back already.')
  const customerId = found.customer_id
  await lockCustomers(org, [customerId])
  const rows = (await appliedBy(org, applicationId)).filter((row) => row.state === 'cleared')
  if (rows.length === 0) throw conflict('This was taken back already, or the payment went back.')
  await insertAllocations(org, rows.map((row) => ({
    id: newId(), invoice_id: row.invoice_id, amount_minor: -row.amount_minor,
    payment_id: row.source === 'payment' ? row.source_id : null,
    credit_note_id: row.source === 'credit_note' ? row.source_id : null,
    allocated_on: row.allocated_on, application_id: applicationId,
  })))
  await spendCash(org, rows.map((row) =>
    ({ source: row.source, id: row.source_id, amountMinor: -row.amount_minor })))
  const [first] = rows.map((row) => row.allocated_on).sort()
  await afterwards(org, { customerId, first, kind: 'cash_unapplied' }, rows.map((row) => ({
    invoiceId: row.invoice_id, amountMinor: row.amount_minor, currency: row.currency, number: '',
  })))
  return customerId
}

async function afterwards(
  org: Org,
  of: { customerId: string; first: string | undefined; kind: 'cash_applied' | 'cash_unapplied' },
  applied: readonly { invoiceId: string; amountMinor: number; currency: string; number: string }[],
): Promise<void> {
  const invoiceIds = [...new Set(applied.map((one) => one.invoiceId))]
  const numbers = [...new Set(applied.map((one) => one.number))].filter((number) => number !== '')
  if (of.first !== undefined) await judgeAgain(org, invoiceIds, of.first)
  await recordEvent(org, {
    kind: of.kind, customerId: of.customerId, invoiceIds,
    detail: {
      amount: sumByCurrency(applied).map((sum) => formatMoney(sum, org.settings.locale))
        .join(', '),
      numbers: numbers.join(', ').slice(0, 300),
    },
  })
  await lookAgain(org, [of.customerId])
  await noteLedgerChange(org)
}
