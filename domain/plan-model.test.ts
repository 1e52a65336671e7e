// A second, small model of the planning rules, written from SPEC §3 alone: it counts days as whole
// numbers and finds a due day by trying one after another. It must agree with plan().
import { expect, test } from 'vitest'
import { addDays, dayNumber, instantAt, type Day } from './day.ts'
import type { OpenInvoice } from './invoice.ts'
import { plan, type CarryingFate, type Moment, type Plan, type RunFacts } from './plan.ts'
import { STEP_DEFAULTS, type Step } from './workflow.ts'

/** mulberry32: the same companies in every run. */
function dice(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    below: (count: number) => Math.floor(next() * count),
    between: (low: number, high: number) => low + Math.floor(next() * (high - low + 1)),
    chance: (share: number) => next() < share,
    pick: <T>(list: readonly [T, ...T[]]): T => list[Math.floor(next() * list.length)] ?? list[0],
  }
}
type Dice = ReturnType<typeof dice>

// ---- the model -------------------------------------------------------------------------------

interface ModelCalendar { isFree: (day: number) => boolean }
interface ModelInvoice {
  id: string; total: number; asked: number; issued: number; due: number; knownSince: number
}
interface ModelStep {
  id: string; anchor: 'issue' | 'due'; offset: number; inBusinessDays: boolean
  isAutomatic: boolean
}
interface ModelRun {
  steps: ModelStep[]; isContextual: boolean; mcd: number; epoch: number
  carrying: { id: string; since: number; fate: CarryingFate } | null
  closed: ReadonlySet<string>
  /** Where a newly published version has put the run; nothing before it is done any more. */
  start: string | null
  contacted: number | null; automatic: number | null; handled: number | null
  pause: number | 'open' | null
}
type ModelPlan = 'nothing to ask' | 'all done'
  | { step: string; day: number | null; epoch: number; carrying: string; expired: string[] }

/** The one that is due first, then the larger, then the lower id; only what is asked for counts. */
const modelCarrying = (invoices: readonly ModelInvoice[]): ModelInvoice | undefined =>
  invoices.filter((one) => one.asked > 0).toSorted((a, b) =>
    a.due - b.due || b.total - a.total || (a.id < b.id ? -1 : 1))[0]

function modelTrigger(step: ModelStep, carrying: ModelInvoice, calendar: ModelCalendar): number {
  let day = step.anchor === 'due' ? carrying.due : carrying.issued
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
  const isNotice = trigger < carrying.due
  if (isNotice && today > carrying.due) return 'gone'
  if (run.pause === 'open') return null
  const paused = run.pause
  const isAllowed = (day: number) => day >= today
    && (run.contacted === null || day >= run.contacted + run.mcd)
    && (run.handled === null || day >= run.handled + run.mcd)
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

function modelPlan(
  run: ModelRun, invoices: readonly ModelInvoice[], today: number, calendar: ModelCalendar,
): ModelPlan {
  const carrying = modelCarrying(invoices)
  if (!carrying) return 'nothing to ask'
  const was = run.carrying
  const restarts = was !== null && was.id !== carrying.id && (was.fate === 'paid'
    || (was.fate === 'collectible' && carrying.knownSince > was.since))
  const epoch = restarts ? run.epoch + 1 : run.epoch
  const closed = restarts ? new Set<string>() : run.closed
  const lastClosed = run.steps.findLastIndex((step) => closed.has(step.id))
  const moved = restarts ? -1 : run.steps.findIndex((step) => step.id === run.start)
  const begun = (step: ModelStep) => modelTrigger(step, carrying, calendar) <= today
  let rest = run.steps.slice(moved < 0 ? lastClosed + 1 : moved)
  if (run.isContextual) {
    const fitting = rest.findLastIndex(begun)
    if (fitting > 0) rest = rest.slice(fitting)
  }
  const expired: string[] = []
  for (const [place, step] of rest.entries()) {
    if (closed.has(step.id)) continue
    const next = rest[place + 1]
    const day = modelDay(step, run, { carrying, today }, calendar)
    if (day === 'gone' || (run.isContextual && next && begun(next))) {
      expired.push(step.id)
      continue
    }
    return { step: step.id, day, epoch, carrying: carrying.id, expired }
  }
  return 'all done'
}

// ---- random companies, told to both ----------------------------------------------------------

const START = dayNumber('2026-01-01')
const asDay = (number: number): Day => addDays('1970-01-01', number)
const asMoment = (number: number) => `${asDay(number)}T06:00:00.000Z`

interface Company {
  steps: Step[]; model: ModelStep[]; isContextual: boolean; mcd: number
  weekend: number[]; holidays: ReadonlySet<number>
}

function aCompany(roll: Dice): Company {
  const offsets = Array.from({ length: roll.between(1, 6) }, () => roll.between(-12, 50))
    .toSorted((a, b) => a - b)
  const model = offsets.map((offset, place): ModelStep => ({
    id: `s${place}`, offset, anchor: roll.chance(0.2) ? 'issue' : 'due',
    inBusinessDays: roll.chance(0.25), isAutomatic: roll.chance(0.7),
  }))
  return {
    model, isContextual: roll.chance(0.4), mcd: roll.pick([0, 0, 1, 2, 5, 5, 7, 14, 30]),
    weekend: roll.pick([[], [6, 7], [6, 7], [5, 6], [7]]),
    holidays: new Set(Array.from({ length: 12 }, () => START + roll.below(500))),
    steps: model.map((step): Step => ({
      id: step.id, name: step.id, channel: 'email', mode: step.isAutomatic ? 'automatic' : 'manual',
      trigger: {
        anchor: step.anchor, offsetDays: step.offset,
        unit: step.inBusinessDays ? 'business' : 'calendar',
      },
      ...STEP_DEFAULTS, onFailure: [], positions: [], templateId: 't',
    })),
  }
}

const anInvoice = (roll: Dice, id: string, knownSince: number): OpenInvoice => {
  const totalMinor = roll.pick([5_000, 10_000, 20_000])
  const due = knownSince + roll.between(-30, 40)
  return {
    id, number: id, currency: roll.pick(['EUR', 'EUR', 'USD']), totalMinor, openMinor: totalMinor,
    disputedMinor: 0, promisedMinor: 0, promisedOn: null, issuedOn: asDay(due - 30),
    dueOn: asDay(due), recordedAt: asMoment(knownSince),
  }
}

const toModel = (invoice: OpenInvoice): ModelInvoice => ({
  id: invoice.id, total: invoice.totalMinor,
  asked: invoice.openMinor - invoice.disputedMinor - invoice.promisedMinor,
  issued: dayNumber(invoice.issuedOn), due: dayNumber(invoice.dueOn),
  knownSince: dayNumber(invoice.recordedAt.slice(0, 10)),
})

interface Life { run: ModelRun; invoices: OpenInvoice[] }

/** Payments, disputes, promises, new invoices, replies and pauses befall a company overnight. */
function befall(roll: Dice, life: Life, today: number): void {
  if (roll.chance(0.04)) life.invoices.push(anInvoice(roll, `i${today}`, today))
  for (const invoice of life.invoices) {
    if (roll.chance(0.02)) invoice.openMinor = 0
    if (roll.chance(0.01)) invoice.openMinor = Math.ceil(invoice.openMinor / 2)
    if (roll.chance(0.015)) invoice.disputedMinor = roll.chance(0.5) ? invoice.openMinor : 0
    if (roll.chance(0.01)) invoice.promisedMinor = invoice.promisedMinor > 0 ? 0 : 1_000
  }
  if (roll.chance(0.01)) life.run.start = roll.pick([null, ...life.run.steps])?.id ?? null
  if (roll.chance(0.02)) life.run.handled = today - roll.below(3)
  if (roll.chance(0.02)) life.run.pause = roll.chance(0.2) ? 'open' : today + roll.between(1, 9)
  if (life.run.pause === 'open' ? roll.chance(0.2) : (life.run.pause ?? today) < today) {
    life.run.pause = null
  }
  const { carrying } = life.run
  const was = life.invoices.find((one) => one.id === carrying?.id)
  if (carrying && was) carrying.fate = fateOf(was)
}

function fateOf(invoice: OpenInvoice): CarryingFate {
  if (invoice.openMinor === 0) return 'paid'
  return toModel(invoice).asked > 0 ? 'collectible' : 'held'
}

const toFacts = (company: Company, { run, invoices }: Life): RunFacts => ({
  rules: {
    level: 'customer', entryLogic: run.isContextual ? 'contextual' : 'standard', mcdDays: run.mcd,
    mcdScope: 'customer', thresholdMinor: {}, steps: company.steps,
  },
  epoch: run.epoch, invoices, closedStepIds: [...run.closed], startStepId: run.start,
  carrying: run.carrying && {
    invoiceId: run.carrying.id, since: asMoment(run.carrying.since), fate: run.carrying.fate,
  },
  lastContactOn: run.contacted === null ? null : asDay(run.contacted),
  lastAutomaticOn: run.automatic === null ? null : asDay(run.automatic),
  replyHandledOn: run.handled === null ? null : asDay(run.handled),
  pausedUntil: run.pause === null || run.pause === 'open' ? run.pause : asDay(run.pause),
})

function toMoment(company: Company, today: number): Moment {
  const zone = 'America/New_York'
  return {
    today: asDay(today), zone, sendTime: '08:30', now: instantAt(asDay(today), '08:30', zone),
    calendar: { weekend: company.weekend, holidays: new Set([...company.holidays].map(asDay)) },
  }
}

function seen(decided: Plan): ModelPlan {
  if (decided.kind === 'idle') return 'nothing to ask'
  if (decided.kind === 'finished') return 'all done'
  return {
    step: decided.step.id, day: decided.dueOn === null ? null : dayNumber(decided.dueOn),
    epoch: decided.epoch, carrying: decided.carryingInvoiceId, expired: decided.expiredStepIds,
  }
}

/** What the engine's rows would say after this day. */
function live(roll: Dice, company: Company, run: ModelRun, of: {
  decided: ModelPlan; today: number
}): void {
  const { decided, today } = of
  if (typeof decided === 'string') return
  if (run.epoch !== decided.epoch) Object.assign(run, {
    epoch: decided.epoch, closed: new Set(), start: null,
  })
  if (run.carrying?.id !== decided.carrying) {
    run.carrying = { id: decided.carrying, since: today, fate: 'collectible' }
  }
  run.closed = new Set([...run.closed, ...decided.expired])
  const step = company.model.find((one) => one.id === decided.step)
  if (!step || decided.day === null || decided.day > today) return
  // People are late; the machine is not.
  if (!step.isAutomatic && roll.chance(0.6)) return
  run.closed = new Set([...run.closed, step.id])
  if (!step.isAutomatic && roll.chance(0.1)) return
  run.contacted = today
  if (step.isAutomatic) run.automatic = today
}

const COMPANIES = 1_000
const DAYS = 100

test('on 100,000 random company-days plan() decides as the second model does', () => {
  const met = { steps: 0, restarts: 0, expired: 0, done: 0, idle: 0, sent: 0 }
  for (let seed = 1; seed <= COMPANIES; seed++) {
    const roll = dice(seed)
    const company = aCompany(roll)
    const calendar: ModelCalendar = {
      isFree: (day) => company.weekend.includes(((day + 3) % 7) + 1) || company.holidays.has(day),
    }
    const life: Life = {
      invoices: Array.from({ length: roll.below(4) }, (_, place) =>
        anInvoice(roll, `i${place}`, START)),
      run: {
        steps: company.model, isContextual: company.isContextual, mcd: company.mcd, epoch: 0,
        carrying: null, closed: new Set(), start: null, contacted: null, automatic: null,
        handled: null, pause: null,
      },
    }
    for (let today = START; today < START + DAYS; today++) {
      befall(roll, life, today)
      // Asked twice a day: in the morning, and again after what the morning did.
      for (let times = 0; times < 2; times++) {
        const engine = seen(plan(toFacts(company, life), toMoment(company, today)))
        const model = modelPlan(life.run, life.invoices.map(toModel), today, calendar)
        if (JSON.stringify(engine) !== JSON.stringify(model)) {
          expect({ seed, day: asDay(today), run: life.run, engine })
            .toEqual({ seed, day: asDay(today), run: life.run, engine: model })
        }
        count(met, model, life.run, today)
        live(roll, company, life.run, { decided: model, today })
      }
    }
  }
  // A model that meets nothing proves nothing.
  for (const times of Object.values(met)) expect(times).toBeGreaterThan(500)
})

function count(
  met: Record<'steps' | 'restarts' | 'expired' | 'done' | 'idle' | 'sent', number>,
  decided: ModelPlan, run: ModelRun, today: number,
): void {
  if (decided === 'nothing to ask') met.idle++
  else if (decided === 'all done') met.done++
  else {
    met.steps++
    if (decided.epoch > run.epoch) met.restarts++
    if (decided.expired.length > 0) met.expired++
    if (decided.day === today) met.sent++
  }
}
