// Fetches mail out of a mailbox: each message is committed in the transaction that moves the
// cursor over it, so that no crash, outage or second process loses or doubles one.
import { addSeconds } from '#domain/day.ts'
import {
  ImapFailure, openImap, type ImapMailbox, type MessageHead,
} from '../channels/email/imap.ts'
import { notify } from '../notifications/notify.ts'
import { inOrganization, SYSTEM, type Actor, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { addJob } from '../platform/jobs.ts'
import { hasCome } from './arrival-store.ts'
import { concernsCustomer } from './concerns-customer.ts'
import {
  beginFolder, closeGap, countFailure, dueMailboxes, foldersOf, gapsOf, insertGap, mailboxById,
  moveCursor, noteFailing, noteMail, noteWorking, type FolderRow, type MailboxRow,
} from './mailbox-store.ts'
import { MOST_MAIL_BYTES, storeMailIn } from './store-mail.ts'

/** `busy`: another process is reading it. */
export interface CheckOutcome {
  state: 'working' | 'failing' | 'busy' | 'removed'
  taken: number
  hasMore: boolean
}

export interface CheckOptions {
  actor?: Actor
  /** A person asks: what was left out before is tried again. */
  isByHand?: boolean
  mostMessages?: number
  mostBytes?: number
}

const MOST_MESSAGES = 500
const HEADS_AT_ONCE = 100
const KEPT_BYTES = 256 * 1024
const MOST_FETCH_TRIES = 5
const FAILURES_UNTIL_TOLD = 2

/** One look into a mailbox, bounded; the rest comes with the next. */
export async function checkMailbox(
  installation: Installation, orgId: string, mailboxId: string, options: CheckOptions = {},
): Promise<CheckOutcome> {
  // A lock of the session, not of a transaction: none stays open while a far server answers.
  const session = await installation.database.pool.connect()
  try {
    const { rows } = await session.query<{ won: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 5)) as won', [mailboxId])
    if (!rows[0]?.won) return { state: 'busy', taken: 0, hasMore: false }
    try {
      return await checkAlone({ installation, orgId, mailboxId, options })
    } finally {
      await session.query('select pg_advisory_unlock(hashtextextended($1, 5))', [mailboxId])
    }
  } finally {
    session.release()
  }
}

/** Adds a job for each mailbox that is due; one that is waiting already is not added twice. */
export const wakeMailboxes = (installation: Installation, orgId: string): Promise<void> =>
  inOrganization(installation, orgId, SYSTEM, async (org) => {
    for (const mailboxId of await dueMailboxes(org)) await wakeMailbox(org, mailboxId)
  })

const wakeMailbox = (org: Org, mailboxId: string): Promise<void> =>
  addJob(org.tx, 'check_mailbox', { orgId: org.id, mailboxId },
    { jobKey: `mailbox:${mailboxId}`, mostTries: 1 })

interface Check {
  installation: Installation
  orgId: string
  mailboxId: string
  options: CheckOptions
}

/** The check with the connection that it is made over. */
interface Reading extends Check {
  box: ImapMailbox
  mailbox: MailboxRow
  inOrg: <T>(work: (org: Org) => Promise<T>) => Promise<T>
}

async function checkAlone(check: Check): Promise<CheckOutcome> {
  const { installation, orgId, mailboxId, options } = check
  const inOrg = <T>(work: (org: Org) => Promise<T>) =>
    inOrganization(installation, orgId, options.actor ?? SYSTEM, work)
  const mailbox = await inOrg((org) => mailboxById(org, mailboxId))
  if (!mailbox) return { state: 'removed', taken: 0, hasMore: false }
  try {
    const box = await openImap({
      host: mailbox.host, port: mailbox.port, encryption: mailbox.encryption,
      user: mailbox.user_name, password: passwordOf(installation, orgId, mailbox),
    })
    try {
      return await readFolders({ ...check, box, mailbox, inOrg })
    } finally {
      await box.close()
    }
  } catch (error) {
    if (!(error instanceof ImapFailure)) throw error
    await inOrg((org) => tellFailing(org, mailbox, error.message))
    return { state: 'failing', taken: 0, hasMore: false }
  }
}

export const imapPurpose = (orgId: string, mailboxId: string) => `imap ${orgId} ${mailboxId}`

function passwordOf(installation: Installation, orgId: string, mailbox: MailboxRow): string {
  try {
    return installation.secrets.open(mailbox.password_sealed, imapPurpose(orgId, mailbox.id))
  } catch {
    // The database came from an installation with another key.
    throw new ImapFailure('The stored password cannot be opened here: enter it again.')
  }
}

async function tellFailing(org: Org, mailbox: MailboxRow, why: string): Promise<void> {
  // Once an outage, and not for a single missed answer.
  if (await noteFailing(org, mailbox.id, why) !== FAILURES_UNTIL_TOLD) return
  await notify(org, {
    event: 'mailbox_failing', to: 'admins',
    title: `The mailbox ${mailbox.name} cannot be read`,
    body: `${why} Answers of customers wait there; nothing is lost. Reading goes on by itself `
      + 'once it works: Settings › Reply address.',
  })
}

async function readFolders(reading: Reading): Promise<CheckOutcome> {
  const { inOrg, mailboxId, options } = reading
  let left = options.mostMessages ?? MOST_MESSAGES
  let taken = 0
  let hasMore = false
  for (const folder of await inOrg((org) => foldersOf(org, [mailboxId]))) {
    const read = await readFolder(reading, folder, left)
    left -= read.looked
    taken += read.taken
    hasMore ||= read.hasMore
    if (read.isBroken) break
    if (options.isByHand) taken += await tryGaps(reading, folder)
  }
  await inOrg(async (org) => {
    await noteWorking(org, mailboxId)
    if (hasMore && left <= 0) await wakeMailbox(org, mailboxId)
  })
  return { state: 'working', taken, hasMore }
}

interface FolderRead {
  looked: number
  taken: number
  hasMore: boolean
  /** A message could not be fetched; the connection may be gone. */
  isBroken: boolean
}

async function readFolder(
  reading: Reading, row: FolderRow, most: number,
): Promise<FolderRead> {
  const folder = await openFolder(reading, row)
  const read: FolderRead = { looked: 0, taken: 0, hasMore: false, isBroken: false }
  // Of what was there when reading began, the server is asked for the younger part alone.
  const isBeginning = folder.last_uid < folder.begun_uid
  const since = isBeginning ? addSeconds(reading.mailbox.connected_at, -86_400) : null
  const uids = await reading.box.uidsAfter(folder.last_uid,
    isBeginning ? folder.begun_uid : null, since)
  const wanted = uids.slice(0, Math.max(most, 0))
  read.hasMore = wanted.length < uids.length
  for (let at = 0; at < wanted.length; at += HEADS_AT_ONCE) {
    for (const head of await reading.box.heads(wanted.slice(at, at + HEADS_AT_ONCE))) {
      read.looked += 1
      const outcome = await takeOne(reading, folder, head)
      if (outcome === 'failed') return { ...read, hasMore: true, isBroken: true }
      if (outcome === 'taken') read.taken += 1
    }
  }
  if (!isBeginning || read.hasMore) return read
  await reading.inOrg((org) => moveCursor(org, { ...cursorOf(folder), uid: folder.begun_uid }))
  const rest = await readFolder(reading, { ...folder, last_uid: folder.begun_uid },
    most - read.looked)
  return { ...rest, looked: read.looked + rest.looked, taken: read.taken + rest.taken }
}

type BegunFolder = FolderRow & { uid_validity: string }

async function openFolder(reading: Reading, row: FolderRow): Promise<BegunFolder> {
  const { uidValidity, uidNext } = await reading.box.open(row.path)
  if (uidValidity === row.uid_validity) return { ...row, uid_validity: uidValidity }
  const begunUid = Math.max(uidNext - 1, 0)
  await reading.inOrg((org) => beginFolder(org, {
    mailboxId: row.mailbox_id, use: row.use, uidValidity, begunUid,
  }))
  return { ...row, uid_validity: uidValidity, last_uid: 0, begun_uid: begunUid }
}

const cursorOf = (folder: BegunFolder) => ({
  mailboxId: folder.mailbox_id, use: folder.use, uidValidity: folder.uid_validity,
})

// Clocks differ: a message that came in while the mailbox was being set up is taken.
const CLOCK_SLACK_SECONDS = 600

async function takeOne(
  reading: Reading, folder: BegunFolder, head: MessageHead,
): Promise<'taken' | 'passed' | 'failed'> {
  const cursor = { ...cursorOf(folder), uid: head.uid }
  const pass = async () => {
    await reading.inOrg((org) => moveCursor(org, cursor))
    return 'passed' as const
  }
  const oldest = addSeconds(reading.mailbox.connected_at, -CLOCK_SLACK_SECONDS)
  if (head.uid <= folder.begun_uid && head.at !== null && head.at < oldest) return pass()
  try {
    if (folder.use === 'sent') {
      const headers = await reading.box.headers(head.uid)
      // Mail of our people to anybody else is none of our business and is not even kept.
      const isOurs = headers !== null
        && await reading.inOrg((org) => concernsCustomer(org, headers))
      if (!isOurs) return await pass()
    }
    const message = await reading.box.message(head, {
      mostBytes: reading.options.mostBytes ?? MOST_MAIL_BYTES, keptBytes: KEPT_BYTES,
    })
    // Somebody has moved or deleted it since we were told of it.
    if (message === null) return await pass()
    const isNew = await reading.inOrg(async (org) =>
      await moveCursor(org, cursor) && storeOnce(org, reading, { ...message, use: folder.use }))
    return isNew ? 'taken' : 'passed'
  } catch (error) {
    if (!(error instanceof ImapFailure)) throw error
    await reading.inOrg((org) => noteUnfetched(org, cursor, error.message))
    return 'failed'
  }
}

/** False when these very bytes came out of this mailbox before. */
async function storeOnce(org: Org, { mailbox }: Reading, message: {
  raw: Buffer; fullSizeBytes: number | null; use: FolderRow['use']
}): Promise<boolean> {
  if (await hasCome(org, mailbox.id, message.raw)) return false
  await storeMailIn(org, {
    raw: message.raw, envelopeFrom: '', source: 'imap',
    envelopeTo: mailbox.user_name.includes('@') ? [mailbox.user_name] : [],
  }, {
    mailboxId: mailbox.id, isSentFolder: message.use === 'sent',
    fullSizeBytes: message.fullSizeBytes,
  })
  if (message.use === 'inbox') await noteMail(org, mailbox.id)
  return true
}

type Cursor = ReturnType<typeof cursorOf> & { uid: number }

/** After five tries the cursor goes on, and the message is shown as one that is missing here. */
async function noteUnfetched(org: Org, cursor: Cursor, why: string): Promise<void> {
  if (await countFailure(org, cursor) < MOST_FETCH_TRIES) return
  await insertGap(org, { ...cursor, why })
  await moveCursor(org, cursor)
  await notify(org, {
    event: 'mailbox_failing', to: 'admins', title: 'A message in a mailbox cannot be read',
    body: `${why} All others are read. See Settings › Reply address for the one that is missing.`,
  })
}

async function tryGaps(reading: Reading, row: FolderRow): Promise<number> {
  const { inOrg, box, mailboxId } = reading
  const gaps = (await inOrg((org) => gapsOf(org, [mailboxId])))
    .filter((gap) => gap.use === row.use)
  const { uidValidity } = await box.open(row.path)
  let taken = 0
  for (const gap of gaps.filter((one) => one.uid_validity === uidValidity)) {
    const [head] = await box.heads([gap.uid])
    try {
      const message = head === undefined ? null
        : await box.message(head, { mostBytes: MOST_MAIL_BYTES, keptBytes: KEPT_BYTES })
      taken += await inOrg(async (org) => {
        await closeGap(org, { mailboxId, use: row.use, uidValidity, uid: gap.uid })
        return message !== null && await storeOnce(org, reading, { ...message, use: row.use })
      }) ? 1 : 0
    } catch (error) {
      if (!(error instanceof ImapFailure)) throw error
      // It still cannot be read, and stays on the list; the connection may be gone with it.
      return taken
    }
  }
  return taken
}
