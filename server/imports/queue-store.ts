// Whose turn it is among the imports of an organization: one is worked on at a time.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

const WORK = sql`('checking', 'queued', 'running')`

/** What broke off goes on first, then in the order of asking. Null: nothing, or one is in hand. */
export async function claimImport(org: Org, worker: string): Promise<string | null> {
  // Two who ask at once must not both find that nothing is in hand.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import ${org.id}`}, 0))`
    .execute(org.tx)
  const { rows } = await sql<{ id: string }>`
    update import set worker = ${worker}, leased_until = now() + interval '60 seconds',
      state = case state when 'queued' then 'running' else state end
    where org_id = ${org.id} and not exists (select from import o where o.org_id = ${org.id}
        and o.state in ${WORK} and o.leased_until > now())
      and id = (select id from import where org_id = ${org.id} and state in ${WORK}
        order by state = 'running' desc, queued_at, id limit 1)
    returning id`.execute(org.tx)
  return rows[0]?.id ?? null
}

/** True where something waits and nobody works. */
export async function isWorkLeft(org: Org): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select from import where org_id = ${org.id} and state in ${WORK})
      and not exists (select from import where org_id = ${org.id} and state in ${WORK}
        and leased_until > now()) as waits`.execute(org.tx)
  return rows[0]?.waits ?? false
}

/** The import that is worked on, or that comes first, before one that waits. */
export async function importBefore(
  org: Org, id: string,
): Promise<{ id: string; file_name: string } | null> {
  const { rows } = await sql<{ id: string; file_name: string }>`
    select o.id, o.file_name from import o join import i on i.org_id = o.org_id and i.id = ${id}
    where o.org_id = ${org.id} and o.id <> i.id and o.state in ${WORK}
      and i.state in ('queued', 'checking') and i.worker is null
      and (o.worker is not null or (o.queued_at, o.id) < (i.queued_at, i.id))
    order by o.worker is null, o.queued_at, o.id limit 1`.execute(org.tx)
  return rows[0] ?? null
}

/** After a crash: what a process had in hand that is gone is free again. */
export async function releaseImports(
  org: Org, of: { isGone: (pid: number) => boolean },
): Promise<void> {
  const { rows } = await sql<{ id: string; worker: string }>`select id, worker from import
    where org_id = ${org.id} and state in ${WORK} and worker is not null`.execute(org.tx)
  const free = rows.filter(({ worker }) => of.isGone(Number(worker.split(':')[0])))
    .map(({ id }) => id)
  await sql`update import set leased_until = null
    where org_id = ${org.id} and id = any(${free}::uuid[])`.execute(org.tx)
}

/** Running imports whose file is gone cannot go on. */
export async function failLostImports(
  org: Org, of: { why: string; except: readonly string[] },
): Promise<void> {
  await sql`update import set state = 'failed', why = ${of.why}, finished_at = ${org.now},
      worker = null, leased_until = null
    where org_id = ${org.id} and state in ${WORK} and id <> all(${[...of.except]}::uuid[])`
    .execute(org.tx)
}

/** Imports whose file is still needed. */
export async function keptImports(org: Org): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from import where org_id = ${org.id}
    and state in ('uploading', 'draft', 'checking', 'checked', 'queued', 'running')`
    .execute(org.tx)
  return rows.map((row) => row.id)
}

/** The newest import of the very same file and kind that was done and not taken back. */
export async function doneBefore(
  org: Org, of: { id: string; kind: string; hash: string },
): Promise<{ id: string; file_name: string; finished_at: Instant } | null> {
  const { rows } = await sql<{ id: string; file_name: string; finished_at: Instant }>`
    select id, file_name, finished_at from import
    where org_id = ${org.id} and file_hash = ${of.hash} and kind = ${of.kind} and id <> ${of.id}
      and state = 'done' and finished_at is not null
    order by finished_at desc limit 1`.execute(org.tx)
  return rows[0] ?? null
}

/** Imports that were begun and left alone since a moment. */
export async function forgottenImports(org: Org, before: Instant): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from import
    where org_id = ${org.id} and state in ('uploading', 'draft', 'checked')
      and started_at < ${before}`.execute(org.tx)
  return rows.map((row) => row.id)
}
