// Disputes and promises: what a person takes out of collection, and how it comes back.
import { addDays, type Day } from '#domain/day.ts'
import { formatMoney } from '#domain/money.ts'
import { judgePromise, replacedBy, toleranceOf } from '#domain/promise.ts'
import { lookAgain } from '../customers/look-again.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import { sendInstantOn, type Org } from '../platform/in-organization.ts'
import { readColleagues } from '../team/colleagues.ts'
import { recordEvent } from '../timeline/record-event.ts'
import {
  activePromises, finishDispute, finishPromise, insertDispute, insertPromise, isCreditForDispute,
  ownerOfCustomer, pastPromises, updateDispute,
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

/** Another owner or day; returns the invoice it is about. */
export async function changeDispute(
  org: Org, disputeId: string, wish: Pick<DisputeWish, 'ownerId' | 'dueOn'>,
): Promise<string> {
  checkDueDay(org, wish.dueOn)
  const row = await updateDispute(org, disputeId, {
    ...(wish.ownerId === undefined ? {} : { owner_id: await memberOf(org, wish.ownerId) }),
    ...(wish.dueOn === undefined ? {} : { due_on: wish.dueOn }),
  })
  if (!row) throw notFound('This dispute does not exist or is closed already.')
  await recordEvent(org, {
    kind: 'dispute_changed', customerId: row.customer_id, invoiceIds: [row.invoice_id],
    detail: { owner: await nameOfMember(org, row.owner_id), dueOn: row.due_on },
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

export interface PromiseWish {
  amountMinor: number | null
  promisedOn: Day
  /** False: noted and judged, but reminders go on. */
  holdsCollection?: boolean | undefined
  /** Left out: as the organization's settings say. */
  graceDays?: number | undefined
}

/** Returns the id of the promise. */
export async function notePromise(
  org: Org, invoiceId: string, wish: PromiseWish,
): Promise<string> {
  const invoice = await openInvoice(org, invoiceId)
  checkAmount(invoice, wish.amountMinor)
  if (wish.promisedOn < org.today) {
    throw invalid(`A promise is for today (${org.today}) or later.`, [
      { field: 'promisedOn', message: 'Choose today or a later day.' }])
  }
  const { promise_grace_days, promise_tolerance_percent } = org.settings
  const amountMinor = wish.amountMinor ?? invoice.open_minor
  const graceDays = wish.graceDays ?? promise_grace_days
  await giveWay(org, invoice, { amountMinor, promisedOn: wish.promisedOn })
  const id = await insertPromise(org, {
    customer_id: invoice.customer_id, invoice_id: invoiceId, amount_minor: amountMinor,
    promised_on: wish.promisedOn, grace_days: graceDays,
    tolerance_minor: toleranceOf(amountMinor, promise_tolerance_percent),
    holds_collection: wish.holdsCollection ?? true,
  })
  await recordEvent(org, {
    kind: 'promise_made', customerId: invoice.customer_id, invoiceIds: [invoiceId],
    detail: {
      promisedOn: wish.promisedOn,
      amount: formatMoney({ amountMinor, currency: invoice.currency }, org.settings.locale),
    },
  })
  await lookAgain(org, [invoice.customer_id])
  await lookAgain(org, [invoice.customer_id],
    sendInstantOn(org, addDays(wish.promisedOn, graceDays + 1)))
  return id
}

/** A newer promise takes the place of those it moves or corrects (domain 3.12). */
async function giveWay(
  org: Org, invoice: InvoiceRow, wish: { amountMinor: number; promisedOn: Day },
): Promise<void> {
  const active = await activePromises(org, invoice.id)
  for (const { id, promisedOn } of replacedBy(wish, active, invoice.open_minor)) {
    await finishPromise(org, id, 'superseded')
    await recordEvent(org, {
      kind: 'promise_ended', customerId: invoice.customer_id, invoiceIds: [invoice.id],
      detail: { as: 'superseded', promisedOn },
    })
  }
}

export async function cancelPromise(org: Org, promiseId: string): Promise<string> {
  const row = await finishPromise(org, promiseId, 'cancelled')
  if (!row) throw notFound('This promise does not exist or has ended already.')
  await recordEvent(org, {
    kind: 'promise_ended', customerId: row.customer_id, invoiceIds: [row.invoice_id],
    detail: { as: 'cancelled' },
  })
  await lookAgain(org, [row.customer_id])
  return row.invoice_id
}

const MOST_JUDGED = 1000

/** At the end of its day a promise is kept, partly kept or broken by the ledger (SPEC §4.2). */
export async function judgePromises(org: Org): Promise<void> {
  const rows = await pastPromises(org, MOST_JUDGED)
  for (const row of rows) {
    const as = judgePromise({
      amountMinor: row.amount_minor, toleranceMinor: row.tolerance_minor, lastOn: row.last_on,
      paidMinor: row.paid_minor,
    }, org.today)
    if (as === 'active') continue
    await finishPromise(org, row.id, as)
    await recordEvent(org, {
      kind: 'promise_ended', customerId: row.customer_id, invoiceIds: [row.invoice_id],
      detail: { as, promisedOn: row.promised_on },
    })
    await lookAgain(org, [row.customer_id])
  }
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

async function openInvoice(org: Org, invoiceId: string): Promise<InvoiceRow> {
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

function checkAmount(invoice: InvoiceRow, amountMinor: number | null): void {
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

const nameOfMember = async (org: Org, userId: string | null): Promise<string> =>
  (userId === null ? 'nobody'
    : (await readColleagues(org)).find((one) => one.userId === userId)?.name ?? 'somebody')
