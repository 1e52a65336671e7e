// Calls and tasks: whom to ring, how it went, a note; done in one press.
import { Anchor, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { completeAction } from '#contract/actions.ts'
import { getCustomer } from '#contract/customers.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'
import type { ActionAnswer } from './actions-tab.tsx'
import { SkipButton } from './skip-button.tsx'

const OUTCOMES = [
  ['reached', 'Reached'], ['voicemail', 'Voicemail'], ['no_answer', 'No answer'],
  ['wrong_number', 'Wrong number'],
] as const

export function CompleteByHand({ action, onDone }: {
  action: ActionAnswer; onDone: () => void
}) {
  const [note, setNote] = useState('')
  const complete = useDeed(completeAction, () => {
    toast(`${action.name}: noted.`)
    onDone()
  })
  const isCall = action.channel === 'call'
  const finish = (outcome: 'done' | (typeof OUTCOMES)[number][0]) =>
    complete.mutate({ params: { actionId: action.id }, body: { outcome, note } })
  const whyNot = action.held === null ? null : action.held.text
  return (
    <div className="stack" style={{ gap: 12 }}>
      {isCall ? <Phones customerId={action.customerId} /> : null}
      <Textarea label="Note" placeholder={isCall ? 'What was said' : 'What was done'} autosize
        minRows={3} maxLength={5000} value={note}
        onChange={(event) => setNote(event.currentTarget.value)} />
      <DeedError error={complete.error} />
      <Group gap="xs">
        {isCall ? OUTCOMES.map(([outcome, word], index) => (
          <DeedButton key={outcome} endpoint={completeAction} whyNot={whyNot}
            variant={index === 0 ? 'filled' : 'default'} loading={complete.isPending}
            onClick={() => finish(outcome)}>{word}</DeedButton>
        )) : (
          <DeedButton endpoint={completeAction} whyNot={whyNot} loading={complete.isPending}
            onClick={() => finish('done')}>Mark as done</DeedButton>
        )}
        <SkipButton action={action} onDone={onDone} />
      </Group>
    </div>
  )
}

function Phones({ customerId }: { customerId: string }) {
  const customer = useRead(getCustomer, { params: { customerId } })
  const people = customer.data?.contacts.filter(({ phones }) => phones.length > 0) ?? []
  if (customer.isPending) return null
  if (people.length === 0) return <p className="dim small">No phone number is known.</p>
  return (
    <ul className="rows small">
      {people.map((contact) => (
        <li key={contact.id} className="row-line" style={{ padding: '3px 0' }}>
          <span className="clamp-1">{contact.name || contact.emails[0]}</span>
          <span>{contact.phones.map((phone) => (
            <Anchor key={phone} href={`tel:${phone}`} className="num" ml={8}>{phone}</Anchor>
          ))}</span>
        </li>
      ))}
    </ul>
  )
}
