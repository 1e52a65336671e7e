// A call: whom to ring and what to know, then how it went and what follows.
import { Group, NumberInput, Radio, Select, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { completeAction } from '#contract/actions.ts'
import { getCallSheet } from '#contract/calls.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { HoldByHand } from '../../components/hold-by-hand.tsx'
import { laterDay } from '../../components/pause-dialog.tsx'
import { useSession } from '../../components/session.tsx'
import { useDeed, useRead } from '../../queries.ts'
import { DayField } from '../../ui/day-field.tsx'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { toast } from '../../ui/toast.tsx'
import type { ActionAnswer } from './actions-tab.tsx'
import { CallSheet } from './call-sheet.tsx'
import { OUTCOMES, type Outcome } from './call-outcomes.ts'
import { SkipButton } from './skip-button.tsx'

export function CallDetail({ action, onDone }: { action: ActionAnswer; onDone: () => void }) {
  const { today } = useSession()
  const sheet = useRead(getCallSheet, { params: { actionId: action.id } })
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [phone, setPhone] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [minutes, setMinutes] = useState<number | string>('')
  const [callBackOn, setCallBackOn] = useState<string | null>(laterDay(today, 1))
  const [follow, setFollow] = useState<'promise' | 'dispute' | null>(null)
  const complete = useDeed(completeAction, () => {
    toast(outcome === 'call_back' ? `${action.name} comes back on that day.`
      : `${action.name}: noted.`)
    if (outcome === 'promised') setFollow('promise')
    else if (outcome === 'disputed') setFollow('dispute')
    else onDone()
  })
  const phones = sheet.data?.people.flatMap((one) => one.phones.map(({ number }) => number)) ?? []
  const whyNot = action.held?.text ?? (outcome === null ? 'Say how it went first.'
    : outcome === 'call_back' && callBackOn === null ? 'Choose the day to call back.' : null)
  const save = () => {
    if (outcome === null) return
    const called = phone ?? (phones.length === 1 ? phones[0] : null)
    complete.mutate({ params: { actionId: action.id }, body: {
      outcome, note, ...(called ? { phone: called } : {}),
      ...(typeof minutes === 'number' ? { minutes } : {}),
      ...(outcome === 'call_back' && callBackOn !== null ? { callBackOn } : {}),
    } })
  }
  return (
    <Stack gap="sm">
      {sheet.error ? <ErrorState error={sheet.error} onRetry={() => void sheet.refetch()} /> : null}
      {sheet.isPending ? <ListSkeleton /> : null}
      {sheet.data ? <CallSheet sheet={sheet.data} /> : null}
      <Radio.Group label="How it went" value={outcome}
        onChange={(value) =>
          setOutcome(OUTCOMES.find((one) => one.value === value)?.value ?? null)}>
        <Stack gap={8} mt={6}>
          {OUTCOMES.map(({ value, label, about }) => (
            <Radio key={value} value={value} label={label} description={about} />
          ))}
        </Stack>
      </Radio.Group>
      {outcome === 'call_back' ? (
        <DayField label="Call back on" value={callBackOn} onChange={setCallBackOn} required
          earliest={laterDay(today, 1)} />
      ) : null}
      <Group grow align="flex-start">
        {phones.length > 1 ? (
          <Select label="Number called" data={phones} value={phone} onChange={setPhone} clearable />
        ) : null}
        <NumberInput label="Minutes" min={0} max={600} allowDecimal={false} value={minutes}
          onChange={setMinutes} placeholder="Optional" />
      </Group>
      <Textarea label="Note" placeholder="What was said" autosize minRows={3} maxLength={5000}
        value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <DeedError error={complete.error} />
      <Group gap="xs">
        <DeedButton endpoint={completeAction} whyNot={whyNot} loading={complete.isPending}
          onClick={save}>Save the call</DeedButton>
        <SkipButton action={action} onDone={onDone} />
      </Group>
      {follow === null ? null : (
        <HoldByHand customerId={action.customerId} kind={follow} onClose={() => {
          setFollow(null)
          onDone()
        }} />
      )}
    </Stack>
  )
}
