// The list of messages, the newest first, filtered by number and by day, a page at a time.
import type { Account } from './accounts.ts'
import { json, type Answer } from './answer.ts'
import { messageResource } from './message-resource.ts'
import { Refusal } from './refusal.ts'
import type { Request } from './message-routes.ts'
import type { StoredMessage, World } from './world.ts'

const DEFAULT_SIZE = 50
const LARGEST_SIZE = 1000

export function listMessages(world: World, account: Account, request: Request): Answer {
  const { query } = request
  const size = Number(query.get('PageSize') ?? DEFAULT_SIZE)
  if (!Number.isInteger(size) || size < 1) throw new Refusal(20001, 'PageSize is out of range')
  const pageSize = Math.min(size, LARGEST_SIZE)
  const page = Math.max(0, Number(query.get('Page') ?? 0) || 0)
  const all = world.messages.filter((one) =>
    one.accountSid === account.sid && !one.isDeleted && isWanted(one, query)).reverse()
  // The token names the last message seen, so that new ones do not move the pages.
  const token = query.get('PageToken')
  const seen = token === null ? -1 : all.findIndex((one) => `PA${one.sid}` === token)
  if (token !== null && seen < 0) throw new Refusal(20001, 'PageToken is not known')
  const start = token === null ? page * pageSize : seen + 1
  const shown = all.slice(start, start + pageSize)
  const uri = (toPage: number, extra: Record<string, string> = {}) => {
    const kept = new URLSearchParams(query)
    for (const key of ['Page', 'PageToken', 'PageSize']) kept.delete(key)
    for (const [key, value] of Object.entries({
      PageSize: String(pageSize), Page: String(toPage), ...extra,
    })) kept.set(key, value)
    return `/2010-04-01/Accounts/${account.sid}/Messages.json?${kept}`
  }
  const last = shown.at(-1)
  const hasMore = start + shown.length < all.length
  return json({
    messages: shown.map(messageResource), page, page_size: pageSize, start,
    end: Math.max(start, start + shown.length - 1), uri: uri(page), first_page_uri: uri(0),
    next_page_uri: hasMore && last !== undefined
      ? uri(page + 1, { PageToken: `PA${last.sid}` }) : null,
    previous_page_uri: page > 0 ? uri(page - 1) : null,
  })
}

function isWanted(message: StoredMessage, query: URLSearchParams): boolean {
  const [to, from] = [query.get('To'), query.get('From')]
  if (to !== null && message.to !== to) return false
  if (from !== null && message.from !== from) return false
  return isOnDay(message, query)
}

/** The day counts, not the moment; a message that was not sent yet has none. */
function isOnDay(message: StoredMessage, query: URLSearchParams): boolean {
  const wanted = ['DateSent', 'DateSent<', 'DateSent>'].map((key) => dayOf(query.get(key)))
  if (wanted.every((one) => one === null)) return true
  if (message.sentMs === null) return false
  const day = new Date(message.sentMs).toISOString().slice(0, 10)
  const [on, until, from] = wanted
  return (on == null || day === on) && (until == null || day <= until)
    && (from == null || day >= from)
}

function dayOf(text: string | null): string | null {
  if (text === null) return null
  if (!/^\d{4}-\d\d-\d\d/.test(text)) throw new Refusal(20001, 'DateSent is not a date')
  return text.slice(0, 10)
}
