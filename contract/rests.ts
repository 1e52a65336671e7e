// Rests of a few cents that are not worth a reminder, and writing them off.
import { z } from 'zod'
import { AmountMinor, CurrencyCode, endpoint, Id } from './endpoint.ts'

const tag = 'Ledger'
const invoiceId = z.object({ invoiceId: Id })

export const Rest = z.object({
  invoiceId: Id, number: z.string(), customerId: Id, customerName: z.string(),
  currency: CurrencyCode, openMinor: AmountMinor,
}).meta({ id: 'Rest' })

export const listRests = endpoint({
  method: 'get', path: '/rests', tag, role: 'viewer',
  summary: 'What is left of invoices that were paid or credited in part, up to the write-off limit '
    + 'of its currency: the first hundred, smallest first',
  query: z.object({ customerId: Id.optional() }), answer: z.object({ items: z.array(Rest) }),
})

export const listCurrencies = endpoint({
  method: 'get', path: '/currencies', tag, role: 'viewer',
  summary: 'The currencies that invoices are in, the organization’s own first',
  answer: z.object({ items: z.array(CurrencyCode) }),
})

export const writeOffRest = endpoint({
  method: 'post', path: '/invoices/{invoiceId}/write-off-rest', tag, role: 'collector',
  summary: 'Write off what is left of an invoice, up to the write-off limit of its currency',
  params: invoiceId,
})

export const reopenRest = endpoint({
  method: 'post', path: '/invoices/{invoiceId}/reopen-rest', tag, role: 'collector',
  summary: 'Undo: a rest that was written off is open again', params: invoiceId,
})
