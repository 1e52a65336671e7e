// Puts files on a message: a draft's at once, the ledger's when it leaves and says what is true.
import { sql } from 'kysely'
import { MOST_TOGETHER_BYTES, type Enclosures } from '#domain/enclosures.ts'
import type { Dispatch } from '../inbox/send-message.ts'
import { attachFiles, type NewAttachment } from '../inbox/write-message.ts'
import { removeAttachments } from '../inbox/outgoing-files.ts'
import { documentsByInvoice } from '../invoices/keep-document.ts'
import { invalid, tooLarge } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { statementOf } from '../reports/statement.ts'
import { drawStatement } from '../reports/statement-pdf.ts'
import { filesOf, keptDraft, markSent } from './draft-store.ts'

export interface EnclosureWish {
  messageId: string
  customerId: string
  draft?: string | undefined
  enclosesStatement?: boolean | undefined
  enclosedInvoiceIds?: readonly string[] | undefined
}

/** In the transaction that writes the message; its draft goes in the same one. */
export async function enclose(org: Org, wish: EnclosureWish): Promise<void> {
  const draft = wish.draft === undefined ? null : await keptDraft(org, wish.draft)
  const files = draft ? await filesOf(org, draft.id) : []
  const invoiceIds = [...new Set(wish.enclosedInvoiceIds ?? [])]
  const documents = await documentsByInvoice(org, { ids: invoiceIds, customerId: wish.customerId })
  for (const id of invoiceIds) {
    if (!documents.has(id)) throw invalid('An invoice to enclose has no PDF; take it off.')
  }
  const together = [...files.map(({ content }) => content.length),
    ...[...documents.values()].map(({ size_bytes: size }) => size)].reduce((a, b) => a + b, 0)
  if (together > MOST_TOGETHER_BYTES) {
    throw tooLarge('The files of a message may have 30 MB together; take one off first.')
  }
  await attachFiles(org, files.map((file): NewAttachment => ({
    id: newId(), messageId: wish.messageId, name: file.name, contentType: file.content_type,
    content: file.content,
  })))
  await insertEnclosures(org, [{
    messageId: wish.messageId, statement: wish.enclosesStatement ?? false, invoiceIds,
  }])
  if (draft) await markSent(org, draft.id, wish.messageId)
}

async function insertEnclosures(org: Org, wishes: readonly {
  messageId: string; statement: boolean; invoiceIds: readonly string[]
}[]): Promise<void> {
  const rows = wishes.flatMap(({ messageId, statement, invoiceIds }) => [
    ...(statement ? [{ id: newId(), message_id: messageId, kind: 'statement', invoice_id: null }]
      : []),
    ...invoiceIds.map((id) =>
      ({ id: newId(), message_id: messageId, kind: 'invoice', invoice_id: id })),
  ])
  await sql`insert into message_enclosure (id, message_id, kind, invoice_id)
    select id, message_id, kind, invoice_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as x(id uuid, message_id uuid, kind text, invoice_id uuid)`.execute(org.tx)
}

/**
 * What steps enclose, made in the transaction that lets their messages leave: whoever finds a send
 * whose process died finds its files as well.
 */
export async function encloseChosen(
  org: Org, dispatch: Dispatch, chosen: ReadonlyMap<string, Enclosures>,
): Promise<Dispatch> {
  const wishes = dispatch.committed.flatMap(({ message: { id: messageId } }) => {
    const { statement = false, invoices = [] } = chosen.get(messageId) ?? {}
    return statement || invoices.length > 0
      ? [{ messageId, statement, invoiceIds: invoices.map(({ id }) => id) }] : []
  })
  if (wishes.length === 0) return dispatch
  await insertEnclosures(org, wishes)
  const ids = new Set(wishes.map(({ messageId }) => messageId))
  for (const [id, why] of await encloseLedger(org, [...ids])) await noteOn(org, id, why)
  return {
    ...dispatch, committed: dispatch.committed.map((send) =>
      (ids.has(send.message.id) ? { ...send, hasFiles: true } : send)),
  }
}

/** Somebody took a PDF away between the look and the send: it leaves without it, and says so. */
async function noteOn(org: Org, messageId: string, why: string): Promise<void> {
  await sql`update message set reasons = jsonb_set(reasons, '{notes}',
      coalesce(reasons->'notes', '[]') || ${JSON.stringify([`Left out: ${why}.`])}::jsonb)
    where org_id = ${org.id} and id = ${messageId}`.execute(org.tx)
}

interface EnclosureRow {
  id: string
  message_id: string
  customer_id: string
  kind: 'statement' | 'invoice'
  invoice_id: string | null
  number: string | null
  attachment_id: string | null
}

/** Makes what the ledger adds, anew at each attempt. Returns why a message cannot leave, by id. */
export async function encloseLedger(
  org: Org, messageIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<EnclosureRow>`
    select e.id, e.message_id, m.customer_id, e.kind, e.invoice_id, i.number, e.attachment_id
    from message_enclosure e join message m on m.org_id = e.org_id and m.id = e.message_id
      left join invoice i on i.org_id = e.org_id and i.id = e.invoice_id
    where e.org_id = ${org.id} and e.message_id = any(${[...messageIds]}::uuid[])
      and e.kind <> 'letter'
    order by e.id`.execute(org.tx)
  const missing = new Map<string, string>()
  for (const row of rows) {
    const file = row.kind === 'statement' ? await statementFile(org, row.customer_id)
      : await documentFile(org, row)
    if (file === null) {
      missing.set(row.message_id, `the PDF of invoice ${row.number ?? ''} was taken away`)
      continue
    }
    if (row.attachment_id !== null) await removeAttachments(org, [row.attachment_id])
    const id = newId()
    await attachFiles(org, [{ id, messageId: row.message_id, ...file }])
    await sql`update message_enclosure set attachment_id = ${id}
      where org_id = ${org.id} and id = ${row.id}`.execute(org.tx)
  }
  return missing
}

interface LedgerFile {
  name: string
  contentType: string
  content: Buffer
}

async function statementFile(org: Org, customerId: string): Promise<LedgerFile> {
  const statement = await statementOf(org, customerId)
  return {
    name: statement.fileName, contentType: 'application/pdf',
    content: await drawStatement(statement),
  }
}

async function documentFile(org: Org, row: EnclosureRow): Promise<LedgerFile | null> {
  const id = row.invoice_id ?? ''
  const found = await documentsByInvoice(org, {
    ids: [id], customerId: row.customer_id, withContent: true,
  })
  const document = found.get(id)
  if (!document?.content) return null
  return { name: document.name, contentType: 'application/pdf', content: document.content }
}
