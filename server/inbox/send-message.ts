// Sends: a row before, the provider's call, a row after, and a state for not knowing (SPEC §5).
import { sql } from 'kysely'
import { addSeconds, type Instant } from '#domain/day.ts'
import { receiptOf, type Outgoing, type Receipt } from '../channels/channel.ts'
import { openChannel } from '../channels/open-channel.ts'
import type { TwilioAccount } from '../channels/sms/sms-account.ts'
import { noteContacts } from '../customers/note-contact.ts'
import { suppressAddress } from '../customers/suppress-address.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { hashToken, randomToken } from '../platform/secrets.ts'
import { inboundDomainOf, replyAddress } from '../settings/addresses.ts'
import { emailSettingsOf, type SmtpSettings } from '../settings/read-email-settings.ts'
import { readSmsAccount } from '../settings/sms/read-sms-settings.ts'
import { recordEvents, type NewEvent } from '../timeline/record-event.ts'
import { applyReturn } from './apply-return.ts'
import {
  claimAttempts, settleAttempts, type AttemptKey, type Claimed, type Outcome,
} from './attempt-store.ts'
import { insertMessages, type NewMessage } from './message-store.ts'
import { messagesWithFiles, readOutgoingFiles } from './outgoing-files.ts'
import { keepPutLinks, putLinks } from './put-links.ts'
import { commitSms, outgoingSms, withChannel } from './sms/commit-sms.ts'
import { followUpOf, recordSms } from './sms/record-sms.ts'
import type { SmsOfSend } from './sms/sms-send.ts'
import { eventsOfChildren } from './tell-children.ts'

/** A message with its unique key and what is noted once it has left. */
export interface Send {
  message: NewMessage
  key: AttemptKey
  isAutomatic: boolean
  workflowId: string | null
  /** What the timeline calls it: the step, or "Message". */
  name: string
  /** Set for every SMS: who sends it, as the gate decided. */
  sms?: SmsOfSend
}

/** A send that won its key and is committed as `sending`. */
export interface Committed extends Send {
  outgoing: Outgoing
  /** Its files are read when it is handed over, so that a batch of them is never in memory. */
  hasFiles?: boolean
  /** How often its key has been tried, this time included. */
  tries?: number
}

/** What to call and with which settings, read in the committing transaction. */
export interface Dispatch {
  orgId: string
  smtp: SmtpSettings | null
  /** Null: SMS are captured. */
  sms: TwilioAccount | null
  committed: Committed[]
}

export interface Delivered extends Committed {
  receipt: Receipt
}

export const messageRefOf = (org: Org, messageId: string): string =>
  `${messageId}@${inboundDomainOf(org.installation.config)}`

/**
 * Writes `sending` rows inside the caller's transaction, which holds the customers' locks and has
 * asked the gate. A key that was taken before is left out: somebody else has sent it.
 */
export async function commitSends(
  org: Org, wished: readonly Send[], options: { areWritten: boolean },
): Promise<Dispatch> {
  const { sends, links } = putLinks(org, wished)
  const settings = emailSettingsOf(org)
  if (!options.areWritten) await insertMessages(org, sends.map((send) => send.message))
  const won = await claimAttempts(org, sends.map((send) => ({
    ...send.key, id: newId(), messageId: send.message.id,
  })), org.installation.now())
  const lost = sends.filter((send) => !won.has(send.message.id))
  if (!options.areWritten && lost.length > 0) {
    await deleteMessages(org, lost.map((send) => send.message.id))
  }
  const withFiles = options.areWritten
    ? await messagesWithFiles(org, sends.map((send) => send.message.id)) : new Set<string>()
  const committed: Committed[] = []
  for (const send of sends) {
    const attempt = won.get(send.message.id)
    if (attempt === undefined) continue
    const replyTo = settings.replyTo ?? replyAddress(org, randomToken(100))
    committed.push({
      ...send, outgoing: toOutgoing(org, send, attempt, replyTo), tries: attempt.tries,
      hasFiles: withFiles.has(send.message.id),
    })
  }
  await insertReplyTokens(org, committed)
  await keepPutLinks(org, committed, { links, areWritten: options.areWritten })
  await commitSms(org, committed)
  const hasSms = committed.some((send) => send.sms !== undefined)
  return {
    orgId: org.id, smtp: settings.smtp, sms: hasSms ? await readSmsAccount(org) : null, committed,
  }
}

const MOST_AT_ONCE = 16

/** Calls the providers, outside any transaction. Every call ends in a receipt, never in a throw. */
export async function dispatch(
  installation: Installation, { orgId, smtp, sms, committed }: Dispatch,
): Promise<Delivered[]> {
  const delivered: Delivered[] = []
  const waiting = [...committed]
  const work = async () => {
    for (let send = waiting.shift(); send; send = waiting.shift()) {
      const channel = openChannel(installation, { orgId, smtp, sms }, send.outgoing.channel)
      const files = send.hasFiles
        ? await readOutgoingFiles(installation, orgId, send.message.id) : []
      delivered.push({
        ...send,
        receipt: files === null ? NOT_READ
          : await receiptOf(() => channel.send({ ...send.outgoing, files })),
      })
    }
  }
  await Promise.all(Array.from({ length: Math.min(MOST_AT_ONCE, committed.length) }, work))
  return delivered
}

const NOT_READ: Receipt = {
  kind: 'refused', isPermanent: false, isAddressDead: false,
  why: 'Its attachments could not be read; nothing was handed over.',
}

export type SentState = 'sent' | 'retry' | 'failed' | 'unknown'

const RETRY_SECONDS = 300
const MESSAGE_STATES: Record<SentState, string> = {
  sent: 'sent', retry: 'cancelled', failed: 'failed', unknown: 'unknown',
}

/** Writes what became of sends. Returns the state of each message that was settled now. */
export async function recordDelivered(
  org: Org, delivered: readonly Delivered[],
): Promise<Map<string, SentState>> {
  const realNow = org.installation.now()
  const stateOf = (one: Delivered) => sentStateOf(org, one)
  const outcomes = delivered.map((one) => toOutcome(one, stateOf(one), realNow))
  const settled = await settleAttempts(org, outcomes, realNow)
  const fresh = delivered.filter((one) => settled.has(one.outgoing.attemptId))
  const states = new Map(fresh.map((one) => [one.message.id, stateOf(one)]))
  const changed = await setMessageStates(org, fresh.map((one) => ({
    id: one.message.id, state: messageStateOf(one, stateOf(one)),
    why: one.receipt.kind === 'accepted' ? null : one.receipt.why,
  })))
  // A bounce may be quicker than our own record; what came back was no contact.
  // What belongs to no action, such as the answer to STOP, is no contact either.
  await noteContacts(org, fresh.filter((one) => one.receipt.kind === 'accepted'
    && changed.has(one.message.id) && one.message.actionId).map(toContact))
  const events = fresh.flatMap((one) => eventOf(one, stateOf(one)) ?? [])
  await recordEvents(org, [...events, ...await eventsOfChildren(org, events)])
  await recordSms(org, fresh)
  for (const one of fresh) await markDead(org, one)
  return states
}

/** Addresses that the server refused for good: of the message, or of copies of it. */
async function markDead(org: Org, { receipt, key, message }: Delivered): Promise<void> {
  if (key.channel !== 'email' || receipt.kind === 'unknown') return
  const { refused = [] } = receipt
  if (receipt.kind === 'refused') {
    const dead = refused.length > 0 || !receipt.isAddressDead ? refused
      : [{ address: key.recipient, why: receipt.why }]
    for (const { address, why } of dead) {
      await suppressAddress(org, { channel: 'email', address, state: 'bounced', reason: why })
    }
  } else if (refused.length > 0 && message.customerId) {
    await applyReturn(org, {
      id: message.id, customer_id: message.customerId, snapshot: message.snapshot ?? [],
      recipients: [...message.to ?? [], ...message.cc ?? [], ...message.bcc ?? []],
    }, {
      addresses: refused.map(({ address }) => address), reason: refused[0]?.why ?? '',
      isHard: true,
    })
  }
}

function sentStateOf(org: Org, one: Delivered): SentState {
  const { receipt } = one
  if (receipt.kind === 'accepted') return 'sent'
  if (receipt.kind === 'unknown') return 'unknown'
  if (receipt.failure !== undefined) {
    return followUpOf(org, one)?.kind === 'again' ? 'retry' : 'failed'
  }
  return receipt.isPermanent ? 'failed' : 'retry'
}

/** Some channels tell how far it has got; what other ones have taken is sent. */
const messageStateOf = ({ receipt, key }: Delivered, state: SentState): string => {
  if (receipt.kind !== 'accepted') return MESSAGE_STATES[state]
  return key.channel === 'letter' ? 'queued' : receipt.status ?? 'sent'
}

function toOutcome(
  { outgoing, receipt }: Delivered, state: SentState, realNow: Instant,
): Outcome {
  // Whoever knows the cause of a refusal also knows when to try again (sms/record-sms).
  const wait = receipt.kind === 'refused' && receipt.failure !== undefined ? 0 : RETRY_SECONDS
  return {
    attemptId: outgoing.attemptId,
    state: state === 'sent' ? 'accepted' : state,
    providerId: receipt.kind === 'accepted' ? receipt.providerId : null,
    why: receipt.kind === 'accepted' ? null : receipt.why,
    retryAt: state === 'retry' ? addSeconds(realNow, wait) : null,
  }
}

export const toContact = (one: Send) => ({
  customerId: one.message.customerId ?? '', workflowId: one.workflowId,
  runId: one.message.runId ?? null, channel: one.message.channel, personKey: one.key.recipient,
  isAutomatic: one.isAutomatic, messageId: one.message.id,
  actionId: one.message.actionId ?? null,
})

const EVENT_KINDS = {
  sent: 'message_sent', failed: 'message_failed', unknown: 'message_unknown',
} as const

/** A refusal that will be tried again is not told: nothing has happened to the customer. */
function eventOf(
  { message, name, receipt, key }: Delivered, state: SentState,
): NewEvent | null {
  if (state === 'retry') return null
  return {
    kind: key.channel === 'letter' && state === 'sent' ? 'letter_queued' : EVENT_KINDS[state],
    customerId: message.customerId, messageId: message.id,
    actionId: message.actionId ?? null,
    invoiceIds: (message.snapshot ?? []).map((line) => line.invoiceId),
    detail: {
      name, to: key.recipient, channel: key.channel,
      ...(receipt.kind === 'accepted' ? {} : { reason: receipt.why }),
    },
  }
}

function toOutgoing(org: Org, send: Send, attempt: Claimed, replyTo: string): Outgoing {
  const { message, sms } = send
  return {
    ...(sms ? { sms: outgoingSms(org, sms, attempt) } : {}),
    attemptId: attempt.id, channel: message.channel,
    from: { name: message.fromName ?? '', address: message.fromAddress },
    to: (message.to ?? []).map((to) => (sms ? withChannel(sms.sender.kind, to) : to)),
    cc: message.cc ?? [], bcc: message.bcc ?? [],
    replyTo: message.channel === 'email' ? replyTo : null,
    subject: message.subject ?? '', text: message.bodyText, html: message.bodyHtml ?? null,
    messageRef: message.messageRef ?? message.id, inReplyTo: message.inReplyTo ?? null,
    references: message.references ?? [], isAutomatic: send.isAutomatic,
  }
}

async function insertReplyTokens(org: Org, committed: readonly Committed[]): Promise<void> {
  const rows = committed.flatMap(({ message, outgoing }) => {
    const token = /^reply\+[^-@]+-([a-z0-9]+)@/.exec(outgoing.replyTo ?? '')?.[1]
    return token ? [{ hash: hashToken(token), message_id: message.id }] : []
  })
  await sql`insert into reply_token (token_hash, message_id, created_at)
    select hash, message_id, ${org.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(hash text, message_id uuid)`
    .execute(org.tx)
}

/** Status is a join: one that bounced meanwhile keeps that. Returns the ids that did change. */
export async function setMessageStates(
  org: Org, rows: readonly { id: string; state: string; why: string | null }[],
): Promise<Set<string>> {
  const { rows: changed } = await sql<{ id: string }>`
    update message m set state = x.state, why = x.why
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, state text, why text)
    where m.org_id = ${org.id} and m.id = x.id and m.state in ('sending', 'unknown')
    returning m.id`.execute(org.tx)
  return new Set(changed.map((row) => row.id))
}

async function deleteMessages(org: Org, ids: readonly string[]): Promise<void> {
  await sql`delete from message where org_id = ${org.id} and id = any(${[...ids]}::uuid[])`
    .execute(org.tx)
}
