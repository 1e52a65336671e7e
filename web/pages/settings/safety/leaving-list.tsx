// Every message that would leave within seven days: by day, by channel, by customer.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Select } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { getAutomation } from '#contract/automation.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { ChannelIcon } from '../../../components/statuses.tsx'
import { DayText } from '../../../components/times.tsx'
import { countText, counted, dayText } from '../../../format.ts'
import { SearchField } from '../../../ui/search-field.tsx'

type Preview = AnswerOf<typeof getAutomation>

export interface LeavingFilter { on?: string; channel?: string; search?: string }
export const NO_FILTER: LeavingFilter = {}

const CHANNELS: Record<string, string> = { email: t`E-mail`, sms: 'SMS', letter: t`Letter` }

export function LeavingList({ preview, filter, onFilter, isBusy }: {
  preview: Preview; filter: LeavingFilter; onFilter: (filter: LeavingFilter) => void
  isBusy: boolean
}) {
  if (preview.week === 0) return null
  const days = new Map<string, number>()
  const channels = new Map<string, number>()
  for (const { on, channel, count } of preview.days) {
    days.set(on, (days.get(on) ?? 0) + count)
    channels.set(channel, (channels.get(channel) ?? 0) + count)
  }
  const set = (name: keyof LeavingFilter, value: string | null) => {
    const { [name]: _, ...others } = filter
    onFilter(value === null || value === '' ? others : { ...others, [name]: value })
  }
  return (
    <section aria-label={t`What would leave`} aria-busy={isBusy} style={{ marginBottom: 14 }}>
      <Group gap={8} align="flex-end" mb={8}>
        <Select label={t`Day`} size="xs" clearable placeholder={t`All seven`} w={170}
          value={filter.on ?? null} onChange={(value) => set('on', value)}
          data={[...days].map(([day, count]) => ({ value: day,
            label: `${dayText(day, 'short')}: ${countText(count)}` }))} />
        <Select label={t`Channel`} size="xs" clearable placeholder={t`All`} w={140}
          value={filter.channel ?? null} onChange={(value) => set('channel', value)}
          data={[...channels].map(([channel, count]) => ({ value: channel,
            label: `${CHANNELS[channel] ?? channel}: ${countText(count)}` }))} />
        <div style={{ flex: '1 1 160px' }}>
          <SearchField label={t`Search customers`} placeholder={t`Customer`}
            value={filter.search ?? ''} onChange={(typed) => set('search', typed)} /></div>
      </Group>
      <div style={{ border: '1px solid var(--line)', borderRadius: 8, maxHeight: 340,
        overflowY: 'auto' }} tabIndex={0} role="region" aria-label={t`Messages`}>
        {preview.lines.length === 0 ? (
          <p className="dim small" style={{ margin: 0, padding: 12 }}><Trans>Nothing
            fits.</Trans>{' '}
            <Button size="compact-xs" variant="subtle" onClick={() => onFilter(NO_FILTER)}>
              <Trans>Show all</Trans></Button></p>
        ) : null}
        <ul className="rows small">
          {preview.lines.map((line, index) => (
            <li key={index} className="row-line" style={{ padding: '7px 12px',
              borderBottom: '1px solid var(--line)' }}>
              <Link to="/customers/$customerId" params={{ customerId: line.customerId }}
                className="clamp-1" style={{ color: 'inherit' }}>{line.customerName}</Link>
              <span className="dim clamp-1" style={{ flex: 1 }} title={line.workflow}>
                <ChannelIcon channel={line.channel} size={14} /> {line.step}
                {line.invoiceNumber === null ? '' : ` · ${line.invoiceNumber}`}</span>
              <DayText day={line.dueOn} />
            </li>
          ))}
        </ul>
      </div>
      {preview.lineCount <= preview.lines.length ? null : (
        <p className="dim tiny" style={{ margin: '4px 0 0' }}>
          <Trans>The first {countText(preview.lines.length)} of {counted(preview.lineCount,
            'message')}
          ; choose a day or search for the others.</Trans></p>
      )}
    </section>
  )
}
