// The payment page that a link opens: what a customer sees there, and what may be done.
import { z } from 'zod'
import { DISPUTE_REASONS, type DisputeReason } from '#domain/page-promise.ts'
import { AmountMinor, CurrencyCode, DayText, endpoint, Id, LocaleCode } from './endpoint.ts'

const tag = 'Payment page'
const token = z.object({ token: z.string() })

const PageInvoice = z.object({
  id: Id,
  child: z.string().nullable().describe('The company whose it is, where it is asked for here.'),
  number: z.string().nullable().describe('Null while it is asked for as a proof.'),
  currency: CurrencyCode, totalMinor: AmountMinor, openMinor: AmountMinor,
  issuedOn: DayText, dueOn: DayText, daysOverdue: z.int(),
  disputedMinor: AmountMinor, promisedMinor: AmountMinor, promisedOn: DayText.nullable(),
  hasDocument: z.boolean(), payAddress: z.string().nullable(),
})

const OpenPage = z.object({
  state: z.literal('open'),
  isPreview: z.boolean().describe('A colleague looks; nothing can be done.'),
  locale: LocaleCode, today: DayText,
  organization: z.string(), customer: z.string(),
  proof: z.object({
    isNeeded: z.boolean().describe('Before anything is recorded.'),
    way: z.enum(['email', 'sms', 'knowledge']),
    sentTo: z.string().nullable().describe('Where a code would go, mostly hidden.'),
  }),
  sums: z.array(z.object({
    currency: CurrencyCode, openMinor: AmountMinor, overdueMinor: AmountMinor,
    unappliedMinor: AmountMinor, payAddress: z.string().nullable(),
  })).describe('Per currency; they are never added.'),
  invoices: z.array(PageInvoice),
  moreInvoices: z.int().describe('Open ones that are in the sums but not listed.'),
  received: z.array(z.object({
    currency: CurrencyCode, amountMinor: AmountMinor, receivedOn: DayText,
  })).describe('Payments that crossed with a message of ours in the last days.'),
  settled: z.array(z.object({
    number: z.string().nullable(), currency: CurrencyCode, totalMinor: AmountMinor,
    settledOn: DayText,
  })).describe('The invoices that were settled last.'),
  bank: z.object({ details: z.string(), reference: z.string() }).nullable(),
  invoiceId: Id.nullable().describe('The invoice that the message was about.'),
  lastPromiseDay: DayText,
  mayStopSms: z.boolean().describe('The link came by SMS to a number that may be texted.'),
})

export const PaymentPage = z.discriminatedUnion('state', [
  OpenPage,
  z.object({
    state: z.literal('ended'), organization: z.string(), locale: LocaleCode,
  }).describe('The link has expired or was ended.'),
]).meta({ id: 'PaymentPage' })

export const getPaymentPage = endpoint({
  method: 'get', path: '/portal/{token}', tag, role: 'anyone', params: token, answer: PaymentPage,
  summary: 'What is open of the customer that a link belongs to. Changes nothing',
})

export const getPageDocument = endpoint({
  method: 'get', path: '/portal/{token}/invoices/{invoiceId}', tag, role: 'anyone',
  summary: 'The PDF of an invoice', params: token.extend({ invoiceId: Id }),
  answer: z.string(), answerType: 'application/pdf',
})

export const getPageStatement = endpoint({
  method: 'get', path: '/portal/{token}/statement.pdf', tag, role: 'anyone',
  summary: 'The statement of account', params: token, answer: z.string(),
  answerType: 'application/pdf',
})

export const notePageOpened = endpoint({
  method: 'post', path: '/portal/{token}/opened', tag, role: 'anyone', params: token,
  summary: 'A person has the page before them. The first time of a day is told',
})

export const sendPageCode = endpoint({
  method: 'post', path: '/portal/{token}/code', tag, role: 'anyone', params: token, status: 201,
  summary: 'Send a code to the address on record',
  answer: z.object({ sentTo: z.string(), minutes: z.int() }),
})

export const provePageVisitor = endpoint({
  method: 'post', path: '/portal/{token}/proof', tag, role: 'anyone', params: token,
  summary: 'Prove who one is: by the code, or by an invoice and what is open on it. Sets a cookie',
  body: z.union([
    z.object({ code: z.string().trim().max(20) }),
    z.object({
      invoiceNumber: z.string().trim().min(1).max(100), amount: z.string().trim().min(1).max(40),
    }),
  ]),
  answer: z.object({ minutes: z.int() }),
})

export const stopPageSms = endpoint({
  method: 'post', path: '/portal/{token}/stop-sms', tag, role: 'anyone', params: token,
  summary: 'No more SMS to the number that the link came to, from the whole organization',
})

const key = z.uuid().describe('Made by whoever calls: the same one twice does one thing.')
const Done = z.object({
  isHeld: z.boolean().describe('A promise that counts at once; else a person looks first.'),
})

export const promiseOnPage = endpoint({
  method: 'post', path: '/portal/{token}/promise', tag, role: 'anyone', params: token, status: 201,
  summary: 'Say when what will be paid',
  body: z.object({
    key, invoiceIds: z.array(Id).min(1).max(200), amountMinor: AmountMinor.min(1),
    promisedOn: DayText, text: z.string().trim().max(2000).default(''),
  }),
  answer: Done,
})

// The keys of an object, as a list that zod takes.
const REASONS = Object.keys(DISPUTE_REASONS) as [DisputeReason, ...DisputeReason[]]

export const disputeOnPage = endpoint({
  method: 'post', path: '/portal/{token}/dispute', tag, role: 'anyone', params: token, status: 201,
  summary: 'Say that invoices are not right, and why',
  body: z.object({
    key, invoiceIds: z.array(Id).min(1).max(50), reason: z.enum(REASONS),
    text: z.string().trim().max(2000).default(''),
  }),
  answer: Done,
})

export const answerOnPage = endpoint({
  method: 'post', path: '/portal/{token}/answer', tag, role: 'anyone', params: token, status: 201,
  summary: 'Write to whoever sent the link',
  body: z.object({ key, text: z.string().trim().min(1).max(5000) }),
  answer: Done,
})
