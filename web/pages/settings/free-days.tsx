// The free days of a year: public holidays, which may be worked, and days of the company's own.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ActionIcon, Button, Checkbox, Group, Skeleton, TextInput } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { getCalendar } from '#contract/calendar.ts'
import { useSession } from '../../components/session.tsx'
import { DayText } from '../../components/times.tsx'
import { useRead } from '../../queries.ts'
import { DayField } from '../../ui/day-field.tsx'
import { ErrorState } from '../../ui/error-state.tsx'

export type OwnDays = Record<string, { name: string; isFree: boolean }>

export function FreeDays({ country, region, own, onChange }: {
  /** Null: public holidays are not observed. */
  country: string | null
  region: string | null
  own: OwnDays
  onChange: (own: OwnDays) => void
}) {
  const { today } = useSession()
  const [year, setYear] = useState(Number(today.slice(0, 4)))
  const read = useRead(getCalendar, { query: { year, ...(country === null ? {} : { country }),
    ...(region === null ? {} : { region }) } }, { isOff: country === null, isKept: true })
  const holidays = (country === null ? [] : read.data?.days ?? [])
    .filter(({ isPublic }) => isPublic)
  const holidayDays = new Set(holidays.map(({ day }) => day))
  const days = [
    ...holidays.map(({ day, name }) => ({ day, name, isPublic: true,
      isFree: own[day]?.isFree ?? true })),
    ...Object.entries(own).filter(([day, { isFree }]) => day.startsWith(String(year)) && isFree
      && !holidayDays.has(day)).map(([day, { name }]) => ({ day, name, isPublic: false,
      isFree: true })),
  ].sort((a, b) => (a.day < b.day ? -1 : 1))
  const without = (day: string) =>
    Object.fromEntries(Object.entries(own).filter(([one]) => one !== day))
  return (
    <fieldset className="plain-fieldset" aria-label={t`Free days of ${year}`}
      style={{ border: '1px solid var(--line)', borderRadius: 8, padding: '8px 12px', margin: 0 }}>
      <div className="row-line" style={{ alignItems: 'center' }}>
        <span className="strong small"><Trans>Free days of {year}</Trans></span>
        <span>
          <ActionIcon variant="subtle" aria-label={t`The year before`}
            onClick={() => setYear(year - 1)}><IconChevronLeft size={16} /></ActionIcon>
          <ActionIcon variant="subtle" aria-label={t`The year after`}
            onClick={() => setYear(year + 1)}><IconChevronRight size={16} /></ActionIcon>
        </span>
      </div>
      {read.error && country !== null
        ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : null}
      {country !== null && read.isPending ? <Skeleton height={80} /> : null}
      {days.length === 0 && !read.isFetching
        ? <p className="dim small" style={{ margin: '4px 0' }}><Trans>None but the
        weekends.</Trans></p> : null}
      <ul className="rows small" style={{ maxHeight: 260, overflowY: 'auto' }}>
        {days.map(({ day, name, isPublic, isFree }) => (
          <li key={`${day} ${name}`} className="row-line"
            style={{ padding: '5px 0', alignItems: 'center' }}>
            <span className="clamp-1" title={name}><DayText day={day} />{' '}
              <span className={isFree ? '' : 'dim'}>{name}</span></span>
            {isPublic ? (
              <Checkbox size="xs" label={t`free`} checked={isFree} aria-label={t`${name} is free`}
                onChange={() => onChange(isFree ? { ...own, [day]: { name, isFree: false } }
                  : without(day))} />
            ) : (
              <ActionIcon variant="subtle" color="gray" aria-label={t`Remove ${name}`}
                onClick={() => onChange(without(day))}><IconX size={14} /></ActionIcon>
            )}
          </li>
        ))}
      </ul>
      <NewDay taken={own} onAdd={(day, name) => {
        onChange({ ...own, [day]: { name, isFree: true } })
        setYear(Number(day.slice(0, 4)))
      }} />
    </fieldset>
  )
}

function NewDay({ taken, onAdd }: {
  taken: OwnDays; onAdd: (day: string, name: string) => void
}) {
  const [day, setDay] = useState<string | null>(null)
  const [name, setName] = useState('')
  const add = () => {
    if (day === null || name.trim() === '') return
    onAdd(day, name.trim())
    setDay(null)
    setName('')
  }
  return (
    <Group gap={8} align="flex-end" mt={8}>
      <div style={{ flex: '1 1 150px' }}>
        <DayField label={t`Another free day`} value={day} onChange={setDay} isClearable
          error={day !== null && taken[day]?.isFree ? t`It is in the list already.` : null} /></div>
      <TextInput label={t`Name`} placeholder={t`Company closing`} value={name} maxLength={100}
        style={{ flex: '1 1 150px' }} onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          add()
        }} />
      <Button variant="default" leftSection={<IconPlus size={15} />} onClick={add}
        disabled={day === null || name.trim() === ''}><Trans>Add</Trans></Button>
    </Group>
  )
}
