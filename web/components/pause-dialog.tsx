// Asks until when something rests, and why.
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { dayText } from '../format.ts'
import { DayField } from '../ui/day-field.tsx'
import { DeedError } from '../ui/error-state.tsx'
import { useSession } from './session.tsx'

export interface PauseGiven { untilOn: string; reason: string }

export function PauseDialog({ isOpen, onClose, onPause, what, isBusy, error }: {
  isOpen: boolean
  onClose: () => void
  onPause: (given: PauseGiven) => void
  /** What rests, as in “Pause Müller GmbH”. */
  what: string
  isBusy: boolean
  error: Error | null
}) {
  const { today } = useSession()
  const [untilOn, setUntilOn] = useState<string | null>(() => laterDay(today, 7))
  const [reason, setReason] = useState('')
  return (
    <Modal opened={isOpen} onClose={onClose} title={`Pause ${what}`}>
      <form onSubmit={(event) => {
        event.preventDefault()
        if (untilOn !== null) onPause({ untilOn, reason })
      }}>
        <Stack gap="sm">
          <Group gap={6}>
            {[3, 7, 14, 30].map((days) => (
              <Button key={days} size="compact-sm" variant="default"
                onClick={() => setUntilOn(laterDay(today, days))}>{days} days</Button>
            ))}
          </Group>
          <DayField label="Until" value={untilOn} onChange={setUntilOn} required
            earliest={laterDay(today, 1)} description={untilOn === null ? 'Choose a day.'
              : `Nothing goes out before ${dayText(untilOn, 'full')}; that day is free again.`} />
          <TextInput label="Reason" placeholder="Optional" value={reason} maxLength={500}
            onChange={(event) => setReason(event.currentTarget.value)} />
          <DeedError error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>Cancel</Button>
            <Button type="submit" loading={isBusy} disabled={untilOn === null}>Pause</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

export const laterDay = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
