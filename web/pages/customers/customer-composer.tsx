// The composer of the customer page: an answer, the message of a due step, a new one, or a note.
import { t } from '@lingui/core/macro'
import { Skeleton } from '@mantine/core'
import { listActions, listReplyActions } from '#contract/actions.ts'
import { ActionComposer } from '../../components/action-composer.tsx'
import { NoteBox } from '../../components/notes.tsx'
import { MessageComposer, ReplyComposer } from '../../components/reply-composer.tsx'
import { useRead } from '../../queries.ts'
import type { CustomerAnswer } from './customer-page.tsx'

export function CustomerComposer({ customer, compose, onClose }: {
  customer: CustomerAnswer; compose: string; onClose: () => void
}) {
  const customerId = customer.id
  const replies = useRead(listReplyActions, { query: { customerId } })
  const actions = useRead(listActions, { query: { customerId, list: 'due' } })
  if (compose === 'note') return <NoteBox customerId={customerId} onDone={onClose} />
  if (replies.isPending || actions.isPending) return <Skeleton height={280} radius="md" />
  const reply = replies.data?.items.find(({ id }) => id === compose)
  if (reply) return <ReplyComposer reply={reply} onSent={onClose} onClose={onClose} />
  const action = actions.data?.items.find(({ id }) => id === compose)
  if (action) return <ActionComposer action={action} onSent={onClose} onClose={onClose} />
  const isAnswer = compose.startsWith('message-')
  return <MessageComposer about={isAnswer ? compose : `new-${customerId}`} customerId={customerId}
    title={isAnswer ? t`Write again to ${customer.name}` : t`Write to ${customer.name}`}
    startsBy={compose === 'sms' ? 'sms' : null} onSent={onClose} onClose={onClose} />
}
