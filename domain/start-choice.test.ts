// Where runs begin on old debt, and that a spread is even and stays the same.
import { expect, test } from 'vitest'
import { MONDAY_TO_FRIDAY } from './day.ts'
import { END_OF_STEPS, type Moment, type RunFacts } from './plan.ts'
import { spreadPlace, startStepOf } from './start-choice.ts'
import type { Start } from './starts.ts'
import { STEP_DEFAULTS, type EntryLogic, type Step } from './workflow.ts'

const step = (offsetDays: number): Step => ({
  ...STEP_DEFAULTS, id: `d${offsetDays}`, name: `Day ${offsetDays}`, channel: 'email',
  trigger: { anchor: 'due', offsetDays, unit: 'calendar' }, mode: 'automatic', positions: [],
  onFailure: [], templateId: 't',
})
const DUE = '2026-03-02'
const moment = (today: string): Moment => ({
  now: `${today}T07:30:00.000Z`, today, zone: 'Europe/Paris', sendTime: '08:30',
  calendar: MONDAY_TO_FRIDAY,
})
const facts = (
  closedStepIds: readonly string[], entryLogic: EntryLogic = 'standard', isOpen = true,
): RunFacts => ({
  rules: {
    level: 'customer', entryLogic, mcdDays: 5, mcdScope: 'customer', thresholdMinor: {},
    steps: [step(-3), step(3), step(10), step(20)],
  },
  epoch: 0, carrying: null, closedStepIds, startStepId: null, lastContactOn: null,
  lastAutomaticOn: null, replyHandledOn: null, pausedUntil: null, closedPromiseSteps: [],
  disputeEndedOn: null,
  invoices: isOpen ? [{
    id: 'i', number: 'I-1', currency: 'EUR', totalMinor: 100, openMinor: 100, disputedMinor: 0,
    promisedMinor: 0, pendingMinor: 0, promisedOn: null, brokenPromiseOn: null, issuedOn: '2026-02-01', dueOn: DUE,
    recordedAt: '2026-02-01T00:00:00.000Z',
  }] : [],
})

const CASES: [string, Start, string, readonly string[], string | null][] = [
  ['step by step changes nothing', 'catch_up', '2026-03-30', [], null],
  ['the last late step', 'fitting', '2026-03-30', [], 'd20'],
  ['the day of a step counts as come', 'fitting', '2026-03-12', [], 'd10'],
  ['the day before it does not', 'fitting', '2026-03-11', [], null],
  ['the next one is the fitting one already', 'fitting', '2026-03-12', ['d3'], null],
  ['before the first step', 'fitting', '2026-02-20', [], null],
  ['only what is to come', 'future', '2026-03-12', [], 'd20'],
  ['today’s own step is past by it', 'future', '2026-03-05', [], 'd10'],
  ['nothing is left to come', 'future', '2026-03-22', [], END_OF_STEPS],
  ['all before is done', 'future', '2026-03-08', ['d-3', 'd3'], null],
]
test.each(CASES)('%s (%s on %s)', (_name, start, today, closed, expected) => {
  expect(startStepOf(facts(closed), moment(today), start)).toBe(expected)
})

test('a run without open money, and a contextual one that fits, stay as they are', () => {
  expect(startStepOf(facts([], 'standard', false), moment('2026-03-30'), 'future')).toBe(null)
  expect(startStepOf(facts([], 'contextual'), moment('2026-03-30'), 'fitting')).toBe(null)
  expect(startStepOf(facts([], 'contextual'), moment('2026-03-12'), 'future')).toBe('d20')
})

test('a spread gives each customer one day, about as many to each', () => {
  const counts = [0, 0, 0, 0, 0]
  for (let one = 0; one < 1000; one++) {
    const id = `0193c0de-0000-7000-8000-${String(one * 7919).padStart(12, '0')}`
    const place = spreadPlace(id, 5)
    expect(spreadPlace(id, 5)).toBe(place)
    counts[place] = (counts[place] ?? 0) + 1
  }
  expect(Math.min(...counts)).toBeGreaterThan(120)
})
