// The days of one simulation: totals, a calendar by weeks, and the chosen day beside it.
import { Anchor } from '@mantine/core'
import { IconDownload, IconInfoCircle } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useRef } from 'react'
import { exportSimulation } from '#contract/simulation.ts'
import { addDays, weekdayOf } from '#domain/day.ts'
import { addressOf } from '../../api.ts'
import { counted, countText, dayText } from '../../format.ts'
import { SimulatedDay } from './simulated-day.tsx'
import {
  byChannel, contactsOf, costText, holdWord, hoursText, sumOf, type DayAnswer, type Result,
  type SimulationAnswer,
} from './wish.ts'

const route = getRouteApi('/app/workflows/simulation')

export function Days({ simulation, result }: {
  simulation: SimulationAnswer; result: Result
}) {
  const { day } = route.useSearch()
  const busiest = result.days.reduce((most, one) =>
    (contactsOf(one) > contactsOf(most) ? one : most), result.days[0] ?? NO_DAY)
  const chosen = result.days.find((one) => one.day === day)
    ?? result.days.find((one) => contactsOf(one) > 0) ?? result.days[0]
  return (
    <>
      <section className="card" aria-label="In all">
        <div className="card-title"><span className="clamp-2">{simulation.title}</span>
          <Anchor className="chip" download="simulation.csv" href={addressOf(exportSimulation,
            { params: { simulationId: simulation.id } })}>
            <IconDownload size={14} aria-hidden /> CSV</Anchor>
        </div>
        <Totals result={result} />
        <Taken result={result} />
      </section>
      <div className="sim-days">
        <Calendar days={result.days} chosen={chosen?.day} most={contactsOf(busiest)} />
        {chosen ? <SimulatedDay key={chosen.day} simulationId={simulation.id} tally={chosen} />
          : null}
      </div>
    </>
  )
}

const NO_DAY: DayAnswer = {
  day: '', automatic: {}, manual: {}, decide: 0, held: {}, minutes: 0, paidInvoices: 0,
  smsSegments: 0, smsMicros: {},
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
          about={`${counted(result.contactedCustomers, 'customer')} of ${
            countText(result.customers)}`} />
        {hasSent ? <Figure name="Did go out" value={countText(sent)} about="in the same days" />
          : null}
        <Figure name="By itself" value={countText(sumOf(totals.automatic))}
          about={byChannel(totals.automatic)} />
        <Figure name="By hand" value={countText(sumOf(totals.manual))}
          about={byChannel(totals.manual)} />
        <Figure name="Work" value={hoursText(totals.minutes)}
          about={`${counted(totals.decide, 'decision')} at the end of a run`} />
        <Figure name="SMS" value={costText(totals.smsMicros)}
          about={counted(totals.smsSegments, 'segment')} />
        <Figure name="Paid" value={countText(totals.paidInvoices)} about="invoices meanwhile" />
      </dl>
      {held.length === 0 ? null : (
        <p className="small" style={{ margin: '12px 0 0' }}>
          <span className="strong">Held most: </span>
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
        style={{ verticalAlign: '-2px' }} /> What was taken for granted</summary>
      <ul style={{ margin: '6px 0 0', paddingLeft: 20 }}>
        {result.notes.map((note) => <li key={note}>{note}</li>)}
        {result.isTruncated ? <li>The counts are whole; of the single actions only the first
          100,000 were kept.</li> : null}
      </ul>
    </details>
  )
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** Weeks as rows; the deeper the colour, the more contacts. Arrow keys walk over the days. */
function Calendar({ days, chosen, most }: {
  days: readonly DayAnswer[]; chosen: string | undefined; most: number
}) {
  const navigate = route.useNavigate()
  const grid = useRef<HTMLDivElement>(null)
  const choose = (day: string) =>
    void navigate({ search: (before) => ({ ...before, day }), replace: true, resetScroll: false })
  const walk = (event: React.KeyboardEvent) => {
    const step = STEPS[event.key]
    const from = chosen ?? days[0]?.day
    if (step === undefined || from === undefined) return
    event.preventDefault()
    const next = addDays(from, step)
    if (!days.some((one) => one.day === next)) return
    choose(next)
    grid.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus()
  }
  const blanks = days[0] ? weekdayOf(days[0].day) - 1 : 0
  return (
    <section className="card" aria-label="Calendar">
      <div className="sim-calendar" ref={grid} onKeyDown={walk} role="group"
        aria-label="Days; arrow keys walk">
        {WEEKDAYS.map((name) => <span key={name} className="dim tiny sim-weekday">{name}</span>)}
        {Array.from({ length: blanks }, (_, place) => <span key={`blank ${place}`} />)}
        {days.map((one) => (
          <button key={one.day} type="button" data-day={one.day} className="sim-day"
            data-heat={heatOf(contactsOf(one), most)} aria-pressed={one.day === chosen}
            tabIndex={one.day === chosen ? 0 : -1} onClick={() => choose(one.day)}
            aria-label={dayWords(one)} title={dayWords(one)}>
            <span className="tiny">{dateOf(one.day)}</span>
            <span className="num strong">{contactsOf(one) === 0 ? '' : countText(contactsOf(one))}
            </span>
            {sumOf(one.held) > 0 ? <span className="sim-held" aria-hidden /> : null}
          </button>
        ))}
      </div>
      <p className="dim tiny" style={{ margin: '8px 0 0' }}>
        Contacts a day; a bar below where something is held.</p>
    </section>
  )
}

/** With the month where one begins, else the bare number. */
const dateOf = (day: string): string => (day.endsWith('-01')
  ? /[^\d\s.,]+/.exec(dayText(day))?.[0] ?? '1' : String(Number(day.slice(8))))

const dayWords = (one: DayAnswer): string =>
  `${dayText(one.day, 'full')}: ${counted(contactsOf(one), 'contact')}, ${
    countText(sumOf(one.held))} held`

const heatOf = (count: number, most: number): number =>
  (count === 0 || most === 0 ? 0 : Math.ceil((count / most) * 4))
