// The composer of the customer page: an answer, the e-mail of a due step, or a new one.
import { Skeleton } from '@mantine/core'
import { listActions, listReplyActions } from '#contract/actions.ts'
import { composeMessage } from '#contract/messages.ts'
import { call } from '../../api.ts'
import { ActionComposer } from '../../components/action-composer.tsx'
import { Composer } from '../../components/composer.tsx'
import { ReplyComposer } from '../../components/reply-composer.tsx'
import { useSession } from '../../components/session.tsx'
import { useRead } from '../../queries.ts'
import type { CustomerAnswer } from './customer-page.tsx'

export function CustomerComposer({ customer, compose, onClose }: {
  customer: CustomerAnswer; compose: string; onClose: () => void
}) {
  const customerId = customer.id
  const replies = useRead(listReplyActions, { query: { customerId } })
  const actions = useRead(listActions, { query: { customerId, list: 'due' } })
  if (replies.isPending || actions.isPending) return <Skeleton height={280} radius="md" />
  const reply = replies.data?.items.find(({ id }) => id === compose)
  if (reply) return <ReplyComposer reply={reply} onSent={onClose} onClose={onClose} />
  const action = actions.data?.items.find(({ id }) => id === compose)
  if (action) return <ActionComposer action={action} onSent={onClose} onClose={onClose} />
  return <NewMessage customer={customer} onClose={onClose} />
}

function NewMessage({ customer, onClose }: { customer: CustomerAnswer; onClose: () => void }) {
  const { me } = useSession()
  const main = customer.contacts.find(({ isMain }) => isMain) ?? customer.contacts[0]
  const first = main?.emails[0]
  return (
    <Composer draftKey={`new ${customer.id}`} channel="email" title={`Write to ${customer.name}`}
      addresses={customer.contacts.flatMap(({ emails }) => emails)}
      initial={{ to: first === undefined ? [] : [first], cc: [], subject: '', body: '' }}
      send={async ({ to, cc, subject, body }) => {
        const sent = await call(composeMessage, {
          body: { customerId: customer.id, to, cc, subject, body, undoSeconds: me.undoSeconds },
        })
        return sent.id
      }}
      onSent={onClose} onClose={onClose} />
  )
}
