// The ledger: invoices, payments, credit notes, disputes and promises.
import { z } from 'zod'
import {
  Balance, Pause, PlannedContact, TimelineEvent, TimelineFilter,
} from './customers.ts'
import {
  AmountMinor, CurrencyCode, DayText, endpoint, Id, InstantText, Page, pageOf,
} from './endpoint.ts'
import { InvoiceFilter, InvoiceOrder, ListTotal } from './list-filters.ts'

const tag = 'Ledger'
const invoiceId = z.object({ invoiceId: Id })

export const InvoiceRow = z.object({
  id: Id, number: z.string(), customerId: Id, customerName: z.string(), currency: CurrencyCode,
  totalMinor: AmountMinor, openMinor: AmountMinor,
  disputedMinor: AmountMinor, promisedMinor: AmountMinor,
  pendingMinor: AmountMinor.describe('Announced and not yet there.'),
  collectibleMinor: AmountMinor,
  issuedOn: DayText, dueOn: DayText, daysOverdue: z.int(),
  status: z.enum(['due', 'overdue', 'partly_paid', 'paid', 'void', 'written_off']),
}).meta({ id: 'InvoiceRow' })

export const Invoice = InvoiceRow.extend({
  purchaseOrder: z.string().nullable(),
  createdAt: InstantText,
  customFields: z.record(z.string(), z.string())
    .describe('What imports brought and Duebox only shows.'),
  allocations: z.array(z.object({
    id: Id, source: z.enum(['payment', 'credit_note']), sourceId: Id, sourceReference: z.string(),
    amountMinor: AmountMinor, allocatedOn: DayText,
  })),
  disputes: z.array(z.object({
    id: Id, amountMinor: AmountMinor.nullable(), reason: z.string(),
    state: z.enum(['open', 'investigating', 'upheld', 'credited', 'withdrawn'])
      .describe('`investigating`: somebody has begun to look into it; it holds as an open one.'),
    openedAt: InstantText, closedAt: InstantText.nullable(),
    ownerId: z.string().nullable(), ownerName: z.string().nullable(),
    dueOn: DayText.nullable().describe('By when it is to be settled.'),
    note: z.string().describe('How it ended.'), creditNoteId: Id.nullable(),
  })),
  promises: z.array(z.object({
    id: Id, amountMinor: AmountMinor, promisedOn: DayText, state: z.string(), madeOn: DayText,
    lastOn: DayText.describe('The last day on which money counts: the day and its grace.'),
    paidMinor: AmountMinor.describe('What came for it by that day.'),
    holdsCollection: z.boolean(),
    whole: z.object({
      id: Id, amountMinor: AmountMinor, paidMinor: AmountMinor,
      invoices: z.array(z.object({ id: Id, number: z.string(), amountMinor: AmountMinor })),
    }).nullable().describe('The promise that this is a part of, if it is over several invoices.'),
  })),
  pending: z.array(z.object({
    paymentId: Id, reference: z.string(), amountMinor: AmountMinor, expectedOn: DayText,
    lapsesOn: DayText.describe('From this day on it holds nothing any more.'),
  })).describe('Announced payments that are for it.'),
  closed: z.object({ reason: z.string(), at: InstantText, by: z.string() }).nullable()
    .describe('Why it was voided or written off, and by whom.'),
  overpaidMinor: AmountMinor
    .describe('Of payments that were for it: what no invoice has taken yet.'),
  missingFrom: z.object({ importId: Id, at: InstantText }).nullable()
    .describe('The newest full list, if it did not name this invoice, which is open here.'),
  pauses: z.array(Pause),
  planned: z.array(PlannedContact),
}).meta({ id: 'Invoice' })

export const listInvoices = endpoint({
  method: 'get', path: '/invoices', summary: 'Invoices, oldest due first', tag, role: 'viewer',
  query: z.object({ ...Page, ...InvoiceFilter, ...InvoiceOrder }), answer: pageOf(InvoiceRow),
})

export const totalInvoices = endpoint({
  method: 'get', path: '/invoices/total', tag, role: 'viewer',
  summary: 'How many invoices a filter lets through, and what is open on them by currency',
  query: z.object(InvoiceFilter), answer: ListTotal,
})

export const chooseInvoices = endpoint({
  method: 'get', path: '/invoices/chosen', tag, role: 'viewer',
  summary: 'The ids of all that a filter lets through, for a deed on many; at most 5,000',
  query: z.object(InvoiceFilter), answer: ListTotal.extend({ ids: z.array(Id) }),
})

export const createInvoice = endpoint({
  method: 'post', path: '/invoices', summary: 'Add an invoice', tag, role: 'collector',
  status: 201,
  body: z.object({
    customerId: Id, number: z.string().trim().min(1).max(100), currency: CurrencyCode,
    totalMinor: AmountMinor.min(1), issuedOn: DayText, dueOn: DayText,
    purchaseOrder: z.string().trim().max(100).nullable().default(null),
  }),
  answer: Invoice,
})

export const getInvoice = endpoint({
  method: 'get', path: '/invoices/{invoiceId}', summary: 'One invoice', tag, role: 'viewer',
  params: invoiceId, answer: Invoice,
})

export const closeInvoice = endpoint({
  method: 'post', path: '/invoices/{invoiceId}/close', tag, role: 'manager', params: invoiceId,
  summary: 'Void an invoice or write off what is open on it',
  body: z.object({ as: z.enum(['void', 'written_off']), reason: z.string().trim().max(500) }),
  answer: Invoice,
})

export const getInvoiceTimeline = endpoint({
  method: 'get', path: '/invoices/{invoiceId}/timeline', tag, role: 'viewer',
  summary: 'All that happened with an invoice, newest first', params: invoiceId,
  query: z.object({ ...Page, ...TimelineFilter }), answer: pageOf(TimelineEvent),
})

export const Payment = z.object({
  id: Id, customerId: Id, reference: z.string(), currency: CurrencyCode,
  amountMinor: AmountMinor, openMinor: AmountMinor.describe('Not yet allocated.'),
  receivedOn: DayText.describe('Of an announced one the day on which we heard of it.'),
  state: z.enum(['pending', 'cleared', 'failed', 'reversed']),
  expectedOn: DayText.nullable().describe('Announced: the day it should be there.'),
  lapsesOn: DayText.nullable()
    .describe('Announced: from this day on it holds its invoices no longer.'),
}).meta({ id: 'Payment' })

export const listPayments = endpoint({
  method: 'get', path: '/payments', summary: 'Payments, newest first', tag, role: 'viewer',
  query: z.object({ ...Page, customerId: Id.optional() }), answer: pageOf(Payment),
})

export const recordPayment = endpoint({
  method: 'post', path: '/payments', tag, role: 'collector', status: 201,
  summary: 'Record a payment once by its reference and allocate it: to the invoices named, else '
    + 'to the customer’s oldest open ones in its currency',
  body: z.object({
    customerId: Id.optional().describe('May be left out when an invoice is named.'),
    reference: z.string().trim().min(1).max(200), currency: CurrencyCode,
    amountMinor: AmountMinor.min(1),
    receivedOn: DayText.describe('Of an announced payment the day on which we heard of it.'),
    state: z.enum(['cleared', 'pending']).default('cleared').describe('Pending: announced, not yet '
      + 'there; it holds its invoices back until it clears, fails or its time passes.'),
    expectedOn: DayText.nullable().default(null).describe('Pending: the day it should be there.'),
    allocations: z.array(z.object({
      invoiceId: Id, amountMinor: AmountMinor.min(1).optional(),
    })).max(500).optional().describe('Empty list: leave it unapplied.'),
  }),
  answer: Payment,
})

export const clearPayment = endpoint({
  method: 'post', path: '/payments/{paymentId}/clear', tag, role: 'collector',
  summary: 'An announced payment is there: it pays what it was announced for',
  params: z.object({ paymentId: Id }),
  body: z.object({
    receivedOn: DayText,
    amountMinor: AmountMinor.min(1).optional().describe('Where another amount came.'),
  }),
  answer: Payment,
})

export const failPayment = endpoint({
  method: 'post', path: '/payments/{paymentId}/fail', tag, role: 'collector',
  summary: 'An announced payment will not come: its invoices are collected again',
  params: z.object({ paymentId: Id }),
  body: z.object({
    reason: z.string().trim().max(500).default(''),
    isMistake: z.boolean().default(false)
      .describe('It was never announced; nobody is asked to find out why.'),
  }),
  answer: Payment,
})

export const reversePayment = endpoint({
  method: 'post', path: '/payments/{paymentId}/reverse', tag, role: 'collector',
  summary: 'A payment bounced or was charged back: its invoices open again',
  params: z.object({ paymentId: Id }), answer: Payment,
})

export const CreditNote = z.object({
  id: Id, customerId: Id, number: z.string(), currency: CurrencyCode, totalMinor: AmountMinor,
  openMinor: AmountMinor, issuedOn: DayText,
}).meta({ id: 'CreditNote' })

export const recordCreditNote = endpoint({
  method: 'post', path: '/credit-notes', tag, role: 'collector', status: 201,
  summary: 'Record a credit note and allocate it to the invoices named; without any it stays '
    + 'unapplied',
  body: z.object({
    customerId: Id, number: z.string().trim().min(1).max(100), currency: CurrencyCode,
    totalMinor: AmountMinor.min(1), issuedOn: DayText,
    allocations: z.array(z.object({
      invoiceId: Id, amountMinor: AmountMinor.min(1).optional(),
    })).max(500).default([]),
  }),
  answer: CreditNote,
})

export const raiseDispute = endpoint({
  method: 'post', path: '/invoices/{invoiceId}/disputes', tag, role: 'collector', status: 201,
  summary: 'Take a contested amount out of collection', params: invoiceId,
  body: z.object({
    amountMinor: AmountMinor.min(1).nullable().default(null).describe('Null: all that is open.'),
    reason: z.string().trim().min(1).max(500),
    ownerId: z.string().max(200).nullable().optional()
      .describe('Who settles it; left out, the customer’s owner.'),
    dueOn: DayText.nullable().optional().describe('By when it is to be settled.'),
  }),
  answer: Invoice,
})

export const changeDispute = endpoint({
  method: 'patch', path: '/disputes/{disputeId}', tag, role: 'collector',
  summary: 'Give a dispute to somebody else or another day, or say that it is looked into',
  params: z.object({ disputeId: Id }),
  body: z.object({
    ownerId: z.string().max(200).nullable(), dueOn: DayText.nullable(),
    state: z.enum(['open', 'investigating'])
      .describe('Whoever begins to look into one that nobody settles becomes its owner.'),
  }).partial(),
  answer: Invoice,
})

export const closeDispute = endpoint({
  method: 'post', path: '/disputes/{disputeId}/close', tag, role: 'collector',
  summary: 'End a dispute: what is left of its amount is chased again after the delay',
  params: z.object({ disputeId: Id }),
  body: z.object({
    as: z.enum(['upheld', 'credited', 'withdrawn'])
      .describe('`upheld`: the invoice stands; `withdrawn`: the customer took it back.'),
    note: z.string().trim().max(500).default(''),
    creditNoteId: Id.nullable().default(null).describe('The credit note that settles it.'),
  }),
  answer: Invoice,
})

export const notePromise = endpoint({
  method: 'post', path: '/invoices/{invoiceId}/promises', tag, role: 'collector', status: 201,
  summary: 'Note a promise to pay: its amount is left alone through that day. It takes the place '
    + 'of an earlier one for the same day, and of all that no longer fit into what is open',
  params: invoiceId,
  body: z.object({
    amountMinor: AmountMinor.min(1).nullable().default(null).describe('Null: all that is open.'),
    promisedOn: DayText,
    holdsCollection: z.boolean().default(true)
      .describe('False: it is judged on its day, but reminders go on until then.'),
    graceDays: z.int().min(0).max(30).optional()
      .describe('Days after it in which money still counts; left out, as the settings say.'),
  }),
  answer: Invoice,
})

export const notePromiseOverSeveral = endpoint({
  method: 'post', path: '/customers/{customerId}/promises', tag, role: 'collector', status: 201,
  summary: 'Note one promise over several invoices of a currency: it is kept, partly kept or '
    + 'broken by what comes for all of them together',
  params: z.object({ customerId: Id }),
  body: z.object({
    currency: CurrencyCode.optional()
      .describe('May be left out where the customer owes in one currency only.'),
    amountMinor: AmountMinor.min(1).nullable().default(null)
      .describe('Null: the sum of the parts, or else all that is open and not disputed.'),
    promisedOn: DayText,
    parts: z.array(z.object({ invoiceId: Id, amountMinor: AmountMinor.min(1) }))
      .min(1).max(500).optional().describe('Left out: the invoices due first take of it what is '
        + 'open and not disputed on them.'),
    holdsCollection: z.boolean().default(true)
      .describe('False: it is judged on its day, but reminders go on until then.'),
    graceDays: z.int().min(0).max(30).optional()
      .describe('Days after it in which money still counts; left out, as the settings say.'),
  }),
  answer: z.object({
    id: Id, currency: CurrencyCode, amountMinor: AmountMinor, promisedOn: DayText,
    parts: z.array(z.object({ invoiceId: Id, number: z.string(), amountMinor: AmountMinor })),
  }),
})

export const cancelPromise = endpoint({
  method: 'post', path: '/promises/{promiseId}/cancel', tag,
  summary: 'Cancel a promise; one over several invoices ends on all of them',
  role: 'collector', params: z.object({ promiseId: Id }), answer: Invoice,
})

export const getProof = endpoint({
  method: 'get', path: '/reports/proof', tag: 'Reports', role: 'viewer',
  summary: 'What automatic reminders asked for in the last seven days: paid by then, or crossed',
  answer: z.object({
    from: DayText, to: DayText, reminders: z.int(),
    aboutPaid: z.int().describe('Spoke of an invoice that the ledger had as paid at that moment.'),
    crossed: z.int().describe('Crossed in the post with a payment of what they asked for.'),
    crossedMessages: z.array(z.object({
      messageId: Id, customerId: Id, customerName: z.string(), sentAt: InstantText,
      amountMinor: AmountMinor, currency: CurrencyCode, receivedOn: DayText,
    })).describe('The newest hundred.'),
  }),
})

export const getAging = endpoint({
  method: 'get', path: '/reports/aging', tag: 'Reports', role: 'viewer',
  summary: 'Open amounts by age, per currency; currencies are never added together',
  query: z.object({ customerId: Id.optional() }),
  answer: z.object({ asOf: DayText, balances: z.array(Balance) }),
})
