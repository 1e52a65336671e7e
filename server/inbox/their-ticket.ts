// Keeps a ticket number that a customer's system gave our mail, and names it in our next ones.
import { findTicketMark, withTicketMark } from '#domain/mail/ticket-number.ts'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { hasTicket, insertTicket, setRemoved, ticketsOf, wordsOfOurs } from './ticket-store.ts'

/** From an automatic answer to a mail of ours alone: a stranger’s has no thread. */
export async function keepTicket(org: Org, of: {
  messageId: string; customerId: string
  answered: { id: string; thread_id: string; run_id: string | null }
  subject: string; text: string | null
}): Promise<void> {
  const { messageId, customerId, answered } = of
  const mark = findTicketMark({ subject: of.subject, text: of.text ?? '' },
    await wordsOfOurs(org, answered.id))
  if (mark === null) return
  await insertTicket(org, {
    message_id: messageId, customer_id: customerId, thread_id: answered.thread_id,
    run_id: answered.run_id, mark,
  })
  await recordEvent(org, { kind: 'ticket_kept', customerId, messageId, detail: { mark } })
}

/** A person says whether our next mails name it. */
export async function setTicketUse(org: Org, messageId: string, isUsed: boolean): Promise<void> {
  const ticket = await setRemoved(org, messageId, !isUsed)
  if (ticket === null) {
    if (await hasTicket(org, messageId)) return
    throw notFound('This message names no ticket.')
  }
  await recordEvent(org, {
    kind: isUsed ? 'ticket_kept' : 'ticket_removed', customerId: ticket.customer_id, messageId,
    detail: { mark: ticket.mark },
  })
}

interface Mail {
  customerId: string | null
  channel: string
  threadId: string | null
  runId?: string | null
  subject?: string
}

/** The same mails with the newest ticket of their thread or their run in the subject. */
export async function nameTickets<T extends Mail>(org: Org, mails: readonly T[]): Promise<T[]> {
  const tickets = await ticketsOf(org, mails.flatMap((mail) =>
    (mail.channel === 'email' ? mail.customerId ?? [] : [])))
  return mails.map((mail) => {
    const own = mail.channel !== 'email' ? undefined : tickets.find((ticket) =>
      ticket.customer_id === mail.customerId && (ticket.thread_id === mail.threadId
        || (mail.runId != null && ticket.run_id === mail.runId)))
    return own === undefined ? mail
      : { ...mail, subject: withTicketMark(mail.subject ?? '', own.mark) }
  })
}
