// Whether a message came over somebody's forwarding rule, group or hand, and whose.
import { headerOf, type ForwardedOriginal, type ParsedMail } from './mail.ts'
import { hasForwardTitle } from './mail-facts.ts'

export type ForwardingPath =
  | 'gmail' | 'm365_forwarding' | 'redirect_rule' | 'google_group' | 'yahoo' | 'resent'
  | 'server_forwarding' | 'auto_forwarded' | 'manual'

export interface Forwarding {
  path: ForwardingPath
  /** The mailbox, group or domain that passed it on; null when the message does not tell. */
  by: string | null
  /** What a person forwarded by hand: whom it was from at first. */
  original: ForwardedOriginal | null
}

/** The first sign that fits, the surest first. It is shown as evidence and never trusted. */
export function findForwarding(mail: ParsedMail): Forwarding | null {
  const header = (name: string) => headerOf(mail, name).slice(0, 2_000)
  const found = byProvider(header) ?? byGroup(header) ?? byEnvelope(header)
  if (found) return { ...found, original: null }
  return byHand(mail)
}

/** `gmail: billing@seller.example`, or the path alone. */
export const forwardingText = ({ path, by }: Forwarding): string =>
  (by === null ? path : `${path}: ${by}`)

type Header = (name: string) => string
type Passed = Pick<Forwarding, 'path' | 'by'>

function byProvider(header: Header): Passed | null {
  const forwardedFor = header('x-forwarded-for')
  const envelope = header('return-path')
  if (header('x-forwarded-to') !== '' || /\+caf_=/i.test(envelope)) {
    return { path: 'gmail', by: addressIn(forwardedFor) ?? gmailUser(envelope) }
  }
  const loop = header('x-ms-exchange-forwardingloop')
  if (loop !== '') return { path: 'm365_forwarding', by: addressIn(loop) }
  const resentFrom = header('resent-from')
  const rulesLoop = header('x-ms-exchange-inbox-rules-loop')
  // A rule that answers by itself writes the loop header too; that is no forwarding.
  const isGenerated = header('x-ms-exchange-generated-message-source') !== ''
    || /^auto-(replied|generated)/i.test(header('auto-submitted'))
  if (rulesLoop !== '' && (resentFrom !== '' || !isGenerated)) {
    return { path: 'redirect_rule', by: addressIn(resentFrom) ?? addressIn(rulesLoop) }
  }
  // `X-Yahoo-Forwarded: from ann@a.example to bob@b.example`.
  const yahoo = header('x-yahoo-forwarded')
  if (yahoo !== '') return { path: 'yahoo', by: addressIn(yahoo) }
  if (resentFrom !== '') return { path: 'resent', by: addressIn(resentFrom) }
  return null
}

function byGroup(header: Header): Passed | null {
  const list = header('mailing-list')
  const links = `${header('list-unsubscribe')} ${header('list-help')} ${header('list-archive')}`
  const isGroup = header('x-google-group-id') !== ''
    || /googlegroups\.com|groups\.google\.com/i.test(links)
    || (/^list\s/i.test(list) && links.includes('support.google.com'))
    || (header('x-original-from') !== '' && /\bvia\b/i.test(header('from')))
  if (!isGroup) return null
  return {
    path: 'google_group',
    by: addressIn(list) ?? addressIn(header('list-post')) ?? addressIn(header('x-beenthere'))
      ?? groupOf(header('list-id')) ?? addressIn(header('from')),
  }
}

function byEnvelope(header: Header): Passed | null {
  const envelope = header('return-path')
  // SRS0=hash=time=domain=user@forwarder, or Microsoft's bounces+SRS=hash=…@forwarder.
  const srs = /(?:^|[<+])(?:srs[01][=+-]|bounces\+srs=)[^@\s]{1,300}@([^\s>@]{1,255})/i
    .exec(envelope)
  if (srs) return { path: 'server_forwarding', by: (srs[1] ?? '').toLowerCase() || null }
  if (/^\s*auto-forwarded/i.test(header('auto-submitted'))) {
    return { path: 'auto_forwarded', by: addressIn(header('sender')) }
  }
  return null
}

function byHand(mail: ParsedMail): Forwarding | null {
  const by = mail.from?.address || null
  if (mail.forwardedOriginal) return { path: 'manual', by, original: mail.forwardedOriginal }
  const carried = mail.parts.embedded.find((message) => !message.isHeadersOnly)
  const isReport = mail.parts.reportType !== null || mail.parts.deliveryStatus !== null
  if (!carried || isReport || !hasForwardTitle(mail.subject)) return null
  const address = addressIn(headerOf(carried, 'from'))
  return {
    path: 'manual', by,
    original: address === null ? null
      : { fromAddress: address, fromName: '', subject: headerOf(carried, 'subject').slice(0, 500) },
  }
}

const ADDRESS = /[^\s<>"'(),;:@]{1,100}@[^\s<>"'(),;:@]{1,255}/

const addressIn = (text: string): string | null =>
  ADDRESS.exec(text)?.[0].toLowerCase().replace(/\.$/, '') ?? null

// billing+caf_=in=duebox.example@seller.example
function gmailUser(envelope: string): string | null {
  const found = /([^\s<+]{1,100})\+caf_=[^@\s]{1,300}(@[^\s>]{1,255})/i.exec(envelope)
  return found ? `${found[1]}${found[2]}`.toLowerCase() : null
}

const groupOf = (listId: string): string | null =>
  /<([^<>\s]{3,255})>/.exec(listId)?.[1]?.toLowerCase() ?? null
