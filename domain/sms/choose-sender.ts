// Which sender an SMS to a country leaves from; none fits: it does not leave (SPEC §7.2).

export const SENDER_KINDS = [
  'local', 'mobile', 'toll_free', 'short_code', 'alphanumeric', 'messaging_service', 'whatsapp',
  'rcs',
] as const
export type SenderKind = (typeof SENDER_KINDS)[number]

export interface Sender {
  id: string
  kind: SenderKind
  address: string
  /** Its own country, known by its number; null for a name, a short code or a service. */
  homeCountry: string | null
  /** Countries that an admin opened it for; empty: its own alone. */
  countries: readonly string[]
  isTwoWay: boolean
  registration: 'not_needed' | 'pending' | 'registered' | 'refused'
  isPaused: boolean
}

/** The channel that a number is reached on. */
export type Via = 'sms' | 'whatsapp' | 'rcs'

/** Where toll-free numbers may text and names may not. */
export const NORTH_AMERICA: readonly string[] = ['US', 'CA']

export interface SenderWish {
  country: string
  via: Via
  /** The sender that the number knows us by. */
  stickyId: string | null
  closedCountries: ReadonlySet<string>
  /** Senders that were refused for this very message. */
  exceptIds?: readonly string[]
}

/**
 * The one known to the number if it still may, else the first of the best class: a two-way number
 * of that country, a short code, toll-free in the US and Canada, a name, a messaging service.
 * Never a foreign number that no admin opened for that country.
 */
export function chooseSender(senders: readonly Sender[], wish: SenderWish): Sender | null {
  const { country, via, stickyId, closedCountries, exceptIds = [] } = wish
  if (via === 'sms' && closedCountries.has(country)) return null
  const able = senders.flatMap((sender) => {
    const rank = exceptIds.includes(sender.id) ? null : rankOf(sender, country, via)
    return rank === null ? [] : [{ sender, rank }]
  })
  const sticky = able.find(({ sender }) => sender.id === stickyId)
  if (sticky) return sticky.sender
  return able.reduce<(typeof able)[number] | null>(
    (best, one) => (best === null || one.rank < best.rank ? one : best), null)?.sender ?? null
}

/** Lower is better; null: it must not text there. */
function rankOf(sender: Sender, country: string, via: Via): number | null {
  if (sender.isPaused || !isRegistered(sender) || channelOf(sender) !== via) return null
  if (via !== 'sms') return covers(sender, country) || sender.countries.length === 0 ? 0 : null
  if (!covers(sender, country)) return null
  const isNorthAmerica = NORTH_AMERICA.includes(country)
  switch (sender.kind) {
    case 'local':
    case 'mobile':
      if (!sender.isTwoWay) return 50
      return sender.homeCountry === country ? 10 : 11
    case 'short_code': return 20
    case 'toll_free': return isNorthAmerica ? 30 : null
    case 'alphanumeric': return isNorthAmerica ? null : 40
    case 'messaging_service': return 60
    default: return null
  }
}

export const channelOf = (sender: Pick<Sender, 'kind'>): Via =>
  (sender.kind === 'whatsapp' || sender.kind === 'rcs' ? sender.kind : 'sms')

const isRegistered = (sender: Sender) =>
  sender.registration === 'registered' || sender.registration === 'not_needed'

const covers = (sender: Sender, country: string) => (sender.countries.length === 0
  ? sender.homeCountry === country : sender.countries.includes(country))

/** Whoever gets its texts cannot answer them, so the text must carry another way. */
export const isOneWay = (sender: Pick<Sender, 'kind' | 'isTwoWay'>): boolean =>
  sender.kind === 'alphanumeric' || !sender.isTwoWay
