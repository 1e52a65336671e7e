// The tables of the print queue: letters, batches and prints.
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { SnapshotLine } from '../../inbox/write-message.ts'
import type { Org } from '../../platform/in-organization.ts'

export type LetterState = 'queued' | 'printed' | 'posted' | 'withdrawn'

export interface LetterRow {
  id: string
  state: LetterState
  batch_id: string | null
  queued_on: Day
  counted_on: Day | null
  message_id: string
  customer_id: string
  action_id: string | null
  name: string
  snapshot: SnapshotLine[]
  legal_stop_reason: string | null
}

/** Locks the customers first, as every deed does, then the letters; unknown ones are left out. */
export async function lockLetters(org: Org, ids: readonly string[]): Promise<LetterRow[]> {
  const list = sql`any(${[...ids]}::uuid[])`
  await sql`select 1 from customer c where c.org_id = ${org.id} and c.id in (
      select m.customer_id from letter l
        join attempt t on t.org_id = l.org_id and t.id = l.attempt_id
        join message m on m.org_id = t.org_id and m.id = t.message_id
      where l.org_id = ${org.id} and l.id = ${list})
    order by c.id for update`.execute(org.tx)
  const { rows } = await sql<LetterRow>`
    select l.id, l.state, l.batch_id, l.counted_on, m.id as message_id, m.customer_id,
      (l.queued_at at time zone ${org.settings.zone})::date as queued_on,
      m.action_id, coalesce(a.name, 'Message') as name, m.snapshot, c.legal_stop_reason
    from letter l join attempt t on t.org_id = l.org_id and t.id = l.attempt_id
      join message m on m.org_id = t.org_id and m.id = t.message_id
      join customer c on c.org_id = m.org_id and c.id = m.customer_id
      left join action a on a.org_id = m.org_id and a.id = m.action_id
    where l.org_id = ${org.id} and l.id = ${list} and m.state <> 'sending'
    order by l.queued_at, l.id for update of l`.execute(org.tx)
  return rows
}

export async function insertBatch(
  org: Org, batch: { id: string; letterIds: readonly string[] },
): Promise<void> {
  await sql`insert into letter_batch (id, printed_by, printed_at)
    values (${batch.id}, ${org.actor}, ${org.now})`.execute(org.tx)
  await sql`insert into letter_print (batch_id, letter_id)
    select ${batch.id}::uuid, unnest(${[...batch.letterIds]}::uuid[])`.execute(org.tx)
  await sql`update letter set state = 'printed', batch_id = ${batch.id}
    where org_id = ${org.id} and id = any(${[...batch.letterIds]}::uuid[])`.execute(org.tx)
}

export async function spoilPrints(org: Org, letterIds: readonly string[]): Promise<void> {
  const list = sql`any(${[...letterIds]}::uuid[])`
  await sql`update letter_print p set spoiled_at = ${org.now}, spoiled_by = ${org.actor}
    from letter l where l.org_id = ${org.id} and l.id = ${list} and p.org_id = l.org_id
      and p.letter_id = l.id and p.batch_id = l.batch_id`.execute(org.tx)
  await sql`update letter set state = 'queued', batch_id = null
    where org_id = ${org.id} and id = ${list}`.execute(org.tx)
}

export async function markPosted(org: Org, letters: readonly {
  id: string; postedOn: Day; countedOn: Day | null
}[]): Promise<void> {
  await sql`update letter l set state = 'posted', posted_on = x.posted_on,
      counted_on = x.counted_on, posted_at = ${org.now}, posted_by = ${org.actor}
    from jsonb_to_recordset(${JSON.stringify(letters.map((one) => ({
      id: one.id, posted_on: one.postedOn, counted_on: one.countedOn,
    })))}::jsonb) as x(id uuid, posted_on date, counted_on date)
    where l.org_id = ${org.id} and l.id = x.id`.execute(org.tx)
}

export async function unmarkPosted(org: Org, ids: readonly string[]): Promise<void> {
  await sql`update letter set state = 'printed', posted_on = null, posted_at = null,
      posted_by = null, counted_on = null
    where org_id = ${org.id} and id = any(${[...ids]}::uuid[])`.execute(org.tx)
}

export async function markWithdrawn(org: Org, id: string, why: string): Promise<void> {
  await sql`update letter set state = 'withdrawn', withdrawn_why = ${why}
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

/** Its step moves on as if it had been skipped; the key of its send keeps it from coming again. */
export async function skipDoneAction(org: Org, actionId: string, note: string): Promise<void> {
  await sql`update action set state = 'skipped', outcome = 'withdrawn', note = ${note}
    where org_id = ${org.id} and id = ${actionId} and state = 'done'`.execute(org.tx)
}

export interface PrintedFile {
  letter_id: string
  name: string
  content: Buffer
}

/** The pages of one letter: itself, then what else of PDF goes with it. */
export async function filesOfLetter(org: Org, letterId: string): Promise<PrintedFile[]> {
  const { rows } = await sql<PrintedFile>`
    select l.id as letter_id, f.name, f.content
    from letter l join attempt t on t.org_id = l.org_id and t.id = l.attempt_id
      join attachment f on f.org_id = t.org_id and f.message_id = t.message_id
      left join message_enclosure e on e.org_id = f.org_id and e.message_id = f.message_id
        and e.attachment_id = f.id and e.kind = 'letter'
    where l.org_id = ${org.id} and l.id = ${letterId} and f.content_type = 'application/pdf'
    order by e.id is null, f.id`.execute(org.tx)
  return rows
}

export async function bytesOfLetters(org: Org, letterIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select coalesce(sum(f.size_bytes), 0)::bigint as bytes
    from letter l join attempt t on t.org_id = l.org_id and t.id = l.attempt_id
      join attachment f on f.org_id = t.org_id and f.message_id = t.message_id
    where l.org_id = ${org.id} and l.id = any(${[...letterIds]}::uuid[])`.execute(org.tx)
  return rows[0]?.bytes ?? 0
}

/** Letters that are still in a batch, in the order in which they were queued. */
export async function lettersOfBatch(org: Org, batchId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from letter where org_id = ${org.id} and batch_id = ${batchId}
      and state in ('printed', 'posted') order by queued_at, id`.execute(org.tx)
  return rows.map((row) => row.id)
}

