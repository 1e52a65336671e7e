import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, instantAt, isBusinessDay, type Calendar, type Day } from './day.ts'
import type { OpenInvoice } from './invoice.ts'
import { plan, type CarryingFate, type Moment, type Plan, type RunFacts } from './plan.ts'
import { STEP_DEFAULTS, type Step, type WorkflowRules } from './workflow.ts'

const EVERY_DAY: Calendar = { weekend: [], holidays: new Set() }
const WORKDAYS: Calendar = { weekend: [6, 7], holidays: new Set() }
// 1 March 2027 is a Monday; due days are counted from it in most tables.
const DUE: Day = '2027-03-01'

const at = (today: Day, calendar: Calendar = EVERY_DAY, time = '08:30'): Moment => ({
  today, calendar, zone: 'Europe/Paris', sendTime: '08:30',
  now: instantAt(today, time, 'Europe/Paris'),
})

const anInvoice = (change: Partial<OpenInvoice> = {}): OpenInvoice => ({
  id: 'a', number: 'INV-1', currency: 'EUR', totalMinor: 10_000, openMinor: 10_000,
  disputedMinor: 0, promisedMinor: 0, pendingMinor: 0, promisedOn: null,
  brokenPromiseOn: null, issuedOn: addDays(DUE, -30), dueOn: DUE,
  recordedAt: '2027-01-01T00:00:00.000Z', ...change,
})

const aStep = (offsetDays: number, change: Partial<Step> = {}): Step => ({
  id: `s${offsetDays}`, name: `Step ${offsetDays}`, channel: 'email', mode: 'automatic',
  trigger: { anchor: 'due', offsetDays, unit: 'calendar' }, ...STEP_DEFAULTS, onFailure: [],
  positions: [], templateId: 't', ...change,
})

const rules = (offsets: readonly number[], mcdDays: number,
  change: Partial<WorkflowRules> = {}): WorkflowRules => ({
  level: 'customer', entryLogic: 'standard', mcdDays, mcdScope: 'customer', thresholdMinor: {},
  steps: offsets.map((offset) => aStep(offset)), ...change,
})

const facts = (change: Partial<RunFacts> = {}): RunFacts => ({
  rules: rules([3, 6, 14, 16], 5), epoch: 0, carrying: null, invoices: [anInvoice()],
  closedStepIds: [], closedPromiseSteps: [], startStepId: null, lastContactOn: null, lastAutomaticOn: null,
  replyHandledOn: null, disputeEndedOn: null, pausedUntil: null, ...change,
})

const dueOf = (decided: Plan) => (decided.kind === 'step' ? decided.dueOn : decided.kind)
const stepOf = (decided: Plan) => (decided.kind === 'step' ? decided.step.id : decided.kind)

/** Lives through the days as the planner does; `doneOn` delays a step as a busy person would. */
function live(given: RunFacts, days: number, doneOn: Record<string, number> = {},
  calendar = EVERY_DAY): Record<string, number> {
  const sent: Record<string, number> = {}
  let now = given
  for (let day = -40; day <= days; day++) {
    const today = addDays(DUE, day)
    const decided = plan(now, at(today, calendar))
    if (decided.kind !== 'step' || decided.dueOn === null || decided.dueOn > today) continue
    if (day < (doneOn[decided.step.id] ?? -99)) continue
    sent[decided.step.id] = day
    now = {
      ...now, closedStepIds: [...now.closedStepIds, decided.step.id], lastContactOn: today,
      lastAutomaticOn: today,
      carrying: { invoiceId: 'a', since: '2027-01-01T00:00:00.000Z', fate: 'collectible' },
    }
  }
  return sent
}

describe('the numbers of SPEC §3.3', () => {
  test.each([
    { name: 'MCD 5', mcd: 5, done: {}, days: [3, 8, 14, 19] },
    { name: 'step 2 by hand on day 10', mcd: 5, done: { s6: 10 }, days: [3, 10, 15, 20] },
    { name: 'MCD 0', mcd: 0, done: {}, days: [3, 6, 14, 16] },
    { name: 'MCD 30', mcd: 30, done: {}, days: [3, 33, 63, 93] },
  ])('$name gives days $days', ({ mcd, done, days }) => {
    const sent = live(facts({ rules: rules([3, 6, 14, 16], mcd) }), 120, done)
    expect(Object.values(sent)).toEqual(days)
  })

  test('a reply on day 9, handled on day 12, brings step 3 on day 17', () => {
    const decided = plan(facts({
      closedStepIds: ['s3', 's6'], lastContactOn: addDays(DUE, 8),
      replyHandledOn: addDays(DUE, 12),
    }), at(addDays(DUE, 12)))
    expect([stepOf(decided), dueOf(decided)]).toEqual(['s14', addDays(DUE, 17)])
    expect(decided).toMatchObject({ because: 'reply_handled' })
  })
})

describe('the carrying invoice', () => {
  const b = (change: Partial<OpenInvoice>) => anInvoice({ id: 'b', number: 'INV-2', ...change })
  const carried = (invoices: OpenInvoice[]) => {
    const decided = plan(facts({ invoices }), at(DUE))
    return decided.kind === 'idle' ? null : decided.carryingInvoiceId
  }
  test.each([
    { why: 'the earliest due day', other: b({ dueOn: addDays(DUE, -1) }), is: 'b' },
    { why: 'the higher total on a tie', other: b({ totalMinor: 10_001 }), is: 'b' },
    { why: 'the lower id on a second tie', other: b({}), is: 'a' },
    { why: 'not a disputed one', other: b({ dueOn: addDays(DUE, -9), disputedMinor: 10_000 }),
      is: 'a' },
    { why: 'one that is partly disputed',
      other: b({ dueOn: addDays(DUE, -9), disputedMinor: 9_999 }), is: 'b' },
    { why: 'not one whose money is on its way',
      other: b({ dueOn: addDays(DUE, -9), pendingMinor: 10_000 }), is: 'a' },
    { why: 'not a promised one', other: b({ dueOn: addDays(DUE, -9), promisedMinor: 10_000 }),
      is: 'a' },
  ])('is $why', ({ other, is }) => expect(carried([anInvoice(), other])).toBe(is))

  test('nothing collectible leaves the run idle', () => {
    expect(plan(facts({ invoices: [anInvoice({ disputedMinor: 10_000 })] }), at(DUE)).kind)
      .toBe('idle')
    expect(plan(facts({ invoices: [] }), at(DUE)).kind).toBe('idle')
  })

  const since = '2027-02-01T00:00:00.000Z'
  test.each<{ fate: CarryingFate; recordedAt: string; epoch: number; step: string }>([
    { fate: 'paid', recordedAt: '2027-01-01T00:00:00.000Z', epoch: 1, step: 's3' },
    { fate: 'credited', recordedAt: '2027-01-01T00:00:00.000Z', epoch: 0, step: 's6' },
    { fate: 'held', recordedAt: '2027-01-01T00:00:00.000Z', epoch: 0, step: 's6' },
    { fate: 'collectible', recordedAt: '2027-02-02T00:00:00.000Z', epoch: 1, step: 's3' },
    { fate: 'collectible', recordedAt: '2027-01-31T00:00:00.000Z', epoch: 0, step: 's6' },
  ])('a predecessor that is $fate, successor known since $recordedAt: epoch $epoch, $step',
    ({ fate, recordedAt, epoch, step }) => {
      const decided = plan(facts({
        carrying: { invoiceId: 'gone', since, fate }, closedStepIds: ['s3'],
        invoices: [anInvoice({ recordedAt })],
      }), at(addDays(DUE, 20)))
      expect(decided).toMatchObject({ epoch, carryingChanged: true })
      expect(stepOf(decided)).toBe(step)
    })

  test('the delay holds across a restart', () => {
    const decided = plan(facts({
      carrying: { invoiceId: 'gone', since, fate: 'paid' }, lastContactOn: addDays(DUE, 19),
    }), at(addDays(DUE, 20)))
    expect(dueOf(decided)).toBe(addDays(DUE, 24))
  })
})

describe('business days', () => {
  // Saturday 6 March 2027 is due + 5.
  test.each([
    { offset: 5, due: '2027-03-08', why: 'Saturday rolls forward to Monday' },
    { offset: 4, due: '2027-03-05', why: 'Friday stays' },
    { offset: 0, due: '2027-03-01', why: 'the due day itself is no pre-due step' },
    { offset: -1, due: '2027-02-26', why: 'Sunday before the due day rolls back to Friday' },
    { offset: -3, due: '2027-02-26', why: 'Friday before stays' },
  ])('due $offset: $why', ({ offset, due }) => {
    const decided = plan(facts({ rules: rules([offset], 5) }), at('2027-02-20', WORKDAYS))
    expect(dueOf(decided)).toBe(due)
  })

  test('a pre-due step rolled back behind today goes forward, but not past the due day', () => {
    const step = rules([-1, 3], 5)
    // Sunday 28 February: Friday is gone; Monday 1 March is the due day itself.
    const decided = plan(facts({ rules: step }), at('2027-02-28', WORKDAYS))
    expect([stepOf(decided), dueOf(decided)]).toEqual(['s-1', '2027-03-01'])
  })

  test('a pre-due step expires once the invoice is overdue, later ones never do', () => {
    const decided = plan(facts({ rules: rules([-3, 3], 5) }), at(addDays(DUE, 1)))
    expect(decided).toMatchObject({ expiredStepIds: ['s-3'] })
    expect(stepOf(decided)).toBe('s3')
    expect(stepOf(plan(facts({ rules: rules([3], 5) }), at(addDays(DUE, 400))))).toBe('s3')
  })

  test('a pre-due step that the delay pushes past the due day expires', () => {
    const decided = plan(facts({ rules: rules([-3, 3], 5), lastContactOn: addDays(DUE, -4) }),
      at(addDays(DUE, -4)))
    expect(stepOf(decided)).toBe('s3')
  })

  test('offsets may count business days', () => {
    const business = { anchor: 'due', offsetDays: 5, unit: 'business' } as const
    const decided = plan(facts({
      rules: rules([], 5, { steps: [aStep(5, { trigger: business })] }),
    }), at(DUE, WORKDAYS))
    expect(dueOf(decided)).toBe('2027-03-08')
  })

  test('a public holiday is no business day', () => {
    const easter: Calendar = { weekend: [6, 7], holidays: new Set(['2027-03-04']) }
    expect(dueOf(plan(facts({ rules: rules([3], 5) }), at(DUE, easter)))).toBe('2027-03-05')
  })
})

describe('pauses', () => {
  test('until a day: that day is free', () => {
    const decided = plan(facts({ pausedUntil: addDays(DUE, 10) }), at(addDays(DUE, 4)))
    expect([dueOf(decided), decided.kind === 'step' && decided.because])
      .toEqual([addDays(DUE, 10), 'pause'])
  })
  test('openly: no day at all', () => {
    expect(dueOf(plan(facts({ pausedUntil: 'open' }), at(addDays(DUE, 4))))).toBe(null)
  })
  test('e-mail leaves by the clock of the recipient where it is set, on the same civil day', () => {
    const there = plan(facts({ emailZone: 'America/New_York' }), at(addDays(DUE, 1)))
    const here = plan(facts(), at(addDays(DUE, 1)))
    expect(dueOf(there)).toBe(dueOf(here))
    expect(there.kind === 'step' && here.kind === 'step'
      && there.dueAt !== null && here.dueAt !== null && there.dueAt > here.dueAt).toBe(true)
  })
  test('openly, and the notice whose day went by under it is passed over', () => {
    const noticed = facts({ rules: rules([-3, 3], 5), pausedUntil: 'open' })
    expect(stepOf(plan(noticed, at(DUE)))).toBe('s-3')
    expect(stepOf(plan(noticed, at(addDays(DUE, 1))))).toBe('s3')
  })
})

describe('late entry', () => {
  test('standard starts at step 1 and catches up spaced by the delay alone', () => {
    const late = facts({ invoices: [anInvoice({ dueOn: addDays(DUE, -100) })] })
    const first = plan(late, at(DUE))
    expect([stepOf(first), dueOf(first)]).toEqual(['s3', DUE])
    const second = plan({ ...late, closedStepIds: ['s3'], lastContactOn: DUE }, at(DUE))
    expect([stepOf(second), dueOf(second)]).toEqual(['s6', addDays(DUE, 5)])
  })
  test('contextual starts at the last step whose trigger has passed', () => {
    const decided = plan(facts({ rules: rules([3, 6, 14], 5, { entryLogic: 'contextual' }) }),
      at(addDays(DUE, 7)))
    expect(stepOf(decided)).toBe('s6')
  })
  test('with no delay, two automatic messages still never leave on one day', () => {
    const decided = plan(facts({
      rules: rules([3, 6], 0), closedStepIds: ['s3'], lastContactOn: addDays(DUE, 9),
      lastAutomaticOn: addDays(DUE, 9),
    }), at(addDays(DUE, 9)))
    expect(dueOf(decided)).toBe(addDays(DUE, 10))
  })
})

test('all steps done and money still open: finished', () => {
  const decided = plan(facts({ closedStepIds: ['s3', 's6', 's14', 's16'] }), at(addDays(DUE, 30)))
  expect(decided.kind).toBe('finished')
})

test('the send time is a wall-clock time over daylight saving', () => {
  const spring = plan(facts({ invoices: [anInvoice({ dueOn: '2027-03-25' })] }), at('2027-03-25'))
  expect(spring.kind === 'step' && spring.dueAt).toBe('2027-03-28T06:30:00.000Z')
  const winter = plan(facts({ invoices: [anInvoice({ dueOn: '2027-03-24' })] }), at('2027-03-24'))
  expect(winter.kind === 'step' && winter.dueAt).toBe('2027-03-27T07:30:00.000Z')
})

describe('properties', () => {
  const dayNear = fc.integer({ min: -60, max: 90 }).map((days) => addDays(DUE, days))
  const given = fc.record({
    offsets: fc.uniqueArray(fc.integer({ min: -10, max: 60 }), { minLength: 1, maxLength: 6 })
      .map((offsets) => offsets.sort((a, b) => a - b)),
    mcd: fc.integer({ min: 0, max: 30 }),
    invoices: fc.array(fc.record({ due: dayNear, total: fc.integer({ min: 1, max: 9_999 }) }),
      { maxLength: 5 }),
    closed: fc.integer({ min: 0, max: 6 }),
    lastContactOn: fc.option(dayNear, { nil: null }),
    replyHandledOn: fc.option(dayNear, { nil: null }),
    today: dayNear,
    logic: fc.constantFrom('standard' as const, 'contextual' as const),
  })
  type Given = typeof given extends fc.Arbitrary<infer T> ? T : never
  const toFacts = (g: Given): RunFacts => facts({
    rules: rules(g.offsets, g.mcd, { entryLogic: g.logic }),
    invoices: g.invoices.map((one, place) => anInvoice({
      id: `i${place}`, dueOn: one.due, issuedOn: addDays(one.due, -30), totalMinor: one.total,
      openMinor: one.total,
    })),
    closedStepIds: g.offsets.slice(0, g.closed).map((offset) => `s${offset}`),
    lastContactOn: g.lastContactOn, replyHandledOn: g.replyHandledOn,
  })

  test('a planned day is a business day, never before today, never inside a delay', () => {
    fc.assert(fc.property(given, (g) => {
      const decided = plan(toFacts(g), at(g.today, WORKDAYS))
      if (decided.kind !== 'step' || decided.dueOn === null) return
      expect(isBusinessDay(decided.dueOn, WORKDAYS)).toBe(true)
      expect(decided.dueOn >= g.today).toBe(true)
      if (g.lastContactOn) expect(decided.dueOn >= addDays(g.lastContactOn, g.mcd)).toBe(true)
      if (g.replyHandledOn) expect(decided.dueOn >= addDays(g.replyHandledOn, g.mcd)).toBe(true)
    }), { numRuns: 3000 })
  })
  test('adding a paid invoice changes nothing', () => {
    fc.assert(fc.property(given, (g) => {
      const before = toFacts(g)
      const paid = anInvoice({ id: 'paid', dueOn: '2020-01-01', openMinor: 0 })
      expect(plan({ ...before, invoices: [...before.invoices, paid] }, at(g.today, WORKDAYS)))
        .toEqual(plan(before, at(g.today, WORKDAYS)))
    }), { numRuns: 500 })
  })
  test('shifting every day by a week shifts the plan by a week', () => {
    fc.assert(fc.property(given, (g) => {
      const week = (day: Day) => addDays(day, 7)
      const weekOrNull = (day: Day | null) => (day === null ? null : week(day))
      const shifted: Given = {
        ...g, today: week(g.today), lastContactOn: weekOrNull(g.lastContactOn),
        replyHandledOn: weekOrNull(g.replyHandledOn),
        invoices: g.invoices.map((one) => ({ ...one, due: week(one.due) })),
      }
      const a = plan(toFacts(g), at(g.today, WORKDAYS))
      const b = plan(toFacts(shifted), at(shifted.today, WORKDAYS))
      expect(stepOf(b)).toBe(stepOf(a))
      if (a.kind === 'step' && b.kind === 'step') {
        expect(b.dueOn).toBe(a.dueOn === null ? null : week(a.dueOn))
      }
    }), { numRuns: 1000 })
  })
  test('a larger delay never brings a step earlier', () => {
    fc.assert(fc.property(given, fc.integer({ min: 0, max: 30 }), (g, mcd) => {
      const small = plan(toFacts({ ...g, mcd: Math.min(mcd, g.mcd) }), at(g.today))
      const large = plan(toFacts({ ...g, mcd: Math.max(mcd, g.mcd) }), at(g.today))
      if (small.kind !== 'step' || large.kind !== 'step') return
      if (small.step.id !== large.step.id) return
      expect((large.dueOn ?? '') >= (small.dueOn ?? '')).toBe(true)
    }), { numRuns: 1000 })
  })
})
