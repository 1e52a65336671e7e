// Which days the insights are about: usual periods by name, any other by its days.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ActionIcon, Button, Group, Popover, Select, Stack } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { useState } from 'react'
import { addDays, type Day } from '#domain/day.ts'
import { dayText } from '../../format.ts'
import { DayField } from '../../ui/day-field.tsx'
import type { PeriodQuery } from './report-card.tsx'

const PERIODS = [
  ['30', t`Last 30 days`], ['90', t`Last 90 days`], ['365', t`Last 12 months`], ['year',
    t`This year`],
] as const
type PeriodName = (typeof PERIODS)[number][0] | 'other'

/** The address holds days, so that a link shows everybody the same. */
export function nameOfPeriod({ from, until }: PeriodQuery, today: Day): PeriodName {
  if (from === undefined && until === undefined) return '90'
  if (until !== undefined && until !== today) return 'other'
  const found = (['30', '90', '365'] as const)
    .find((name) => addDays(today, -Number(name)) === from)
  return found ?? (from === `${today.slice(0, 4)}-01-01` ? 'year' : 'other')
}

export function PeriodPicker({ period, today, onChange }: {
  period: PeriodQuery; today: Day; onChange: (period: { from: Day; until: Day }) => void
}) {
  const [isOpen, setOpen] = useState(false)
  const name = nameOfPeriod(period, today)
  const days = { from: period.from ?? addDays(today, -90), until: period.until ?? today }
  const choose = (value: string | null) => {
    if (value === 'year') onChange({ from: `${today.slice(0, 4)}-01-01`, until: today })
    else if (value !== null && value !== 'other') {
      onChange({ from: addDays(today, -Number(value)), until: today })
    }
  }
  const others = { value: 'other', label: `${dayText(days.from)} – ${dayText(days.until)}` }
  return (
    <Group gap={6} wrap="nowrap">
      <Select aria-label={t`Period`} w={name === 'other' ? 230 : 150} allowDeselect={false}
        value={name} onChange={choose}
        data={[...PERIODS.map(([value, label]) => ({ value, label })),
          ...(name === 'other' ? [others] : [])]} />
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus withinPortal>
        <Popover.Target>
          <ActionIcon variant="default" size={36} aria-label={t`Choose other days`}
            onClick={() => setOpen((was) => !was)}><IconCalendar size={16} /></ActionIcon>
        </Popover.Target>
        <Popover.Dropdown>
          {isOpen ? <Days first={days} onChosen={(chosen) => {
            onChange(chosen)
            setOpen(false)
          }} /> : null}
        </Popover.Dropdown>
      </Popover>
    </Group>
  )
}

function Days({ first, onChosen }: {
  first: { from: Day; until: Day }; onChosen: (days: { from: Day; until: Day }) => void
}) {
  const [days, setDays] = useState(first)
  const isWrong = days.from > days.until
  return (
    <Stack gap="sm" w={240}>
      <DayField label={t`From`} value={days.from}
        onChange={(from) => { if (from !== null) setDays({ ...days, from }) }} />
      <DayField label={t`Through`} value={days.until}
        error={isWrong ? t`Choose a day after the first.` : undefined}
        onChange={(until) => { if (until !== null) setDays({ ...days, until }) }} />
      <Group justify="flex-end">
        <Button size="xs" disabled={isWrong} onClick={() => onChosen(days)}><Trans>Show these
          days</Trans></Button>
      </Group>
    </Stack>
  )
}
