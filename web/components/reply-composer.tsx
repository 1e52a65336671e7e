// The composer as an answer to a customer's message: right recipients, right thread.
import type { z } from 'zod'
import type { ReplyAction } from '#contract/actions.ts'
import { getCustomer } from '#contract/customers.ts'
import { composeMessage } from '#contract/messages.ts'
import { call } from '../api.ts'
import { useRead } from '../queries.ts'
import { Composer } from './composer.tsx'
import type { Content, DraftAnswer } from './drafts.ts'
import { useSession } from './session.tsx'

/** Answers what waits for an answer, wherever it is opened: one draft. */
export function ReplyComposer({ reply, onSent, onSentNext, onClose }: {
  reply: z.output<typeof ReplyAction>
  onSent: () => void
  onSentNext?: (() => void) | undefined
  onClose: () => void
}) {
  const { newest } = reply
  return <MessageComposer about={`reply-${reply.id}`} customerId={reply.customerId}
    title={`Reply to ${newest.fromName || newest.from}`} channel={newest.channel}
    onSent={onSent} onSentNext={onSentNext} onClose={onClose} />
}

/** A person's own message: an answer to a message, or a new one. */
export function MessageComposer({ about, customerId, title, channel = 'email', ...rest }: {
  about: string
  customerId: string
  title: string
  channel?: string
  onSent: () => void
  onSentNext?: (() => void) | undefined
  onClose: () => void
}) {
  const { me } = useSession()
  const customer = useRead(getCustomer, { params: { customerId } })
  const addresses = customer.data?.contacts.flatMap((contact) =>
    channel === 'sms' ? contact.phones : contact.emails) ?? []
  return <Composer about={about} title={title} addresses={addresses} {...rest}
    send={(content, draft) => sendMessage(content, draft, me.undoSeconds)} />
}

async function sendMessage(
  content: Content, draft: DraftAnswer, undoSeconds: number,
): Promise<string> {
  const { newestMessageId, replyActionId } = draft
  const isMail = draft.channel === 'email'
  const sent = await call(composeMessage, {
    body: {
      customerId: draft.customerId, channel: draft.channel === 'sms' ? 'sms' : 'email',
      to: content.to, cc: content.cc, bcc: content.bcc, subject: content.subject,
      body: content.body, undoSeconds, draft: draft.about,
      ...(isMail ? {
        quotesOriginal: content.quotesOriginal, enclosesStatement: content.enclosesStatement,
        enclosedInvoiceIds: content.enclosedInvoiceIds,
      } : {}),
      ...(newestMessageId === null ? {} : { inReplyToMessageId: newestMessageId }),
      ...(replyActionId === null || newestMessageId === null ? {}
        : { replyActionId, newestSeenMessageId: newestMessageId }),
    },
  })
  return sent.id
}
