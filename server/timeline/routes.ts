// Answers: the timelines of customers and invoices.
import { getCustomerTimeline } from '#contract/customers.ts'
import { getInvoiceTimeline } from '#contract/invoices.ts'
import { answer, type Route } from '../platform/http.ts'
import { listCustomerEvents, listInvoiceEvents } from './list-events.ts'

export const timelineRoutes: Route[] = [
  answer(getCustomerTimeline, (org, { params, query }) =>
    listCustomerEvents(org, params.customerId, query)),
  answer(getInvoiceTimeline, (org, { params, query }) =>
    listInvoiceEvents(org, params.invoiceId, query)),
]
