// Answers: invoices, payments, credit notes, disputes and promises.
import type { z } from 'zod'
import type { PlannedContact } from '#contract/customers.ts'
import * as contract from '#contract/invoices.ts'
import { readPauses } from '../customers/pause.ts'
import { answer, type Route } from '../platform/http.ts'
import { invalid } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { cashRoutes } from './cash-routes.ts'
import { documentRoutes } from './document-routes.ts'
import {
  cancelPromise, changeDispute, closeDispute, closeInvoice, raiseDispute,
} from './hold-invoice.ts'
import { notePromise, notePromiseOverSeveral } from './note-promise.ts'
import { chosenInvoices, listInvoices, totalInvoices } from './list-invoices.ts'
import { listPayments, readCreditNote, readInvoice, readPayment } from './read-ledger.ts'
import { recordCreditNote } from './record-credit-note.ts'
import { recordPayment, reversePayment } from './record-payment.ts'
import { clearPayment, failPayment } from './settle-payment.ts'
import { addInvoice } from './save-invoice.ts'

/** What an upper floor knows of a customer: api.ts hands it in. */
export interface InvoiceExtra {
  planned: (org: Org, customerId: string) => Promise<z.output<typeof PlannedContact>[]>
}

export function invoiceRoutes(extra: InvoiceExtra): Route[] {
  const page = async (org: Org, invoiceId: string) => {
    const invoice = await readInvoice(org, invoiceId)
    const planned = await extra.planned(org, invoice.customerId)
    return {
      ...invoice,
      pauses: await readPauses(org, [invoiceId, invoice.customerId, org.id,
        ...planned.map((one) => one.workflowId)]),
      // A customer's contact speaks of all that is open; an invoice's own of it alone.
      planned: invoice.openMinor === 0 ? [] : planned.filter((one) =>
        one.level === 'customer' || one.invoiceId === invoiceId),
    }
  }
  return [
    ...documentRoutes,
    ...cashRoutes,
    answer(contract.listInvoices, (org, { query }) => listInvoices(org, query)),
    answer(contract.totalInvoices, (org, { query }) => totalInvoices(org, query)),
    answer(contract.chooseInvoices, (org, { query }) => chosenInvoices(org, query)),
    answer(contract.createInvoice, async (org, { body }) => page(org, await addInvoice(org, body))),
    answer(contract.getInvoice, (org, { params }) => page(org, params.invoiceId)),
    answer(contract.closeInvoice, async (org, { params, body }) => {
      await closeInvoice(org, params.invoiceId, body)
      return page(org, params.invoiceId)
    }),
    answer(contract.raiseDispute, async (org, { params, body }) => {
      await raiseDispute(org, params.invoiceId, body)
      return page(org, params.invoiceId)
    }),
    answer(contract.closeDispute, async (org, { params, body }) =>
      page(org, await closeDispute(org, params.disputeId, body.as, body))),
    answer(contract.changeDispute, async (org, { params, body }) =>
      page(org, await changeDispute(org, params.disputeId, body))),
    answer(contract.notePromise, async (org, { params, body }) => {
      await notePromise(org, params.invoiceId, body)
      return page(org, params.invoiceId)
    }),
    answer(contract.notePromiseOverSeveral, (org, { params, body }) =>
      notePromiseOverSeveral(org, params.customerId, body)),
    answer(contract.cancelPromise, async (org, { params }) =>
      page(org, await cancelPromise(org, params.promiseId))),
    ...moneyRoutes,
  ]
}

const moneyRoutes: Route[] = [
  answer(contract.listPayments, (org, { query }) => listPayments(org, query)),
  answer(contract.recordPayment, async (org, { body }) => {
    const { allocations, customerId: named, ...payment } = body
    const customerId = named ?? await customerOf(org, allocations?.[0]?.invoiceId)
    return readPayment(org, await recordPayment(org, {
      ...payment, customerId, wanted: allocations ?? null,
    }))
  }),
  answer(contract.clearPayment, async (org, { params, body }) => {
    await clearPayment(org, params.paymentId, body)
    return readPayment(org, params.paymentId)
  }),
  answer(contract.failPayment, async (org, { params, body }) => {
    await failPayment(org, params.paymentId, body)
    return readPayment(org, params.paymentId)
  }),
  answer(contract.reversePayment, async (org, { params }) => {
    await reversePayment(org, params.paymentId)
    return readPayment(org, params.paymentId)
  }),
  answer(contract.recordCreditNote, async (org, { body }) => {
    const { allocations, ...credit } = body
    return readCreditNote(org, await recordCreditNote(org, { ...credit, wanted: allocations }))
  }),
]

async function customerOf(org: Org, invoiceId: string | undefined): Promise<string> {
  if (invoiceId === undefined) {
    throw invalid('Say whose payment this is.', [
      { field: 'customerId', message: 'Name the customer, or an invoice in the allocations.' }])
  }
  return (await readInvoice(org, invoiceId)).customerId
}
