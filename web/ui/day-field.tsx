// A field for a civil day; its value stays text, so no time zone can shift it.
import { t } from '@lingui/core/macro'
import { DatePickerInput } from '@mantine/dates'
import '@mantine/dates/styles.css'
import { IconCalendar } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { calendarLanguage } from '../words/language.ts'

export function DayField({
  label, value, onChange, earliest, error, description, required, isClearable,
}: {
  label: string
  value: string | null
  onChange: (day: string | null) => void
  earliest?: string
  error?: ReactNode
  description?: ReactNode
  required?: boolean
  /** May be left without a day. */
  isClearable?: boolean
}) {
  return (
    <DatePickerInput label={label} value={value} onChange={onChange} error={error}
      description={description} withAsterisk={required ?? false} valueFormat="ddd D MMM YYYY"
      placeholder={t`Choose a day`} leftSection={<IconCalendar size={16} aria-hidden />}
      clearable={isClearable ?? false} locale={calendarLanguage}
      clearButtonProps={{ 'aria-label': t`Clear` }}
      popoverProps={{ withinPortal: true }} firstDayOfWeek={1}
      {...(earliest === undefined ? {} : { minDate: earliest })}
      nextLabel={t`Next month`} previousLabel={t`Previous month`} />
  )
}
