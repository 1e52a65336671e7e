// An answer that one of our people gave from the real mailbox: ours, never a customer's reply.
import { secondsBetween, type Instant } from '#domain/day.ts'
import { addressKey } from '#domain/mail/match-mail.ts'
import type { MailVerdict } from '#domain/mail/mail.ts'
import { lookAgain } from '../customers/look-again.ts'
import { noteContacts } from '../customers/note-contact.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import type { KnownMessage } from './find-candidates.ts'
import type { MailRow } from './mail-store.ts'
import { insertMessages } from './message-store.ts'
import { customersAt, openActionOfRefs, ownAddresses } from './own-answer-store.ts'
import type { ReadMail } from './parse-mail.ts'
import { closeReplyAction } from './reply-action.ts'
import { lockCustomer } from './reply-store.ts'

export interface OwnAnswer {
  row: MailRow
  mail: ReadMail
  verdict: MailVerdict
  known: ReadonlyMap<string, KnownMessage>
  /** It lay in a folder of sent mail, so only who has that mailbox can have put it there. */
  isSentFolder: boolean
  /** Its sender was proven by DKIM, DMARC or a vouched chain. */
  isSenderProven: boolean
}

export interface OwnSettled {
  state: 'linked' | 'own'
  messageId: string | null
  why: string
}

/** Null when it is not from us, or from us to us: then it goes the way of all mail. */
export async function settleOwnAnswer(org: Org, answer: OwnAnswer): Promise<OwnSettled | null> {
  const { mail, verdict, isSentFolder } = answer
  const own = await ownAddresses(org)
  const author = authorOf(answer, own)
  const outside = recipientsOf(mail).filter((address) => !isOwn(own, address))
  if (!isSentFolder && (author === null || outside.length === 0)) return null
  if (verdict.kind !== 'human') {
    if (!isSentFolder) return null
    return { state: 'own', messageId: null, why: 'An automatic mail out of our own mailbox.' }
  }
  const customerId = await customerOf(org, answer, outside)
  if (customerId === null) {
    return { state: 'own', messageId: null, why: 'Sent by us, to nobody who is a customer.' }
  }
  await lockCustomer(org, customerId)
  const messageId = await writeAnswer(org, answer, { customerId, author, outside })
  await closeAnswered(org, answer, { customerId, messageId })
  await lookAgain(org, [customerId])
  return { state: 'linked', messageId, why: 'An answer from our own mailbox.' }
}

/**
 * The same answer once more, now from the folder of sent mail: what could not be proven when it
 * came as a copy is proven now.
 */
export async function proveOwnAnswer(
  org: Org, answer: OwnAnswer, messageId: string | null,
): Promise<void> {
  if (!answer.isSentFolder || messageId === null) return
  const outside = recipientsOf(answer.mail)
  const customerId = await customerOf(org, answer, outside)
  if (customerId === null) return
  await lockCustomer(org, customerId)
  await closeAnswered(org, answer, { customerId, messageId })
}

/** The member whose address it is from, an empty text for a shared one; null if it is not ours. */
function authorOf({ mail }: OwnAnswer, own: ReadonlyMap<string, string | null>): string | null {
  if (mail.isSenderDoubtful || !mail.from) return null
  const from = [mail.from.address, addressKey(mail.from.address)].find((one) => own.has(one))
  return from === undefined ? null : own.get(from) ?? ''
}

const recipientsOf = (mail: ReadMail): string[] =>
  [...new Set([...mail.to, ...mail.cc].map((one) => one.address.toLowerCase()))]

const OUR_LOCALS = /^(in-[a-z0-9]{6,40}|reply\+[a-z0-9-]+)@/

const isOwn = (own: ReadonlyMap<string, string | null>, address: string): boolean =>
  own.has(address) || own.has(addressKey(address)) || OUR_LOCALS.test(address)

const refsOf = ({ mail }: OwnAnswer): string[] =>
  [mail.inReplyTo, ...mail.references.toReversed()].flatMap((ref) => ref ?? [])

/** Whom it was written to: told by the message it answers, else by one contact's address. */
async function customerOf(
  org: Org, answer: OwnAnswer, outside: readonly string[],
): Promise<string | null> {
  for (const ref of refsOf(answer)) {
    const customerId = answer.known.get(ref)?.customer_id
    if (customerId) return customerId
  }
  const found = await customersAt(org, outside.flatMap((one) => [one, addressKey(one)]))
  return found.length === 1 ? found[0] ?? null : null
}

async function writeAnswer(org: Org, answer: OwnAnswer, given: {
  customerId: string; author: string | null; outside: readonly string[]
}): Promise<string> {
  const { row, mail } = answer
  const { customerId } = given
  const answered = refsOf(answer).map((ref) => answer.known.get(ref))
    .find((message) => message?.customer_id === customerId)
  const id = newId()
  const at = sentAt(answer)
  await insertMessages(org, [{
    id, customerId, direction: 'out', channel: 'email', state: 'sent', kind: 'own_answer',
    threadId: answered?.thread_id ?? newId(), runId: answered?.run_id ?? null,
    fromName: mail.from?.name.slice(0, 500) ?? '', fromAddress: mail.from?.address ?? '',
    to: mail.to.slice(0, 100).map((one) => one.address),
    cc: mail.cc.slice(0, 100).map((one) => one.address), subject: mail.subject.slice(0, 1000),
    bodyText: (mail.text ?? '').slice(0, 1_000_000), messageRef: mail.messageId,
    inReplyTo: mail.inReplyTo, references: mail.references, authorId: given.author || null,
    inboundMailId: row.id, at, snapshot: answered?.snapshot ?? [],
    reasons: { seenIn: answer.isSentFolder ? 'sent_folder' : 'copy', isProven: isProven(answer) },
  }])
  const to = given.outside[0] ?? ''
  if (isProven(answer)) {
    await noteContacts(org, [{
      customerId, workflowId: null, runId: answered?.run_id ?? null, channel: 'email',
      personKey: to, isAutomatic: false, messageId: id,
    }])
  }
  await recordEvent(org, {
    kind: 'message_sent', customerId, messageId: id, at,
    invoiceIds: (answered?.snapshot ?? []).map((line) => line.invoiceId),
    detail: {
      name: isProven(answer) ? 'An answer from the mailbox' : 'An answer (sender not proven)',
      to, channel: 'email', elsewhere: true,
    },
  })
  return id
}

/** A copy that only claims to be from us is written down: it is no contact and ends no wait. */
const isProven = (answer: OwnAnswer): boolean => answer.isSentFolder || answer.isSenderProven

async function closeAnswered(
  org: Org, answer: OwnAnswer, given: { customerId: string; messageId: string },
): Promise<void> {
  if (!isProven(answer)) return
  const refs = refsOf(answer)
  const action = await openActionOfRefs(org, given.customerId, refs)
  if (action === null) return
  // What the customer wrote after this answer still waits for one.
  const isNewestAnswered = (action.newest_ref !== null && refs.includes(action.newest_ref))
    || secondsBetween(action.newest_at, sentAt(answer)) >= 0
  if (!isNewestAnswered) return
  await closeReplyAction(org, action.id, {
    as: 'replied_elsewhere', messageId: given.messageId, reason: 'Answered from the mailbox',
  })
}

const MOST_DELAY_SECONDS = 30 * 86_400

/** Its own date, unless that lies in the future or too far back to be true. */
function sentAt({ row, mail }: OwnAnswer): Instant {
  if (mail.date === null) return row.received_at
  const delay = secondsBetween(mail.date, row.received_at)
  return delay >= 0 && delay < MOST_DELAY_SECONDS ? mail.date : row.received_at
}
