// The line of days: where steps stand, what the delay moves, and what their order says.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  delayedDays, EARLIEST_OFFSET, inOrderOfDays, isInOrderOfDays, LATEST_OFFSET, lineDay,
  offsetOnLine,
} from './step-days.ts'
import type { Channel, Trigger } from './workflow.ts'

const at = (offsetDays: number, part: Partial<Trigger> = {}, channel: Channel = 'email') =>
  ({ channel, trigger: { anchor: 'due' as const, unit: 'calendar' as const, offsetDays, ...part } })

describe('the days to which the delay moves steps', () => {
  test.each([
    ['the numbers of the specification', 5, [3, 6, 14, 16], [null, 8, null, 19]],
    ['no delay moves nothing', 0, [3, 6, 14, 16], [null, null, null, null]],
    ['exactly the delay apart is far enough', 3, [3, 6, 9], [null, null, null]],
    ['one day less is moved by one', 4, [3, 6], [null, 7]],
    ['a moved step moves the next', 10, [0, 1, 2], [null, 10, 20]],
    ['before the due day as well', 5, [-3, 0], [null, 2]],
    ['on one day', 5, [7, 7], [null, 12]],
    ['none', 5, [], []],
  ])('%s', (_, mcdDays, days, moved) => {
    expect(delayedDays({ mcdDays, steps: days.map((day) => at(day)) })).toEqual(moved)
  })
  test('a task is no contact: it is not moved, and moves nobody', () => {
    expect(delayedDays({ mcdDays: 5, steps: [at(3), at(4, {}, 'task'), at(6)] }))
      .toEqual([null, null, 8])
  })
  test('what is counted from another day, or in business days, is left out', () => {
    expect(delayedDays({ mcdDays: 5, steps: [
      at(3), at(4, { anchor: 'issue' }), at(4, { unit: 'business' }), at(6)] }))
      .toEqual([null, null, null, 8])
  })
})

describe('places on the line', () => {
  test.each([[5, 7], [-5, -7], [10, 14], [1, 1], [0, 0]])(
    '%i business days stand on day %i', (offsetDays, day) => {
      expect(lineDay({ anchor: 'due', unit: 'business', offsetDays })).toBe(day)
    })
  test('a step that is put where it stands stays as it is, in either unit', () => {
    fc.assert(fc.property(
      fc.integer({ min: EARLIEST_OFFSET, max: LATEST_OFFSET }),
      fc.constantFrom('calendar' as const, 'business' as const),
      (offsetDays, unit) => {
        expect(offsetOnLine(unit, lineDay({ anchor: 'due', unit, offsetDays }))).toBe(offsetDays)
      }))
  })
  test('no step is dragged beyond what a trigger may say', () => {
    expect(offsetOnLine('calendar', 99_999)).toBe(LATEST_OFFSET)
    expect(offsetOnLine('calendar', -99_999)).toBe(EARLIEST_OFFSET)
    expect(Object.is(offsetOnLine('calendar', -0.2), 0)).toBe(true)
  })
})

describe('order', () => {
  const steps = fc.array(fc.record({
    offsetDays: fc.integer({ min: -9, max: 9 }),
    anchor: fc.constantFrom('issue' as const, 'due' as const, 'promise' as const),
    unit: fc.constantFrom('calendar' as const, 'business' as const),
  }).map((trigger) => ({ trigger })), { maxLength: 8 })
  test('put in order they are in order: the same steps, each anchor on its own places', () => {
    fc.assert(fc.property(steps, (some) => {
      const sorted = inOrderOfDays(some)
      expect(isInOrderOfDays(sorted)).toBe(true)
      expect(sorted.map(({ trigger }) => trigger.anchor))
        .toEqual(some.map(({ trigger }) => trigger.anchor))
      expect(new Set(sorted)).toEqual(new Set(some))
      if (isInOrderOfDays(some)) expect(sorted).toEqual(some)
    }))
  })
  test('a later day before an earlier one is out of order, unless their anchors differ', () => {
    expect(isInOrderOfDays([at(5), at(3)])).toBe(false)
    expect(isInOrderOfDays([at(5), at(5)])).toBe(true)
    expect(isInOrderOfDays([at(5), at(3, { anchor: 'promise' })])).toBe(true)
  })
})
