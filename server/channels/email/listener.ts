// Takes mail by SMTP for our own addresses: a 250 means that the raw bytes are committed.
import {
  SMTPServer, type SMTPServerDataStream, type SMTPServerOptions, type SMTPServerSession,
} from 'smtp-server'
import type { Log } from '../../platform/log.ts'

/** A message as it came over the wire. */
export interface ArrivedMail {
  raw: Buffer
  /** Empty for bounces, which come from nobody. */
  from: string
  to: string[]
  remoteIp: string
  helo: string
}

export interface MailListenerWish {
  port: number
  host: string
  maxBytes?: number
  /** Whether an address is one of ours; anything else is refused, so nothing is ever relayed. */
  isKnown: (address: string) => Promise<boolean>
  /** Resolves once the bytes are committed; a failure makes the sender try again later. */
  receive: (mail: ArrivedMail) => Promise<void>
  log: Log
}

const MAX_BYTES = 30 * 1024 * 1024
const MOST_CLIENTS = 100
const MOST_RECIPIENTS = 50
const MOST_UNKNOWN_RECIPIENTS = 20
// Together the messages that are being taken in must fit into memory, whatever comes.
const MOST_BYTES_IN_FLIGHT = 200 * 1024 * 1024

export async function startMailListener(
  wish: MailListenerWish,
): Promise<{ port: number; stop: () => Promise<void> }> {
  const server = new SMTPServer({
    name: 'duebox',
    banner: 'Duebox collection inbox',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: wish.maxBytes ?? MAX_BYTES,
    rejectOversized: true,
    maxClients: MOST_CLIENTS,
    maxRecipients: MOST_RECIPIENTS,
    lenientAddressParsing: true,
    socketTimeout: 60_000,
    closeTimeout: 5_000,
    logger: false,
    ...checkRecipients(wish),
    ...takeMessages(wish),
  })
  server.on('error', (error) => wish.log.warn({ error: error.message }, 'mail listener'))
  const port = await listen(server, wish)
  return { port, stop: () => new Promise<void>((resolve) => { server.close(() => resolve()) }) }
}

/** Refuses what is not ours, and hangs up on those who try out addresses. */
function checkRecipients(
  wish: MailListenerWish,
): Required<Pick<SMTPServerOptions, 'onRcptTo' | 'onClose'>> {
  const unknownOf = new Map<string, number>()
  return {
    onRcptTo: (recipient, session, done) => {
      const unknownCount = unknownOf.get(session.id) ?? 0
      if (unknownCount >= MOST_UNKNOWN_RECIPIENTS) {
        done(refusal(421, 'Too many unknown recipients; check the addresses and connect again.'))
        return
      }
      wish.isKnown(recipient.address).then((isKnown) => {
        if (isKnown) return done()
        unknownOf.set(session.id, unknownCount + 1)
        return done(refusal(550, 'No organization here receives mail at this address; copy the '
          + 'intake address from the settings of Duebox.'))
      }).catch((error: unknown) => {
        wish.log.error({ error }, 'a recipient could not be looked up')
        done(refusal(451, 'We cannot look up this address right now; please try again later.'))
      })
    },
    onClose: (session) => { unknownOf.delete(session.id) },
  }
}

/** Stores each message before the sender hears 250; any failure leaves it with the sender. */
function takeMessages(wish: MailListenerWish): Required<Pick<SMTPServerOptions, 'onData'>> {
  const maxBytes = wish.maxBytes ?? MAX_BYTES
  const intake = openIntake(maxBytes)
  const store = async (stream: SMTPServerDataStream, session: SMTPServerSession) => {
    const taken = await intake.read(stream)
    if (taken === 'too_large') return refusal(552, `This message exceeds ${maxBytes} bytes.`)
    if (taken === 'too_busy') {
      return refusal(451, 'We are taking in much mail; please try again in a minute.')
    }
    const { mailFrom, rcptTo } = session.envelope
    try {
      await wish.receive({
        raw: taken.raw,
        from: mailFrom === false ? '' : mailFrom.address,
        to: rcptTo.map((recipient) => recipient.address),
        remoteIp: session.remoteAddress, helo: session.hostNameAppearsAs || '',
      })
    } finally {
      taken.release()
    }
    return null
  }
  return {
    onData: (stream, session, done) => {
      store(stream, session).then((refused) => done(refused), (error: unknown) => {
        wish.log.error({ error }, 'a message could not be stored; its sender will try again')
        done(refusal(451, 'We could not store this message; please try again later.'))
      })
    },
  }
}

const refusal = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode })

type Taken = { raw: Buffer; release: () => void } | 'too_large' | 'too_busy'

/** Reads messages into memory within both limits; what is over a limit is read and forgotten. */
function openIntake(maxBytes: number) {
  let inFlightBytes = 0
  const read = (stream: SMTPServerDataStream) => new Promise<Taken>((resolve, reject) => {
    let chunks: Buffer[] = []
    let size = 0
    let refused: 'too_large' | 'too_busy' | null = null
    const release = () => {
      inFlightBytes -= size
      size = 0
      chunks = []
    }
    stream.on('data', (chunk: Buffer) => {
      if (refused !== null) return
      chunks.push(chunk)
      size += chunk.length
      inFlightBytes += chunk.length
      if (size > maxBytes) refused = 'too_large'
      else if (inFlightBytes > MOST_BYTES_IN_FLIGHT) refused = 'too_busy'
      if (refused !== null) release()
    })
    stream.on('end', () => resolve(refused ?? { raw: Buffer.concat(chunks), release }))
    // A sender that hangs up in the middle was never told 250, so it still has the message.
    const abort = (error?: Error) => {
      release()
      reject(error ?? new Error('The sender hung up.'))
    }
    stream.on('error', abort)
    stream.on('close', () => { if (!stream.readableEnded) abort() })
  })
  return { read }
}

function listen(server: SMTPServer, wish: MailListenerWish): Promise<number> {
  return new Promise((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(wish.port, wish.host, () => {
      server.server.off('error', reject)
      const address = server.server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : wish.port)
    })
  })
}
