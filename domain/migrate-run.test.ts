import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { startAfterMove } from './migrate-run.ts'
import { plan, type Moment, type RunFacts } from './plan.ts'
import { STEP_DEFAULTS, type Step, type WorkflowRules } from './workflow.ts'

const DAY = '2027-03-01'
const aStep = (id: string, offsetDays: number): Step => ({
  id, name: id, channel: 'email', mode: 'automatic', templateId: 't', positions: [],
  trigger: { anchor: 'due', offsetDays, unit: 'calendar' }, ...STEP_DEFAULTS, onFailure: [],
})
/** `ABC`: steps of these ids, all long overdue. */
const steps = (ids: string) => [...ids].map((id, place) => aStep(id, place + 1))
const rules = (ids: string): WorkflowRules => ({
  level: 'customer', entryLogic: 'standard', mcdDays: 0, mcdScope: 'customer', thresholdMinor: {},
  steps: steps(ids),
})
const moment = (today: string): Moment => ({
  today, now: `${today}T08:00:00.000Z`, zone: 'UTC', sendTime: '08:00',
  calendar: { weekend: [], holidays: new Set() },
})
const facts = (ids: string, closed: string, startStepId: string | null): RunFacts => ({
  rules: rules(ids), epoch: 0, closedStepIds: [...closed], closedPromiseSteps: [], startStepId,
  carrying: { invoiceId: 'i', since: '2027-01-01T00:00:00.000Z', fate: 'collectible' },
  invoices: [{
    id: 'i', number: 'I', currency: 'EUR', totalMinor: 100, openMinor: 100, disputedMinor: 0,
    promisedMinor: 0, pendingMinor: 0, promisedOn: null, brokenPromiseOn: null,
    issuedOn: '2027-01-01', dueOn: '2027-01-02',
    recordedAt: '2027-01-01T00:00:00.000Z',
  }],
  lastContactOn: null, lastAutomaticOn: null, replyHandledOn: null, disputeEndedOn: null, pausedUntil: null,
})

/** All steps that the run still takes, one after another. */
function lives(ids: string, closed: string, startStepId: string | null): string {
  let taken = ''
  for (let round = 0; round < 30; round++) {
    const decided = plan(facts(ids, closed + taken, startStepId), moment(DAY))
    if (decided.kind !== 'step') return taken
    taken += decided.step.id
  }
  return `${taken} without an end`
}

describe('a run is moved by stable step id', () => {
  test.each([
    // what changed                            old    done   pending  new      start   then
    ['nothing', 'ABC', 'A', null, 'ABC', 'B', 'BC'],
    ['the current step is removed', 'ABC', 'A', null, 'AC', 'C', 'C'],
    ['the current and the next are removed', 'ABCD', 'A', null, 'AD', 'D', 'D'],
    ['a done step is removed', 'ABC', 'A', null, 'BC', 'B', 'BC'],
    ['a later step is removed', 'ABC', 'A', null, 'AB', 'B', 'B'],
    ['all later steps are removed', 'ABC', 'A', null, 'A', '$end', ''],
    ['only what is done is left, and more is added', 'ABC', 'A', null, 'AXY', 'X', 'XY'],
    ['one is put in before the cursor', 'ABC', 'A', null, 'AXBC', 'B', 'BC'],
    ['one is put in before all', 'ABC', 'A', null, 'XABC', 'B', 'BC'],
    ['one is put in behind the cursor', 'ABC', 'A', null, 'ABXC', 'B', 'BXC'],
    ['one is put in behind all', 'ABC', 'AB', null, 'ABCX', 'C', 'CX'],
    ['the current one is replaced by another', 'ABC', 'A', null, 'AXC', 'C', 'C'],
    ['the current one moves to the front', 'ABC', 'A', null, 'BAC', 'B', 'BC'],
    ['the current one moves before what is done', 'ABCD', 'AB', null, 'CABD', 'C', 'CD'],
    ['the current one moves behind the next', 'ABCD', 'A', null, 'ACBD', 'B', 'BD'],
    ['what is done moves to the end', 'ABCD', 'AB', null, 'CDAB', 'C', 'CD'],
    ['all is turned round', 'ABC', 'A', null, 'CBA', 'B', 'B'],
    ['one is skipped and gone', 'ABCD', 'AB', null, 'ACD', 'C', 'CD'],
    ['all was done', 'ABC', 'ABC', null, 'ABC', '$end', ''],
    ['all was done and one is added', 'ABC', 'ABC', null, 'ABCX', 'X', 'X'],
    ['all was done and one is put in between', 'ABC', 'ABC', null, 'AXBC', '$end', ''],
    ['all was done and people decide', 'ABC', 'ABC', '$decide', 'ABCX', 'X', 'X'],
    ['nothing is left of it', 'ABC', 'A', null, 'XY', null, 'XY'],
    ['nothing was begun: it enters like a new one', 'ABC', '', null, 'XABC', null, 'XABC'],
    ['work is open at the first', 'ABC', '', 'A', 'XABC', 'A', 'ABC'],
    ['the open work is removed', 'ABC', '', 'A', 'BC', 'B', 'BC'],
    ['the open work is of a step that is gone already', 'BC', '', 'A', 'BXC', 'B', 'BXC'],
  ])('when %s', (_, from, closed, pendingStepId, to, start, then) => {
    expect(startAfterMove({ closedStepIds: [...closed], pendingStepId, startStepId: null },
      { from: steps(from), to: steps(to) })).toBe(start)
    expect(lives(to, closed, start)).toBe(then)
  })

  test('a second move starts from where the first had put it', () => {
    const first = startAfterMove({ closedStepIds: ['A'], pendingStepId: null, startStepId: null },
      { from: steps('ABC'), to: steps('AXBC') })
    expect(startAfterMove({ closedStepIds: ['A'], pendingStepId: null, startStepId: first },
      { from: steps('AXBC'), to: steps('AXYBC') })).toBe('B')
    expect(startAfterMove({ closedStepIds: ['A'], pendingStepId: null, startStepId: '$end' },
      { from: steps('AXB'), to: steps('AXBZ') })).toBe('Z')
  })

  test('what was passed over once stays so, wherever a later version puts it', () => {
    const run = { closedStepIds: ['A', 'B'], pendingStepId: null, startStepId: 'B' }
    const start = startAfterMove(run, { from: steps('AXB'), to: steps('ABX') })
    expect([start, lives('ABX', 'AB', start)]).toEqual(['$end', ''])
  })

  test('whatever two versions are, no closed step repeats and what lies open behind is done', () => {
    const ids = fc.uniqueArray(fc.constantFrom(...'ABCDEFGH'), { minLength: 1, maxLength: 8 })
      .map((list) => list.join(''))
    fc.assert(fc.property(ids, ids, fc.nat(8), (from, to, done) => {
      const closed = from.slice(0, done)
      const start = startAfterMove(
        { closedStepIds: [...closed], pendingStepId: null, startStepId: null },
        { from: steps(from), to: steps(to) })
      const taken = lives(to, closed, start)
      expect([...taken].filter((id) => closed.includes(id))).toEqual([])
      const cursor = from.slice(done).split('').find((id) => to.includes(id))
      if (closed !== '' && cursor !== undefined) {
        expect(taken[0]).toBe(cursor)
        expect([...taken].sort().join('')).toBe(
          to.slice(to.indexOf(cursor)).split('').filter((id) => !closed.includes(id)).sort()
            .join(''))
      }
    }), { numRuns: 2_000 })
  })
})

test('a restart forgets where the move had put the run', () => {
  const moved: RunFacts = {
    ...facts('ABC', 'A', 'C'),
    carrying: { invoiceId: 'gone', since: '2026-12-01T00:00:00.000Z', fate: 'paid' },
  }
  const decided = plan(moved, moment(DAY))
  expect(decided.kind === 'step' ? [decided.step.id, decided.epoch] : decided).toEqual(['A', 1])
})
