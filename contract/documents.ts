// Documents made from the ledger or kept with it: statements of account, PDFs of invoices.
import { z } from 'zod'
import { endpoint, Id, InstantText, Page, pageOf } from './endpoint.ts'
import { RISKS } from './mail.ts'

const tag = 'Documents'
const invoiceId = z.object({ invoiceId: Id })

export const InvoiceDocument = z.object({
  invoiceId: Id, name: z.string(), sizeBytes: z.int(), keptAt: InstantText, keptBy: z.string(),
}).meta({ id: 'InvoiceDocument' })

export const keepInvoiceDocument = endpoint({
  method: 'put', path: '/invoices/{invoiceId}/document', tag, role: 'collector',
  summary: 'Keep the PDF of an invoice (10 MB at most); it replaces an earlier one',
  params: invoiceId, query: z.object({ name: z.string().max(500).default('invoice.pdf') }),
  bodyType: 'application/pdf', answer: InvoiceDocument,
})

export const findInvoiceDocument = endpoint({
  method: 'get', path: '/invoices/{invoiceId}/document/about', tag, role: 'viewer',
  summary: 'Whether an invoice has a PDF, and which', params: invoiceId,
  answer: z.object({ document: InvoiceDocument.nullable() }),
})

export const getInvoiceDocument = endpoint({
  method: 'get', path: '/invoices/{invoiceId}/document', summary: 'The PDF of an invoice', tag,
  role: 'viewer', params: invoiceId, answer: z.string(), answerType: 'application/pdf',
})

export const removeInvoiceDocument = endpoint({
  method: 'delete', path: '/invoices/{invoiceId}/document', tag, role: 'collector',
  summary: 'Take the PDF of an invoice away', params: invoiceId,
})

export const CustomerFile = z.object({
  id: Id.describe('Of the attachment, or of the invoice whose PDF it is.'),
  of: z.enum(['message', 'invoice']),
  name: z.string(), contentType: z.string(), sizeBytes: z.int(), at: InstantText,
  risk: z.enum(RISKS), riskWhy: z.string().nullable(),
  about: z.string().describe('The subject of the message, or the number of the invoice.'),
  isFromThem: z.boolean(),
}).meta({ id: 'CustomerFile' })

export const listCustomerFiles = endpoint({
  method: 'get', path: '/customers/{customerId}/files', tag, role: 'viewer',
  summary: 'Files of messages from and to a customer and the PDFs of its invoices, newest first',
  params: z.object({ customerId: Id }), query: z.object(Page), answer: pageOf(CustomerFile),
})

export const getStatement = endpoint({
  method: 'get', path: '/customers/{customerId}/statement.pdf', tag, role: 'viewer',
  summary: 'Statement of account: what is open now, per currency, as a PDF',
  params: z.object({ customerId: Id }), answer: z.string(), answerType: 'application/pdf',
})

export const getCapturedFile = endpoint({
  method: 'get', path: '/outbox/files/{fileId}', tag: 'Messages', role: 'viewer',
  summary: 'An attachment as the captured outbox accepted it', params: z.object({ fileId: Id }),
  answer: z.string(), answerType: 'application/octet-stream',
})
