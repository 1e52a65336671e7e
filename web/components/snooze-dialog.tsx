// When something is to come back: a few usual moments, or in words, by keyboard alone.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { instantAt, timeAt, weekdayOf, addDays } from '#domain/day.ts'
import { readWhen, type When } from '#domain/when-words.ts'
import { dayText, momentText } from '../format.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { useSession } from './session.tsx'

export function SnoozeDialog({ title, onClose, onChoose }: {
  title: string; onClose: () => void; onChoose: (when: When, words: string) => void
}) {
  const { today, now, zone } = useSession()
  const [text, setText] = useState('')
  const clock = { day: today, time: timeAt(now, zone) }
  const when = readWhen(text, clock)
  const wordsOf = (one: When) => (one.time === null ? dayText(one.on, 'full')
    : momentText(instantAt(one.on, one.time, zone), zone))
  const choose = (one: When) => onChoose(one, wordsOf(one))
  return (
    <FormDialog title={title} save={t`Put off`} onClose={onClose} error={null} isBusy={false}
      whyNot={when === null ? t`Say when: “Friday”, “in 3 days”, “next Tuesday 9”.` : null}
      onSubmit={() => when !== null && choose(when)}>
      <TextInput label={t`Until when`} data-autofocus value={text} autoComplete="off"
        placeholder={t`next Tuesday 9`} onChange={(event) => setText(event.currentTarget.value)}
        description={t`Time zone: ${zone}`} />
      <p className="small" role="status" style={{ margin: 0, minHeight: 22 }}>
        {text.trim() === '' ? null : when === null
          ? <span className="dim"><Trans>Not understood yet.</Trans></span>
          : <strong>{wordsOf(when)}</strong>}
      </p>
      <Group gap={6} role="group" aria-label={t`Usual moments`}>
        {usualMoments(today, clock.time).map(({ label, when: one }) => (
          <Button key={label} size="compact-sm" variant="default" title={wordsOf(one)}
            onClick={() => choose(one)}>{label}</Button>
        ))}
      </Group>
    </FormDialog>
  )
}

function usualMoments(today: string, time: string): { label: string; when: When }[] {
  const monday = addDays(today, 8 - weekdayOf(today))
  return [
    ...(time < '15:00' ? [{ label: t`This afternoon`, when: { on: today, time: '16:00' } }] : []),
    { label: t`Tomorrow`, when: { on: addDays(today, 1), time: '09:00' } },
    { label: t`In 3 days`, when: { on: addDays(today, 3), time: '09:00' } },
    { label: t`Next week`, when: { on: monday, time: '09:00' } },
    { label: t`In 2 weeks`, when: { on: addDays(today, 14), time: '09:00' } },
  ]
}
