// The tables of mailboxes that are read: settings, cursors, and messages that were left out.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export type Encryption = 'tls' | 'starttls' | 'none'
export type FolderUse = 'inbox' | 'sent'

export interface MailboxRow {
  id: string
  name: string
  host: string
  port: number
  encryption: Encryption
  user_name: string
  password_sealed: string
  state: 'new' | 'working' | 'failing'
  failing_since: Instant | null
  failed_checks: number
  last_error: string | null
  last_checked_at: Instant | null
  last_mail_at: Instant | null
  connected_at: Instant
}

export interface FolderRow {
  mailbox_id: string
  use: FolderUse
  path: string
  uid_validity: string | null
  last_uid: number
  begun_uid: number
  failing_uid: number | null
  failing_tries: number
}

export interface GapRow {
  mailbox_id: string
  use: FolderUse
  uid_validity: string
  uid: number
  why: string
  noted_at: Instant
}

const MAILBOX = sql`id, name, host, port, encryption, user_name, password_sealed, state,
  failing_since, failed_checks, last_error, last_checked_at, last_mail_at, connected_at`
const MOST_MAILBOXES = 100
const MOST_GAPS = 100

export async function listMailboxRows(org: Org): Promise<MailboxRow[]> {
  const { rows } = await sql<MailboxRow>`select ${MAILBOX} from mailbox
    where org_id = ${org.id} and removed_at is null
    order by connected_at, id limit ${MOST_MAILBOXES}`.execute(org.tx)
  return rows
}

export async function mailboxById(org: Org, id: string): Promise<MailboxRow | null> {
  const { rows } = await sql<MailboxRow>`select ${MAILBOX} from mailbox
    where org_id = ${org.id} and id = ${id} and removed_at is null`.execute(org.tx)
  return rows[0] ?? null
}

export async function foldersOf(org: Org, mailboxIds: readonly string[]): Promise<FolderRow[]> {
  const { rows } = await sql<FolderRow>`
    select mailbox_id, use, path, uid_validity, last_uid, begun_uid, failing_uid, failing_tries
    from mailbox_folder where org_id = ${org.id} and mailbox_id = any(${[...mailboxIds]}::uuid[])
    order by mailbox_id, use`.execute(org.tx)
  return rows
}

export async function gapsOf(org: Org, mailboxIds: readonly string[]): Promise<GapRow[]> {
  const { rows } = await sql<GapRow>`
    select mailbox_id, use, uid_validity, uid, why, noted_at from mailbox_gap
    where org_id = ${org.id} and mailbox_id = any(${[...mailboxIds]}::uuid[])
      and fetched_at is null
    order by noted_at desc limit ${MOST_GAPS}`.execute(org.tx)
  return rows
}

export async function insertMailbox(org: Org, mailbox: {
  id: string; name: string; host: string; port: number; encryption: Encryption; user: string
  passwordSealed: string
}): Promise<void> {
  await sql`insert into mailbox (id, name, host, port, encryption, user_name, password_sealed,
      connected_at)
    values (${mailbox.id}, ${mailbox.name}, ${mailbox.host}, ${mailbox.port},
      ${mailbox.encryption}, ${mailbox.user}, ${mailbox.passwordSealed},
      ${org.installation.now()})`.execute(org.tx)
}

export async function updateMailbox(org: Org, mailbox: {
  id: string; name: string; host: string; port: number; encryption: Encryption; user: string
  passwordSealed: string
}): Promise<void> {
  await sql`update mailbox set name = ${mailbox.name}, host = ${mailbox.host},
      port = ${mailbox.port}, encryption = ${mailbox.encryption}, user_name = ${mailbox.user},
      password_sealed = ${mailbox.passwordSealed}, check_after = null
    where org_id = ${org.id} and id = ${mailbox.id}`.execute(org.tx)
}

/** Kept as a row, for what came out of it says so; the password goes. */
export async function removeMailboxRow(org: Org, id: string): Promise<boolean> {
  const { rows } = await sql`update mailbox set removed_at = ${org.now}, password_sealed = ''
    where org_id = ${org.id} and id = ${id} and removed_at is null returning 1`.execute(org.tx)
  return rows.length > 0
}

/** Another path is another folder, so its cursor begins anew. */
export async function setFolder(
  org: Org, folder: { mailboxId: string; use: FolderUse; path: string | null },
): Promise<void> {
  const { mailboxId, use, path } = folder
  await sql`delete from mailbox_folder where org_id = ${org.id} and mailbox_id = ${mailboxId}
    and use = ${use} and path is distinct from ${path}`.execute(org.tx)
  if (path === null) return
  await sql`insert into mailbox_folder (mailbox_id, use, path)
    values (${mailboxId}, ${use}, ${path}) on conflict do nothing`.execute(org.tx)
}

/** Mailboxes whose next check is due by the real clock. */
export async function dueMailboxes(org: Org): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from mailbox
    where org_id = ${org.id} and removed_at is null
      and (check_after is null or check_after <= ${org.installation.now()})
    order by last_checked_at nulls first, id limit ${MOST_MAILBOXES}`.execute(org.tx)
  return rows.map((row) => row.id)
}

/** Reads the folder from its start: it is new to us, or its UIDs mean other messages now. */
export async function beginFolder(org: Org, folder: {
  mailboxId: string; use: FolderUse; uidValidity: string; begunUid: number
}): Promise<void> {
  await sql`update mailbox_folder set uid_validity = ${folder.uidValidity}, last_uid = 0,
      begun_uid = ${folder.begunUid}, failing_uid = null, failing_tries = 0
    where org_id = ${org.id} and mailbox_id = ${folder.mailboxId} and use = ${folder.use}`
    .execute(org.tx)
}

/** False when another process has got there, or the folder was changed meanwhile. */
export async function moveCursor(org: Org, to: {
  mailboxId: string; use: FolderUse; uidValidity: string; uid: number
}): Promise<boolean> {
  const { rows } = await sql`update mailbox_folder set last_uid = ${to.uid}, failing_uid = null,
      failing_tries = 0
    where org_id = ${org.id} and mailbox_id = ${to.mailboxId} and use = ${to.use}
      and uid_validity = ${to.uidValidity} and last_uid < ${to.uid} returning 1`.execute(org.tx)
  return rows.length > 0
}

/** How often this message has failed by now. */
export async function countFailure(org: Org, at: {
  mailboxId: string; use: FolderUse; uid: number
}): Promise<number> {
  const { rows } = await sql<{ failing_tries: number }>`
    update mailbox_folder set failing_uid = ${at.uid},
      failing_tries = case when failing_uid = ${at.uid} then failing_tries + 1 else 1 end
    where org_id = ${org.id} and mailbox_id = ${at.mailboxId} and use = ${at.use}
    returning failing_tries`.execute(org.tx)
  return rows[0]?.failing_tries ?? 0
}

export async function insertGap(org: Org, gap: {
  mailboxId: string; use: FolderUse; uidValidity: string; uid: number; why: string
}): Promise<void> {
  await sql`insert into mailbox_gap (mailbox_id, use, uid_validity, uid, why, noted_at)
    values (${gap.mailboxId}, ${gap.use}, ${gap.uidValidity}, ${gap.uid},
      ${gap.why.slice(0, 500)}, ${org.now}) on conflict do nothing`.execute(org.tx)
}

export async function closeGap(org: Org, gap: {
  mailboxId: string; use: FolderUse; uidValidity: string; uid: number
}): Promise<void> {
  await sql`update mailbox_gap set fetched_at = ${org.now}
    where org_id = ${org.id} and mailbox_id = ${gap.mailboxId} and use = ${gap.use}
      and uid_validity = ${gap.uidValidity} and uid = ${gap.uid}`.execute(org.tx)
}

export async function noteMail(org: Org, mailboxId: string): Promise<void> {
  await sql`update mailbox set last_mail_at = ${org.now}
    where org_id = ${org.id} and id = ${mailboxId}`.execute(org.tx)
}

export async function noteWorking(org: Org, mailboxId: string): Promise<void> {
  await sql`update mailbox set state = 'working', failing_since = null, failed_checks = 0,
      last_error = null, last_checked_at = ${org.now}, check_after = null
    where org_id = ${org.id} and id = ${mailboxId}`.execute(org.tx)
}

const MOST_WAIT_MINUTES = 30

/** Waits longer after each failure. Returns how many there were in a row. */
export async function noteFailing(org: Org, mailboxId: string, why: string): Promise<number> {
  const { rows } = await sql<{ failed_checks: number }>`
    update mailbox set state = 'failing', failed_checks = failed_checks + 1,
      failing_since = coalesce(failing_since, ${org.now}), last_error = ${why.slice(0, 500)},
      last_checked_at = ${org.now},
      check_after = ${org.installation.now()}::timestamptz
        + make_interval(
          mins => least(${MOST_WAIT_MINUTES}, power(2, least(failed_checks, 10))::int))
    where org_id = ${org.id} and id = ${mailboxId} returning failed_checks`.execute(org.tx)
  return rows[0]?.failed_checks ?? 0
}

