// A second model of the planning rules, written from SPEC §3 alone: it counts days as whole numbers
// and finds a due day by trying one after another. It must agree with plan().
import { expect, test } from 'vitest'
import { addDays, dayNumber, instantAt, type Day } from './day.ts'
import type { OpenInvoice } from './invoice.ts'
import { plan, type CarryingFate, type Moment, type Plan, type RunFacts } from './plan.ts'
import {
  modelPlan, type ModelCalendar, type ModelInvoice, type ModelPlan, type ModelRun, type ModelStep,
} from './plan-model.ts'
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

// ---- random companies, told to both ----------------------------------------------------------

const START = dayNumber('2026-01-01')
const asDay = (number: number): Day => addDays('1970-01-01', number)
const asMoment = (number: number) => `${asDay(number)}T06:00:00.000Z`

interface Company {
  steps: Step[]; model: ModelStep[]; isContextual: boolean; mcd: number
  level: 'customer' | 'invoice'
  weekend: number[]; holidays: ReadonlySet<number>
}

function aCompany(roll: Dice): Company {
  const offsets = Array.from({ length: roll.between(1, 6) }, () => roll.between(-12, 50))
    .toSorted((a, b) => a - b)
  const model = offsets.map((offset, place): ModelStep => ({
    id: `s${place}`, offset, anchor: roll.chance(0.2) ? 'issue' : 'due',
    inBusinessDays: roll.chance(0.25), isAutomatic: roll.chance(0.7),
  }))
  const follows = Array.from({ length: roll.pick([0, 0, 1, 1, 2]) }, (_, place): ModelStep => ({
    id: `p${place}`, offset: roll.between(1, 9), anchor: 'promise',
    inBusinessDays: roll.chance(0.3), isAutomatic: roll.chance(0.4),
  }))
  for (const step of follows) model.splice(roll.below(model.length + 1), 0, step)
  return {
    model, level: roll.chance(0.25) ? 'invoice' : 'customer', isContextual: roll.chance(0.4), mcd: roll.pick([0, 0, 1, 2, 5, 5, 7, 14, 30]),
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
    disputedMinor: 0, promisedMinor: 0, pendingMinor: 0, promisedOn: null,
    brokenPromiseOn: null, issuedOn: asDay(due - 30),
    dueOn: asDay(due), recordedAt: asMoment(knownSince),
  }
}

const toModel = (invoice: OpenInvoice): ModelInvoice => ({
  id: invoice.id, total: invoice.totalMinor,
  asked: invoice.openMinor - invoice.disputedMinor - invoice.promisedMinor
    - invoice.pendingMinor,
  issued: dayNumber(invoice.issuedOn), due: dayNumber(invoice.dueOn),
  knownSince: dayNumber(invoice.recordedAt.slice(0, 10)),
  broken: invoice.brokenPromiseOn === null ? null : dayNumber(invoice.brokenPromiseOn),
})

interface Life { run: ModelRun; invoices: OpenInvoice[] }

/** Payments, disputes, promises, new invoices, replies and pauses befall a company overnight. */
function befall(roll: Dice, company: Company, life: Life, today: number): void {
  if (company.level === 'customer' && roll.chance(0.04)) life.invoices.push(anInvoice(roll, `i${today}`, today))
  for (const invoice of life.invoices) {
    if (roll.chance(0.02)) invoice.openMinor = 0
    if (roll.chance(0.01)) invoice.openMinor = Math.ceil(invoice.openMinor / 2)
    if (roll.chance(0.015)) invoice.disputedMinor = roll.chance(0.5) ? invoice.openMinor : 0
    promise(roll, invoice, today)
    if (roll.chance(0.01)) invoice.pendingMinor = roll.pick([0, 1_000, invoice.openMinor])
  }
  if (roll.chance(0.01)) life.run.settled = today - roll.below(3)
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

/** Part or all is promised for some day; by then it was kept, or it is broken. */
function promise(roll: Dice, invoice: OpenInvoice, today: number): void {
  if (invoice.promisedOn === null) {
    if (!roll.chance(0.02)) return
    invoice.promisedMinor = roll.chance(0.5) ? invoice.openMinor : 1_000
    invoice.promisedOn = asDay(today + roll.between(0, 12))
    // Who promises anew is not asked about the promise before.
    if (roll.chance(0.7)) invoice.brokenPromiseOn = null
  } else if (dayNumber(invoice.promisedOn) < today) {
    if (roll.chance(0.7)) invoice.brokenPromiseOn = invoice.promisedOn
    invoice.promisedMinor = 0
    invoice.promisedOn = null
  }
}

function fateOf(invoice: OpenInvoice): CarryingFate {
  if (invoice.openMinor === 0) return 'paid'
  return toModel(invoice).asked > 0 ? 'collectible' : 'held'
}

const toFacts = (company: Company, { run, invoices }: Life): RunFacts => ({
  rules: {
    level: company.level, entryLogic: run.isContextual ? 'contextual' : 'standard', mcdDays: run.mcd,
    mcdScope: 'customer', thresholdMinor: {}, steps: company.steps,
  },
  epoch: run.epoch, invoices, closedStepIds: [...run.closed],
  closedPromiseSteps: [...run.asked].map((one) => {
    const [stepId = '', day] = one.split(' ')
    return { stepId, occurrence: Number(day) }
  }), startStepId: run.start,
  carrying: run.carrying && {
    invoiceId: run.carrying.id, since: asMoment(run.carrying.since), fate: run.carrying.fate,
  },
  lastContactOn: run.contacted === null ? null : asDay(run.contacted),
  lastAutomaticOn: run.automatic === null ? null : asDay(run.automatic),
  disputeEndedOn: run.settled === null ? null : asDay(run.settled),
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
    about: decided.occurrence === decided.epoch ? null : decided.occurrence,
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
  if (decided.about === null) run.closed = new Set([...run.closed, step.id])
  else run.asked = new Set([...run.asked, `${step.id} ${decided.about}`])
  if (!step.isAutomatic && roll.chance(0.1)) return
  run.contacted = today
  if (step.isAutomatic) run.automatic = today
}

const COMPANIES = 1_000
const DAYS = 100

test('on 100,000 random company-days plan() decides as the second model does', () => {
  const met = { steps: 0, restarts: 0, expired: 0, done: 0, idle: 0, sent: 0, promises: 0 }
  for (let seed = 1; seed <= COMPANIES; seed++) {
    const roll = dice(seed)
    const company = aCompany(roll)
    const calendar: ModelCalendar = {
      isFree: (day) => company.weekend.includes(((day + 3) % 7) + 1) || company.holidays.has(day),
    }
    const life: Life = {
      // An invoice's run knows that invoice alone.
      invoices: Array.from({ length: company.level === 'invoice' ? 1 : roll.below(4) }, (_, place) =>
        anInvoice(roll, `i${place}`, START)),
      run: {
        steps: company.model, isContextual: company.isContextual, mcd: company.mcd, epoch: 0,
        carrying: null, closed: new Set(), asked: new Set(), settled: null, start: null, contacted: null, automatic: null,
        handled: null, pause: null,
      },
    }
    for (let today = START; today < START + DAYS; today++) {
      befall(roll, company, life, today)
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
  met: Record<'steps' | 'restarts' | 'expired' | 'done' | 'idle' | 'sent' | 'promises', number>,
  decided: ModelPlan, run: ModelRun, today: number,
): void {
  if (decided === 'nothing to ask') met.idle++
  else if (decided === 'all done') met.done++
  else {
    met.steps++
    if (decided.epoch > run.epoch) met.restarts++
    if (decided.expired.length > 0) met.expired++
    if (decided.day === today) met.sent++
    if (decided.about !== null) met.promises++
  }
}
