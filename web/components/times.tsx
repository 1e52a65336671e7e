// Days and moments on screen: short to read, exact on hover, in the organization's zone.
import { Trans } from '@lingui/react/macro'
import { dayText, momentText, agoText, timeText, dayOf, daysFrom } from '../format.ts'
import { useSession } from './session.tsx'

/** A civil day; the year is left out when it is this one. */
export function DayText({ day }: { day: string }) {
  const { today } = useSession()
  const look = day.slice(0, 4) === today.slice(0, 4) ? 'short' : 'full'
  return <time dateTime={day} className="num"
    title={dayText(day, 'full')}>{dayText(day, look)}</time>
}

/** How far a day is from today, in words: “12 days overdue”, “in 3 days”, “today”. */
export function DistanceText({ day, past }: { day: string; past: string }) {
  const days = daysFrom(day, useSession().today)
  if (days === 0) return <><Trans>today</Trans></>
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'}`
  return <span className="num">{days > 0 ? `${count} ${past}` : `in ${count}`}</span>
}

/** “2 hr. ago”; the exact moment with its zone on hover. */
export function When({ at }: { at: string }) {
  const { now, zone } = useSession()
  return (
    <time dateTime={at} className="num" title={`${momentText(at, zone)} (${zone})`}>
      {agoText(at, now)}
    </time>
  )
}

/** A moment to plan by: “Tue 2 Dec, 08:30”. */
export function MomentText({ at }: { at: string }) {
  const { zone } = useSession()
  return (
    <time dateTime={at} className="num" title={`${momentText(at, zone)} (${zone})`}>
      {dayText(dayOf(at, zone), 'short')}, {timeText(at, zone)}
    </time>
  )
}
