// Decides what a parsed mail is and whose, and writes all that follows from it in one transaction.
import { createHash } from 'node:crypto'
import { classifyMail } from '#domain/mail/classify-mail.ts'
import { headerOf, type MailKind } from '#domain/mail/mail.ts'
import { matchMail } from '#domain/mail/match-mail.ts'
import type { AuthenticationFacts, SenderProof } from '#domain/mail/sender-proof.ts'
import { replyText } from '#domain/mail/reply-text.ts'
import { lookAgain } from '../customers/look-again.ts'
import type { Org } from '../platform/in-organization.ts'
import {
  memberMailOf, recordMemberMail, type SenderAuthentication,
} from './answer-by-mail.ts'
import { applyReport } from './apply-report.ts'
import { arrivalOf, sameRebuilt, wayOf, whyCut } from './arrival.ts'
import { findByRefs, findCandidates, idsNamedBy } from './find-candidates.ts'
import { keepConfirmation } from './keep-confirmation.ts'
import { findSame, settleMail, type MailRow, type MailState } from './mail-store.ts'
import type { ReadMail } from './parse-mail.ts'
import { noteSuggestions } from './note-suggestions.ts'
import { openOrJoinReplyAction } from './reply-action.ts'
import { lockCustomer } from './reply-store.ts'
import { proveOwnAnswer, settleOwnAnswer } from './settle-own-answer.ts'
import { obeyMail } from './sms/obey-mail.ts'
import { settleProbe } from './settle-probe.ts'
import { tellOfAnswer, tellOfUnmatched } from './tell-of-answer.ts'
import { keepTicket } from './their-ticket.ts'
import { writeReceived, type Received } from './write-received.ts'

/** Every received mail ends in exactly one of these (I7). */
export type SettledState = Exclude<MailState, 'stored'>

/** `unreadable` says why only its beginning is known; then the mail ends in quarantine. */
export async function settleParsed(
  org: Org, row: MailRow, given: {
    mail: ReadMail; unreadable: string | null
    authentication?: AuthenticationFacts | null; senderAuthentication?: SenderAuthentication
  },
): Promise<SettledState> {
  const { mail } = given
  const sender = proofOf(given.senderAuthentication)
  const arrival = await arrivalOf(org, row.id)
  const unreadable = given.unreadable ?? whyCut(arrival)
  const settle = async (state: SettledState, messageId: string | null, why: string | null) => {
    // What could not be read must not make a readable copy a duplicate; our own may come often.
    const isFirst = given.unreadable === null && (state !== 'own' || messageId !== null)
    await settleMail(org, {
      id: row.id, state, messageId, why, fingerprint: isFirst ? fingerprint : null,
    })
    return state
  }
  const fingerprint = fingerprintOf(row.raw, mail)
  const probe = await settleProbe(org, {
    row, mail, arrival, authentication: given.senderAuthentication ?? null,
  })
  if (probe !== null) return settle('own', null, probe)
  const known = await findByRefs(org, idsNamedBy(mail))
  const verdict = classifyMail(mail, {
    ownMessageIds: (id) => known.get(id)?.direction === 'out',
    // Only a real SMTP envelope tells that there was no sender; a webhook may just not say.
    ...(sender === 'unknown' ? {} : { senderAuthentication: sender }),
    hasNullReturnPath: row.source === 'smtp' && row.envelope_from === '',
  })
  const ownAnswer = {
    row, mail, verdict, known, isSentFolder: arrival?.is_sent_folder ?? false,
    isSenderProven: given.senderAuthentication === 'pass',
  }
  if (verdict.kind === 'own') {
    await proveOwnAnswer(org, ownAnswer, known.get(mail.messageId ?? '')?.id ?? null)
    return settle('own', null, `Our own mail came back (${verdict.rule}).`)
  }
  const same = await findSame(org, row.id, fingerprint) ?? await sameRebuilt(org, arrival, mail)
  if (same) return settle('duplicate', same.message_id, 'The same mail had come in before.')

  const reply = replyText(mail).reply
  const member = await memberMailOf(org, {
    mail, verdict, envelopeTo: row.envelope_to, senderAuthentication: given.senderAuthentication,
  })
  if (member) {
    await lockCustomer(org, member.customerId)
    const content = { row, mail, replyText: reply, unreadable }
    return settle('own', await recordMemberMail(org, member, content),
      `${member.name} answered a notification.`)
  }
  const own = row.message_id === null ? await settleOwnAnswer(org, ownAnswer) : null
  if (own) return settle(own.state, own.messageId, own.why)
  const found = await findCandidates(org, {
    mail, verdict, known, envelopeTo: row.envelope_to, replyText: reply,
  })
  const match = matchMail({ ...found.candidates, sender })
  if (match.result === 'matched') await lockCustomer(org, match.customerId)
  const received: Received = {
    row, ...await keepConfirmation(org, { row, mail, verdict }), match, found, replyText: reply,
    unreadable, way: wayOf(row, arrival),
    authentication: { ...given.authentication, sender },
  }
  const messageId = await writeReceived(org, received)
  if (row.message_id === null) await applyEffects(org, received, messageId)
  if (unreadable === null) await noteSuggestions(org, messageId)
  return settle(unreadable === null ? stateOf(verdict.kind, match.result) : 'quarantine',
    messageId, unreadable)
}

const proofOf = (result: SenderAuthentication): SenderProof =>
  (result === 'pass' || result === 'fail' ? result : 'unknown')

/** Mail may only ever halt or record: whatever releases a hold needs a signed-in person. */
async function applyEffects(org: Org, received: Received, messageId: string): Promise<void> {
  const { verdict, match, found } = received
  if (match.result === 'ambiguous') await lookAgain(org, match.customerIds)
  if (match.result !== 'matched') {
    if (verdict.kind === 'human') await tellOfUnmatched(org, messageId)
    return
  }
  if (verdict.kind === 'human') {
    const answer = {
      customerId: match.customerId, runId: match.runId, messageId,
      answeredMessageId: match.messageId,
    }
    const opened = org.settings.hold_on_reply ? await openOrJoinReplyAction(org, answer) : null
    await tellOfAnswer(org, { ...answer, replyActionId: opened?.id ?? null })
    await obeyMail(org, {
      customerId: match.customerId, messageId, text: received.replyText,
      from: received.mail.from?.address ?? '', sender: received.authentication.sender,
    })
    return
  }
  const about = match.messageId === null ? undefined : found.messages.get(match.messageId)
  if (about) await applyReport(org, verdict, about)
  if (about?.direction === 'out' && verdict.kind === 'auto_reply') {
    const { mail: { subject, text } } = received
    await keepTicket(org, {
      messageId, customerId: match.customerId, answered: about, subject, text,
    })
  }
}

function stateOf(kind: MailKind, match: 'matched' | 'ambiguous' | 'none'): SettledState {
  if (kind === 'bounce') return 'bounce'
  if (kind !== 'human') return 'automated'
  return match === 'matched' ? 'linked' : 'unmatched'
}

/**
 * The same mail over two ways differs in its trace headers only. Never the Message-ID alone: other
 * words under a known id are another message.
 */
function fingerprintOf(raw: Buffer, mail: ReadMail): string {
  const hash = createHash('sha256').update(bodyOf(raw))
  const id = mail.messageId ?? [
    headerOf(mail, 'date'), mail.from?.address ?? '', mail.subject].join('\n')
  return hash.update('\0').update(id).digest('base64url')
}

/** The body with one kind of line end, for each way in has its own. */
function bodyOf(raw: Buffer): string {
  const text = raw.toString('latin1')
  const gap = /\r?\n\r?\n/.exec(text)
  return text.slice(gap ? gap.index + gap[0].length : 0).replaceAll('\r', '').trimEnd()
}
