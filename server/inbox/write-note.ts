// Writes internal notes; who is named with @ is told, without the note's words.
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Note } from '#contract/notes.ts'
import { mentionsIn } from '#domain/mention.ts'
import { notify } from '../notifications/notify.ts'
import { forbidden, notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { pageOfRows, readCursor } from '../platform/page.ts'
import { recordEvent } from '../timeline/record-event.ts'
import {
  insertNote, markRemoved, noteById, notesOf, updateNote, type NoteRow,
} from './note-store.ts'

type NoteAnswer = z.output<typeof Note>

export async function writeNote(org: Org, wish: {
  customerId: string; body: string; messageId?: string | undefined
}): Promise<string> {
  const customer = await nameOfCustomer(org, wish.customerId)
  const place = wish.messageId === undefined ? null : await placeOfMessage(org, wish)
  const mentioned = mentionsIn(wish.body, await members(org))
  const id = await insertNote(org, {
    customerId: wish.customerId, messageId: place?.id ?? null, threadId: place?.thread_id ?? null,
    body: wish.body, mentioned,
  })
  await recordEvent(org, {
    kind: 'note_added', customerId: wish.customerId, detail: { noteId: id },
  })
  await tell(org, { to: mentioned, customer, customerId: wish.customerId, messageId: place?.id })
  return id
}

export async function changeNote(org: Org, id: string, body: string): Promise<void> {
  const note = await ownNote(org, id)
  if (note.body === body) return
  const mentioned = mentionsIn(body, await members(org))
  await updateNote(org, id, { body, mentioned })
  await recordEvent(org, {
    kind: 'note_changed', customerId: note.customer_id, detail: { noteId: id },
  })
  await tell(org, {
    to: mentioned.filter((one) => !note.mentioned.includes(one)),
    customer: await nameOfCustomer(org, note.customer_id), customerId: note.customer_id,
    messageId: note.message_id ?? undefined,
  })
}

export async function removeNote(org: Org, id: string): Promise<void> {
  const note = await ownNote(org, id)
  await markRemoved(org, id)
  await recordEvent(org, {
    kind: 'note_removed', customerId: note.customer_id, detail: { noteId: id },
  })
}

export async function readNote(org: Org, id: string): Promise<NoteAnswer> {
  const row = await noteById(org, id)
  if (!row) throw notFound('This note does not exist.')
  return toNote(row)
}

export async function listNotes(org: Org, query: {
  customerId: string; threadId?: string | undefined; cursor?: string | undefined; limit: number
}) {
  const rows = await notesOf(org, {
    customerId: query.customerId, threadId: query.threadId ?? null,
    before: readCursor(query.cursor, 2), limit: query.limit + 1,
  })
  return pageOfRows(rows, query.limit, {
    item: toNote, key: (row) => [row.created_at, row.id],
  })
}

const toNote = (row: NoteRow): NoteAnswer => ({
  id: row.id, customerId: row.customer_id, messageId: row.message_id, threadId: row.thread_id,
  author: row.author, authorName: row.author_name ?? 'API', body: row.body,
  mentioned: row.mentioned, createdAt: row.created_at, changedAt: row.changed_at,
  removedAt: row.removed_at,
})

async function ownNote(org: Org, id: string): Promise<NoteRow> {
  const note = await noteById(org, id)
  if (!note || note.removed_at !== null) throw notFound('This note does not exist any more.')
  if (note.author !== org.actor) {
    throw forbidden('Only who wrote a note changes or removes it; add a note of your own.')
  }
  return note
}

async function tell(org: Org, of: {
  to: readonly string[]; customer: string; customerId: string; messageId?: string | undefined
}): Promise<void> {
  if (of.to.length === 0) return
  // A notice may leave the house by e-mail, so the words of the note stay here.
  await notify(org, {
    event: 'mentioned', to: of.to, title: `You are mentioned in a note on ${of.customer}`,
    customerId: of.customerId, messageId: of.messageId ?? null,
  })
}

async function nameOfCustomer(org: Org, customerId: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from customer
    where org_id = ${org.id} and id = ${customerId}`.execute(org.tx)
  if (!rows[0]) throw notFound('This customer does not exist.')
  return rows[0].name
}

async function placeOfMessage(org: Org, of: {
  customerId: string; messageId?: string | undefined
}) {
  const { rows } = await sql<{ id: string; thread_id: string }>`select id, thread_id from message
    where org_id = ${org.id} and id = ${of.messageId} and customer_id = ${of.customerId}`
    .execute(org.tx)
  if (!rows[0]) throw notFound('This message does not exist for this customer.')
  return rows[0]
}

async function members(org: Org): Promise<{ userId: string; name: string }[]> {
  const { rows } = await sql<{ userId: string; name: string }>`
    select user_id as "userId", name from member where org_id = ${org.id} and is_active
    order by name limit 1000`.execute(org.tx)
  return rows
}
