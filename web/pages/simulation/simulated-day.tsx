// One simulated day: who gets what, with the text on demand; what is held and why.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import {
  getSimulatedText, listSimulatedActions, listSimulatedHolds, type SimulatedAction,
} from '#contract/simulation.ts'
import { fixInOwnWords, holdWord } from '../../components/hold-words.ts'
import { Amounts } from '../../components/money.tsx'
import { ChannelIcon, ModeBadge, stepTitle } from '../../components/statuses.tsx'
import { counted, dayText } from '../../format.ts'
import { usePages, useRead } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { byChannel, hoursText, sumOf, type DayAnswer } from './wish.ts'

type Action = z.output<typeof SimulatedAction>

export function SimulatedDay({ simulationId, tally }: {
  simulationId: string; tally: DayAnswer
}) {
  const actions = usePages(listSimulatedActions,
    { params: { simulationId }, query: { day: tally.day, limit: 50 } }, {})
  const items = actions.items ?? []
  return (
    <section className="card card-flush" aria-label={dayText(tally.day, 'full')}>
      <header className="sim-day-head">
        <h2 style={{ margin: 0 }}>{dayText(tally.day, 'full')}</h2>
        <p className="dim small" style={{ margin: '2px 0 0' }}>{wordsOf(tally)}</p>
      </header>
      {actions.error
        ? <div style={{ padding: 12 }}><DeedError error={actions.error} /></div> : null}
      {actions.isPending ? <ListSkeleton rows={4} /> : null}
      {actions.items && items.length === 0 ? (
        <p className="dim small" style={{ padding: '12px 14px', margin: 0 }}>
          <Trans>Nobody gets anything on this day.</Trans></p>
      ) : null}
      <ul className="rows">
        {items.map((action) => (
          <li key={action.place}><ActionRow simulationId={simulationId} action={action} /></li>
        ))}
      </ul>
      <LoadMore pages={actions} />
      {sumOf(tally.held) === 0 ? null
        : <Held simulationId={simulationId} tally={tally} />}
    </section>
  )
}

function wordsOf(tally: DayAnswer): string {
  const parts = [
    sumOf(tally.automatic) > 0 ? t`By itself: ${byChannel(tally.automatic)}` : '',
    sumOf(tally.manual) > 0 ? t`by hand: ${byChannel(tally.manual)}` : '',
    tally.decide > 0 ? counted(tally.decide, 'decision') : '',
    tally.minutes > 0 ? hoursText(tally.minutes) : '',
    tally.paidInvoices > 0 ? t`${counted(tally.paidInvoices, 'invoice')} paid` : '',
    tally.sent === undefined ? '' : t`did go out: ${byChannel(tally.sent)}`,
  ].filter((part) => part !== '')
  return parts.length === 0 ? t`A quiet day` : parts.join(' · ')
}

function ActionRow({ simulationId, action }: { simulationId: string; action: Action }) {
  const [isOpen, setOpen] = useState(false)
  const sums = new Map<string, number>()
  for (const { currency, amountMinor } of action.invoices) {
    sums.set(currency, (sums.get(currency) ?? 0) + amountMinor)
  }
  return (
    <div className="sim-row">
      <div className="row-line">
        <Link to="/customers/$customerId" params={{ customerId: action.customerId }}
          className="clamp-1 strong">{action.customerName}</Link>
        <Amounts amounts={[...sums].map(([currency, amountMinor]) =>
          ({ currency, amountMinor }))} />
      </div>
      <div className="row-line row-sub" style={{ flexWrap: 'wrap' }}>
        <span className="clamp-1"><ChannelIcon channel={action.channel} size={14} />{' '}
          {stepTitle({ channel: action.channel, name: action.stepName })}</span>
        <ModeBadge mode={action.mode} />
      </div>
      <div className="dim tiny" style={{ overflowWrap: 'anywhere' }}>
        {[action.workflowName, action.recipient ?? action.recipientName,
          firstOf(action.invoices.map(({ number }) => number))]
          .filter((part) => part !== '').join(' · ')}
      </div>
      {action.enclosed === null ? null : (
        <div className="dim tiny" style={{ overflowWrap: 'anywhere' }}>
          <IconPaperclip size={12} aria-hidden style={{ verticalAlign: '-2px' }} />{' '}
          {enclosedText(action.enclosed)}</div>
      )}
      {action.hasText ? (
        <Button variant="subtle" size="compact-xs" aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)} style={{ marginInlineStart: -8 }}>
          {isOpen ? t`Hide the text` : t`Show the text`}</Button>
      ) : null}
      {isOpen ? <TextOf simulationId={simulationId} place={action.place} /> : null}
    </div>
  )
}

const MOST_NUMBERS = 6
function firstOf(numbers: readonly string[]): string {
  const first = numbers.slice(0, MOST_NUMBERS).join(', ')
  const count = numbers.length - MOST_NUMBERS
  return count > 0 ? t`${first} and ${count} more` : first
}

function enclosedText({ statement, invoices }: NonNullable<Action['enclosed']>): string {
  const pdfs = invoices.length === 0 ? '' : t`PDF of ${firstOf(invoices)}`
  return [statement ? t`Statement` : '', pdfs].filter((part) => part !== '').join(' · ')
}

function TextOf({ simulationId, place }: { simulationId: string; place: number }) {
  const text = useRead(getSimulatedText, { params: { simulationId, place } },
    { staleTimeMs: 60_000 })
  if (text.error) return <DeedError error={text.error} />
  if (!text.data) return <ListSkeleton rows={1} />
  if (text.data.problem !== null) {
    return <p className="small" style={{ color: 'var(--warn)' }}>{text.data.problem}</p>
  }
  return (
    <div className="sim-text">
      {text.data.subject === '' ? null : <div className="strong small">{text.data.subject}</div>}
      <div className="prose small">{text.data.body}</div>
    </div>
  )
}

function Held({ simulationId, tally }: { simulationId: string; tally: DayAnswer }) {
  const held = useRead(listSimulatedHolds,
    { params: { simulationId }, query: { day: tally.day } })
  const items = held.data?.items ?? []
  const codes = Object.entries(tally.held).sort(([, a], [, b]) => b - a)
  return (
    <details className="sim-holds">
      <summary className="small strong"><Trans>{counted(sumOf(tally.held), 'run stands',
        'runs stand')}
        {' '}still</Trans></summary>
      <ul className="rows">
        {codes.map(([code, count]) => (
          <li key={code} className="sim-row">
            <div className="small">
              <span className="strong num">{count}</span> {holdWord(code)}</div>
            <div className="dim tiny">{items.filter((item) => item.code === code).slice(0, 12)
              .map((item) => (
                <Link key={`${item.customerId} ${item.workflowName}`} className="chip"
                  to="/customers/$customerId" params={{ customerId: item.customerId }}
                  title={`${item.workflowName}: ${fixInOwnWords(code, item.fix)}`}>
                  {item.customerName}</Link>
              ))}</div>
          </li>
        ))}
      </ul>
      {held.error ? <DeedError error={held.error} /> : null}
    </details>
  )
}
