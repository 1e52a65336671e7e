// A call: whom to ring and what to know, then how it went and what follows.
import { Trans } from '@lingui/react/macro'
import { t } from '@lingui/core/macro'
import { Checkbox, Group, NumberInput, Select, Stack, Textarea } from '@mantine/core'
import { useRef, useState } from 'react'
import { completeAction } from '#contract/actions.ts'
import { getCallSheet } from '#contract/calls.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { HoldByHand } from '../../components/hold-by-hand.tsx'
import { inOwnWords } from '../../components/hold-words.ts'
import { laterDay } from '../../components/pause-dialog.tsx'
import { useSession } from '../../components/session.tsx'
import { useShortcut } from '../../keys.ts'
import { useDeed, useRead } from '../../queries.ts'
import { DayField } from '../../ui/day-field.tsx'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { toast } from '../../ui/toast.tsx'
import { ActionMoves } from './action-moves.tsx'
import type { ActionAnswer } from './actions-tab.tsx'
import { CallKeys } from './call-keys.tsx'
import { CallSheet } from './call-sheet.tsx'
import { OUTCOMES, type Outcome } from './call-outcomes.ts'

/** Of the number that was called, or where none is said of all of them. */
const blockedFor = (sheet: AnswerOf<typeof getCallSheet>, phone: string | null) =>
  (phone === null ? sheet.blocked : sheet.people.flatMap(({ phones }) => phones)
    .find(({ number }) => number === phone)?.blocked ?? null)

export function CallDetail({ action, onDone }: { action: ActionAnswer; onDone: () => void }) {
  const { today } = useSession()
  const sheet = useRead(getCallSheet, { params: { actionId: action.id } })
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [phone, setPhone] = useState<string | null>(null)
  const noteField = useRef<HTMLTextAreaElement>(null)
  const [note, setNote] = useState('')
  const [minutes, setMinutes] = useState<number | string>('')
  const [callBackOn, setCallBackOn] = useState<string | null>(laterDay(today, 1))
  const [wasEarlier, setEarlier] = useState(false)
  const [follow, setFollow] = useState<'promise' | 'dispute' | null>(null)
  const complete = useDeed(completeAction, () => {
    toast(outcome === 'call_back' ? t`${action.name} comes back on that day.`
      : t`${action.name}: noted.`)
    if (outcome === 'promised') setFollow('promise')
    else if (outcome === 'disputed') setFollow('dispute')
    else onDone()
  })
  const phones = sheet.data?.people.flatMap((one) => one.phones.map(({ number }) => number)) ?? []
  const blocked = sheet.data ? blockedFor(sheet.data, phone) : null
  const held = action.held === null ? null : inOwnWords(action.held).text
  const whyNot = held ?? (blocked !== null && !wasEarlier ? blocked.text
    : outcome === null ? t`Say how it went first.`
    : outcome === 'call_back' && callBackOn === null ? t`Choose the day to call back.` : null)
  const save = () => {
    if (outcome === null) return
    const called = phone ?? (phones.length === 1 ? phones[0] : null)
    complete.mutate({ params: { actionId: action.id }, body: {
      outcome, note, madeEarlier: blocked !== null && wasEarlier,
      ...(called ? { phone: called } : {}),
      ...(typeof minutes === 'number' ? { minutes } : {}),
      ...(outcome === 'call_back' && callBackOn !== null ? { callBackOn } : {}),
    } })
  }
  // One key says it, and the cursor stands in the note; the chord saves and opens the next call.
  const choose = (value: Outcome) => {
    setOutcome(value)
    noteField.current?.focus()
  }
  useShortcut('send', save, whyNot === null && !complete.isPending)
  return (
    <Stack gap="sm">
      {sheet.error ? <ErrorState error={sheet.error} onRetry={() => void sheet.refetch()} /> : null}
      {sheet.isPending ? <ListSkeleton /> : null}
      {sheet.data ? <CallSheet sheet={sheet.data} /> : null}
      <CallKeys chosen={outcome} onChoose={choose} isOn={action.held === null} />
      {outcome === null ? null : <p className="dim small" role="status" style={{ margin: 0 }}>
        {OUTCOMES.find(({ value }) => value === outcome)?.about}</p>}
      {outcome === 'call_back' ? (
        <DayField label={t`Call back on`} value={callBackOn} onChange={setCallBackOn} required
          earliest={laterDay(today, 1)} />
      ) : null}
      <Group grow align="flex-start">
        {phones.length > 1 ? (
          <Select label={t`Number called`} data={phones} value={phone} onChange={setPhone}
            clearable />
        ) : null}
        <NumberInput label={t`Minutes`} min={0} max={600} allowDecimal={false} value={minutes}
          onChange={setMinutes} placeholder={t`Optional`} />
      </Group>
      <Textarea ref={noteField} label={t`Note`} placeholder={t`What was said`} autosize
        minRows={3} maxLength={5000}
        value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      {blocked === null ? null : (
        <Checkbox checked={wasEarlier} onChange={(event) => setEarlier(event.currentTarget.checked)}
          label={t`The call was made earlier, within the hours`} />
      )}
      <DeedError error={complete.error} />
      <Group gap="xs">
        <DeedButton endpoint={completeAction} whyNot={whyNot} loading={complete.isPending}
          rightSection={<KeyHint shortcut="send" />} onClick={save}><Trans>Save the
          call</Trans></DeedButton>
        <ActionMoves action={action} onDone={onDone} />
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
