// The days of a simulation as a calendar by weeks: the deeper the colour, the more contacts.
import { t } from '@lingui/core/macro'
import { useRef } from 'react'
import { addDays, weekdayOf } from '#domain/day.ts'
import { counted, countText, dayText } from '../../format.ts'
import { contactsOf, sumOf, type DayAnswer } from './wish.ts'

const WEEKDAYS = [t`Mon`, t`Tue`, t`Wed`, t`Thu`, t`Fri`, t`Sat`, t`Sun`]
const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** Weeks as rows; the deeper the colour, the more contacts. Arrow keys walk over the days. */
export function SimulationCalendar({ days, chosen, onChoose: choose, isSmall = false }: {
  days: readonly DayAnswer[]
  chosen: string | undefined
  onChoose: (day: string) => void
  isSmall?: boolean
}) {
  const grid = useRef<HTMLDivElement>(null)
  const most = Math.max(0, ...days.map(contactsOf))
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
    <div className="sim-calendar" data-small={isSmall || undefined} ref={grid} onKeyDown={walk}
      role="group" aria-label={t`Days; arrow keys walk`}>
      {WEEKDAYS.map((name) => <span key={name} className="dim tiny sim-weekday">{name}</span>)}
      {Array.from({ length: blanks }, (_, place) => <span key={`blank ${place}`} />)}
      {days.map((one) => (
        <button key={one.day} type="button" data-day={one.day} className="sim-day"
          data-heat={heatOf(contactsOf(one), most)} aria-pressed={one.day === chosen}
          tabIndex={one.day === (chosen ?? days[0]?.day) ? 0 : -1} onClick={() => choose(one.day)}
          aria-label={dayWords(one)} title={dayWords(one)}>
          <span className="tiny">{dateOf(one.day)}</span>
          <span className="num strong">{contactsOf(one) === 0 ? '' : countText(contactsOf(one))}
          </span>
          {sumOf(one.held) > 0 ? <span className="sim-held" aria-hidden /> : null}
        </button>
      ))}
    </div>
  )
}

/** With the month where one begins, else the bare number. */
const dateOf = (day: string): string => (day.endsWith('-01')
  ? /[^\d\s.,]+/.exec(dayText(day))?.[0] ?? '1' : String(Number(day.slice(8))))

const dayWords = (one: DayAnswer): string =>
  t`${dayText(one.day, 'full')}: ${counted(contactsOf(one), 'contact')}, ${
    countText(sumOf(one.held))} held`

const heatOf = (count: number, most: number): number =>
  (count === 0 || most === 0 ? 0 : Math.ceil((count / most) * 4))
