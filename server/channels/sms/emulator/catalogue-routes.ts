// What else may be asked: the account, its numbers and services, what a number is, what it costs.
import type { Account, Sender, Service } from './accounts.ts'
import { json, type Answer } from './answer.ts'
import { rfc2822 } from './message-resource.ts'
import type { Request } from './message-routes.ts'
import { countryOf, isPhoneNumber, isTollFree } from './places.ts'
import { Refusal } from './refusal.ts'
import type { World } from './world.ts'

/** `parts` as they follow the account. Null: nothing of this file. */
export function answerAccount(world: World, account: Account, request: Request): Answer | null {
  const [head, sid] = request.parts
  if (head !== undefined && head !== 'IncomingPhoneNumbers') return null
  if (request.method !== 'GET') throw new Refusal(20004)
  if (head === undefined) return json(accountResource(world, account))
  const numbers = account.senders.filter((one) => one.sid.startsWith('PN')
    && one.address.startsWith('+'))
  if (sid !== undefined) {
    const found = numbers.find((one) => one.sid === sid)
    if (found === undefined) throw new Refusal(20404)
    return json(numberResource(world, account, found))
  }
  const wanted = request.query.get('PhoneNumber')
  const base = `/2010-04-01/Accounts/${account.sid}/IncomingPhoneNumbers.json?PageSize=50&Page=0`
  const shown = numbers.filter((one) => wanted === null || one.address === wanted)
  return json({
    incoming_phone_numbers: shown.map((one) => numberResource(world, account, one)),
    page: 0, page_size: 50, start: 0, end: Math.max(0, shown.length - 1), uri: base,
    first_page_uri: base, next_page_uri: null, previous_page_uri: null,
  })
}

function accountResource(world: World, account: Account) {
  const at = rfc2822(world.clock.nowMs())
  return {
    sid: account.sid, auth_token: account.authToken, friendly_name: account.name,
    owner_account_sid: account.ownerSid ?? account.sid, date_created: at, date_updated: at,
    status: account.isSuspended ? 'suspended' : 'active',
    type: account.verifiedNumbers === null ? 'Full' : 'Trial', subresource_uris: {
      messages: `/2010-04-01/Accounts/${account.sid}/Messages.json`,
      incoming_phone_numbers: `/2010-04-01/Accounts/${account.sid}/IncomingPhoneNumbers.json`,
    }, uri: `/2010-04-01/Accounts/${account.sid}.json`,
  }
}

function numberResource(world: World, account: Account, sender: Sender) {
  const at = rfc2822(world.clock.nowMs())
  return {
    sid: sender.sid, account_sid: account.sid, phone_number: sender.address,
    friendly_name: sender.address, sms_url: sender.smsUrl ?? '', sms_method: 'POST',
    status_callback: sender.statusCallback ?? '', api_version: '2010-04-01', beta: false,
    capabilities: { sms: sender.canSendSms, mms: false, voice: true, fax: false },
    date_created: at, date_updated: at, origin: 'twilio', status: 'in-use',
    uri: `/2010-04-01/Accounts/${account.sid}/IncomingPhoneNumbers/${sender.sid}.json`,
  }
}

/** The other hosts of the provider: messaging, lookups, pricing. `path` begins with /v1 or /v2. */
export function answerOtherHosts(world: World, account: Account, request: Request): Answer | null {
  const { path } = request
  if (/^\/v1\/(Services|Messaging)|^\/v2\/PhoneNumbers/.exec(path) && request.method !== 'GET') {
    throw new Refusal(20004)
  }
  const [, service, pool] = /^\/v1\/Services(?:\/(MG\w+))?(?:\/(PhoneNumbers))?$/.exec(path) ?? []
  if (path.startsWith('/v1/Services')) return services(world, account, service, pool)
  const [, number] = /^\/v2\/PhoneNumbers\/(.+)$/.exec(path) ?? []
  if (number !== undefined) return lookup(world, account, decoded(number), request.query)
  const [, country] = /^\/v1\/Messaging\/Countries\/(\w\w)$/.exec(path) ?? []
  return country === undefined ? null : pricing(country.toUpperCase())
}

function services(
  world: World, account: Account, sid: string | undefined, pool: string | undefined,
): Answer {
  const page = (key: string, list: unknown[]) => json({
    [key]: list, meta: { page: 0, page_size: 50, first_page_url: '', previous_page_url: null,
      url: '', next_page_url: null, key },
  })
  if (sid === undefined) {
    return page('services', account.services.map((one) => serviceResource(world, account, one)))
  }
  const service = account.services.find((one) => one.sid === sid)
  if (service === undefined) throw new Refusal(20404)
  if (pool === undefined) return json(serviceResource(world, account, service))
  const numbers = account.senders.filter((one) => service.senders.includes(one.address)
    && one.address.startsWith('+'))
  return page('phone_numbers', numbers.map((one) => ({
    sid: one.sid, account_sid: account.sid, service_sid: service.sid,
    phone_number: one.address, country_code: countryOf(one.address), capabilities: ['SMS'],
    date_created: new Date(world.clock.nowMs()).toISOString(),
    date_updated: new Date(world.clock.nowMs()).toISOString(), url: '',
  })))
}

function serviceResource(world: World, account: Account, service: Service) {
  const at = new Date(world.clock.nowMs()).toISOString()
  return {
    sid: service.sid, account_sid: account.sid, friendly_name: service.name, date_created: at,
    date_updated: at, inbound_request_url: service.inboundUrl, inbound_method: 'POST',
    fallback_url: null, fallback_method: 'POST', status_callback: service.statusCallback,
    sticky_sender: service.isSticky, mms_converter: true, smart_encoding: true,
    scan_message_content: 'inherit', fallback_to_long_code: true, area_code_geomatch: true,
    synchronous_validation: false, validity_period: service.validitySeconds, usecase: 'undeclared',
    us_app_to_person_registered: false, use_inbound_webhook_on_number:
      service.usesInboundUrlOfNumber, links: {}, url: '',
  }
}

/** What is written wrong is a number that is none. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function lookup(
  world: World, account: Account, number: string, query: URLSearchParams,
): Answer {
  const isValid = isPhoneNumber(number)
  const wantsLine = query.get('Fields')?.split(',').includes('line_type_intelligence') ?? false
  const type = world.lineTypes.get(number) ?? (account.landlines.has(number) ? 'landline'
    : isTollFree(number) ? 'tollFree' : 'mobile')
  return json({
    phone_number: number, valid: isValid, country_code: isValid ? countryOf(number) : null,
    calling_country_code: null, national_format: number,
    validation_errors: isValid ? [] : ['INVALID_LENGTH'], caller_name: null, sim_swap: null,
    call_forwarding: null, line_status: null, reassigned_number: null, sms_pumping_risk: null,
    identity_match: null, line_type_intelligence: wantsLine && isValid ? {
      type, carrier_name: 'Stand-in', mobile_country_code: null, mobile_network_code: null,
      error_code: null,
    } : null,
    url: `https://lookups.twilio.com/v2/PhoneNumbers/${number}`,
  })
}

/** A made-up price, the same for the same country: half a cent to eight cents. */
function pricing(country: string): Answer {
  const price = (0.005 + (country.charCodeAt(0) * 31 + country.charCodeAt(1)) % 75 / 1000)
  const prices = [{ number_type: 'local', base_price: price.toFixed(4),
    current_price: price.toFixed(4) }]
  return json({
    country, iso_country: country, price_unit: 'USD', inbound_sms_prices: prices,
    outbound_sms_prices: [{ carrier: 'Any', mcc: null, mnc: null, prices }],
    url: `https://pricing.twilio.com/v1/Messaging/Countries/${country}`,
  })
}
