// The tables of drafts and their files.
import { sql } from 'kysely'
import type { z } from 'zod'
import type { DraftContent, DraftFile } from '#contract/drafts.ts'
import type { Instant } from '#domain/day.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'

export type Content = z.output<typeof DraftContent>
export type FileAnswer = z.output<typeof DraftFile>

export interface KeptDraft {
  id: string
  content: Content
  revision: number
  rival: Content | null
  updatedAt: Instant
  files: FileAnswer[]
}

interface DraftRow {
  id: string
  to_addresses: string[]
  cc_addresses: string[]
  bcc_addresses: string[]
  subject: string
  body: string
  quotes_original: boolean
  encloses_statement: boolean
  enclosed_invoice_ids: string[]
  revision: number
  rival: Content | null
  updated_at: Instant
  files: FileAnswer[]
}

/** The writer's own draft; nobody else sees it. */
export async function keptDraft(org: Org, about: string): Promise<KeptDraft | null> {
  await sql`select from draft where org_id = ${org.id} and writer = ${org.actor}
    and about = ${about} and sent_as is null for update`.execute(org.tx)
  const { rows } = await sql<DraftRow>`
    select d.id, to_addresses, cc_addresses, bcc_addresses, subject, body, quotes_original,
      encloses_statement, enclosed_invoice_ids, revision, rival, updated_at,
      coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'contentType',
          f.content_type, 'sizeBytes', f.size_bytes) order by f.id) from draft_file f
        where f.org_id = d.org_id and f.draft_id = d.id), '[]') as files
    from draft d
    where d.org_id = ${org.id} and d.writer = ${org.actor} and d.about = ${about}
      and d.sent_as is null`.execute(org.tx)
  const row = rows[0]
  if (!row) return null
  const content: Content = {
    to: row.to_addresses, cc: row.cc_addresses, bcc: row.bcc_addresses, subject: row.subject,
    body: row.body, quotesOriginal: row.quotes_original,
    enclosesStatement: row.encloses_statement, enclosedInvoiceIds: row.enclosed_invoice_ids,
  }
  return {
    id: row.id, content, revision: row.revision, rival: row.rival, updatedAt: row.updated_at,
    files: row.files,
  }
}

export async function insertDraft(org: Org, draft: {
  about: string; customerId: string; content: Content
}): Promise<string> {
  const { content } = draft
  const id = newId()
  await sql`insert into draft (id, writer, about, customer_id, to_addresses, cc_addresses,
      bcc_addresses, subject, body, quotes_original, encloses_statement, enclosed_invoice_ids,
      updated_at)
    values (${id}, ${org.actor}, ${draft.about}, ${draft.customerId}, ${content.to}, ${content.cc},
      ${content.bcc}, ${content.subject}, ${content.body}, ${content.quotesOriginal},
      ${content.enclosesStatement}, ${content.enclosedInvoiceIds}, ${org.now})
    on conflict (org_id, writer, about) where sent_as is null do nothing`.execute(org.tx)
  return id
}

export async function updateDraft(org: Org, id: string, content: Content): Promise<void> {
  await sql`update draft set to_addresses = ${content.to}, cc_addresses = ${content.cc},
      bcc_addresses = ${content.bcc}, subject = ${content.subject}, body = ${content.body},
      quotes_original = ${content.quotesOriginal},
      encloses_statement = ${content.enclosesStatement},
      enclosed_invoice_ids = ${content.enclosedInvoiceIds},
      revision = revision + 1, updated_at = ${org.now}
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

export async function setRival(org: Org, id: string, rival: Content | null): Promise<void> {
  await sql`update draft set rival = ${rival === null ? null : JSON.stringify(rival)}::jsonb
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

export async function deleteDraft(org: Org, about: string): Promise<void> {
  await sql`delete from draft where org_id = ${org.id} and writer = ${org.actor}
    and about = ${about} and sent_as is null`.execute(org.tx)
}

export async function insertFile(org: Org, draftId: string, file: {
  name: string; contentType: string; content: Buffer
}): Promise<FileAnswer> {
  const id = newId()
  const sizeBytes = file.content.length
  await sql`insert into draft_file (id, draft_id, name, content_type, size_bytes, content)
    values (${id}, ${draftId}, ${file.name}, ${file.contentType}, ${sizeBytes}, ${file.content})`
    .execute(org.tx)
  return { id, name: file.name, contentType: file.contentType, sizeBytes }
}

export async function deleteFile(org: Org, draftId: string, fileId: string): Promise<boolean> {
  const { rows } = await sql`delete from draft_file where org_id = ${org.id}
    and draft_id = ${draftId} and id = ${fileId} returning 1`.execute(org.tx)
  return rows.length > 0
}

export interface FileRow {
  name: string
  content_type: string
  content: Buffer
}

export async function filesOf(
  org: Org, draftId: string, fileId: string | null = null,
): Promise<FileRow[]> {
  const { rows } = await sql<FileRow>`select name, content_type, content from draft_file
    where org_id = ${org.id} and draft_id = ${draftId}
      and (${fileId}::uuid is null or id = ${fileId}) order by id`.execute(org.tx)
  return rows
}

/** The draft is gone with its message, but for the time in which that can be taken back. */
export async function markSent(org: Org, id: string, messageId: string): Promise<void> {
  await sql`update draft set sent_as = ${messageId}, rival = null
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

export interface SentDraft {
  id: string
  writer: string
  about: string
}

export async function draftSentAs(org: Org, messageId: string): Promise<SentDraft | null> {
  const { rows } = await sql<SentDraft>`select id, writer, about from draft
    where org_id = ${org.id} and sent_as = ${messageId} for update`.execute(org.tx)
  return rows[0] ?? null
}

export async function markUnsent(org: Org, id: string): Promise<void> {
  await sql`update draft set sent_as = null, revision = revision + 1, updated_at = ${org.now}
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

/** Drafts whose message can no longer be taken back. */
export async function deleteLeftDrafts(org: Org): Promise<void> {
  await sql`delete from draft d using message m
    where d.org_id = ${org.id} and m.org_id = d.org_id and m.id = d.sent_as
      and m.state not in ('leaving', 'sending')`.execute(org.tx)
}
