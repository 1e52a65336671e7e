// The composer for an action of a workflow: its rendered text, to be read and sent by a person.
import { Skeleton } from '@mantine/core'
import type { z } from 'zod'
import { completeAction, draftAction, type Action } from '#contract/actions.ts'
import { getCustomer } from '#contract/customers.ts'
import { listMessages } from '#contract/messages.ts'
import { call } from '../api.ts'
import { useRead } from '../queries.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { Composer } from './composer.tsx'
import { useSession } from './session.tsx'

type ActionAnswer = z.output<typeof Action>

export function ActionComposer({ action, onSent, onClose }: {
  action: ActionAnswer; onSent: () => void; onClose: () => void
}) {
  const { me } = useSession()
  const { customerId } = action
  const params = { actionId: action.id }
  const draft = useRead(draftAction, { params })
  const customer = useRead(getCustomer, { params: { customerId } })
  if (draft.error) return <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />
  if (!draft.data || customer.isPending) return <Skeleton height={280} radius="md" />
  const channel = action.channel === 'sms' || action.channel === 'letter' ? action.channel
    : 'email'
  return (
    <Composer draftKey={`action ${action.id}`} channel={channel} title={action.name}
      addresses={customer.data?.contacts.flatMap((contact) =>
        channel === 'sms' ? contact.phones : contact.emails) ?? []}
      initial={{ to: draft.data.to, cc: [], subject: draft.data.subject, body: draft.data.body }}
      send={async ({ to, cc, subject, body }) => {
        await call(completeAction, {
          params,
          body: {
            subject, body, undoSeconds: me.undoSeconds,
            ...(channel === 'email' ? { to, cc } : {}),
          },
        })
        return leavingOf(action)
      }}
      onSent={onSent} onClose={onClose} />
  )
}

/** The message that an action became and that can still be taken back. */
async function leavingOf({ id, customerId }: ActionAnswer): Promise<string | null> {
  const { items } = await call(listMessages, { query: { customerId, list: 'leaving', limit: 20 } })
  return items.find(({ actionId }) => actionId === id)?.id ?? null
}
