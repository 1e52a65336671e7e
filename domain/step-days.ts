// Where the steps of a workflow stand on a line of days, and where the delay moves them.
import { countsAsContact, type Step, type Trigger } from './workflow.ts'

/** What a trigger may say: a year before its anchor, and not quite three after it. */
export const EARLIEST_OFFSET = -365
export const LATEST_OFFSET = 1000

type Placed = Pick<Step, 'channel'> & { trigger: Trigger }

const WEEK = 7
const BUSINESS_WEEK = 5

/**
 * The day of a line that counts calendar days from the anchor. Business days are stretched by
 * their share of a week: which weekdays they are depends on the invoice.
 */
export function lineDay({ offsetDays, unit }: Trigger): number {
  return unit === 'calendar' ? offsetDays : Math.round((offsetDays * WEEK) / BUSINESS_WEEK)
}

/** The offset that stands on a day of the line, as near as the unit allows. */
export function offsetOnLine(unit: Trigger['unit'], day: number): number {
  const offset = unit === 'calendar' ? Math.round(day) : Math.round((day * BUSINESS_WEEK) / WEEK)
  return Math.min(LATEST_OFFSET, Math.max(EARLIEST_OFFSET, offset)) + 0
}

/**
 * The earliest day of each step for somebody who walks the whole way: a step that would come
 * before the delay is over is moved by it. Null where the delay changes nothing, and for steps
 * whose distance from the due day is another one for each invoice.
 */
export function delayedDays(
  { steps, mcdDays }: { steps: readonly Placed[]; mcdDays: number },
): (number | null)[] {
  let lastContact: number | null = null
  return steps.map(({ channel, trigger }) => {
    if (!countsAsContact(channel) || !isExact(trigger)) return null
    const day: number = lastContact === null ? trigger.offsetDays
      : Math.max(trigger.offsetDays, lastContact + mcdDays)
    lastContact = day
    return day === trigger.offsetDays ? null : day
  })
}

const isExact = ({ anchor, unit }: Trigger) => anchor === 'due' && unit === 'calendar'

/** Whether each step stands behind the earlier ones of its own anchor; the order is what counts. */
export function isInOrderOfDays(steps: readonly { trigger: Trigger }[]): boolean {
  const latest = new Map<Trigger['anchor'], number>()
  return steps.every(({ trigger }) => {
    const day = lineDay(trigger)
    const isBehind = day >= (latest.get(trigger.anchor) ?? -Infinity)
    latest.set(trigger.anchor, Math.max(day, latest.get(trigger.anchor) ?? -Infinity))
    return isBehind
  })
}

/** Steps of one anchor in the order of their days, on the places that this anchor had. */
export function inOrderOfDays<S extends { trigger: Trigger }>(steps: readonly S[]): S[] {
  const waiting = new Map<Trigger['anchor'], S[]>()
  for (const step of [...steps].sort((a, b) => lineDay(a.trigger) - lineDay(b.trigger))) {
    waiting.set(step.trigger.anchor, [...waiting.get(step.trigger.anchor) ?? [], step])
  }
  return steps.flatMap((step) => {
    const [next, ...rest] = waiting.get(step.trigger.anchor) ?? []
    waiting.set(step.trigger.anchor, rest)
    return next ?? []
  })
}
