// Asks until when something rests, or openly with a reason and a review day; also changes a pause.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Modal, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { startPause, type Pause } from '#contract/customers.ts'
import { changePause } from '#contract/pauses.ts'
import { dayText } from '../format.ts'
import { useDeed } from '../queries.ts'
import { DayField } from '../ui/day-field.tsx'
import { DeedError } from '../ui/error-state.tsx'
import { problemFields } from '../ui/problem-fields.ts'
import { toastUndo } from '../ui/toast.tsx'
import { Consequences } from './consequences.tsx'
import { changedBack, unpaused } from './pause-undo.ts'
import { useSession } from './session.tsx'

export type PauseAnswer = z.output<typeof Pause>

export interface PauseSubject {
  scope: PauseAnswer['scope']
  subjectId: string
  /** What rests, as in “Pause Müller GmbH”. */
  what: string
}

export function PauseDialog({ of, pause, onClose }: {
  of: PauseSubject; onClose: () => void
  /** One that lasts, to be changed; none: a new one begins. */
  pause?: PauseAnswer
}) {
  const { today } = useSession()
  const [untilOn, setUntilOn] = useState<string | null>(pause?.untilOn ?? laterDay(today, 7))
  const [reviewOn, setReviewOn] = useState<string | null>(pause?.reviewOn ?? laterDay(today, 30))
  const [isOpenEnded, setOpenEnded] = useState(pause !== undefined && pause.untilOn === null)
  const [reason, setReason] = useState(pause?.reason ?? '')
  const terms = { untilOn: isOpenEnded ? null : untilOn, reason: reason.trim(),
    reviewOn: isOpenEnded ? reviewOn : null }
  const start = useDeed(startPause, ({ id }) => {
    onClose()
    toastUndo(t`${of.what} is paused.`, () => void unpaused(id))
  })
  const change = useDeed(changePause, () => {
    onClose()
    if (pause) toastUndo(t`The pause was changed.`, () => void changedBack(pause.id, pause))
  })
  const error = start.error ?? change.error
  const fields = error ? problemFields(error) : {}
  const whyNot = isOpenEnded
    ? terms.reason === '' ? t`Say why it rests, for whoever reviews it.`
      : reviewOn === null ? t`Choose a review day.` : null
    : untilOn === null ? t`Choose a day.` : null
  const submit = () => {
    if (whyNot !== null) return
    if (pause) change.mutate({ params: { pauseId: pause.id }, body: terms })
    else start.mutate({ body: { scope: of.scope, subjectId: of.subjectId, ...terms } })
  }
  return (
    <Modal opened onClose={onClose} title={pause ? t`Change the pause of ${of.what}`
      : t`Pause ${of.what}`}>
      <form onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}>
        <Stack gap="sm">
          <SegmentedControl value={isOpenEnded ? 'open' : 'day'} aria-label={t`How it ends`}
            onChange={(value) => setOpenEnded(value === 'open')} data={[
              { value: 'day', label: t`Until a day` }, { value: 'open', label: t`Without an end` },
            ]} />
          {isOpenEnded ? (
            <DayField label={t`Review on`} value={reviewOn} onChange={setReviewOn} required
              earliest={laterDay(today, 1)} error={fields['reviewOn']}
              description={t`You are told on that day; it rests until somebody ends it.`} />
          ) : <UntilField value={untilOn} onChange={setUntilOn} error={fields['untilOn']} />}
          <TextInput label={t`Reason`} value={reason} maxLength={500} required={isOpenEnded}
            placeholder={isOpenEnded ? '' : t`Optional`} error={fields['reason']}
            onChange={(event) => setReason(event.currentTarget.value)} />
          {pause && whyNot === null ? (
            <Consequences wish={{ deed: 'change_pause', pauseId: pause.id, ...terms }}
              nothing={t`Nobody gets anything else in the next seven days.`} />
          ) : null}
          <DeedError error={error} />
          <Group justify="flex-end">
            {whyNot === null ? null : <span className="dim tiny">{whyNot}</span>}
            <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
            <Button type="submit" loading={start.isPending || change.isPending}
              disabled={whyNot !== null}>{pause ? t`Change` : t`Pause`}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function UntilField({ value, onChange, error }: {
  value: string | null; onChange: (day: string | null) => void; error: string | undefined
}) {
  const { today } = useSession()
  return (
    <>
      <Group gap={6}>
        {[3, 7, 14, 30].map((days) => (
          <Button key={days} size="compact-sm" variant="default"
            onClick={() => onChange(laterDay(today, days))}><Trans>{days} days</Trans></Button>
        ))}
      </Group>
      <DayField label={t`Until`} value={value} onChange={onChange} required
        earliest={laterDay(today, 1)} error={error}
        description={value === null ? t`Choose a day.`
          : t`Nothing goes out before ${dayText(value, 'full')}; that day is free again.`} />
    </>
  )
}

export const laterDay = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
