// All files of a customer: what came with messages, what left with them, PDFs of its invoices.
import { sql } from 'kysely'
import type { z } from 'zod'
import type { CustomerFile } from '#contract/documents.ts'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { pageOfRows, readCursor } from '../platform/page.ts'

type FileAnswer = z.output<typeof CustomerFile>

export async function listCustomerFiles(
  org: Org, customerId: string, page: { cursor?: string | undefined; limit: number },
) {
  const known = await sql`select from customer where org_id = ${org.id} and id = ${customerId}`
    .execute(org.tx)
  if (known.rows.length === 0) throw notFound('This customer does not exist.')
  const [at, id] = readCursor(page.cursor, 2)
    ?? ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff']
  const { rows } = await sql<FileAnswer>`
    select * from (
      select a.id, 'message' as of, a.name, a.content_type as "contentType",
        a.size_bytes as "sizeBytes", m.at, a.risk, a.risk_why as "riskWhy",
        m.subject as about, m.direction = 'in' as "isFromThem"
      from message m join attachment a on a.org_id = m.org_id and a.message_id = m.id
      where m.org_id = ${org.id} and m.customer_id = ${customerId}
        and a.disposition is distinct from 'inline'
      union all
      select d.invoice_id, 'invoice', d.name, 'application/pdf', d.size_bytes, d.kept_at, 'safe',
        null, i.number, false
      from invoice i join invoice_document d on d.org_id = i.org_id and d.invoice_id = i.id
      where i.org_id = ${org.id} and i.customer_id = ${customerId}
    ) file
    where (at, id) < (${at}::timestamptz, ${id}::uuid)
    order by at desc, id desc limit ${page.limit + 1}`.execute(org.tx)
  return pageOfRows(rows, page.limit, { item: (row) => row, key: (row) => [row.at, row.id] })
}
