// What leaves as files: each list as CSV that can be imported again, and the whole organization.
import { z } from 'zod'
import { listCustomers } from './customers.ts'
import { endpoint, Id, InstantText, Page, pageOf } from './endpoint.ts'
import { listInvoices } from './invoices.ts'

const tag = 'Exports'

const list = <Query extends z.ZodObject>(name: string, summary: string, query: Query) => endpoint({
  method: 'get', path: `/exports/${name}.csv`, tag, role: 'manager', summary, query,
  answer: z.string(), answerType: 'text/csv',
})

export const exportCustomers = list('customers',
  'Customers of a filter as CSV; imported again it changes nothing', listCustomers.query)
export const exportInvoices = list('invoices',
  'Invoices of a filter as CSV; imported again it changes nothing', listInvoices.query)
export const exportContacts = list('contacts', 'All contacts as CSV', z.object({}))
export const exportCreditNotes = list('credit-notes', 'All credit notes as CSV', z.object({}))
export const exportPayments = list('payments', 'All payments as CSV', z.object({}))

export const OrgExport = z.object({
  id: Id, state: z.enum(['queued', 'running', 'done', 'failed', 'expired']),
  rowsDone: z.int(), rowsTotal: z.int(), sizeBytes: z.int(), why: z.string().nullable(),
  startedAt: InstantText, finishedAt: InstantText.nullable(),
}).meta({ id: 'OrgExport' })

export const startOrgExport = endpoint({
  method: 'post', path: '/exports', tag, role: 'admin', status: 201,
  summary: 'Write the whole organization into a zip: each table as NDJSON, attachments as files',
  answer: OrgExport,
})

export const listOrgExports = endpoint({
  method: 'get', path: '/exports', tag, role: 'viewer', summary: 'Exports, newest first',
  query: z.object(Page), answer: pageOf(OrgExport),
})

export const getOrgExport = endpoint({
  method: 'get', path: '/exports/{exportId}/organization.zip', tag, role: 'admin',
  summary: 'The file of an export, for a week', params: z.object({ exportId: Id }),
  answer: z.string(), answerType: 'application/octet-stream',
})
