// Adds, changes and removes mailboxes that are read, and shows them; passwords are sealed.
import type { z } from 'zod'
import type { Mailbox } from '#contract/ways-in.ts'
import { invalid, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { imapPurpose } from './fetch-mail.ts'
import {
  foldersOf, gapsOf, insertMailbox, listMailboxRows, mailboxById, removeMailboxRow, setFolder,
  updateMailbox, type Encryption, type FolderRow, type GapRow, type MailboxRow,
} from './mailbox-store.ts'

export interface MailboxWish {
  name: string
  host: string
  port: number
  encryption: Encryption
  user: string
  password: string
  folder: string
  sentFolder: string | null
}

const MOST_MAILBOXES = 20

export async function addMailbox(org: Org, wish: MailboxWish): Promise<string> {
  refuseOneFolder(wish)
  if ((await listMailboxRows(org)).length >= MOST_MAILBOXES) {
    throw invalid(`An organization reads ${MOST_MAILBOXES} mailboxes at most: remove one first.`)
  }
  const id = newId()
  await insertMailbox(org, {
    ...wish, id,
    passwordSealed: org.installation.secrets.seal(wish.password, imapPurpose(org.id, id)),
  })
  await setFolders(org, id, wish)
  return id
}

/** What is left out stays as it is. */
export async function saveMailbox(
  org: Org, id: string, wish: { [K in keyof MailboxWish]?: MailboxWish[K] | undefined },
): Promise<void> {
  const before = await requireMailbox(org, id)
  const folders = await foldersOf(org, [id])
  const wanted = {
    folder: wish.folder ?? pathOf(folders, 'inbox') ?? 'INBOX',
    sentFolder: wish.sentFolder === undefined ? pathOf(folders, 'sent') : wish.sentFolder,
  }
  refuseOneFolder(wanted)
  // A stored password goes to the server it was entered for, and to no other.
  const host = wish.host ?? before.host
  if (host !== before.host && wish.password === undefined) {
    throw invalid('Enter the password again for the other server.', [
      { field: 'password', message: 'It is kept for the server it was entered for.' }])
  }
  await updateMailbox(org, {
    id, host, name: wish.name ?? before.name, port: wish.port ?? before.port,
    encryption: wish.encryption ?? before.encryption, user: wish.user ?? before.user_name,
    passwordSealed: wish.password === undefined ? before.password_sealed
      : org.installation.secrets.seal(wish.password, imapPurpose(org.id, id)),
  })
  await setFolders(org, id, wanted)
}

export async function removeMailbox(org: Org, id: string): Promise<void> {
  if (!await removeMailboxRow(org, id)) throw notFound('This mailbox does not exist.')
}

export async function listMailboxes(org: Org): Promise<z.output<typeof Mailbox>[]> {
  return toMailboxes(org, await listMailboxRows(org))
}

export async function readMailbox(org: Org, id: string): Promise<z.output<typeof Mailbox>> {
  const [mailbox] = await toMailboxes(org, [await requireMailbox(org, id)])
  if (!mailbox) throw notFound('This mailbox does not exist.')
  return mailbox
}

export async function requireMailbox(org: Org, id: string): Promise<MailboxRow> {
  const row = await mailboxById(org, id)
  if (!row) throw notFound('This mailbox does not exist.')
  return row
}

async function setFolders(
  org: Org, mailboxId: string, wish: { folder: string; sentFolder: string | null },
): Promise<void> {
  await setFolder(org, { mailboxId, use: 'inbox', path: wish.folder })
  await setFolder(org, { mailboxId, use: 'sent', path: wish.sentFolder || null })
}

function refuseOneFolder(wish: { folder: string; sentFolder: string | null }): void {
  if (wish.folder !== wish.sentFolder) return
  throw invalid('Sent mail lies in another folder than what customers write.', [
    { field: 'sentFolder', message: 'Name the folder of sent mail, or leave it empty.' }])
}

const pathOf = (folders: readonly FolderRow[], use: FolderRow['use']): string | null =>
  folders.find((folder) => folder.use === use)?.path ?? null

async function toMailboxes(
  org: Org, rows: readonly MailboxRow[],
): Promise<z.output<typeof Mailbox>[]> {
  const ids = rows.map((row) => row.id)
  const folders = await foldersOf(org, ids)
  const gaps = await gapsOf(org, ids)
  return rows.map((row) => toMailbox(row, {
    folders: folders.filter((folder) => folder.mailbox_id === row.id),
    gaps: gaps.filter((gap) => gap.mailbox_id === row.id),
  }))
}

const toMailbox = (
  row: MailboxRow, of: { folders: readonly FolderRow[]; gaps: readonly GapRow[] },
): z.output<typeof Mailbox> => ({
  id: row.id, name: row.name, host: row.host, port: row.port, encryption: row.encryption,
  user: row.user_name, folder: pathOf(of.folders, 'inbox') ?? 'INBOX',
  sentFolder: pathOf(of.folders, 'sent'), state: row.state, failingSince: row.failing_since,
  lastError: row.last_error, lastCheckedAt: row.last_checked_at, lastMailAt: row.last_mail_at,
  gaps: of.gaps.map((gap) => ({
    folder: pathOf(of.folders, gap.use) ?? gap.use, uid: gap.uid, why: gap.why,
    notedAt: gap.noted_at,
  })),
})
