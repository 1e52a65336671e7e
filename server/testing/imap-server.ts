// A small IMAP server on loopback: enough for a client that reads, with faults to be set by a test.
import net from 'node:net'

export interface StoredMessage {
  uid: number
  raw: Buffer
  at: Date
}

export interface ImapServer {
  port: number
  /** Puts a message into a folder, as a delivery does; returns its UID. */
  deliver: (raw: Buffer, given?: { folder?: string; at?: Date }) => number
  /** All messages get new UIDs under a new UIDVALIDITY, as after a restored backup. */
  renumber: (folder?: string) => void
  remove: (uid: number, folder?: string) => void
  faults: {
    refusesLogin: boolean
    /** UIDs whose content cannot be read; `hangs_up` ends the connection, as a crash does. */
    brokenUids: Map<number, 'refuses' | 'hangs_up'>
  }
  /** Every command, without its tag: the other side's truth about what a client did. */
  commands: string[]
  /** As if the machine were off, until `start`. */
  stop: () => Promise<void>
  start: () => Promise<void>
}

interface Folder {
  uidValidity: number
  uidNext: number
  messages: StoredMessage[]
}

export async function startImapServer(
  given: { user?: string; password?: string; folders?: string[] } = {},
): Promise<ImapServer> {
  const user = given.user ?? 'ar@seller.example'
  const password = given.password ?? 'correct horse'
  const folders = new Map((given.folders ?? ['INBOX', 'Sent']).map((name, place) =>
    [name, { uidValidity: 1000 + place, uidNext: 1, messages: [] } satisfies Folder as Folder]))
  const faults: ImapServer['faults'] = { refusesLogin: false, brokenUids: new Map() }
  const commands: string[] = []
  const sockets = new Set<net.Socket>()
  let server: net.Server | null = null
  let port = 0

  const folderOf = (name = 'INBOX'): Folder => {
    const folder = folders.get(name)
    if (!folder) throw new Error(`The test has no folder ${name}.`)
    return folder
  }
  const start = () => new Promise<void>((resolve) => {
    server = net.createServer((socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
      serve(socket, { user, password, folders, faults, commands })
    })
    server.listen(port, '127.0.0.1', () => {
      const address = server?.address()
      port = typeof address === 'object' && address ? address.port : 0
      resolve()
    })
  })
  await start()
  return {
    get port() { return port },
    faults, commands, start,
    deliver: (raw, { folder, at } = {}) => {
      const into = folderOf(folder)
      into.messages.push({ uid: into.uidNext, raw, at: at ?? new Date() })
      into.uidNext += 1
      return into.uidNext - 1
    },
    renumber: (name) => {
      const folder = folderOf(name)
      folder.uidValidity += 100
      folder.messages = folder.messages.map((message, place) => ({ ...message, uid: place + 1 }))
      folder.uidNext = folder.messages.length + 1
    },
    remove: (uid, name) => {
      const folder = folderOf(name)
      folder.messages = folder.messages.filter((message) => message.uid !== uid)
    },
    stop: () => new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy()
      server?.close(() => resolve())
    }),
  }
}

interface Account {
  user: string
  password: string
  folders: Map<string, Folder>
  faults: ImapServer['faults']
  commands: string[]
}

function serve(socket: net.Socket, account: Account): void {
  let waiting = ''
  let open: Folder | null = null
  const say = (line: string) => socket.write(`${line}\r\n`)
  say('* OK ready')
  socket.on('data', (bytes: Buffer) => {
    waiting += bytes.toString('latin1')
    for (let end = waiting.indexOf('\r\n'); end >= 0; end = waiting.indexOf('\r\n')) {
      const line = waiting.slice(0, end)
      waiting = waiting.slice(end + 2)
      const [tag = '', ...rest] = line.split(' ')
      const command = rest.join(' ')
      account.commands.push(command)
      open = answer({ tag, command, open, account, socket, say })
    }
  })
}

interface Asked {
  tag: string
  command: string
  open: Folder | null
  account: Account
  socket: net.Socket
  say: (line: string) => void
}

const words = (text: string): string[] =>
  (text.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? []).map((word) => word.replace(/^"(.*)"$/, '$1'))

function answer(asked: Asked): Folder | null {
  const { tag, command, account, socket, say, open } = asked
  const [name = '', ...parts] = words(command)
  const done = (text = 'OK done') => { say(`${tag} ${text}`) }
  switch (name.toUpperCase()) {
    case 'CAPABILITY':
      say('* CAPABILITY IMAP4rev1')
      done()
      return open
    case 'LOGIN':
      if (account.faults.refusesLogin || parts[0] !== account.user
        || parts[1] !== account.password) {
        done('NO [AUTHENTICATIONFAILED] Invalid credentials')
      } else done()
      return open
    case 'LIST': {
      const wanted = parts[1] ?? ''
      if (wanted === '') say('* LIST (\\Noselect) "/" ""')
      for (const folder of account.folders.keys()) {
        if (wanted === folder || wanted === '*') say(`* LIST () "/" "${folder}"`)
      }
      done()
      return open
    }
    case 'SELECT':
    case 'EXAMINE': return openFolder(asked, parts[0] ?? '')
    case 'UID':
      if (parts[0]?.toUpperCase() === 'SEARCH') search(asked, parts.slice(1))
      else fetch(asked)
      return open
    case 'LOGOUT':
      say('* BYE')
      done()
      socket.end()
      return null
    default:
      done()
      return open
  }
}

function openFolder({ tag, account, say }: Asked, name: string): Folder | null {
  const folder = account.folders.get(name)
  if (!folder) {
    say(`${tag} NO [NONEXISTENT] Unknown folder`)
    return null
  }
  say(`* ${folder.messages.length} EXISTS`)
  say('* FLAGS (\\Seen)')
  say(`* OK [UIDVALIDITY ${folder.uidValidity}] ok`)
  say(`* OK [UIDNEXT ${folder.uidNext}] ok`)
  say(`${tag} OK [READ-ONLY] done`)
  return folder
}

const isIn = (uid: number, set: string, highest: number): boolean =>
  set.split(',').some((part) => {
    const [from = '', to = from] = part.split(':')
    const numberOf = (text: string) => (text === '*' ? highest : Number(text))
    const [a, b] = [numberOf(from), numberOf(to)]
    return uid >= Math.min(a, b) && uid <= Math.max(a, b)
  })

function search({ tag, open, say }: Asked, terms: string[]): void {
  const upper = terms.map((term) => term.toUpperCase())
  const set = terms[upper.indexOf('UID') + 1] ?? '1:*'
  const since = upper.includes('SINCE')
    ? new Date(`${terms[upper.indexOf('SINCE') + 1]} UTC`) : null
  const messages = open?.messages ?? []
  const highest = messages.at(-1)?.uid ?? 0
  const found = messages.filter((message) => isIn(message.uid, set, highest)
    && (since === null || message.at >= since))
  say(`* SEARCH${found.map((message) => ` ${message.uid}`).join('')}`)
  say(`${tag} OK done`)
}

function fetch({ tag, command, open, account, socket, say }: Asked): void {
  const [, set = '', items = ''] = /^UID FETCH (\S+) \(?(.*?)\)?$/i.exec(command) ?? []
  const messages = open?.messages ?? []
  const highest = messages.at(-1)?.uid ?? 0
  for (const [place, message] of messages.entries()) {
    if (!isIn(message.uid, set, highest)) continue
    const content = contentOf(message.raw, items)
    const fault = content === null ? undefined : account.faults.brokenUids.get(message.uid)
    if (fault === 'hangs_up') {
      socket.destroy()
      return
    }
    if (fault === 'refuses') {
      say(`${tag} NO [SERVERBUG] The message cannot be read`)
      return
    }
    const head = `* ${place + 1} FETCH (UID ${message.uid} RFC822.SIZE ${message.raw.length} `
      + `INTERNALDATE "${internalDate(message.at)}"`
    if (content === null) {
      say(`${head})`)
      continue
    }
    socket.write(`${head} ${content.label} {${content.bytes.length}}\r\n`)
    socket.write(content.bytes)
    say(')')
  }
  say(`${tag} OK done`)
}

function contentOf(raw: Buffer, items: string): { label: string; bytes: Buffer } | null {
  if (/BODY\.PEEK\[HEADER\]/i.test(items)) {
    const end = raw.indexOf('\r\n\r\n')
    return { label: 'BODY[HEADER]', bytes: raw.subarray(0, end < 0 ? raw.length : end + 4) }
  }
  const whole = /BODY(?:\.PEEK)?\[\](?:<(\d+)\.(\d+)>)?/i.exec(items)
  if (!whole) return null
  if (whole[2] === undefined) return { label: 'BODY[]', bytes: raw }
  const start = Number(whole[1])
  return { label: `BODY[]<${start}>`, bytes: raw.subarray(start, start + Number(whole[2])) }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function internalDate(at: Date): string {
  const two = (count: number) => String(count).padStart(2, '0')
  return `${two(at.getUTCDate())}-${MONTHS[at.getUTCMonth()]}-${at.getUTCFullYear()} `
    + `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`
}
