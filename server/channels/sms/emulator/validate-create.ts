// Whether a message may be created: the provider's checks, one after another, first fault first.
import type { Account, Sender, Service } from './accounts.ts'
import { validateContent, type Content } from './validate-content.ts'
import { countryOf, isPhoneNumber, isSenderName, isShortCode } from './places.ts'
import { Refusal } from './refusal.ts'
import type { World } from './world.ts'

/** A creation that is allowed. */
export interface Wanted extends Content {
  to: string
  /** Null: the messaging service chooses. */
  sender: Sender | null
  service: Service | null
}

/** The numbers that answer with an error whoever asks. */
const MAGIC_TO: Readonly<Record<string, number>> = {
  '+15005550001': 21211, '+15005550002': 21612, '+15005550003': 21408, '+15005550004': 21610,
  '+15005550009': 21614,
}
const MAGIC_FROM: Readonly<Record<string, number>> = {
  '+15005550001': 21212, '+15005550007': 21606, '+15005550008': 21611,
}
const GOOD_MAGIC_FROM = '+15005550006'

export function validateCreate(world: World, account: Account, form: URLSearchParams): Wanted {
  const to = given(form, 'To')
  if (to === null) throw new Refusal(21604)
  const service = serviceOf(account, given(form, 'MessagingServiceSid'))
  const from = given(form, 'From')
  if (from === null && service === null) throw new Refusal(21603)
  validateTo(to)
  const sender = from === null ? null : validateFrom(account, service, from)
  const content = validateContent(world, account, service, form)
  if (sender !== null) validatePair(sender, to)
  if (service !== null && from === null && poolOf(service).length === 0) throw new Refusal(21704)
  validateDestination(world, account, to, form)
  const blockedBy = sender === null ? null : `${sender.address}|${bare(to)}`
  // A messaging service learns of the opt-out later; a bare number is refused at once.
  if (service === null && blockedBy !== null && world.blocked.has(blockedBy)) {
    throw new Refusal(21610)
  }
  return { to, sender, service, ...content }
}

export const given = (form: URLSearchParams, key: string): string | null => {
  const value = form.get(key)
  return value === null || value === '' ? null : value
}

export const bare = (address: string): string => address.replace(/^(whatsapp|rcs):/, '')

export const channelOf = (address: string): 'whatsapp' | 'rcs' | 'sms' =>
  (address.startsWith('whatsapp:') ? 'whatsapp' : address.startsWith('rcs:') ? 'rcs' : 'sms')

export const poolOf = (service: Service): string[] =>
  [...service.senders, ...Object.values(service.namesByCountry)]

function serviceOf(account: Account, sid: string | null): Service | null {
  if (sid === null) return null
  const service = account.services.find((one) => one.sid === sid)
  if (service === undefined) throw new Refusal(21705)
  return service
}

function validateTo(to: string): void {
  const magic = MAGIC_TO[to]
  if (magic !== undefined) throw new Refusal(magic)
  if (!isPhoneNumber(bare(to))) throw new Refusal(21211, `The 'To' number ${to} is not valid`)
}

function validateFrom(account: Account, service: Service | null, from: string): Sender {
  const magic = MAGIC_FROM[from]
  if (magic !== undefined) throw new Refusal(magic)
  const owned = account.senders.find((one) => one.address === from)
  if (from === GOOD_MAGIC_FROM) return magicSender(from)
  const isWritten = isPhoneNumber(bare(from)) || isShortCode(from) || isSenderName(from)
    || from.startsWith('rcs:')
  if (!isWritten) throw new Refusal(21212, `'${from}' is not a valid sender`)
  if (service !== null && !poolOf(service).includes(from)) {
    throw new Refusal(isSenderName(from) && !isPhoneNumber(from) ? 21709 : 21606)
  }
  if (owned !== undefined && !owned.canSendSms) throw new Refusal(21601)
  if (owned !== undefined) return owned
  // A name needs no number; whether a country takes it is asked with the destination.
  if (isSenderName(from) && !isPhoneNumber(from) && !isShortCode(from)) return namedSender(from)
  throw new Refusal(21659, `${from} is not a number of this account`)
}

export const namedSender = (name: string): Sender => ({
  address: name, kind: 'alphanumeric', sid: '', segmentsPerSecond: 10, canSendSms: true,
})

const magicSender = (address: string): Sender => ({
  address, kind: 'local', sid: '', segmentsPerSecond: 1, canSendSms: true,
})

function validatePair(sender: Sender, to: string): void {
  if (sender.address === to) throw new Refusal(21266)
  if (channelOf(sender.address) !== channelOf(to)) throw new Refusal(21910)
  const country = countryOf(to)
  if (sender.kind === 'alphanumeric' && (country === 'US' || country === 'CA')) {
    throw new Refusal(21657)
  }
  const isNorthAmerican = sender.kind === 'toll_free' || sender.kind === 'short_code'
  if (isNorthAmerican && country !== 'US' && country !== 'CA') throw new Refusal(21612)
}

function validateDestination(
  world: World, account: Account, to: string, form: URLSearchParams,
): void {
  const number = bare(to)
  if (account.verifiedNumbers !== null && !account.verifiedNumbers.includes(number)) {
    throw new Refusal(21608)
  }
  const country = countryOf(number)
  if (country !== null && account.closedCountries.has(country)) throw new Refusal(21408)
  const isForced = form.get('ForceDelivery') === 'true'
  if (account.landlines.has(number) && !isForced) throw new Refusal(21635)
  const scripted = world.scripts.get(number)?.refused
  if (scripted !== undefined) throw new Refusal(scripted)
}
