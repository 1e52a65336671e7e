// Under contextual entry a run is looked at on its next trigger, for that may overtake what waits.
import { expect, test } from 'vitest'
import { MONDAY_TO_FRIDAY } from './day.ts'
import { nextTriggerOn } from './next-trigger.ts'
import type { Moment, RunFacts } from './plan.ts'
import { STEP_DEFAULTS, type EntryLogic, type Step } from './workflow.ts'

const step = (offsetDays: number): Step => ({
  id: `s${offsetDays}`, name: `s${offsetDays}`, channel: 'email', mode: 'automatic',
  trigger: { anchor: 'due', offsetDays, unit: 'calendar' }, ...STEP_DEFAULTS, onFailure: [],
  positions: [], templateId: null,
})
const facts = (entryLogic: EntryLogic, offsets: readonly number[], openMinor = 100): RunFacts => ({
  rules: { level: 'customer', entryLogic, mcdDays: 5, mcdScope: 'customer', thresholdMinor: {},
    steps: offsets.map(step) },
  epoch: 0, carrying: null, closedStepIds: [], closedPromiseSteps: [], lastContactOn: null, lastAutomaticOn: null,
  replyHandledOn: null, disputeEndedOn: null, pausedUntil: null, startStepId: null,
  invoices: [{ id: 'i', number: 'I', currency: 'EUR', totalMinor: 100, openMinor,
    disputedMinor: 0, promisedMinor: 0, pendingMinor: 0, promisedOn: null,
    brokenPromiseOn: null, issuedOn: '2027-01-01',
    dueOn: '2027-03-01', recordedAt: '2027-01-01T00:00:00.000Z' }],
})
const on = (today: string): Moment => ({ now: `${today}T08:00:00.000Z`, today,
  zone: 'Europe/Paris', calendar: MONDAY_TO_FRIDAY, sendTime: '08:30' })

test.each<[string, EntryLogic, number[], string, string | null]>([
  ['before the first', 'contextual', [-2, 3, 9], '2027-02-20', '2027-02-27'],
  ['on the day of one: the one after', 'contextual', [-2, 3, 9], '2027-03-04', '2027-03-10'],
  ['steps out of order', 'contextual', [20, 3], '2027-03-01', '2027-03-04'],
  ['after the last', 'contextual', [-2, 3, 9], '2027-03-10', null],
  ['standard entry, where nothing overtakes', 'standard', [-2, 3, 9], '2027-02-20', null],
])('the next trigger: %s', (_, entryLogic, offsets, today, day) => {
  expect(nextTriggerOn(facts(entryLogic, offsets), on(today))).toBe(day)
})

test('a run for nothing has none', () => {
  expect(nextTriggerOn(facts('contextual', [3], 0), on('2027-03-01'))).toBeNull()
})
