// What the days of a simulation come to: messages by channel, held work by reason, minutes, cost.
import type { Day } from '../day.ts'
import type { HoldCode } from '../hold.ts'
import type { Channel, Mode } from '../workflow.ts'

export interface DayTally {
  day: Day
  /** Sent by itself, by channel. */
  automatic: Partial<Record<Channel, number>>
  /** Done by people, by channel. */
  manual: Partial<Record<Channel, number>>
  /** Ends of runs that somebody must decide about. */
  decide: number
  /** Runs that stand still at the end of the day, by the first reason. */
  held: Partial<Record<HoldCode, number>>
  minutes: number
  /** Invoices that the scenario lets be paid on the day. */
  paidInvoices: number
  smsSegments: number
  /** Estimated cost of SMS in millionths, by currency. */
  smsMicros: Record<string, number>
}

/** Minutes that one piece of work takes a person. */
export type Minutes = Readonly<Record<Channel, number>>
export const USUAL_MINUTES: Minutes = { call: 6, letter: 4, task: 5, email: 2, sms: 2 }

export const emptyDay = (day: Day): DayTally => ({
  day, automatic: {}, manual: {}, decide: 0, held: {}, minutes: 0, paidInvoices: 0,
  smsSegments: 0, smsMicros: {},
})

const add = <K extends string>(counts: Partial<Record<K, number>>, key: K, count = 1) => {
  counts[key] = (counts[key] ?? 0) + count
}

export function tallyAction(
  tally: DayTally, action: { channel: Channel; mode: Mode; kind: 'reminder' | 'decide' },
  minutes: Minutes,
): void {
  if (action.kind === 'decide') {
    tally.decide++
    tally.minutes += minutes.task
  } else {
    add(action.mode === 'automatic' ? tally.automatic : tally.manual, action.channel)
    if (action.mode === 'manual') tally.minutes += minutes[action.channel]
  }
}

export const tallyHeld = (tally: DayTally, code: HoldCode): void => add(tally.held, code)

export function tallySms(
  tally: DayTally, sms: { segments: number; price: { micros: number; currency: string } | null },
): void {
  tally.smsSegments += sms.segments
  if (sms.price) add(tally.smsMicros, sms.price.currency, sms.price.micros * sms.segments)
}

export interface Totals {
  automatic: Partial<Record<Channel, number>>
  manual: Partial<Record<Channel, number>>
  /** Everything that reaches a customer: all but tasks. */
  contacts: number
  decide: number
  /** Days on which a run stood still, by reason. */
  heldDays: Partial<Record<HoldCode, number>>
  minutes: number
  paidInvoices: number
  smsSegments: number
  smsMicros: Record<string, number>
}

export function totalsOf(days: readonly DayTally[]): Totals {
  const totals: Totals = {
    automatic: {}, manual: {}, contacts: 0, decide: 0, heldDays: {}, minutes: 0, paidInvoices: 0,
    smsSegments: 0, smsMicros: {},
  }
  for (const day of days) {
    for (const mode of ['automatic', 'manual'] as const) {
      for (const [channel, count] of channelsOf(day[mode])) {
        add(totals[mode], channel, count)
        if (channel !== 'task') totals.contacts += count
      }
    }
    // The keys of a record of hold codes are hold codes.
    for (const [code, count] of Object.entries(day.held) as [HoldCode, number][]) {
      add(totals.heldDays, code, count)
    }
    for (const [currency, micros] of Object.entries(day.smsMicros)) {
      add(totals.smsMicros, currency, micros)
    }
    totals.decide += day.decide
    totals.minutes += day.minutes
    totals.paidInvoices += day.paidInvoices
    totals.smsSegments += day.smsSegments
  }
  return totals
}

const channelsOf = (counts: Partial<Record<Channel, number>>) =>
  Object.entries(counts) as [Channel, number][] // The keys of such a record are channels.

/** Contacts of one day: what reaches customers, whoever does it. */
export const contactsOn = (day: DayTally): number =>
  [...channelsOf(day.automatic), ...channelsOf(day.manual)]
    .reduce((sum, [channel, count]) => (channel === 'task' ? sum : sum + count), 0)
