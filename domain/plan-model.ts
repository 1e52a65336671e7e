// A second, small model of the planning rules, for the tests alone: whole numbers and trying days.
import type { CarryingFate } from './plan.ts'

export interface ModelCalendar { isFree: (day: number) => boolean }
export interface ModelInvoice {
  id: string; total: number; asked: number; issued: number; due: number; knownSince: number
  broken: number | null
}
export interface ModelStep {
  id: string; anchor: 'issue' | 'due' | 'promise'; offset: number; inBusinessDays: boolean
  isAutomatic: boolean
}
export interface ModelRun {
  steps: ModelStep[]; isContextual: boolean; mcd: number; epoch: number
  carrying: { id: string; since: number; fate: CarryingFate } | null
  closed: ReadonlySet<string>
  /** What was done about broken promises, as `step day`. */
  asked: ReadonlySet<string>
  /** Where a newly published version has put the run; nothing before it is done any more. */
  start: string | null
  contacted: number | null; automatic: number | null; handled: number | null
  settled: number | null
  pause: number | 'open' | null
}
export type ModelPlan = 'nothing to ask' | 'all done'
  | {
    step: string; day: number | null; epoch: number; carrying: string; expired: string[]
    /** The day of the broken promise that it is about; null for a step in line. */
    about: number | null
  }

/** The one that is due first, then the larger, then the lower id; only what is asked for counts. */
const modelCarrying = (invoices: readonly ModelInvoice[]): ModelInvoice | undefined =>
  invoices.filter((one) => one.asked > 0).toSorted((a, b) =>
    a.due - b.due || b.total - a.total || (a.id < b.id ? -1 : 1))[0]

function modelTrigger(step: ModelStep, carrying: ModelInvoice, calendar: ModelCalendar): number {
  const days = { due: carrying.due, issue: carrying.issued, promise: carrying.broken ?? Infinity }
  let day = days[step.anchor]
  if (!step.inBusinessDays) return day + step.offset
  for (let left = Math.abs(step.offset); left > 0;) {
    day += Math.sign(step.offset)
    if (!calendar.isFree(day)) left--
  }
  return day
}

/** The day a step may happen: every wish of SPEC §3.3 tried on each day from today on. */
function modelDay(
  step: ModelStep, run: ModelRun, of: { carrying: ModelInvoice; today: number },
  calendar: ModelCalendar,
): number | null | 'gone' {
  const { carrying, today } = of
  const trigger = modelTrigger(step, carrying, calendar)
  const isNotice = trigger < carrying.due && step.anchor !== 'promise'
  if (isNotice && today > carrying.due) return 'gone'
  if (run.pause === 'open') return null
  const paused = run.pause
  const isAllowed = (day: number) => day >= today
    && (run.contacted === null || day >= run.contacted + run.mcd)
    && (run.handled === null || day >= run.handled + run.mcd)
    && (run.settled === null || day >= run.settled + run.mcd)
    && (run.automatic === null || !step.isAutomatic || day > run.automatic)
    && (paused === null || day >= paused)
  let day = Math.max(today, trigger)
  while (!isAllowed(day)) day++
  if (isNotice) {
    if (day > carrying.due) return 'gone'
    // A notice comes on the business day before, unless that lies behind today or in a delay.
    let before = day
    while (calendar.isFree(before)) before--
    if (before >= today) return isAllowed(before) ? before : 'gone'
    day = today
    while (calendar.isFree(day)) day++
    return day > carrying.due ? 'gone' : day
  }
  while (calendar.isFree(day)) day++
  return day
}

export function modelPlan(
  run: ModelRun, invoices: readonly ModelInvoice[], today: number, calendar: ModelCalendar,
): ModelPlan {
  const carrying = modelCarrying(invoices)
  if (!carrying) return 'nothing to ask'
  const was = run.carrying
  const restarts = was !== null && was.id !== carrying.id && (was.fate === 'paid'
    || (was.fate === 'collectible' && carrying.knownSince > was.since))
  const epoch = restarts ? run.epoch + 1 : run.epoch
  const closed = restarts ? new Set<string>() : run.closed
  const inLine = run.steps.filter((step) => step.anchor !== 'promise')
  const moved = restarts ? -1 : inLine.findIndex((step) => step.id === run.start)
  const expired: string[] = []
  const line = nextOfLine(moved < 0 ? inLine.slice(inLine.findLastIndex((step) =>
    closed.has(step.id)) + 1) : inLine.slice(moved), { run, closed, expired, carrying, today },
  calendar)
  const promised = nextOfPromise(run, carrying, today, calendar)
  const first = promised && (!line || (promised.day ?? 0) <= (line.day ?? 0)) ? promised : line
  if (!first) return 'all done'
  return { step: first.step.id, day: first.day, epoch, carrying: carrying.id, expired,
    about: first === promised ? carrying.broken : null }
}

interface ModelNext { step: ModelStep; day: number | null }

function nextOfLine(steps: readonly ModelStep[], of: {
  run: ModelRun; closed: ReadonlySet<string>; expired: string[]; carrying: ModelInvoice
  today: number
}, calendar: ModelCalendar): ModelNext | undefined {
  const { run, carrying, today } = of
  const begun = (step: ModelStep) => modelTrigger(step, carrying, calendar) <= today
  let rest = steps
  if (run.isContextual) {
    const fitting = rest.findLastIndex(begun)
    if (fitting > 0) rest = rest.slice(fitting)
  }
  for (const [place, step] of rest.entries()) {
    if (of.closed.has(step.id)) continue
    const next = rest[place + 1]
    const day = modelDay(step, run, of, calendar)
    if (day === 'gone' || (run.isContextual && next && begun(next))) of.expired.push(step.id)
    else return { step, day }
  }
  return undefined
}

/** Whoever broke a promise is asked about it once a step, the earliest step first. */
function nextOfPromise(
  run: ModelRun, carrying: ModelInvoice, today: number, calendar: ModelCalendar,
): ModelNext | undefined {
  if (carrying.broken === null) return undefined
  const [step] = run.steps.filter((one) => one.anchor === 'promise'
    && !run.asked.has(`${one.id} ${carrying.broken}`)).toSorted((a, b) =>
    modelTrigger(a, carrying, calendar) - modelTrigger(b, carrying, calendar))
  if (!step) return undefined
  const day = modelDay(step, run, { carrying, today }, calendar)
  if (day === 'gone') throw new Error('A broken promise is never too late to ask about.')
  return { step, day }
}
