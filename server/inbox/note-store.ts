// The tables of internal notes. Nothing that writes to customers reads them.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'

export interface NoteRow {
  id: string
  customer_id: string
  message_id: string | null
  thread_id: string | null
  author: string
  author_name: string | null
  body: string
  mentioned: string[]
  created_at: Instant
  changed_at: Instant | null
  removed_at: Instant | null
}

const columns = sql`n.id, n.customer_id, n.message_id, n.thread_id, n.author,
  p.name as author_name, case when n.removed_at is null then n.body else '' end as body,
  n.mentioned, n.created_at, n.changed_at, n.removed_at`
const joined = sql`note n left join member p on p.org_id = n.org_id
  and n.author = 'user:' || p.user_id`

export async function noteById(org: Org, id: string): Promise<NoteRow | null> {
  const { rows } = await sql<NoteRow>`select ${columns} from ${joined}
    where n.org_id = ${org.id} and n.id = ${id}`.execute(org.tx)
  return rows[0] ?? null
}

export async function notesOf(org: Org, of: {
  customerId: string; threadId: string | null; before: readonly string[] | null; limit: number
}): Promise<NoteRow[]> {
  const [at, id] = of.before ?? [null, null]
  const { rows } = await sql<NoteRow>`select ${columns} from ${joined}
    where n.org_id = ${org.id} and n.customer_id = ${of.customerId} and n.removed_at is null
      and (${of.threadId}::uuid is null or n.thread_id = ${of.threadId})
      and (${at}::timestamptz is null or (n.created_at, n.id) < (${at}::timestamptz, ${id}::uuid))
    order by n.created_at desc, n.id desc limit ${of.limit}`.execute(org.tx)
  return rows
}

export async function insertNote(org: Org, note: {
  customerId: string; messageId: string | null; threadId: string | null; body: string
  mentioned: readonly string[]
}): Promise<string> {
  const id = newId()
  await sql`insert into note (id, customer_id, message_id, thread_id, author, body, mentioned,
      created_at)
    values (${id}, ${note.customerId}, ${note.messageId}, ${note.threadId}, ${org.actor},
      ${note.body}, ${[...note.mentioned]}, ${org.now})`.execute(org.tx)
  return id
}

export async function updateNote(
  org: Org, id: string, note: { body: string; mentioned: readonly string[] },
): Promise<void> {
  await keepWording(org, id)
  await sql`update note set body = ${note.body}, mentioned = ${[...note.mentioned]},
    changed_at = ${org.now} where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

export async function markRemoved(org: Org, id: string): Promise<void> {
  await keepWording(org, id)
  await sql`update note set removed_at = ${org.now} where org_id = ${org.id} and id = ${id}`
    .execute(org.tx)
}

async function keepWording(org: Org, noteId: string): Promise<void> {
  await sql`insert into note_wording (id, note_id, body, replaced_by, replaced_at)
    select ${newId()}, id, body, ${org.actor}, ${org.now} from note
    where org_id = ${org.id} and id = ${noteId}`.execute(org.tx)
}
