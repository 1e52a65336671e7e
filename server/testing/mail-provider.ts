// A mail provider on loopback that keeps what it accepted and fails as asked: the other side's truth.
import { SMTPServer } from 'smtp-server'

export type Fault = 'none' | 'refuse_for_now' | 'refuse_recipient' | 'hang_up_after_taking'

export interface Accepted {
  to: string
  attemptId: string
  messageRef: string
  subject: string
  raw: string
}

export interface MailProvider {
  port: number
  accepted: Accepted[]
  stop: () => Promise<void>
}

/** `faultFor` is asked once a message, by its first recipient. */
export async function startMailProvider(
  faultFor: (to: string) => Fault = () => 'none',
): Promise<MailProvider> {
  const accepted: Accepted[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo: (address, _session, done) => {
      if (faultFor(`rcpt:${address.address}`) !== 'refuse_recipient') return done()
      done(Object.assign(new Error('No such mailbox'), { responseCode: 550 }))
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        const to = session.envelope.rcptTo[0]?.address ?? ''
        const fault = faultFor(to)
        if (fault === 'refuse_for_now') {
          return done(Object.assign(new Error('Try again later'), { responseCode: 451 }))
        }
        const header = (name: string) =>
          new RegExp(`^${name}:\\s*<?([^>\\r\\n]+)`, 'im').exec(text)?.[1]?.trim() ?? ''
        accepted.push({
          to, attemptId: header('X-Duebox-Loop'), messageRef: header('Message-ID'),
          subject: header('Subject'), raw: text,
        })
        // Taken, but the sender never hears of it.
        if (fault === 'hang_up_after_taking') return hangUp(session)
        done()
      })
    },
  })
  // A client that was killed resets its connection; that is its trouble, not ours.
  server.on('error', () => {})
  const hangUp = (session: { id: string }) => {
    for (const connection of server.connections) {
      const held = connection as { session?: { id: string }; _socket?: { destroy: () => void } }
      if (held.session?.id === session.id) held._socket?.destroy()
    }
  }
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const address = server.server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0, accepted,
    stop: () => new Promise((resolve) => { server.close(() => resolve()) }),
  }
}
