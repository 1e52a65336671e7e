// The payment page of one customer, as the person behind a link may see it.
import type { z } from 'zod'
import type { PaymentPage } from '#contract/portal.ts'
import { daysOverdue } from '#domain/invoice.ts'
import { lastPromiseDay } from '#domain/page-promise.ts'
import { fillPayLink, isPayLinkPerInvoice, payLinkAmount } from '#domain/pay-link.ts'
import type { Org } from '../platform/in-organization.ts'
import { readAging } from '../reports/aging.ts'
import {
  askedHere, countOpenInvoices, crossedPaymentsOf, openInvoicesOf, settledInvoicesOf,
  type PageInvoiceRow, type VisitorRow,
} from './page-store.ts'
import { mayStopSms } from './stop-sms.ts'
import type { Visit } from './visit.ts'
import { hiddenAddress } from './way-of-proof.ts'

type Page = z.output<typeof PaymentPage>

export const localeOf = (org: Org, visitor: VisitorRow): string =>
  visitor.contact_locale ?? visitor.customer_locale ?? org.settings.locale

export const endedPage = (org: Org, visitor: VisitorRow): Page => ({
  state: 'ended', organization: org.settings.name, locale: localeOf(org, visitor),
})

/** Where the number of an invoice is what proves somebody, the page must not tell it. */
export const isMasked = ({ isProven, proof }: Visit): boolean =>
  !isProven && proof.way === 'knowledge'

export async function showPage(visit: Visit): Promise<Page> {
  const { org, link, visitor, settings, proof } = visit
  const rows = await openInvoicesOf(org, link.customerId)
  const count = await countOpenInvoices(org, link.customerId)
  const settled = await settledInvoicesOf(org, link.customerId)
  const received = await crossedPaymentsOf(org, link.customerId)
  const masked = isMasked(visit)
  const [only] = rows
  const reference = !masked && only !== undefined && count === 1 ? only.number : visitor.reference
  return {
    state: 'open', isPreview: link.isPreview, locale: localeOf(org, visitor), today: org.today,
    organization: org.settings.name, customer: visitor.customer_name,
    proof: {
      isNeeded: !visit.isProven, way: proof.way,
      sentTo: proof.address === '' ? null : hiddenAddress(proof.address),
    },
    sums: await sumsOf(visit, reference),
    invoices: rows.map((row) => toInvoice(visit, row)),
    moreInvoices: count - rows.length,
    received: received.map((row) => ({
      currency: row.currency, amountMinor: row.amount_minor, receivedOn: row.received_on,
    })),
    settled: settled.map((row) => ({
      number: masked ? null : row.number, currency: row.currency, totalMinor: row.total_minor,
      settledOn: row.settled_on,
    })),
    bank: settings.bankDetails === '' ? null : { details: settings.bankDetails, reference },
    invoiceId: rows.some((row) => row.id === link.invoiceId) ? link.invoiceId : null,
    lastPromiseDay: lastPromiseDay(org.today), mayStopSms: await mayStopSms(visit),
  }
}

async function sumsOf({ org, link, settings }: Visit, reference: string) {
  const balances = await readAging(org, await askedHere(org, link.customerId))
  const template = settings.payLinkTemplate
  return balances
    .filter(({ openMinor, unappliedMinor }) => openMinor > 0 || unappliedMinor > 0)
    .map(({ currency, openMinor, overdueMinor, unappliedMinor }) => ({
      currency, openMinor, overdueMinor, unappliedMinor,
      payAddress: template === null || isPayLinkPerInvoice(template) || openMinor === 0 ? null
        : fillPayLink(template, {
          ...payLinkAmount({ amountMinor: openMinor, currency }), invoice: '', reference,
        }),
    }))
}

function toInvoice(visit: Visit, row: PageInvoiceRow) {
  const { org, visitor, settings: { payLinkTemplate: template } } = visit
  const masked = isMasked(visit)
  return {
    id: row.id, child: row.child_name, number: masked ? null : row.number, currency: row.currency,
    totalMinor: row.total_minor, openMinor: row.open_minor, issuedOn: row.issued_on,
    dueOn: row.due_on, daysOverdue: daysOverdue(row.due_on, org.today),
    disputedMinor: row.disputed_minor, promisedMinor: row.promised_minor,
    promisedOn: row.promised_on, hasDocument: row.has_document && !masked,
    payAddress: template === null || masked || !isPayLinkPerInvoice(template) ? null
      : fillPayLink(template, {
        ...payLinkAmount({ amountMinor: row.open_minor, currency: row.currency }),
        invoice: row.number, reference: visitor.reference,
      }),
  }
}
