// Asks Twilio what became of a send whose answer was lost; nothing is ever sent from here.
import { addSeconds, type Instant } from '#domain/day.ts'
import { asSent, plainSpelling } from '#domain/sms/segments.ts'
import type { Asked, Found } from '../channel.ts'
import { isSid, type TwilioAccount } from './sms-account.ts'
import { openClient, type TwilioClient } from './twilio-client.ts'
import { sentenceOf, toldBy } from './twilio-trouble.ts'

// Their clock and ours.
const EARLIER_SECONDS = -5 * 60
// The list filters by day, in a zone that nobody promises.
const DAY_BEFORE_SECONDS = -24 * 60 * 60
const MOST_LISTED = 1000

export async function findSms(
  account: TwilioAccount, asked: Asked, options: { timeoutMs?: number } = {},
): Promise<Found> {
  try {
    const client = await openClient(account, options)
    if (asked.providerId !== null && isSid('message', asked.providerId)) {
      const found = await client.messages(asked.providerId).fetch()
      return { kind: 'accepted', providerId: found.sid }
    }
    return await search(client, asked)
  } catch (error) {
    return { kind: 'unclear', why: sentenceOf(toldBy(error)) }
  }
}

async function search(client: TwilioClient, asked: Asked): Promise<Found> {
  const after = new Date(addSeconds(asked.startedAt, DAY_BEFORE_SECONDS))
  const wish = { to: asked.to, pageSize: MOST_LISTED, limit: MOST_LISTED }
  const sent = await client.messages.list({ ...wish, dateSentAfter: after })
  // A message that still waits has no day of sending, and may be missing from that list.
  const all = matches(sent, asked).length > 0 ? sent : await client.messages.list(wish)
  const found = matches(all, asked)
  const [only] = found
  if (only !== undefined && found.length === 1) return { kind: 'accepted', providerId: only.sid }
  return {
    kind: 'unclear',
    why: found.length === 0 ? 'The provider lists no such SMS, which proves nothing.'
      : `The provider lists ${found.length} SMS with this text to this number.`,
  }
}

interface Listed { sid: string; body: string; direction: string; dateCreated: Date }

const matches = <T extends Listed>(listed: readonly T[], asked: Asked): T[] => {
  const earliest: Instant = addSeconds(asked.startedAt, EARLIER_SECONDS)
  const text = comparable(asked.text)
  return listed.filter((one) => isSid('message', one.sid ?? '')
    && (one.direction ?? '').startsWith('outbound') && comparable(one.body ?? '') === text
    && isMoment(one.dateCreated) && one.dateCreated.toISOString() >= earliest)
}

// Smart encoding may have put look-alikes into the text that is listed.
const comparable = (text: string): string => plainSpelling(asSent(text)).trimEnd()

const isMoment = (given: unknown): given is Date =>
  given instanceof Date && !Number.isNaN(given.getTime())
