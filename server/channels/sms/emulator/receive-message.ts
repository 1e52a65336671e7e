// A person texts one of our numbers: the message, the opt-out words, the webhook, its answer.
import type { Account, OptOutWord, Service } from './accounts.ts'
import { createMessage, storeMessage } from './create-message.ts'
import { segmentsOf } from './life-cycle.ts'
import { countryOf, isTollFree } from './places.ts'
import { twimlMessages } from './read-twiml.ts'
import { bare } from './validate-create.ts'
import { addCall, type WaitingCall } from './webhook-call.ts'
import { findMessage, type StoredMedia, type StoredMessage, type World } from './world.ts'

export interface Texted {
  from: string
  to: string
  body: string
  media?: readonly { contentType: string; content: Buffer }[]
}

const WORDS: Record<OptOutWord, readonly string[]> = {
  STOP: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  START: ['START', 'UNSTOP', 'YES'],
  HELP: ['HELP', 'INFO'],
}

/** The whole message is the word. Toll-free numbers do not take YES for a return. */
function wordIn(texted: Texted, service: Service | null): OptOutWord | null {
  const word = texted.body.trim().toUpperCase()
  if (word === 'YES' && isTollFree(texted.to)) return null
  const own = service?.hasAdvancedOptOut ? service.ownWords : {}
  for (const kind of ['STOP', 'START', 'HELP'] as const) {
    if ([...WORDS[kind], ...own[kind] ?? []].includes(word)) return kind
  }
  return null
}

/** Null: the provider neither lists nor delivers it. */
export function receiveMessage(
  world: World, account: Account, texted: Texted,
): StoredMessage | null {
  const sender = account.senders.find((one) => one.address === texted.to)
  if (sender === undefined) throw new Error(`${texted.to} is no number of ${account.sid}.`)
  const service = account.services.find((one) => one.senders.includes(texted.to)) ?? null
  const word = wordIn(texted, service)
  noteWord(world, service, texted, word)
  const url = service === null || service.usesInboundUrlOfNumber
    ? sender.smsUrl ?? null : service.inboundUrl
  if (service !== null && !service.usesInboundUrlOfNumber && url === null) return null
  const nowMs = world.clock.nowMs()
  const media = (texted.media ?? []).map((one): StoredMedia =>
    ({ ...one, sid: world.ids.sid('ME'), createdMs: nowMs }))
  const message = storeMessage(world, account, {
    serviceSid: service?.sid ?? null, from: texted.from, to: texted.to, body: texted.body,
    status: 'received', direction: 'inbound', sentMs: nowMs, media,
    segments: segmentsOf({ body: texted.body, mediaUrls: media.map((one) => one.sid) }),
  })
  if (service?.isSticky) world.sticky.set(`${service.sid}|${bare(texted.from)}`, texted.to)
  const optOutType = service?.hasAdvancedOptOut ? word : null
  if (url !== null) {
    addCall(world, account, { kind: 'inbound', messageSid: message.sid, address: url,
      form: inboundForm(world, message, optOutType) })
  }
  return message
}

function noteWord(
  world: World, service: Service | null, texted: Texted, word: OptOutWord | null,
): void {
  if (word === null) return
  const key = `${service?.sid ?? texted.to}|${bare(texted.from)}`
  if (word === 'STOP') world.blocked.add(key)
  if (word === 'START') world.blocked.delete(key)
  world.journal.add({ kind: 'auto_reply', from: texted.to, to: texted.from, keyword: word })
}

function inboundForm(world: World, message: StoredMessage, optOutType: OptOutWord | null) {
  const { from, to } = { from: message.from ?? '', to: message.to }
  const place = (number: string) => ({
    country: countryOf(number) ?? '', ...world.geography.get(number),
  })
  const [theirs, ours] = [place(from), place(to)]
  const form: (readonly [string, string])[] = [
    ['ToCountry', ours.country], ['ToState', ours.state ?? ''], ['SmsMessageSid', message.sid],
    ['NumMedia', String(message.media.length)], ['ToCity', ours.city ?? ''],
    ['FromZip', theirs.zip ?? ''], ['SmsSid', message.sid], ['FromState', theirs.state ?? ''],
    ['SmsStatus', 'received'], ['FromCity', theirs.city ?? ''], ['Body', message.body],
    ['FromCountry', theirs.country], ['To', to],
    ...message.serviceSid === null ? []
      : [['MessagingServiceSid', message.serviceSid] as const],
    ...optOutType === null ? [] : [['OptOutType', optOutType] as const],
    ['ToZip', ours.zip ?? ''], ['NumSegments', String(message.segments)],
    ['MessageSid', message.sid], ['AccountSid', message.accountSid], ['From', from],
    ['ApiVersion', '2010-04-01'],
  ]
  if (from.startsWith('whatsapp:')) form.push(['WaId', bare(from).slice(1)], ['ProfileName', ''])
  const base = `${world.origin}/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}`
  for (const [at, media] of message.media.entries()) {
    form.push([`MediaContentType${at}`, media.contentType],
      [`MediaUrl${at}`, `${base}/Media/${media.sid}`])
  }
  return form
}

/** What the answer to an inbound webhook says is sent, as the provider would. */
export function obeyAnswer(
  world: World, call: WaitingCall, answer: { contentType: string; body: string },
): void {
  const account = world.accounts.get(call.accountSid)
  const inbound = account && findMessage(world, account, call.messageSid)
  if (call.kind !== 'inbound' || account === undefined || inbound === undefined) return
  const read = twimlMessages(answer.contentType, answer.body)
  if (read.kind === 'broken') {
    world.journal.add({ kind: 'warning', code: read.code, text: read.why })
    return
  }
  const service = account.services.find((one) => one.sid === inbound.serviceSid) ?? null
  const sender = account.senders.find((one) => one.address === inbound.to)
  if (sender === undefined || inbound.from === null) return
  for (const body of read.messages) {
    const reply = createMessage(world, account, {
      to: inbound.from, sender, service, body, mediaUrls: [], isTemplate: false,
      statusCallback: service?.statusCallback ?? null, validitySeconds: 36_000, sendAtMs: null,
      fallbackFrom: null,
    })
    reply.direction = 'outbound-reply'
  }
}
