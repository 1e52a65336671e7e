// Whoever wrote inside our thread and is nobody we know there: one press makes a contact of them.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconUserPlus } from '@tabler/icons-react'
import { createContact, deleteContact } from '#contract/customers.ts'
import { call } from '../api.ts'
import { queryClient, useDeed } from '../queries.ts'
import { toastProblem, toastUndo } from '../ui/toast.tsx'
import { DeedButton } from './deed-button.tsx'
import type { MessageAnswer } from './message-view.tsx'

export function StrangerOffer({ message }: { message: MessageAnswer }) {
  const { newContact: person, customerId, customerName } = message
  const add = useDeed(createContact, (contact) =>
    toastUndo(`${contact.name || contact.emails[0] || t`This person`} is a contact of ${
      customerName ?? t`this customer`} now.`, () => void takeBack(contact.id)))
  if (person === null || customerId === null) return null
  return (
    <div className="note tone-info" style={{ marginBottom: 8 }}>
      <IconUserPlus size={16} aria-hidden />
      <div className="note-body" style={{ overflowWrap: 'anywhere' }}>
        <Trans>{person.email} is no contact of {customerName ?? t`this customer`}; the mail came in
          our conversation with them.</Trans>
        <div style={{ marginTop: 6 }}>
          <DeedButton endpoint={createContact} size="compact-sm" variant="default"
            loading={add.isPending}
            styles={{ root: { height: 'auto', paddingBlock: 4 }, label: { whiteSpace: 'normal' } }}
            onClick={() => add.mutate({
              params: { customerId },
              body: { name: person.name, emails: [person.email], phones: [], positions: [],
                isMain: false, locale: null },
            })}><Trans>Add as contact of {customerName ?? t`this customer`}</Trans></DeedButton>
        </div>
        {add.error === null ? null : (
          <div className="small" role="alert" style={{ marginTop: 6, color: 'var(--bad)' }}>
            {add.error.message}</div>
        )}
      </div>
    </div>
  )
}

async function takeBack(contactId: string) {
  try {
    await call(deleteContact, { params: { contactId } })
  } catch (error) {
    if (error instanceof Error) toastProblem(error)
  }
  await queryClient.invalidateQueries()
}
