// Looks up, inside one organization, everything that may tell whose a received message is.
import { sql } from 'kysely'
import {
  addressKey, emailDomain, findInvoiceNumbers, isFreeMailDomain, type Link, type MatchCandidates,
} from '#domain/mail/match-mail.ts'
import { headersOf, type MailVerdict, type ParsedMail } from '#domain/mail/mail.ts'
import type { Org } from '../platform/in-organization.ts'
import { hashToken } from '../platform/secrets.ts'
import { readAddress } from '../settings/addresses.ts'
import type { SnapshotLine } from './message-store.ts'

/** A message of ours, or one we have, that a received one names. */
export interface KnownMessage {
  id: string
  ref: string
  customer_id: string | null
  run_id: string | null
  thread_id: string
  direction: 'in' | 'out'
  recipients: string[]
  snapshot: SnapshotLine[]
}

const KNOWN = sql`m.id, m.customer_id, m.run_id, m.thread_id, m.direction,
  m.to_addresses || m.cc_addresses || m.bcc_addresses as recipients, m.snapshot`

/** Every id that a message names: of itself, of what it answers, of what it carries inside. */
export const idsNamedBy = (mail: ParsedMail): string[] => [...new Set([
  mail.messageId, mail.inReplyTo, ...mail.references,
  ...mail.parts.embedded.map((embedded) => embedded.messageId),
].flatMap((id) => id ?? []))]

/** By Message-ID, as we gave it or as a relay changed it; other tenants' ids are never seen. */
export async function findByRefs(
  org: Org, refs: readonly string[],
): Promise<Map<string, KnownMessage>> {
  const { rows } = await sql<KnownMessage>`
    select m.message_ref as ref, ${KNOWN} from message m
    where m.org_id = ${org.id} and m.message_ref = any(${[...refs]}::text[])
    union all
    select a.message_ref, ${KNOWN} from message_alias a
      join message m on m.org_id = a.org_id and m.id = a.message_id
    where a.org_id = ${org.id} and a.message_ref = any(${[...refs]}::text[])`.execute(org.tx)
  const known = new Map<string, KnownMessage>()
  for (const row of rows) {
    // What we sent is better evidence than what somebody sent us under the same id.
    if (known.get(row.ref)?.direction !== 'out') known.set(row.ref, row)
  }
  return known
}

export interface Found {
  candidates: MatchCandidates
  /** The message each strong candidate stands for, by its id. */
  messages: ReadonlyMap<string, KnownMessage>
  namedInvoices: readonly { id: string; customer_id: string }[]
  /** The conversation it continues, even if nobody knows yet whose that is. */
  threadId: string | null
  isSenderKnown: boolean
}

export async function findCandidates(org: Org, given: {
  mail: ParsedMail; verdict: MailVerdict; envelopeTo: readonly string[]; replyText: string
  known: ReadonlyMap<string, KnownMessage>
}): Promise<Found> {
  const { mail, verdict } = given
  const referenced = await inOrderOfStrength(org, given)
  const byToken = await findByTokens(org, tokensOf(org, given))
  const namedInvoices = await findInvoices(org,
    findInvoiceNumbers(`${mail.subject}\n${given.replyText}`))
  const sender = mail.isSenderDoubtful ? '' : mail.from?.address ?? ''
  const bySender = await findBySender(org, sender)
  const linked = referenced.find((message) => message.customer_id !== null) ?? null
  return {
    candidates: {
      kind: verdict.kind,
      byReference: linked && toLink(linked),
      byToken: byToken && toLink(byToken),
      byInvoiceNumber: links(namedInvoices.map((invoice) => invoice.customer_id)),
      bySender: links(bySender),
      byDomain: links(await findByDomain(org, emailDomain(sender))),
    },
    messages: new Map([...referenced, byToken].flatMap((one) => (one ? [[one.id, one]] : []))),
    namedInvoices,
    threadId: (linked ?? byToken ?? referenced[0])?.thread_id ?? null,
    isSenderKnown: bySender.length > 0,
  }
}

function toLink(message: KnownMessage): Link | null {
  if (message.customer_id === null) return null
  return { customerId: message.customer_id, runId: message.run_id, messageId: message.id }
}

const links = (customerIds: readonly string[]): Link[] => [...new Set(customerIds)]
  .map((customerId) => ({ customerId, runId: null, messageId: null }))

/** A report is about what it carries; an answer about what it answers, the newest first. */
async function inOrderOfStrength(org: Org, given: {
  mail: ParsedMail; verdict: MailVerdict; known: ReadonlyMap<string, KnownMessage>
}): Promise<KnownMessage[]> {
  const { mail, verdict, known } = given
  const carried = [verdict.originalMessageId,
    ...mail.parts.embedded.map((embedded) => embedded.messageId)]
  const answered = [mail.inReplyTo, ...mail.references.toReversed()]
  const isReport = verdict.kind !== 'human' && verdict.kind !== 'auto_reply'
  const refs = (isReport ? [...carried, ...answered] : [...answered, ...carried])
    .flatMap((ref) => ref ?? [])
  const unseen = refs.filter((ref) => !known.has(ref) && ref === verdict.originalMessageId)
  const more = unseen.length > 0 ? await findByRefs(org, unseen) : new Map<string, KnownMessage>()
  return refs.flatMap((ref) => known.get(ref) ?? more.get(ref) ?? [])
}

const RECIPIENT_HEADERS = ['x-original-to', 'delivered-to', 'x-forwarded-to', 'envelope-to']
const MOST_TOKENS = 50
// Answers to forwarded mail lose our address from the head, but quote it.
const QUOTED_ADDRESS = /reply\+[a-z0-9]{6,40}-[a-z0-9]{10,60}@/gi

interface Addressed { mail: ParsedMail; envelopeTo: readonly string[] }

const tokensOf = (org: Org, given: Addressed): string[] => [...new Set([
  ...addressTokensOf(org, given),
  ...tokensIn(org, (given.mail.text ?? '').slice(0, 64_000).match(QUOTED_ADDRESS) ?? []),
])].slice(0, MOST_TOKENS)

/** Of the addresses that it was sent to, not of those that it quotes. */
export const addressTokensOf = (org: Org, { mail, envelopeTo }: Addressed): string[] =>
  tokensIn(org, [
    ...envelopeTo,
    ...RECIPIENT_HEADERS.flatMap((name) => headersOf(mail, name)),
    ...[...mail.to, ...mail.cc].map((one) => one.address),
  ])

function tokensIn(org: Org, addresses: readonly string[]): string[] {
  const tokens = addresses.flatMap((address) => {
    const read = readAddress(address.replace(/[<>]/g, ''))
    return read?.token && read.intakeCode === org.settings.intake_code ? [read.token] : []
  })
  return [...new Set(tokens)].slice(0, MOST_TOKENS)
}

async function findByTokens(org: Org, tokens: readonly string[]): Promise<KnownMessage | null> {
  if (tokens.length === 0) return null
  const { rows } = await sql<KnownMessage & { token_hash: string }>`
    select coalesce(m.message_ref, '') as ref, t.token_hash, ${KNOWN} from reply_token t
      join message m on m.org_id = t.org_id and m.id = t.message_id
    where t.org_id = ${org.id} and t.token_hash = any(${tokens.map(hashToken)}::text[])
      and t.revoked_at is null and t.user_id is null and m.customer_id is not null`.execute(org.tx)
  // The address it was sent to comes first, what it quotes last.
  const byHash = new Map(rows.map((row) => [row.token_hash, row]))
  return tokens.map((token) => byHash.get(hashToken(token))).find((row) => row) ?? null
}

export async function findInvoices(
  org: Org, numbers: readonly string[],
): Promise<{ id: string; customer_id: string; number: string }[]> {
  if (numbers.length === 0) return []
  const written = [...new Set(numbers.flatMap((number) => [number, number.toUpperCase()]))]
  const { rows } = await sql<{ id: string; customer_id: string; number: string }>`
    select id, customer_id, number from invoice
    where org_id = ${org.id} and number = any(${written}::text[]) limit 100`.execute(org.tx)
  return rows
}

export async function findBySender(org: Org, sender: string): Promise<string[]> {
  if (sender === '') return []
  const { rows } = await sql<{ customer_id: string }>`
    select distinct customer_id from contact_address
    where org_id = ${org.id} and channel = 'email'
      and address = any(${[...new Set([sender, addressKey(sender)])]}::text[]) limit 20`
    .execute(org.tx)
  return rows.map((row) => row.customer_id)
}

/** A person's "always for this domain" decides; else the customers whose contacts are there. */
export async function findByDomain(org: Org, domain: string): Promise<string[]> {
  if (domain === '' || isFreeMailDomain(domain)) return []
  const { rows } = await sql<{ customer_id: string; is_given: boolean }>`
    select customer_id, true as is_given from customer_domain
    where org_id = ${org.id} and domain = ${domain}
    union all
    (select distinct customer_id, false from contact_address
      where org_id = ${org.id} and channel = 'email'
        and split_part(address, '@', 2) = ${domain} limit 5)`.execute(org.tx)
  const given = rows.filter((row) => row.is_given)
  return (given.length > 0 ? given : rows).map((row) => row.customer_id)
}
