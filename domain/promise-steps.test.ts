// Steps that follow a broken promise: beside the line, before it when both are due, once a promise.
import { describe, expect, test } from 'vitest'
import { addDays, instantAt, type Calendar, type Day } from './day.ts'
import { foresee } from './foresee.ts'
import type { OpenInvoice } from './invoice.ts'
import { startAfterMove } from './migrate-run.ts'
import { nextTriggerOn, promiseStepAt } from './next-trigger.ts'
import { plan, type Moment, type Plan, type RunFacts } from './plan.ts'
import { followsPromise, promiseOccurrence } from './promise-steps.ts'
import {
  STEP_DEFAULTS, workflowProblems, type EntryLogic, type Mode, type Step, type Trigger,
} from './workflow.ts'

const DUE: Day = '2027-03-01'
/** `day(3)` is three days after the due day, a Monday. */
const day = (count: number) => addDays(DUE, count)
const EVERY_DAY: Calendar = { weekend: [], holidays: new Set() }

const at = (today: Day, calendar = EVERY_DAY): Moment => ({
  today, calendar, zone: 'Europe/Paris', sendTime: '08:30',
  now: instantAt(today, '08:30', 'Europe/Paris'),
})
const step = (id: string, anchor: Trigger['anchor'], offsetDays: number, mode: Mode = 'manual',
): Step => ({
  id, name: id, channel: mode === 'manual' ? 'call' : 'email', mode, positions: [],
  trigger: { anchor, offsetDays, unit: 'calendar' }, ...STEP_DEFAULTS, onFailure: [],
  templateId: mode === 'manual' ? null : 't',
})
const LINE = [step('d3', 'due', 3, 'automatic'), step('d10', 'due', 10, 'automatic'),
  step('d30', 'due', 30, 'automatic')]
const P1 = step('p1', 'promise', 1)
const P7 = step('p7', 'promise', 7, 'automatic')

const invoice = (brokenPromiseOn: Day | null, change: Partial<OpenInvoice> = {}): OpenInvoice => ({
  id: 'a', number: 'A', currency: 'EUR', totalMinor: 100, openMinor: 100, disputedMinor: 0,
  promisedMinor: 0, pendingMinor: 0, promisedOn: null, brokenPromiseOn, issuedOn: day(-30), dueOn: DUE,
  recordedAt: '2027-01-01T00:00:00.000Z', ...change,
})
const facts = (change: Partial<RunFacts> & {
  steps?: readonly Step[]; entryLogic?: EntryLogic; mcdDays?: number
}): RunFacts => ({
  rules: {
    level: 'customer', entryLogic: change.entryLogic ?? 'standard', mcdDays: change.mcdDays ?? 5,
    mcdScope: 'customer', thresholdMinor: {}, steps: change.steps ?? [P1, ...LINE],
  },
  epoch: 0, invoices: [invoice(day(8))], closedStepIds: ['d3'], closedPromiseSteps: [],
  carrying: { invoiceId: 'a', since: '2027-01-02T00:00:00.000Z', fate: 'collectible' },
  startStepId: null, lastContactOn: null, lastAutomaticOn: null, replyHandledOn: null,
  disputeEndedOn: null, pausedUntil: null, ...change,
})
const seen = (decided: Plan) => (decided.kind === 'step'
  ? [decided.step.id, decided.dueOn, decided.occurrence] : [decided.kind])
const closed = (stepId: string, promisedOn: Day) =>
  ({ stepId, occurrence: promiseOccurrence(promisedOn) })
const ON_8 = promiseOccurrence(day(8))

describe('which comes first', () => {
  test.each<[string, Parameters<typeof facts>[0], Day, unknown[]]>([
    ['without a broken promise the line alone is planned',
      { invoices: [invoice(null)] }, day(9), ['d10', day(10), 0]],
    ['on the day after the promise its step is due', {}, day(9), ['p1', day(9), ON_8]],
    ['both due: the promise goes first', {}, day(12), ['p1', day(12), ON_8]],
    ['the line goes first while it is earlier', { steps: [P7, ...LINE] }, day(9),
      ['d10', day(10), 0]],
    ['on one day to come the promise goes first', { steps: [step('p2', 'promise', 2), ...LINE] },
      day(9), ['p2', day(10), ON_8]],
    ['the delay pushes both to one day', { lastContactOn: day(8) }, day(9),
      ['p1', day(13), ON_8]],
    ['wherever it stands in the list', { steps: [...LINE, P1] }, day(12), ['p1', day(12), ON_8]],
    ['all other steps are done', { closedStepIds: ['d3', 'd10', 'd30'] }, day(40),
      ['p1', day(40), ON_8]],
    ['an open pause leaves no day', { pausedUntil: 'open' }, day(12), ['p1', null, ON_8]],
    ['done for this promise: the line goes on', { closedPromiseSteps: [closed('p1', day(8))] },
      day(12), ['d10', day(12), 0]],
    ['done for an earlier promise: it comes again', { closedPromiseSteps: [closed('p1', day(1))] },
      day(12), ['p1', day(12), ON_8]],
    ['another step done for this promise closes nothing',
      { closedPromiseSteps: [closed('p7', day(8))] }, day(12), ['p1', day(12), ON_8]],
    ['all done, and the promise too', { closedStepIds: ['d3', 'd10', 'd30'],
      closedPromiseSteps: [closed('p1', day(8))] }, day(40), ['finished']],
    ['an invoice that does not carry broke its promise', {
      invoices: [invoice(null), invoice(day(8), { id: 'b', dueOn: day(1) })] }, day(12),
    ['d10', day(12), 0]],
    ['one whose promise is for all of it does not carry, so nothing follows',
      { invoices: [invoice(day(8), { promisedMinor: 100, promisedOn: day(20) })] }, day(12),
      ['idle']],
  ])('%s', (_, change, today, expected) => {
    expect(seen(plan(facts(change), at(today)))).toEqual(expected)
  })

  test('several follow one promise by their days, spaced by the delay', () => {
    const both = { steps: [P7, P1, ...LINE], closedStepIds: ['d3', 'd10', 'd30'] }
    expect(seen(plan(facts(both), at(day(40))))).toEqual(['p1', day(40), ON_8])
    const next = { ...both, closedPromiseSteps: [closed('p1', day(8))], lastContactOn: day(40) }
    expect(seen(plan(facts(next), at(day(40))))).toEqual(['p7', day(45), ON_8])
  })

  test('it moves no cursor: what was done for a promise closes nothing in line', () => {
    const done = facts({ closedStepIds: [], closedPromiseSteps: [closed('p1', day(8))],
      steps: [...LINE, P1] })
    expect(seen(plan(done, at(day(9))))).toEqual(['d3', day(9), 0])
  })

  test('a promise for a day before the due day is followed on its day, not before', () => {
    const early = facts({ invoices: [invoice(day(-4))], closedStepIds: [] })
    expect(seen(plan(early, at(day(-6))))).toEqual(['p1', day(-3), promiseOccurrence(day(-4))])
    const weekend: Calendar = { weekend: [6, 7], holidays: new Set() }
    // Saturday 27 February rolls to Monday, though a notice would go out on Friday.
    const late = facts({ invoices: [invoice(day(-3))], closedStepIds: [] })
    expect(seen(plan(late, at(day(-4), weekend))))
      .toEqual(['p1', DUE, promiseOccurrence(day(-3))])
  })

  test('a restart does not bring back what was done for a promise', () => {
    const handedOver = facts({ carrying: { invoiceId: 'gone', since: '2027-01-02T00:00:00.000Z',
      fate: 'paid' }, closedPromiseSteps: [closed('p1', day(8))] })
    expect(plan(handedOver, at(day(12)))).toMatchObject({ epoch: 1, occurrence: 1,
      step: { id: 'd3' } })
  })
})

describe('contextual entry', () => {
  const contextual = { entryLogic: 'contextual' as const, closedStepIds: [] }
  test('a promise’s step is not overtaken, and overtakes nothing', () => {
    const steps = [P1, ...LINE]
    expect(seen(plan(facts({ ...contextual, steps }), at(day(60))))).toEqual(
      ['p1', day(60), ON_8])
    const done = facts({ ...contextual, steps: [...LINE.slice(0, 1), P1, ...LINE.slice(1)],
      closedPromiseSteps: [closed('p1', day(8))] })
    expect(seen(plan(done, at(day(9))))).toEqual(['d3', day(9), 0])
    expect(plan(done, at(day(11)))).toMatchObject({ step: { id: 'd10' }, expiredStepIds: [] })
  })
  test('the next trigger is one of the line; the promise is looked at on its own day', () => {
    // Counted from the issue day the last of them would come before the line's next.
    const run = facts({ ...contextual, steps: [...LINE, P7, step('p45', 'promise', 45)] })
    expect(nextTriggerOn(run, at(day(10)))).toBe(day(30))
    expect(promiseStepAt(run, at(day(10)))).toBe(instantAt(day(15), '08:30', 'Europe/Paris'))
    expect(promiseStepAt(facts({ invoices: [] }), at(day(10)))).toBeNull()
  })
})

test('the days to come hold a promise’s step once, and the line behind it', () => {
  const coming = foresee([{ id: 'r', facts: facts({
    steps: [step('p1', 'promise', 1, 'automatic'), ...LINE] }) }], at(day(9)), day(40))
  expect(coming.map(({ stepId, dueOn }) => [stepId, dueOn]))
    .toEqual([['p1', day(9)], ['d10', day(14)], ['d30', day(30)]])
})

test.each<[string, { graceDays?: number; level?: 'invoice'; carries?: boolean }, unknown[]]>([
  ['it breaks on the day after, as nobody pays', {}, [['p1', day(13)], ['d10', day(18)]]],
  ['after its grace', { graceDays: 2 }, [['p1', day(15)], ['d10', day(20)]]],
  ['one that another invoice carries frees its money only', { level: 'invoice', carries: false },
    [['d10', day(13)]]],
])('an active promise in the days to come: %s', (_, given, expected) => {
  const { graceDays = 0, level = 'customer', carries = true } = given
  const lastOn = addDays(day(12), graceDays)
  const run = facts({ steps: [step('p1', 'promise', 1, 'automatic'), ...LINE.slice(0, 2)],
    invoices: [invoice(null, { promisedMinor: 100, promisedOn: lastOn,
      promises: [{ promisedOn: day(12), lastOn, heldMinor: 100, carries }] })] })
  const coming = foresee([{ id: 'r', facts: { ...run, rules: { ...run.rules, level } } }],
    at(day(9)), day(40))
  expect(coming.map(({ stepId, dueOn }) => [stepId, dueOn])).toEqual(expected)
  expect(foresee([{ id: 'r', facts: run }], at(day(9)), lastOn)).toEqual([])
})

test('a move to another version looks at the line alone', () => {
  const run = { closedStepIds: ['d3'], pendingStepId: null, startStepId: null }
  const to = [step('new', 'due', 1), P7, ...LINE]
  expect(startAfterMove(run, { from: [P1, ...LINE], to })).toBe('d10')
  expect(startAfterMove(run, { from: LINE.slice(0, 1), to: [...LINE.slice(0, 1), P1] }))
    .toBe('$end')
  expect(startAfterMove({ ...run, closedStepIds: [] }, { from: [P1, ...LINE], to })).toBeNull()
})

test('a promise’s key is no epoch’s: a run would have to begin again for ten thousand days', () => {
  expect(followsPromise(promiseOccurrence('2000-01-01'))).toBe(true)
  expect(followsPromise(9_999)).toBe(false)
  expect(promiseOccurrence(day(1))).toBe(promiseOccurrence(DUE) + 1)
})

test.each([[-3, 1], [0, 1], [1, 0]])('%i days after a promise has %i problems',
  (offsetDays, count) => {
    const { rules } = facts({ steps: [step('p', 'promise', offsetDays), ...LINE] })
    expect(workflowProblems(rules).map(({ field }) => field))
      .toEqual(Array.from({ length: count }, () => 'steps.0.trigger.offsetDays'))
  })
