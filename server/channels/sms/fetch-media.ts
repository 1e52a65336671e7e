// Fetches a file of an incoming message: with credentials to Twilio only, checked, within a size.
import { fileTypeFromBuffer } from 'file-type'
import { askTwilio, type Answered, type AskOptions } from './ask-twilio.ts'
import { fetchGuarded, type Fetched } from './fetch-guarded.ts'
import { credentialsOf, isSid, type TwilioAccount } from './sms-account.ts'

export interface Media {
  bytes: Buffer
  contentType: string
}

/** `refused`: never to be tried again. `unclear`: later. */
export type MediaAnswer =
  | { kind: 'fetched'; media: Media }
  | { kind: 'refused'; why: string }
  | { kind: 'unclear'; why: string }

export interface MediaOptions extends AskOptions {
  mostBytes?: number
  /** Lets a stand-in on this machine hand the file on to another address of it. */
  allowsPrivate?: boolean
}

const MOST_BYTES = 6 * 1024 * 1024
const TIMEOUT_MS = 15_000
const MOST_FILES = 20
const ALLOWED = [
  /^image\/(?:jpeg|png|gif|webp|heic|heif|bmp|tiff)$/, /^(?:audio|video)\/[\w.+-]+$/,
  /^application\/(?:pdf|ogg)$/, /^text\/(?:plain|csv|vcard|x-vcard|calendar|directory)$/,
]
const PATH = /^\/2010-04-01\/Accounts\/(AC\w{32})\/Messages\/([SM]M\w{32})\/Media\/(ME\w{32})$/

/** Which file of which message an address names; null when it is none of this account's. */
export function mediaNamed(
  account: TwilioAccount, address: string,
): { messageSid: string; mediaSid: string } | null {
  if (!URL.canParse(address)) return null
  // The host is not looked at: the file is asked for where the account is.
  const pathname = new URL(address).pathname
  const at = pathname.indexOf('/2010-04-01/')
  const parts = at < 0 ? null : PATH.exec(pathname.slice(at).replace(/\.json$/, ''))
  const [, accountSid, messageSid = '', mediaSid = ''] = parts ?? []
  return parts === null || accountSid !== account.accountSid ? null : { messageSid, mediaSid }
}

/** The addresses of a message's files, for a message that was listed instead of told. */
export async function listMedia(
  account: TwilioAccount, messageSid: string, options: AskOptions = {},
): Promise<Answered<string[]>> {
  if (!isSid('message', messageSid)) return { kind: 'gone' }
  return askTwilio(account, async (client) => {
    const listed = await client.messages(messageSid).media
      .list({ pageSize: MOST_FILES, limit: MOST_FILES })
    return listed.filter(({ sid }) => isSid('media', sid ?? ''))
      .map(({ sid }) => mediaUrl(account, messageSid, sid))
  }, options)
}

export async function fetchMedia(
  account: TwilioAccount, address: string, options: MediaOptions = {},
): Promise<MediaAnswer> {
  const named = mediaNamed(account, address)
  const credentials = credentialsOf(account)
  if (named === null || credentials === null) {
    return { kind: 'refused', why: 'The address of the file is not one of this account.' }
  }
  const fetched = await fetchGuarded(mediaUrl(account, named.messageSid, named.mediaSid), {
    credentials, mostBytes: options.mostBytes ?? MOST_BYTES,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS, allowsPrivate: options.allowsPrivate ?? false,
  })
  return fetched.kind === 'fetched' ? judge(fetched) : fetched
}

async function judge({ bytes, contentType }: Fetched): Promise<MediaAnswer> {
  const told = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  // What the bytes are counts more than what they are called.
  const seen = (await fileTypeFromBuffer(bytes))?.mime
  const isText = seen === undefined && told.startsWith('text/')
  const type = seen ?? (isText || told.startsWith('audio/') ? told : '')
  if (!ALLOWED.some((one) => one.test(type))) {
    const named = seen ?? (told === '' ? 'unknown' : told)
    return { kind: 'refused', why: `A file of the type ${named} is not kept.` }
  }
  return { kind: 'fetched', media: { bytes, contentType: type } }
}

const mediaUrl = (account: TwilioAccount, messageSid: string, mediaSid: string): string =>
  `${account.baseUrl}/2010-04-01/Accounts/${account.accountSid}/Messages/${messageSid}`
  + `/Media/${mediaSid}`
