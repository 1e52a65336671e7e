// Narrows a timeline to one channel or to what says some words, or begins it at an earlier day.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Select } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import '@mantine/dates/styles.css'
import { IconArrowUp, IconCalendar } from '@tabler/icons-react'
import { EVENT_PARTS, type EventPart } from '#domain/event-parts.ts'
import { calendarLanguage } from '../words/language.ts'
import { SearchField } from '../ui/search-field.tsx'
import { useSession } from './session.tsx'
import { DayText } from './times.tsx'
import './timeline.css'

/** As it stands in the address. */
export interface TimelineLook {
  part?: EventPart | undefined
  day?: string | undefined
  q?: string | undefined
}

export const isNarrowed = ({ part, day, q }: TimelineLook) =>
  part !== undefined || day !== undefined || q !== undefined

export function TimelineTools({ look, onChange }: {
  look: TimelineLook; onChange: (look: TimelineLook) => void
}) {
  const { today } = useSession()
  return (
    <div className="timeline-tools" role="group" aria-label={t`Narrow the timeline`}>
      <Select size="sm" w={130} aria-label={t`What to show`} allowDeselect={false}
        data={PARTS.map(({ part, label }) => ({ value: part, label }))}
        value={look.part ?? 'all'} onChange={(value) => onChange({
          ...look, part: EVENT_PARTS.find((part) => part === value) })} />
      <SearchField label={t`Find in the timeline`} placeholder={t`Find in the timeline`}
        value={look.q ?? ''} onChange={(q) => onChange({ ...look, q: q.trim() || undefined })} />
      <DatePickerInput size="sm" w={150} aria-label={t`Jump to a day`} value={look.day ?? null}
        placeholder={t`Jump to a day`} valueFormat="D MMM YYYY" clearable maxDate={today}
        locale={calendarLanguage}
        leftSection={<IconCalendar size={16} aria-hidden />} firstDayOfWeek={1}
        nextLabel={t`Next month`} previousLabel={t`Previous month`}
        clearButtonProps={{ 'aria-label': t`Back to the newest` }}
        onChange={(day) => onChange({ ...look, day: day ?? undefined })} />
      {look.day === undefined ? null : (
        <Button size="compact-sm" variant="subtle" leftSection={<IconArrowUp size={14} />}
          onClick={() => onChange({ ...look, day: undefined })}>
          <Trans>Until <DayText day={look.day} /> · back to the newest</Trans></Button>
      )}
    </div>
  )
}

const PARTS: readonly { part: EventPart | 'all'; label: string }[] = [
  { part: 'all', label: t`All` }, { part: 'email', label: t`E-mail` },
  { part: 'sms', label: t`SMS` }, { part: 'call', label: t`Calls` },
  { part: 'letter', label: t`Letters` }, { part: 'task', label: t`Tasks` },
  { part: 'money', label: t`Money` }, { part: 'note', label: t`Notes` },
]
