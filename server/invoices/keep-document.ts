// Keeps the PDF of an invoice, as its customer knows it.
import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { InvoiceDocument } from '#contract/documents.ts'
import { downloadOf } from '../platform/download.ts'
import { invalid, notFound } from '../platform/errors.ts'
import { cleanName } from '../platform/file-name.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import {
  deleteDocument, documentContent, documentRow, documentsOf, openDocuments, openSizes,
  writeDocument, type DocumentFile,
} from './document-store.ts'

export const MOST_DOCUMENT_BYTES = 10 * 1024 * 1024

export async function keepDocument(org: Org, invoiceId: string, file: {
  name: string; content: Buffer
}): Promise<void> {
  const row = await documentRow(org, invoiceId)
  if (!row) throw notFound('This invoice does not exist.')
  if (!isPdf(file.content)) {
    throw invalid('This is not a whole PDF. Save the invoice as a PDF and upload that.')
  }
  const clean = cleanName(file.name) || `${cleanName(row.number)}.pdf`
  const name = /\.pdf$/i.test(clean) ? clean : `${clean}.pdf`
  await writeDocument(org, {
    invoiceId, name, content: file.content,
    sha256: createHash('sha256').update(file.content).digest('hex'),
  })
  await recordEvent(org, {
    kind: 'document_kept', customerId: row.customer_id, invoiceIds: [invoiceId],
    detail: { name, number: row.number },
  })
}

/** By its first and last bytes: a renamed page or half a download is none. */
const isPdf = (content: Buffer): boolean =>
  content.subarray(0, 1_024).includes('%PDF-') && content.subarray(-2_048).includes('%%EOF')

export async function findDocument(
  org: Org, invoiceId: string,
): Promise<z.output<typeof InvoiceDocument> | null> {
  const row = await documentRow(org, invoiceId)
  if (!row) throw notFound('This invoice does not exist.')
  const { name, size_bytes: sizeBytes, kept_at: keptAt, kept_by: keptBy } = row
  if (name === null || sizeBytes === null || keptAt === null || keptBy === null) return null
  return { invoiceId, name, sizeBytes, keptAt, keptBy }
}

export async function downloadDocument(org: Org, invoiceId: string): Promise<Response> {
  const file = await documentContent(org, invoiceId)
  if (!file) throw notFound('This invoice has no PDF yet.')
  return downloadOf(file.content, { name: file.name, type: 'application/pdf' })
}

export async function removeDocument(org: Org, invoiceId: string): Promise<void> {
  const row = await documentRow(org, invoiceId)
  if (!row || !await deleteDocument(org, invoiceId)) throw notFound('This invoice has no PDF.')
  await recordEvent(org, {
    kind: 'document_removed', customerId: row.customer_id, invoiceIds: [invoiceId],
    detail: { name: row.name ?? '', number: row.number },
  })
}

/** PDFs of named invoices that a customer is asked for: its own, and of those collected there. */
export async function documentsByInvoice(org: Org, of: {
  ids: readonly string[]; customerId: string; withContent?: boolean
}): Promise<Map<string, DocumentFile>> {
  if (of.ids.length === 0) return new Map()
  const rows = await documentsOf(org, of)
  return new Map(rows.map((row) => [row.invoice_id, row]))
}

/** How large the PDFs of some customers' open invoices are, by invoice. */
export const documentSizes = async (
  org: Org, customerIds: readonly string[],
): Promise<Map<string, number>> =>
  new Map((await openSizes(org, customerIds)).map((row) => [row.invoice_id, row.size_bytes]))

/** PDFs of open invoices that a customer is asked for, oldest due first. */
export const documentsOfCustomer = (org: Org, customerId: string) =>
  openDocuments(org, customerId)
