// A person says whose an unmatched message is, or that it is not ours.
import { sql } from 'kysely'
import { emailDomain, isFreeMailDomain } from '#domain/mail/match-mail.ts'
import { lookAgain } from '../customers/look-again.ts'
import { addContact } from '../customers/save-contact.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { giveDomain, setMailLinked } from './mail-store.ts'
import { assignMessage, dismissUnmatched } from './message-store.ts'
import { noteSuggestions } from './note-suggestions.ts'
import { readMessage } from './read-message.ts'
import { openOrJoinReplyAction } from './reply-action.ts'
import { lockCustomer } from './reply-store.ts'
import { moveSmsOfMessage } from './sms/inbound-store.ts'
import { tellOfAnswer } from './tell-of-answer.ts'

export interface LinkWish {
  messageId: string
  customerId: string
  /** Mail from this domain goes to this customer from now on. */
  alwaysForDomain: boolean
  /** The sender becomes a contact of the customer. */
  addContact: boolean
}

export async function linkMessage(org: Org, wish: LinkWish): Promise<void> {
  const { messageId, customerId } = wish
  const message = await readMessage(org, messageId)
  if (!await lockCustomer(org, customerId)) throw notFound('This customer does not exist.')
  const isSms = message.channel === 'sms'
  const domain = isSms ? '' : emailDomain(message.from)
  if (wish.alwaysForDomain && isSms) {
    throw invalid('An SMS has no domain; add its number as a contact instead.',
      [{ field: 'alwaysForDomain', message: 'Only for e-mail.' }])
  }
  if (wish.alwaysForDomain && (domain === '' || isFreeMailDomain(domain))) {
    throw invalid(`Anybody can be at "${domain}"; add the sender as a contact instead.`,
      [{ field: 'alwaysForDomain', message: 'Only for the domain of a company.' }])
  }
  const isAssigned = message.direction === 'in' && await assignMessage(org, {
    id: messageId, customerId, reasons: { match: 'matched', how: 'person', linkedBy: org.actor,
      ...(wish.alwaysForDomain ? { givenDomain: domain } : {}) },
  })
  if (!isAssigned) throw conflict('This message belongs to a customer already; reload the page.')
  if (isSms) await moveSmsOfMessage(org, messageId, 'linked')
  else await setMailLinked(org, messageId)
  if (wish.alwaysForDomain) await giveDomain(org, domain, customerId)
  if (wish.addContact) await addSender(org, customerId, message)
  await recordEvent(org, {
    kind: 'unmatched_linked', customerId, messageId,
    detail: { from: message.fromName || message.from, address: message.from },
  })
  // One that was put aside as not ours counts as human again: a person says so now.
  const isHuman = message.kind === 'human' || message.kind === 'not_ours'
  if (isHuman && org.settings.hold_on_reply) {
    const { id } = await openOrJoinReplyAction(org, { customerId, runId: message.runId, messageId })
    await tellOfAnswer(org, { customerId, messageId, answeredMessageId: null, replyActionId: id })
  }
  await noteSuggestions(org, messageId)
  await lookAgain(org, [customerId, ...candidatesOf(message.reasons)])
}

/** With the number or the address that it came from, unless the customer has it already. */
async function addSender(
  org: Org, customerId: string, message: { channel: string; from: string; fromName: string },
): Promise<void> {
  const isSms = message.channel === 'sms'
  const { rows } = await sql`select 1 from contact_address where org_id = ${org.id}
    and channel = ${isSms ? 'phone' : 'email'} and address = ${message.from}
    and customer_id = ${customerId} limit 1`.execute(org.tx)
  if (rows.length > 0) return
  await addContact(org, customerId, {
    name: message.fromName, emails: isSms ? [] : [message.from],
    phones: isSms ? [message.from] : [], positions: [], isMain: false, locale: null,
  })
}

/** It leaves the list and holds nobody; the original stays. */
export async function dismissMessage(org: Org, messageId: string): Promise<void> {
  const message = await readMessage(org, messageId)
  if (!await dismissUnmatched(org, messageId)) {
    throw conflict('Only a message without a customer can be put aside; reload the page.')
  }
  await lookAgain(org, candidatesOf(message.reasons))
}

function candidatesOf(reasons: Record<string, unknown>): string[] {
  const { candidates } = reasons
  return Array.isArray(candidates) ? candidates.map(String) : []
}
