// Writes down what the played days bring: whole counts of every day, and a bounded list of lines.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { HoldCode } from '#domain/hold.ts'
import {
  emptyDay, tallyAction, tallyHeld, tallySms, type DayTally, type Minutes,
} from '#domain/simulation/tally.ts'
import { asSent, countSegments } from '#domain/sms/segments.ts'
import type { Org } from '../../platform/in-organization.ts'
import type { Told } from './play-customer.ts'
import type { SimulatedAction } from './simulated-action.ts'
import type { LineRow } from './simulation-store.ts'

export interface Recorder {
  told: Told
  days: DayTally[]
  /** Automatic messages by day. */
  automatic: number[]
  /** Customers that were contacted at all. */
  contacted: Set<string>
  /** Hands over what was written since, for keeping. */
  takeLines: () => LineRow[]
  isTruncated: () => boolean
}

export interface HeldDetail {
  customerName: string
  workflowName: string
  code: HoldCode
}

/** More than any page shows; what is beyond is counted, not kept. */
export const MOST_LINES = 100_000

export function openRecorder(given: {
  moments: readonly Org[]; minutes: Minutes; automaticToday: number
  prices: readonly { country: string; micros: number; currency: string }[]
  nameOf: (customerId: string) => string
  /** Of automatic messages, by day. */
  caps: readonly number[]
}): Recorder {
  const { days, dayOf } = daysOf(given.moments)
  const automatic = days.map((_, place) => (place === 0 ? given.automaticToday : 0))
  const prices = new Map(given.prices.map((price) => [price.country, price]))
  const contacted = new Set<string>()
  const spans = new Map<string, LineRow & { detail: HeldDetail; place_day: number }>()
  let lines: LineRow[] = []
  let place = 0
  const keep = (line: Omit<LineRow, 'place'>): LineRow | null => {
    if (place >= MOST_LINES) return null
    const row = { ...line, place: ++place }
    lines.push(row)
    return row
  }
  const told: Told = {
    capOn: (index) => given.caps[dayOf(index)] ?? Infinity,
    automaticOn: (index) => automatic[dayOf(index)] ?? 0,
    paid: (index, invoices) => { at(days, dayOf(index)).paidInvoices += invoices },
    action: (index, action, text) => {
      const tally = at(days, dayOf(index))
      tallyAction(tally, action, given.minutes)
      if (action.channel !== 'task') contacted.add(action.customerId)
      if (action.mode === 'automatic') automatic[dayOf(index)] = told.automaticOn(index) + 1
      if (action.channel === 'sms' && text) {
        const country = countryOf(action.recipient)
        tallySms(tally, { segments: countSegments(asSent(text.body)).count,
          price: country === null ? null : prices.get(country) ?? null })
      }
      keep({ day: action.day, until_day: action.day, kind: 'action',
        customer_id: action.customerId, detail: action })
    },
    held: (index, run, code) => {
      const dayIndex = dayOf(index)
      const tally = at(days, dayIndex)
      tallyHeld(tally, code)
      const span = spans.get(run.id)
      if (span && span.detail.code === code && span.place_day === dayIndex - 1) {
        span.until_day = tally.day
        span.place_day = dayIndex
        return
      }
      const detail = { customerName: given.nameOf(run.customer_id),
        workflowName: run.workflow_name, code }
      const row = keep({ day: tally.day, until_day: tally.day, kind: 'held',
        customer_id: run.customer_id, detail })
      if (row) spans.set(run.id, Object.assign(row, { detail, place_day: dayIndex }))
    },
  }
  return {
    told, days, automatic, contacted, isTruncated: () => place >= MOST_LINES,
    takeLines: () => {
      const taken = lines.map(({ day, place: of, kind, until_day, customer_id, detail }) =>
        ({ day, place: of, kind, until_day, customer_id, detail }))
      lines = []
      spans.clear()
      return taken
    },
  }
}

/** Two moments may be of one day: now, and its send time. */
function daysOf(moments: readonly Org[]): { days: DayTally[]; dayOf: (index: number) => number } {
  const days: DayTally[] = []
  const places = moments.map(({ today }) => {
    if (days.at(-1)?.day !== today) days.push(emptyDay(today))
    return days.length - 1
  })
  return { days, dayOf: (index) => places[index] ?? 0 }
}

function at(days: readonly DayTally[], place: number): DayTally {
  const day = days[place]
  if (!day) throw new Error(`Day ${place} is not played.`)
  return day
}

const countryOf = (phone: string | null): string | null =>
  (phone === null ? null : parsePhoneNumberFromString(phone)?.country ?? null)

export const isAction = (line: LineRow): line is LineRow & { detail: SimulatedAction } =>
  line.kind === 'action'
