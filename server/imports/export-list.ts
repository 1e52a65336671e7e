// Streams a list as CSV, page by page in transactions of their own, so that memory stays flat.
import type { QueryOf } from '#contract/endpoint.ts'
import type { listCustomers as CustomersEndpoint } from '#contract/customers.ts'
import type { listInvoices as InvoicesEndpoint } from '#contract/invoices.ts'
import { listCustomers } from '../customers/list-customers.ts'
import { listInvoices } from '../invoices/list-invoices.ts'
import { inOrganization, type Actor, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { streamOf } from './error-file.ts'
import {
  customerRows, customHeadings, invoiceRows, lineOf, plainRows, type FileRow, type ListName,
} from './list-files.ts'

export type ListWish =
  | { list: 'customers'; query: QueryOf<typeof CustomersEndpoint> }
  | { list: 'invoices'; query: QueryOf<typeof InvoicesEndpoint> }
  | { list: 'contacts' | 'credit_notes' | 'payments' }

const HEADINGS: Readonly<Record<ListName, readonly string[]>> = {
  customers: ['reference', 'name', 'country', 'zone', 'language', 'street', 'street_2', 'postcode',
    'city', 'contact_name', 'email', 'phone', 'debtor_kind', 'parent_reference', 'collect_at',
    'wished_channel', 'wished_by', 'wished_on'],
  contacts: ['customer_reference', 'name', 'email', 'phone', 'position', 'main', 'language'],
  invoices: ['customer_reference', 'number', 'total', 'currency', 'issued_on', 'due_on',
    'purchase_order', 'customer_name', 'duebox_open', 'duebox_state'],
  credit_notes: ['number', 'customer_reference', 'total', 'currency', 'issued_on'],
  payments: ['reference', 'customer_reference', 'amount', 'currency', 'received_on', 'state',
    'expected_on'],
}

const PAGE = 200
const PLAIN_PAGE = 1000

interface PageOfRows { rows: FileRow[]; next: string | null }

export function exportList(
  installation: Installation, of: { orgId: string; actor: Actor }, wish: ListWish,
): ReadableStream<Uint8Array> {
  const within = <T>(work: (org: Org) => Promise<T>) =>
    inOrganization(installation, of.orgId, of.actor, work)
  const lines = async function* () {
    const custom = wish.list === 'customers' || wish.list === 'invoices'
      ? await within((org) => customHeadings(org, wish.list === 'customers' ? 'customer'
        : 'invoice')) : []
    const headings = [...HEADINGS[wish.list], ...custom]
    // Spreadsheets read UTF-8 only behind a byte order mark.
    yield `\uFEFF${lineOf(headings)}`
    for (let cursor: string | null = ''; cursor !== null;) {
      const at: string = cursor
      const { rows, next }: PageOfRows = await within((org) => pageOf(org, wish, at))
      if (rows.length > 0) {
        yield rows.map((row) => lineOf(headings.map((name) => row[name] ?? null))).join('')
      }
      cursor = next
    }
  }
  return streamOf(lines())
}

async function pageOf(org: Org, wish: ListWish, cursor: string): Promise<PageOfRows> {
  const paged = { cursor: cursor === '' ? undefined : cursor, limit: PAGE }
  if (wish.list === 'customers') {
    const page = await listCustomers(org, { ...wish.query, ...paged })
    return { rows: await customerRows(org, page.items.map(({ id }) => id)),
      next: page.nextCursor }
  }
  if (wish.list === 'invoices') {
    const page = await listInvoices(org, { ...wish.query, ...paged })
    return { rows: await invoiceRows(org, page.items.map(({ id }) => id)), next: page.nextCursor }
  }
  const found = await plainRows(org, wish.list,
    cursor || '00000000-0000-0000-0000-000000000000', PLAIN_PAGE)
  return { rows: found.map(({ row }) => row),
    next: found.length < PLAIN_PAGE ? null : found.at(-1)?.id ?? null }
}
