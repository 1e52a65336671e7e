// Lists what came in to our numbers, to make up for webhooks that were lost.
import { addSeconds, type Instant } from '#domain/day.ts'
import { askTwilio, type Answered, type AskOptions } from './ask-twilio.ts'
import { momentOf } from './fetch-message.ts'
import { isSid, type TwilioAccount } from './sms-account.ts'

export interface ListedIncoming {
  sid: string
  from: string
  to: string
  body: string
  messagingServiceSid: string | null
  /** How many files hang on it; `listMedia` names them. */
  files: number
  at: Instant
}

export interface IncomingList {
  /** The oldest first. */
  messages: ListedIncoming[]
  /** False when there was more than one reading takes: the older part is missing. */
  isWhole: boolean
}

const PAGE = 200
const MOST = 2000
// The list filters by day, in a zone that nobody promises.
const DAY_BEFORE_SECONDS = -24 * 60 * 60

export const listIncoming = (
  account: TwilioAccount,
  /** Without a number: all that came in to the account. */
  wish: { to: string | null; since: Instant }, options: AskOptions = {},
): Promise<Answered<IncomingList>> => askTwilio(account, async (client) => {
  const listed = await client.messages.list({
    ...(wish.to === null ? {} : { to: wish.to }),
    dateSentAfter: new Date(addSeconds(wish.since, DAY_BEFORE_SECONDS)),
    pageSize: PAGE, limit: MOST,
  })
  const messages = listed.flatMap((raw): ListedIncoming[] => {
    const at = momentOf(raw.dateSent) ?? momentOf(raw.dateCreated)
    const isIncoming = raw.direction === 'inbound' && isSid('message', raw.sid ?? '')
    return !isIncoming || at === null || at < wish.since ? [] : [{
      sid: raw.sid, from: raw.from ?? '', to: raw.to ?? '', body: raw.body ?? '', at,
      messagingServiceSid: raw.messagingServiceSid ?? null, files: Number(raw.numMedia ?? 0) || 0,
    }]
  })
  messages.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return { messages, isWhole: listed.length < MOST }
}, options)
