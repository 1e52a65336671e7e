// Reads a mailbox by IMAP: takes settings and a cursor, gives messages, and changes nothing there.
import { ImapFlow, type FetchMessageObject } from 'imapflow'

export interface ImapSettings {
  host: string
  port: number
  encryption: 'tls' | 'starttls' | 'none'
  user: string
  password: string
}

export interface OpenFolder {
  uidValidity: string
  /** The UID that the next message to arrive will have. */
  uidNext: number
}

export interface MessageHead {
  uid: number
  sizeBytes: number
  /** When the server took it in, in UTC. */
  at: string | null
}

export interface FetchedMessage {
  raw: Buffer
  /** Null when `raw` is the whole message. */
  fullSizeBytes: number | null
}

/** An open mailbox. Every call may throw an ImapFailure. */
export interface ImapMailbox {
  /** Opens a folder for reading only, so that not even \Seen is set. */
  open: (path: string) => Promise<OpenFolder>
  /** UIDs above `after`, ascending; `since` is a day that the server compares with arrival. */
  uidsAfter: (after: number, until: number | null, since: string | null) => Promise<number[]>
  heads: (uids: readonly number[]) => Promise<MessageHead[]>
  /** The head of a message as bytes; null when it has gone. */
  headers: (uid: number) => Promise<Buffer | null>
  /** Of a message over `mostBytes` only the first `keptBytes`; null when it has gone. */
  message: (head: MessageHead, limits: { mostBytes: number; keptBytes: number })
  => Promise<FetchedMessage | null>
  close: () => Promise<void>
}

/** What went wrong, in words for the person who set the mailbox up. */
export class ImapFailure extends Error {}

const CONNECT_MS = 15_000
const SILENCE_MS = 60_000
// A message that is cut is asked for in part; whatever a server sends instead is bounded here.
const MOST_LITERAL_BYTES = 40 * 1024 * 1024

export async function openImap(settings: ImapSettings): Promise<ImapMailbox> {
  const client = new ImapFlow({
    host: settings.host, port: settings.port, secure: settings.encryption === 'tls',
    ...(settings.encryption === 'tls' ? {} : { doSTARTTLS: settings.encryption === 'starttls' }),
    auth: { user: settings.user, pass: settings.password },
    logger: false, disableAutoIdle: true, clientInfo: { name: 'Duebox' },
    connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS, socketTimeout: SILENCE_MS,
    maxLiteralSize: MOST_LITERAL_BYTES, maxResponseSize: MOST_LITERAL_BYTES,
  })
  // Every call rejects by itself; an unheard error event would end the process.
  client.on('error', () => undefined)
  const told = <T>(work: () => Promise<T>, path = ''): Promise<T> => work().catch(
    (error: unknown) => { throw new ImapFailure(whyFailed(error, settings, path)) })
  try {
    await told(() => client.connect())
  } catch (error) {
    client.close()
    throw error
  }
  return mailboxOf(client, told)
}

type Told = <T>(work: () => Promise<T>, path?: string) => Promise<T>

function mailboxOf(client: ImapFlow, told: Told): ImapMailbox {
  return {
    open: (path) => told(async () => {
      const folder = await client.mailboxOpen(path, { readOnly: true })
      return { uidValidity: String(folder.uidValidity), uidNext: folder.uidNext }
    }, path),
    uidsAfter: (after, until, since) => told(async () => {
      const found = await client.search({
        uid: `${after + 1}:${until ?? '*'}`, ...(since === null ? {} : { since }),
      }, { uid: true })
      if (!Array.isArray(found)) throw new Error('The server refused to search the folder.')
      // `5:*` names the newest message even if its UID is below 5.
      return found.filter((uid) => uid > after).toSorted((a, b) => a - b)
    }),
    heads: (uids) => told(async () => {
      if (uids.length === 0) return []
      const found = await client.fetchAll(uids.join(','),
        { uid: true, size: true, internalDate: true }, { uid: true })
      return found.map(toHead).toSorted((a, b) => a.uid - b.uid)
    }),
    headers: (uid) => told(async () => {
      const found = await client.fetchOne(String(uid), { uid: true, headers: true }, { uid: true })
      return found ? found.headers ?? null : null
    }),
    message: (head, { mostBytes, keptBytes }) => told(async () => {
      const isCut = head.sizeBytes > mostBytes
      const source = isCut ? { start: 0, maxLength: keptBytes } : true
      const found = await client.fetchOne(String(head.uid), { uid: true, source }, { uid: true })
      if (!found) return null
      if (!found.source) throw new Error('The server gave the message without its content.')
      return { raw: found.source, fullSizeBytes: isCut ? head.sizeBytes : null }
    }),
    close: async () => {
      // A server that does not answer the goodbye must not keep us.
      const slow = setTimeout(() => client.close(), 5_000)
      await client.logout().catch(() => client.close())
      clearTimeout(slow)
    },
  }
}

const toHead = (message: FetchMessageObject): MessageHead => ({
  uid: message.uid, sizeBytes: message.size ?? 0,
  at: message.internalDate === undefined ? null : isoOf(message.internalDate),
})

function isoOf(moment: Date | string): string | null {
  const date = new Date(moment)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

/** What imapflow and Node put on their errors; every field is optional and checked. */
interface Failure {
  code?: string
  message?: string
  authenticationFailed?: boolean
  responseText?: string
  serverResponseCode?: string
}

const SILENT = new Set(['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT', 'ETIMEOUT',
  'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'])
const GONE = new Set(['NoConnection', 'EConnectionClosed', 'ECONNRESET', 'EPIPE', 'StateLogout',
  'ClosedAfterConnectText', 'ClosedAfterConnectTLS'])

export function whyFailed(thrown: unknown, settings: ImapSettings, path: string): string {
  const error = (thrown ?? {}) as Failure // Every field is optional and checked below.
  const code = error.code ?? ''
  const place = `${settings.host}:${settings.port}`
  if (error.authenticationFailed) {
    return `Login refused for ${settings.user}: check user and password. Many providers want an `
      + 'app password here.'
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `The server ${settings.host} is not known: check its name.`
  }
  if (code === 'ECONNREFUSED') return `Nothing answers at ${place}: check server and port.`
  if (SILENT.has(code)) return `${place} did not answer in time: check server and port.`
  if (/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_/.test(code)) {
    return `The certificate of ${settings.host} is not valid (${code}).`
  }
  if (/SSL|TLS/i.test(code) || /STARTTLS|wrong version number/i.test(error.message ?? '')) {
    return `No encrypted connection to ${place}: check the encryption (${code || 'TLS'}).`
  }
  if (path !== '' && !GONE.has(code)) {
    return `The folder “${path}” cannot be opened: check its name.`
  }
  if (GONE.has(code)) return `${place} hung up.`
  const said = (error.responseText ?? error.message ?? 'no reason given').slice(0, 300)
  return `The server said: ${said}`
}
