// The days of one simulation: totals, a calendar by weeks, and the chosen day beside it.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor } from '@mantine/core'
import { IconDownload, IconInfoCircle } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { exportSimulation } from '#contract/simulation.ts'
import { holdWord } from '../../components/hold-words.ts'
import { addressOf } from '../../api.ts'
import { counted, countText } from '../../format.ts'
import { SimulationCalendar } from './simulation-calendar.tsx'
import { SimulatedDay } from './simulated-day.tsx'
import {
  byChannel, contactsOf, costText, hoursText, sumOf, type Result, type SimulationAnswer,
} from './wish.ts'

const route = getRouteApi('/app/workflows/simulation')

export function Days({ simulation, result }: {
  simulation: SimulationAnswer; result: Result
}) {
  const { day } = route.useSearch()
  const navigate = route.useNavigate()
  const chosen = result.days.find((one) => one.day === day)
    ?? result.days.find((one) => contactsOf(one) > 0) ?? result.days[0]
  return (
    <>
      <section className="card" aria-label={t`In all`}>
        <div className="card-title"><span className="clamp-2">{simulation.title}</span>
          <Anchor className="chip" download="simulation.csv" href={addressOf(exportSimulation,
            { params: { simulationId: simulation.id } })}>
            <IconDownload size={14} aria-hidden /> <Trans>CSV</Trans></Anchor>
        </div>
        <Totals result={result} />
        <Taken result={result} />
      </section>
      <div className="sim-days">
        <section className="card" aria-label={t`Calendar`}>
          <SimulationCalendar days={result.days} chosen={chosen?.day}
            onChoose={(next) => void navigate({ replace: true, resetScroll: false,
              search: (before) => ({ ...before, day: next }) })} />
          <p className="dim tiny" style={{ margin: '8px 0 0' }}>
            <Trans>Contacts a day; a bar below where something is held.</Trans></p>
        </section>
        {chosen ? <SimulatedDay key={chosen.day} simulationId={simulation.id} tally={chosen} />
          : null}
      </div>
    </>
  )
}

function Totals({ result }: { result: Result }) {
  const { totals } = result
  const sent = result.days.reduce((sum, day) => sum + sumOf(day.sent ?? {}), 0)
  const hasSent = result.days.some((day) => day.sent !== undefined)
  const held = Object.entries(totals.heldDays).sort(([, a], [, b]) => b - a)
  return (
    <>
      <dl className="sim-totals">
        <Figure name="Contacts" value={countText(totals.contacts)}
          about={t`${counted(result.contactedCustomers, 'customer')} of ${
            countText(result.customers)}`} />
        {hasSent ? <Figure name="Did go out" value={countText(sent)} about={t`in the same days`} />
          : null}
        <Figure name="By itself" value={countText(sumOf(totals.automatic))}
          about={byChannel(totals.automatic)} />
        <Figure name="By hand" value={countText(sumOf(totals.manual))}
          about={byChannel(totals.manual)} />
        <Figure name="Work" value={hoursText(totals.minutes)}
          about={t`${counted(totals.decide, 'decision')} at the end of a run`} />
        <Figure name="SMS" value={costText(totals.smsMicros)}
          about={counted(totals.smsSegments, 'segment')} />
        <Figure name="Paid" value={countText(totals.paidInvoices)} about={t`invoices meanwhile`} />
      </dl>
      {held.length === 0 ? null : (
        <p className="small" style={{ margin: '12px 0 0' }}>
          <span className="strong"><Trans>Held most:</Trans> </span>
          {held.slice(0, 4).map(([code, days]) =>
            `${holdWord(code)} (${counted(days, 'day')})`).join(' · ')}
        </p>
      )}
    </>
  )
}

function Figure({ name, value, about }: { name: string; value: string; about: string }) {
  return (
    <div>
      <dt className="dim tiny">{name}</dt>
      <dd className="sim-figure num">{value}</dd>
      <dd className="dim tiny" style={{ margin: 0 }}>{about}</dd>
    </div>
  )
}

function Taken({ result }: { result: Result }) {
  return (
    <details className="small" style={{ marginTop: 12 }}>
      <summary className="dim"><IconInfoCircle size={14} aria-hidden
        style={{ verticalAlign: '-2px' }} /> <Trans>What was taken for granted</Trans></summary>
      <ul style={{ margin: '6px 0 0', paddingInlineStart: 20 }}>
        {result.notes.map((note) => <li key={note}>{note}</li>)}
        {result.isTruncated ? <li><Trans>The counts are whole; of the single actions only the first
          100,000 were kept.</Trans></li> : null}
      </ul>
    </details>
  )
}
