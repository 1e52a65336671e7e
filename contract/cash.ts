// Unapplied payments and credits: what there is, and which invoices it goes to.
import { z } from 'zod'
import { AmountMinor, CurrencyCode, DayText, endpoint, Id } from './endpoint.ts'

const tag = 'Ledger'
const source = z.enum(['payment', 'credit_note'])

const Application = z.object({
  source, sourceId: Id, invoiceId: Id, amountMinor: AmountMinor.min(1),
})

export const Cash = z.object({
  sources: z.array(z.object({
    source, id: Id, reference: z.string(), currency: CurrencyCode, openMinor: AmountMinor,
    on: DayText,
  })).describe('Payments and credits that no invoice has taken up, oldest first.'),
  invoices: z.array(z.object({
    id: Id, number: z.string(), currency: CurrencyCode, openMinor: AmountMinor, dueOn: DayText,
  })).describe('Open ones in those currencies, due first.'),
  suggested: z.array(Application).describe('Oldest money to the invoice due first.'),
}).meta({ id: 'Cash' })

export const getCash = endpoint({
  method: 'get', path: '/customers/{customerId}/cash', tag, role: 'viewer',
  summary: 'Unapplied money of a customer and what it could pay',
  params: z.object({ customerId: Id }), answer: Cash,
})

export const applyCash = endpoint({
  method: 'post', path: '/customers/{customerId}/cash', tag, role: 'collector', status: 201,
  summary: 'Apply unapplied money to invoices, all of it or none',
  params: z.object({ customerId: Id }),
  body: z.object({ applications: z.array(Application).min(1).max(500) }),
  answer: Cash.extend({ applicationId: Id.describe('By which it can be taken back.') }),
})

export const undoCash = endpoint({
  method: 'post', path: '/cash-applications/{applicationId}/undo', tag, role: 'collector',
  summary: 'Take back what was applied together', params: z.object({ applicationId: Id }),
  answer: Cash,
})
