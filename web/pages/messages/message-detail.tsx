// One message outside the conversations: what it says, and whose it is.
import { Checkbox, Group, Stack } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { dismissMessage, linkMessage, undoMessage } from '#contract/messages.ts'
import { CustomerPicker } from '../../components/customer-picker.tsx'
import { DeedButton } from '../../components/deed-button.tsx'
import {
  MessageContent, MessageHead, type MessageAnswer,
} from '../../components/message-view.tsx'
import { useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'

export function MessageDetail({ message }: { message: MessageAnswer }) {
  return (
    <article className="card">
      <h2 className="clamp-3" style={{ margin: '0 0 8px' }}>{message.subject || 'No subject'}</h2>
      <MessageHead message={message} />
      {message.customerId === null ? null : (
        <div className="small" style={{ marginTop: 4 }}>
          <Link to="/customers/$customerId" params={{ customerId: message.customerId }}>
            {message.customerName}</Link>
        </div>
      )}
      <MessageContent message={message} />
      {message.customerId === null && message.direction === 'in'
        && message.state !== 'dismissed' ? <LinkToCustomer message={message} /> : null}
      {message.state === 'leaving' ? <TakeBack message={message} /> : null}
    </article>
  )
}

function LinkToCustomer({ message }: { message: MessageAnswer }) {
  const [customerId, setCustomerId] = useState<string | null>(null)
  const [alwaysForDomain, setAlways] = useState(false)
  const [addContact, setAddContact] = useState(true)
  const params = { messageId: message.id }
  const link = useDeed(linkMessage, (linked) => toast(`Linked to ${linked.customerName ?? ''}.`))
  const dismiss = useDeed(dismissMessage, () => toast('Put away: not ours.'))
  const domain = message.from.split('@')[1]
  return (
    <section style={{ borderTop: '1px solid var(--line)', marginTop: 16, paddingTop: 14 }}>
      <Stack gap="sm">
        <CustomerPicker label="Who is this from?" value={customerId} onChange={setCustomerId} />
        <Checkbox checked={addContact} label={`Add ${message.from} to its contacts`}
          onChange={(event) => setAddContact(event.currentTarget.checked)} />
        {domain === undefined ? null : (
          <Checkbox checked={alwaysForDomain} label={`Always for @${domain}`}
            onChange={(event) => setAlways(event.currentTarget.checked)} />
        )}
        <DeedError error={link.error ?? dismiss.error} />
        <Group gap="xs">
          <DeedButton endpoint={linkMessage} loading={link.isPending}
            whyNot={customerId === null ? 'Choose the customer first.' : null}
            onClick={() => {
              if (customerId === null) return
              link.mutate({ params, body: { customerId, alwaysForDomain, addContact } })
            }}>Link to customer</DeedButton>
          <DeedButton endpoint={dismissMessage} variant="default" loading={dismiss.isPending}
            onClick={() => dismiss.mutate({ params })}>Not ours</DeedButton>
        </Group>
      </Stack>
    </section>
  )
}

function TakeBack({ message }: { message: MessageAnswer }) {
  const undo = useDeed(undoMessage, () => toast('Taken back before it left.'))
  return (
    <div style={{ marginTop: 14 }}>
      <DeedError error={undo.error} />
      <DeedButton endpoint={undoMessage} variant="default" loading={undo.isPending}
        onClick={() => undo.mutate({ params: { messageId: message.id } })}>Take it back</DeedButton>
    </div>
  )
}
