// Loads at the start what reading a mail needs, so that the first answer is not the slow one.
import { authenticateSender } from './authenticate-sender.ts'
import { parseMail } from './parse-mail.ts'

const EMPTY_MAIL = Buffer.from('From: nobody@localhost\r\n\r\n\r\n')

/** The thread that parses, and the checker of senders; asks no DNS. */
export async function warmUpReading(): Promise<void> {
  await parseMail(EMPTY_MAIL)
  await authenticateSender({
    raw: EMPTY_MAIL, envelopeFrom: '', remoteIp: '', helo: '', fromDomain: 'localhost',
  }, () => Promise.resolve([]))
}
