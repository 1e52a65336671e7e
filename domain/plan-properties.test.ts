// What must stay the same when facts change that mean nothing, and what may only move one way.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, instantAt, type Calendar, type Day } from './day.ts'
import { hold, type HoldFacts } from './hold.ts'
import { collectibleByCurrency, type OpenInvoice } from './invoice.ts'
import { plan, type Moment, type Plan, type RunFacts } from './plan.ts'
import { isPromiseStep } from './promise-steps.ts'
import { STEP_DEFAULTS, type Step } from './workflow.ts'

const DUE: Day = '2027-03-01'
const WORKDAYS: Calendar = { weekend: [6, 7], holidays: new Set() }
const at = (today: Day): Moment => ({
  today, calendar: WORKDAYS, zone: 'Europe/Paris', sendTime: '08:30',
  now: instantAt(today, '08:30', 'Europe/Paris'),
})

const near = fc.integer({ min: -50, max: 60 }).map((count) => addDays(DUE, count))
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const trigger = fc.oneof(
  fc.record({ anchor: fc.constant('due' as const), offsetDays: fc.integer({ min: -9, max: 50 }) }),
  fc.record({ anchor: fc.constant('promise' as const),
    offsetDays: fc.integer({ min: 1, max: 9 }) }))
const given = fc.record({
  steps: fc.array(fc.record({
    trigger, unit: fc.constantFrom('calendar' as const, 'business' as const),
    mode: fc.constantFrom('automatic' as const, 'manual' as const),
  }), { minLength: 1, maxLength: 7 }),
  entryLogic: fc.constantFrom('standard' as const, 'contextual' as const),
  level: fc.constantFrom('customer' as const, 'invoice' as const),
  mcdDays: fc.integer({ min: 0, max: 30 }),
  invoices: fc.array(fc.record({
    due: near, total: fc.integer({ min: 2, max: 9_999 }), broken: orNull(near),
    held: fc.constantFrom('none', 'none', 'part', 'all'),
  }), { maxLength: 4 }),
  closed: fc.integer({ min: 0, max: 4 }),
  lastContactOn: orNull(near), replyHandledOn: orNull(near), disputeEndedOn: orNull(near),
  pausedUntil: orNull(near), today: near,
})
type Given = typeof given extends fc.Arbitrary<infer T> ? T : never

function toFacts(g: Given): RunFacts {
  const steps = g.steps.map((step, place): Step => ({
    id: `s${place}`, name: `s${place}`, channel: 'email', mode: step.mode, positions: [],
    trigger: { ...step.trigger, unit: step.unit }, ...STEP_DEFAULTS, onFailure: [],
    templateId: 't',
  })).toSorted((a, b) => a.trigger.offsetDays - b.trigger.offsetDays)
  const line = steps.filter((step) => !isPromiseStep(step))
  return {
    rules: { level: g.level, entryLogic: g.entryLogic, mcdDays: g.mcdDays, mcdScope: 'customer',
      thresholdMinor: {}, steps },
    epoch: 0, carrying: null, startStepId: null, lastAutomaticOn: null, closedPromiseSteps: [],
    invoices: (g.level === 'invoice' ? g.invoices.slice(0, 1) : g.invoices)
      .map((one, place) => anInvoice(`i${place}`, one)),
    closedStepIds: line.slice(0, g.closed).map(({ id }) => id),
    lastContactOn: g.lastContactOn, replyHandledOn: g.replyHandledOn,
    disputeEndedOn: g.disputeEndedOn, pausedUntil: g.pausedUntil,
  }
}

const anInvoice = (id: string, one: Given['invoices'][number]): OpenInvoice => ({
  id, number: id, currency: 'EUR', totalMinor: one.total, openMinor: one.total,
  disputedMinor: one.held === 'all' ? one.total : one.held === 'part' ? 1 : 0, promisedMinor: 0,
  pendingMinor: 0,
  promisedOn: null, brokenPromiseOn: one.broken, issuedOn: addDays(one.due, -30), dueOn: one.due,
  recordedAt: '2027-01-01T00:00:00.000Z',
})

const told = (decided: Plan) => (decided.kind === 'step'
  ? { step: decided.step.id, dueOn: decided.dueOn, occurrence: decided.occurrence,
    expired: decided.expiredStepIds } : { step: decided.kind, dueOn: null })
const always = (check: (g: Given, facts: RunFacts) => void, numRuns = 2_000) =>
  fc.assert(fc.property(given, (g) => check(g, toFacts(g))), { numRuns })

/** The days of contact of a run whose steps are done on their days, as far as they go. */
function contacts(start: RunFacts, from: Day): Day[] {
  const days: Day[] = []
  let facts = start
  for (let count = 0; count < 150; count++) {
    const today = addDays(from, count)
    const decided = plan(facts, at(today))
    if (decided.kind !== 'step' || decided.dueOn === null || decided.dueOn > today) continue
    days.push(today)
    const { step, occurrence } = decided
    facts = {
      ...facts, lastContactOn: today, lastAutomaticOn: today,
      ...(isPromiseStep(step)
        ? { closedPromiseSteps: [...facts.closedPromiseSteps, { stepId: step.id, occurrence }] }
        : { closedStepIds: [...facts.closedStepIds, step.id] }),
    }
  }
  return days
}

describe('nothing changes', () => {
  test('with a paid or a wholly disputed invoice more, whenever it was due', () => {
    fc.assert(fc.property(given, near, (g, due) => {
      const facts = toFacts(g)
      const one = { due, total: 50, broken: due, held: 'all' as const }
      const more = [anInvoice('held', one), { ...anInvoice('paid', one), openMinor: 0 }]
      expect(plan({ ...facts, invoices: [...more, ...facts.invoices] }, at(g.today)))
        .toEqual(plan(facts, at(g.today)))
    }), { numRuns: 2_000 })
  })

  test('when the open amount of an invoice is split in two of the same days', () => {
    always((g, facts) => {
      const invoices = facts.invoices.flatMap((one) => (one.openMinor - one.disputedMinor < 2 ? [one]
        : [{ ...one, openMinor: one.openMinor - 1 },
          { ...one, id: `${one.id}b`, openMinor: 1, disputedMinor: 0 }]))
      expect(told(plan({ ...facts, invoices }, at(g.today)))).toEqual(told(plan(facts, at(g.today))))
    })
  })

  test('with the invoices, and what is closed, in another order', () => {
    always((g, facts) => {
      const turned: RunFacts = { ...facts, invoices: facts.invoices.toReversed(),
        closedStepIds: facts.closedStepIds.toReversed() }
      expect(plan(turned, at(g.today))).toEqual(plan(facts, at(g.today)))
    })
  })

  test('wherever among the others the steps that follow a promise stand', () => {
    always((g, facts) => {
      const { steps } = facts.rules
      const line = steps.filter((step) => !isPromiseStep(step))
      const after = steps.filter(isPromiseStep)
      for (const order of [[...line, ...after], [...after, ...line]]) {
        expect(told(plan({ ...facts, rules: { ...facts.rules, steps: order } }, at(g.today))))
          .toEqual(told(plan(facts, at(g.today))))
      }
    })
  })

  test('when it is planned again with what the first plan wrote', () => {
    always((g, facts) => {
      const first = plan(facts, at(g.today))
      if (first.kind === 'idle') return
      const since = at(g.today).now
      const written: RunFacts = { ...facts, epoch: first.epoch, carrying: {
        invoiceId: first.carryingInvoiceId, since, fate: 'collectible' } }
      expect(plan(written, at(g.today))).toEqual({ ...first, carryingChanged: false })
    })
  })

  test('of the hold, with a currency more that lies below its threshold', () => {
    fc.assert(fc.property(given, fc.integer({ min: 1, max: 499 }), (g, openMinor) => {
      const { invoices } = toFacts(g)
      const small = { ...anInvoice('usd', { due: DUE, total: 499, broken: null, held: 'none' }),
        openMinor, currency: 'USD' }
      const before = heldFor(invoices)
      if (collectibleByCurrency(invoices).size > 0) {
        expect(heldFor([...invoices, small])).toBe(before)
      } else expect(heldFor([small])).toBe('below_threshold')
    }), { numRuns: 1_000 })
  })
})

/** What holds a message about these invoices, if nothing but amounts speaks against it. */
function heldFor(invoices: readonly OpenInvoice[]): string | null {
  const facts: HoldFacts = {
    channel: 'email', mode: 'automatic', isAutomationOn: true, isWorkflowPublished: true,
    replyPending: 'none', customerPausedUntil: null, invoicePausedUntil: null,
    isAllDisputed: false, isAllPromised: false, isAllPending: false,
    recipient: 'a@b.example', suppression: 'none',
    hasConsent: true, delayEndsOn: null, today: DUE, isBusinessDay: true, isQuietHour: false,
    amounts: [...collectibleByCurrency(invoices)].map(([currency, collectibleMinor]) => ({
      currency, collectibleMinor, thresholdMinor: 500, unappliedMinor: 0,
    })),
    openMinor: 1, ledgerChangedAt: null, staleSince: null, isBudgetSpent: false,
    isSenderReady: true, hasLocalSender: true, templateProblem: null, isProviderDown: false,
    hasUnclearSend: false, legalStopReason: null, isWorkflowOver: false,
  }
  return hold(facts)
}

test('shifting every day by whole weeks shifts the plan by them', () => {
  fc.assert(fc.property(given, fc.integer({ min: -9, max: 9 }), (g, weeks) => {
    const by = (day: Day) => addDays(day, 7 * weeks)
    const byOrNull = (day: Day | null) => (day === null ? null : by(day))
    const shifted = toFacts({
      ...g, lastContactOn: byOrNull(g.lastContactOn), replyHandledOn: byOrNull(g.replyHandledOn),
      disputeEndedOn: byOrNull(g.disputeEndedOn), pausedUntil: byOrNull(g.pausedUntil),
      invoices: g.invoices.map((one) => ({ ...one, due: by(one.due), broken: byOrNull(one.broken) })),
    })
    const [a, b] = [plan(toFacts(g), at(g.today)), plan(shifted, at(by(g.today)))]
    expect(b.kind).toBe(a.kind)
    if (a.kind !== 'step' || b.kind !== 'step') return
    const isAbout = a.occurrence === a.epoch ? a.occurrence : a.occurrence + 7 * weeks
    expect([b.step.id, b.dueOn, b.occurrence, b.triggerOn, b.because, b.expiredStepIds])
      .toEqual([a.step.id, byOrNull(a.dueOn), isAbout, by(a.triggerOn), a.because,
        a.expiredStepIds])
  }), { numRuns: 2_000 })
})

describe('the delay moves one way only', () => {
  const both = (g: Given, small: number, large: number) =>
    [contacts(toFacts({ ...g, mcdDays: small }), g.today),
      contacts(toFacts({ ...g, mcdDays: large }), g.today)] as const
  test('a larger one brings no contact earlier, and none makes nothing later', () => {
    fc.assert(fc.property(given, fc.integer({ min: 0, max: 30 }), (g, other) => {
      for (const [small, large] of [[0, g.mcdDays], [Math.min(g.mcdDays, other),
        Math.max(g.mcdDays, other)]] as const) {
        const [early, late] = both(g, small, large)
        late.forEach((day, place) => expect(day >= (early[place] ?? '')).toBe(true))
        expect(late.length).toBeLessThanOrEqual(early.length)
      }
    }), { numRuns: 300 })
  })
  test('two contacts are never nearer than it', () => {
    always((g, facts) => {
      const days = contacts(facts, g.today)
      days.slice(1).forEach((day, place) =>
        expect(day >= addDays(days[place] ?? '', g.mcdDays)).toBe(true))
    }, 300)
  })
})
