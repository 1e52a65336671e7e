// Disputes and promises: what a person takes out of collection, and how it comes back.
import type { Day } from '#domain/day.ts'
import { formatMoney } from '#domain/money.ts'
import { judgePromise } from '#domain/promise.ts'
import { dayText } from '#domain/template.ts'
import { lookAgain } from '../customers/look-again.ts'
import { notify } from '../notifications/notify.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { readColleagues } from '../team/colleagues.ts'
import { recordEvent } from '../timeline/record-event.ts'
import {
  finishDispute, finishPromise, insertDispute, isCreditForDispute, ownerOfCustomer, pastPromises,
  updateDispute, type PastPromise,
} from './hold-store.ts'
import {
  invoicesByIds, lockCustomers, noteLedgerChange, updateInvoices, type InvoiceRow,
} from './store.ts'

export interface DisputeWish {
  /** Null: all that is open. */
  amountMinor: number | null
  reason: string
  /** Who settles it; left out, the customer's owner. */
  ownerId?: string | null | undefined
  /** By when it is to be settled. */
  dueOn?: Day | null | undefined
}

/** Returns the id of the dispute. */
export async function raiseDispute(
  org: Org, invoiceId: string, wish: DisputeWish,
): Promise<string> {
  const invoice = await openInvoice(org, invoiceId)
  checkAmount(invoice, wish.amountMinor)
  checkDueDay(org, wish.dueOn)
  const id = await insertDispute(org, {
    customer_id: invoice.customer_id, invoice_id: invoiceId, amount_minor: wish.amountMinor,
    reason: wish.reason, due_on: wish.dueOn ?? null,
    owner_id: wish.ownerId === undefined ? await ownerOfCustomer(org, invoice.customer_id)
      : await memberOf(org, wish.ownerId),
  })
  await recordEvent(org, {
    kind: 'dispute_opened', customerId: invoice.customer_id, invoiceIds: [invoiceId],
    detail: { reason: wish.reason, amountMinor: wish.amountMinor },
  })
  await lookAgain(org, [invoice.customer_id])
  return id
}

/** Another owner or day, or that it is looked into; returns the invoice it is about. */
export async function changeDispute(
  org: Org, disputeId: string,
  wish: Pick<DisputeWish, 'ownerId' | 'dueOn'> & { state?: 'open' | 'investigating' | undefined },
): Promise<string> {
  checkDueDay(org, wish.dueOn)
  const row = await updateDispute(org, disputeId, {
    ...(wish.ownerId === undefined ? {} : { owner_id: await memberOf(org, wish.ownerId) }),
    ...(wish.dueOn === undefined ? {} : { due_on: wish.dueOn }),
    ...(wish.state === undefined ? {} : { isInvestigated: wish.state === 'investigating' }),
    firstOwnerId: wish.state === 'investigating' ? await actingMember(org) : null,
  })
  if (!row) throw notFound('This dispute does not exist or is closed already.')
  await recordEvent(org, {
    kind: 'dispute_changed', customerId: row.customer_id, invoiceIds: [row.invoice_id],
    detail: { owner: await nameOfMember(org, row.owner_id), dueOn: row.due_on,
      ...(wish.state === undefined ? {} : { state: wish.state }) },
  })
  return row.invoice_id
}

/** What is left to collect is chased again after the delay: plan() counts from this day. */
export async function closeDispute(
  org: Org, disputeId: string, as: 'upheld' | 'credited' | 'withdrawn',
  of: { note?: string | undefined; creditNoteId?: string | null | undefined } = {},
): Promise<string> {
  const creditNoteId = of.creditNoteId ?? null
  if (creditNoteId !== null && (as !== 'credited'
    || !await isCreditForDispute(org, creditNoteId, disputeId))) {
    throw invalid('This is no credit note of the customer whose dispute ends as credited.', [
      { field: 'creditNoteId', message: 'Choose a credit note of this customer.' }])
  }
  const note = of.note ?? ''
  const row = await finishDispute(org, disputeId, { as, note, credit_note_id: creditNoteId })
  if (!row) throw notFound('This dispute does not exist or is closed already.')
  await recordEvent(org, {
    kind: 'dispute_closed', customerId: row.customer_id, invoiceIds: [row.invoice_id],
    detail: { as, reason: note },
  })
  await lookAgain(org, [row.customer_id])
  return row.invoice_id
}

/** One over several invoices ends on all of them, by its own id or that of any of its rows. */
export async function cancelPromise(org: Org, promiseId: string): Promise<string> {
  const rows = await finishPromise(org, promiseId, 'cancelled')
  const row = rows.find(({ id }) => id === promiseId) ?? rows[0]
  if (!row) throw notFound('This promise does not exist or has ended already.')
  await recordEvent(org, {
    kind: 'promise_ended', customerId: row.customer_id,
    invoiceIds: rows.map((one) => one.invoice_id), detail: { as: 'cancelled' },
  })
  await lookAgain(org, [row.customer_id])
  return row.invoice_id
}

const MOST_JUDGED = 1000

/**
 * At the end of its day a promise is kept, partly kept or broken by the ledger (SPEC §4.2); one
 * over several invoices by what came for any of them.
 */
export async function judgePromises(org: Org): Promise<void> {
  for (const past of await pastPromises(org, MOST_JUDGED)) {
    const as = judgePromise({
      amountMinor: past.amount_minor, toleranceMinor: past.tolerance_minor, lastOn: past.last_on,
      paidMinor: past.paid_minor,
    }, org.today)
    if (as === 'active') continue
    await finishPromise(org, past.id, as, past.invoice_ids[0])
    await recordEvent(org, {
      kind: 'promise_ended', customerId: past.customer_id, invoiceIds: past.invoice_ids,
      detail: { as, promisedOn: past.promised_on },
    })
    await lookAgain(org, [past.customer_id])
    if (as !== 'kept') await tellOfPromise(org, past, as)
  }
}

async function tellOfPromise(
  org: Org, past: PastPromise, as: 'partly_kept' | 'broken',
): Promise<void> {
  const { locale } = org.settings
  const money = (amountMinor: number) =>
    formatMoney({ amountMinor, currency: past.currency }, locale)
  const { customer_owner_id: ownerId } = past
  await notify(org, {
    event: 'money_missing', to: ownerId === null ? 'admins' : [ownerId],
    customerId: past.customer_id,
    title: `${past.customer_name} ${as === 'broken' ? 'broke' : 'kept only part of'} a promise of `
      + `${money(past.amount_minor)}`,
    body: `It was for ${dayText(past.promised_on, locale)}; ${money(past.paid_minor)} came by `
      + `${dayText(past.last_on, locale)}. What is open is collected again.`,
  })
}

export async function closeInvoice(
  org: Org, invoiceId: string, wish: { as: 'void' | 'written_off'; reason: string },
): Promise<void> {
  const invoice = await openInvoice(org, invoiceId)
  await updateInvoices(org, [{ ...invoice, state: wish.as }])
  await recordEvent(org, {
    kind: 'invoice_closed', customerId: invoice.customer_id, invoiceIds: [invoiceId],
    detail: { number: invoice.number, as: wish.as.replace('_', ' '), reason: wish.reason },
  })
  await lookAgain(org, [invoice.customer_id])
  await noteLedgerChange(org)
}

/** Its customer is locked with it. */
export async function openInvoice(org: Org, invoiceId: string): Promise<InvoiceRow> {
  const [found] = await invoicesByIds(org, [invoiceId])
  if (!found) throw notFound('This invoice does not exist.')
  await lockCustomers(org, [found.customer_id])
  const [invoice] = await invoicesByIds(org, [invoiceId])
  if (!invoice || invoice.state !== 'open') {
    throw conflict(`Invoice ${found.number} is closed already.`)
  }
  if (invoice.open_minor === 0) throw conflict(`Invoice ${found.number} is paid.`)
  return invoice
}

export function checkAmount(invoice: InvoiceRow, amountMinor: number | null): void {
  if (amountMinor === null || amountMinor <= invoice.open_minor) return
  throw invalid(`Only ${invoice.open_minor} minor units of ${invoice.currency} are open.`, [
    { field: 'amountMinor', message: 'Enter no more than is open.' }])
}

function checkDueDay(org: Org, dueOn: Day | null | undefined): void {
  if (dueOn === undefined || dueOn === null || dueOn >= org.today) return
  throw invalid(`A dispute is settled by today (${org.today}) or later.`, [
    { field: 'dueOn', message: 'Choose today or a later day.' }])
}

async function memberOf(org: Org, userId: string | null): Promise<string | null> {
  if (userId === null) return null
  const colleague = (await readColleagues(org)).find((one) => one.userId === userId)
  if (colleague?.isActive && colleague.role !== 'viewer') return userId
  throw invalid('Nobody of that name works here who may settle a dispute.', [
    { field: 'ownerId', message: 'Choose a colleague.' }])
}

/** Null where a program acts, or somebody who may not settle anything. */
async function actingMember(org: Org): Promise<string | null> {
  const userId = org.actor.startsWith('user:') ? org.actor.slice('user:'.length) : null
  return (await readColleagues(org)).some((one) => one.userId === userId && one.isActive
    && one.role !== 'viewer') ? userId : null
}

const nameOfMember = async (org: Org, userId: string | null): Promise<string> =>
  (userId === null ? 'nobody'
    : (await readColleagues(org)).find((one) => one.userId === userId)?.name ?? 'somebody')
