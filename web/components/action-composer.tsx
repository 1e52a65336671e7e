// The composer for an action of a workflow: its rendered text, to be read and sent by a person.
import type { z } from 'zod'
import { completeAction, type Action } from '#contract/actions.ts'
import { getCustomer } from '#contract/customers.ts'
import { listMessages } from '#contract/messages.ts'
import { call } from '../api.ts'
import { useRead } from '../queries.ts'
import { Composer } from './composer.tsx'
import { useSession } from './session.tsx'

type ActionAnswer = z.output<typeof Action>

export function ActionComposer({ action, onSent, onSentNext, onClose }: {
  action: ActionAnswer; onSent: () => void; onSentNext?: (() => void) | undefined
  onClose: () => void
}) {
  const { me } = useSession()
  const { customerId } = action
  const customer = useRead(getCustomer, { params: { customerId } })
  const contacts = customer.data?.contacts ?? []
  return (
    <Composer about={`action-${action.id}`} title={action.name}
      emails={contacts.flatMap(({ emails }) => emails)}
      phones={contacts.flatMap(({ phones }) => phones)}
      send={async (content, draft, confirmStale) => {
        const { to, cc, bcc, enclosesStatement, enclosedInvoiceIds } = content
        await call(completeAction, {
          params: { actionId: action.id },
          body: {
            subject: content.subject, body: content.body, undoSeconds: me.undoSeconds,
            confirmStale,
            draft: draft.about,
            ...(draft.channel === 'email'
              ? { to, cc, bcc, enclosesStatement, enclosedInvoiceIds }
              : draft.channel === 'sms' ? { to } : {}),
          },
        })
        return leavingOf(action)
      }}
      onSent={onSent} onSentNext={onSentNext} onClose={onClose} />
  )
}

/** The message that an action became and that can still be taken back. */
async function leavingOf({ id, customerId }: ActionAnswer): Promise<string | null> {
  const { items } = await call(listMessages, { query: { customerId, list: 'leaving', limit: 20 } })
  return items.find(({ actionId }) => actionId === id)?.id ?? null
}
