// Pauses the customer who wrote: until a day or openly; the answer is handled by it or comes back.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Checkbox, Group, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { pauseReply } from '#contract/actions.ts'
import { laterDay } from '../../components/pause-dialog.tsx'
import { useSession } from '../../components/session.tsx'
import { dayText } from '../../format.ts'
import { useDeed } from '../../queries.ts'
import { DayField } from '../../ui/day-field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import type { Reply } from './reply-age.tsx'

export function PauseReplyDialog({ reply, onClose, onDone }: {
  reply: Reply; onClose: () => void; onDone: (words: string) => void
}) {
  const { today } = useSession()
  const [look, setLook] = useState<'until' | 'open'>('until')
  const [day, setDay] = useState<string | null>(() => laterDay(today, 7))
  const [reason, setReason] = useState('')
  const [bringBack, setBringBack] = useState(false)
  const isOpen = look === 'open'
  const on = day === null ? '' : dayText(day, 'short')
  const name = reply.customerName
  const pause = useDeed(pauseReply, () => onDone(bringBack ? t`${name} is back on ${on}.`
    : isOpen ? t`${name} is paused.` : t`${name} is paused until ${on}.`))
  const whyNot = day === null ? t`Choose a day.`
    : isOpen && reason.trim() === '' ? t`A pause without an end needs a reason.` : null
  return (
    <FormDialog title={t`Pause ${reply.customerName}`} save={t`Pause`} onClose={onClose}
      error={pause.error} isBusy={pause.isPending} whyNot={whyNot}
      onSubmit={() => pause.mutate({ params: { replyActionId: reply.id }, body: {
        untilOn: isOpen ? null : day, reviewOn: isOpen ? day : null, reason, bringBack,
        newestSeenMessageId: reply.newestMessageId,
      } })}>
      <SegmentedControl aria-label={t`How long`} value={look}
        onChange={(value) => setLook(value === 'open' ? 'open' : 'until')}
        data={[{ value: 'until', label: t`Until a day` }, { value: 'open', label: t`Openly` }]} />
      <Group gap={6}>
        {[3, 7, 14, 30].map((days) => (
          <Button key={days} size="compact-sm" variant="default"
            onClick={() => setDay(laterDay(today, days))}><Trans>{days} days</Trans></Button>
        ))}
      </Group>
      <DayField label={isOpen ? t`Review on` : t`Until`} value={day} onChange={setDay} required
        earliest={laterDay(today, 1)} description={day === null ? t`Choose a day.`
          : isOpen ? t`The pause lasts until somebody ends it.`
            : t`Nothing goes out before ${dayText(day, 'full')}; that day is free again.`} />
      <TextInput label={t`Reason`} placeholder={isOpen ? t`Why it has no end` : t`Optional`}
        value={reason} maxLength={500} required={isOpen}
        onChange={(event) => setReason(event.currentTarget.value)} />
      <Checkbox checked={bringBack} label={t`Bring the answer back on that day`}
        description={bringBack ? t`It waits in To Do again then, and reminders stay halted until it
        is handled.` : t`Without this, the pause handles the answer.`}
        onChange={(event) => setBringBack(event.currentTarget.checked)} />
    </FormDialog>
  )
}
