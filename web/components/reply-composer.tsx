// The composer as an answer to a customer's message: right recipients, right thread.
import { Skeleton } from '@mantine/core'
import type { z } from 'zod'
import type { ReplyAction } from '#contract/actions.ts'
import { getCustomer } from '#contract/customers.ts'
import { composeMessage, getMessage } from '#contract/messages.ts'
import { call } from '../api.ts'
import { useRead } from '../queries.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { Composer } from './composer.tsx'
import { useSession } from './session.tsx'

export function ReplyComposer({ reply, onSent, onClose }: {
  reply: z.output<typeof ReplyAction>
  onSent: () => void
  onClose: () => void
}) {
  const { me } = useSession()
  const { customerId, newestMessageId } = reply
  const newest = useRead(getMessage, { params: { messageId: newestMessageId } }, { isKept: true })
  const customer = useRead(getCustomer, { params: { customerId } })
  if (newest.error) {
    return <ErrorState error={newest.error} onRetry={() => void newest.refetch()} />
  }
  if (!newest.data || customer.isPending) return <Skeleton height={280} radius="md" />
  const message = newest.data
  const channel = message.channel === 'sms' ? 'sms' : 'email'
  const own = message.cc.filter((address) => address !== me.email)
  return (
    <Composer draftKey={`reply ${reply.id}`} channel={channel}
      title={`Reply to ${message.fromName || message.from}`}
      addresses={customer.data?.contacts.flatMap((contact) =>
        channel === 'sms' ? contact.phones : contact.emails) ?? []}
      initial={{
        to: [message.from], cc: channel === 'email' ? own : [],
        subject: replySubject(message.subject), body: '',
      }}
      send={async (draft) => {
        const sent = await call(composeMessage, {
          body: {
            customerId, channel, to: draft.to, cc: draft.cc, subject: draft.subject,
            body: draft.body, replyActionId: reply.id, inReplyToMessageId: newestMessageId,
            newestSeenMessageId: newestMessageId, undoSeconds: me.undoSeconds,
          },
        })
        return sent.id
      }}
      onSent={onSent} onClose={onClose} />
  )
}

const replySubject = (subject: string): string =>
  /^\s*(re|aw|sv|antw|rif|tr)\s*:/i.test(subject) || subject === '' ? subject : `Re: ${subject}`
