// The table of invoices' PDFs.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export async function writeDocument(org: Org, document: {
  invoiceId: string; name: string; content: Buffer; sha256: string
}): Promise<void> {
  const { invoiceId, name, content, sha256 } = document
  await sql`insert into invoice_document (invoice_id, name, size_bytes, sha256, content, kept_by,
      kept_at)
    values (${invoiceId}, ${name}, ${content.length}, ${sha256}, ${content}, ${org.actor},
      ${org.now})
    on conflict (org_id, invoice_id) do update set name = excluded.name,
      size_bytes = excluded.size_bytes, sha256 = excluded.sha256, content = excluded.content,
      kept_by = excluded.kept_by, kept_at = excluded.kept_at`.execute(org.tx)
}

/** The invoice with what is kept of its document. */
export async function documentRow(org: Org, invoiceId: string) {
  const { rows } = await sql<{
    customer_id: string; number: string; name: string | null; size_bytes: number | null
    kept_at: Instant | null; kept_by: string | null
  }>`select i.customer_id, i.number, d.name, d.size_bytes, d.kept_at, d.kept_by
    from invoice i left join invoice_document d on d.org_id = i.org_id and d.invoice_id = i.id
    where i.org_id = ${org.id} and i.id = ${invoiceId}`.execute(org.tx)
  return rows[0] ?? null
}

export async function documentContent(org: Org, invoiceId: string) {
  const { rows } = await sql<{ name: string; content: Buffer }>`
    select name, content from invoice_document
    where org_id = ${org.id} and invoice_id = ${invoiceId}`.execute(org.tx)
  return rows[0] ?? null
}

export async function deleteDocument(org: Org, invoiceId: string): Promise<boolean> {
  const { rows } = await sql`delete from invoice_document
    where org_id = ${org.id} and invoice_id = ${invoiceId} returning 1`.execute(org.tx)
  return rows.length > 0
}

export interface DocumentFile {
  invoice_id: string
  name: string
  size_bytes: number
  content: Buffer | null
}

export async function documentsOf(org: Org, of: {
  ids: readonly string[]; customerId: string; withContent?: boolean
}): Promise<DocumentFile[]> {
  const { rows } = await sql<DocumentFile>`
    select d.invoice_id, d.name, d.size_bytes,
      case when ${of.withContent ?? false}::boolean then d.content end as content
    from invoice_document d join invoice i on i.org_id = d.org_id and i.id = d.invoice_id
    where d.org_id = ${org.id} and d.invoice_id = any(${[...of.ids]}::uuid[])
      and i.customer_id in (select c.id from customer c where c.org_id = ${org.id}
        and (c.id = ${of.customerId} or c.group_id = ${of.customerId}))`.execute(org.tx)
  return rows
}

/** Of all that is open of some customers; the bytes are not touched. */
export async function openSizes(org: Org, customerIds: readonly string[]) {
  const { rows } = await sql<{ invoice_id: string; size_bytes: number }>`
    select d.invoice_id, d.size_bytes
    from invoice i join invoice_document d on d.org_id = i.org_id and d.invoice_id = i.id
    where i.org_id = ${org.id} and i.customer_id = any(${[...customerIds]}::uuid[])
      and i.open_minor > 0 and i.state = 'open'`.execute(org.tx)
  return rows
}

const MOST_OFFERED = 100

export async function openDocuments(org: Org, customerId: string) {
  const { rows } = await sql<{
    invoiceId: string; number: string; openMinor: number; currency: string; name: string
    sizeBytes: number
  }>`select i.id as "invoiceId", i.number, i.open_minor as "openMinor", i.currency, d.name,
      d.size_bytes as "sizeBytes"
    from invoice i join invoice_document d on d.org_id = i.org_id and d.invoice_id = i.id
    where i.org_id = ${org.id} and i.open_minor > 0 and i.state = 'open'
      and i.customer_id in (select c.id from customer c where c.org_id = ${org.id}
        and (c.id = ${customerId} or c.group_id = ${customerId}))
    order by i.due_on, i.id limit ${MOST_OFFERED}`.execute(org.tx)
  return rows
}
