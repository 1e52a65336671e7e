// What leaves by itself within seven days: to whom, by which step, when; and the ways to stop it.
import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconCalendarOff, IconPlayerPause } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { getAutomation } from '#contract/automation.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { startPause } from '#contract/customers.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { PauseDialog } from '../../components/pause-dialog.tsx'
import { ChannelIcon } from '../../components/statuses.tsx'
import { DayText } from '../../components/times.tsx'
import { useListKeys } from '../../components/list-keys.ts'
import { countText } from '../../format.ts'
import { useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { NothingToDo } from './nothing-to-do.tsx'

type Line = AnswerOf<typeof getAutomation>['lines'][number]

export function ScheduledTab({ channel }: { channel: string | undefined }) {
  const preview = useRead(getAutomation, { query: { limit: 500, channel } },
    { isKept: true, staleTimeMs: 30_000 })
  if (preview.error && !preview.data) {
    return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
  }
  if (!preview.data) return <div className="card card-flush"><ListSkeleton /></div>
  const { isOn, lines, lineCount } = preview.data
  if (lineCount === 0 && isOn) return <NothingToDo title={t`Nothing leaves by itself this week`} />
  if (lineCount === 0) {
    return <EmptyState icon={<IconCalendarOff size={22} />} title={t`Nothing would leave`}>
      <Trans>Even with automatic sending on, no message is due within seven days.</Trans>
    </EmptyState>
  }
  return (
    <div className="stack" style={{ gap: 8 }}>
      <p className="dim small" style={{ margin: 0 }} role="status">
        {isOn ? <Plural value={lineCount} one="# contact leaves by itself within seven days."
          other="# contacts leave by themselves within seven days." />
          : <Plural value={lineCount} one="# contact would leave if automatic sending were on."
            other="# contacts would leave if automatic sending were on." />}
      </p>
      <Lines lines={lines} />
      {lineCount > lines.length ? (
        <p className="dim tiny" style={{ margin: 0 }}><Trans>
          The first {countText(lines.length)}; choose a type to see others.</Trans></p>
      ) : null}
    </div>
  )
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const list = useListKeys()
  const [paused, setPaused] = useState<Line | null>(null)
  const days = [...new Set(lines.map(({ dueOn }) => dueOn))]
  return (
    <section className="card card-flush" aria-label={t`Scheduled`}
      ref={(element) => { list.current = element }}>
      {days.map((day) => (
        <div key={day}>
          <h2 className="label" style={{ margin: 0, padding: '10px 14px 4px' }}>
            <DayText day={day} /></h2>
          <ul className="rows">
            {lines.filter(({ dueOn }) => dueOn === day).map((line, place) => (
              <li key={place} style={{ display: 'flex', alignItems: 'center', gap: 8,
                paddingInlineEnd: 10 }}>
                <Link className="row-link" style={{ flex: 1, minWidth: 0 }}
                  to="/customers/$customerId" params={{ customerId: line.customerId }}>
                  <span className="clamp-1 strong">{line.customerName}</span>
                  <span className="row-sub clamp-1">
                    <ChannelIcon channel={line.channel} size={14} /> {line.step}
                    {line.invoiceNumber === null ? '' : ` · ${line.invoiceNumber}`}
                    {' · '}{line.workflow}</span>
                </Link>
                <DeedButton endpoint={startPause} size="compact-sm" variant="default"
                  aria-label={t`Cancel: pause ${line.customerName}`}
                  leftSection={<IconPlayerPause size={14} />} onClick={() => setPaused(line)}>
                  <Trans>Cancel…</Trans></DeedButton>
                <Button size="compact-sm" variant="default" className="wide-only"
                  component={Link} to={`/customers/${line.customerId}?compose=new`}>
                  <Trans>Write now</Trans></Button>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {paused === null ? null : (
        <PauseDialog onClose={() => setPaused(null)} of={{
          scope: 'customer', subjectId: paused.customerId, what: paused.customerName,
        }} />
      )}
    </section>
  )
}
