// The line of time: nothing covers anything, and a drag ends on the day it was dropped on.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  CLIMBED_ROWS, daysDragged, placeOf, rangeOf, rowsOf, scaleOf, stacked, ticksOf,
} from './line-layout.ts'

const days = fc.array(fc.integer({ min: -365, max: 1000 }), { maxLength: 60 })

test('every step and the due day lie within the line, with room on both sides', () => {
  fc.assert(fc.property(days, fc.integer({ min: 200, max: 1600 }), (some, length) => {
    const scale = scaleOf(rangeOf(some), length)
    const end = placeOf(scale, scale.to)
    expect(end).toBeGreaterThanOrEqual(length - 0.001)
    for (const day of [0, ...some]) {
      expect(placeOf(scale, day)).toBeGreaterThan(0)
      expect(placeOf(scale, day)).toBeLessThan(end)
    }
  }))
})

test('dragged from one day to another, it is moved by the days between', () => {
  fc.assert(fc.property(days, fc.integer({ min: -365, max: 1000 }), fc.integer({ min: -365,
    max: 1000 }), (some, from, to) => {
    const scale = scaleOf(rangeOf([...some, from, to]), 640)
    expect(daysDragged(scale, placeOf(scale, to) - placeOf(scale, from))).toBe(to - from + 0)
  }))
})

test('flags never overlap, and where they are few no pole runs through the flag of another day', () => {
  fc.assert(fc.property(fc.array(fc.record({ at: fc.integer({ min: 0, max: 400 }),
    width: fc.integer({ min: 20, max: 150 }) }), { maxLength: 25 }), (some) => {
    const flags = some.map((flag, index) => ({ ...flag, id: String(index) }))
    const rows = rowsOf(flags)
    for (const one of flags) {
      for (const other of flags) {
        if (one === other) continue
        const [row, otherRow] = [rows.get(one.id) ?? -1, rows.get(other.id) ?? -1]
        if (row === otherRow) {
          expect(one.at + one.width <= other.at || other.at + other.width <= one.at).toBe(true)
        }
        // The pole of the one goes down from its row; the flag of the other lies lower.
        if (otherRow < row && flags.length <= CLIMBED_ROWS + 1) {
          expect(one.at > other.at && one.at < other.at + other.width).toBe(false)
        }
      }
    }
  }))
})

test('ticks are regular, far enough apart to be read, and leave the due day its own name', () => {
  const scale = scaleOf(rangeOf([-3, 3, 10, 18, 25]), 640)
  expect(ticksOf(scale)).toEqual([-5, 5, 10, 15, 20, 25])
  expect(ticksOf(scaleOf(rangeOf([90]), 400))).toEqual([14, 28, 42, 56, 70, 84])
  expect(ticksOf(scaleOf(rangeOf([1000]), 300)).length).toBeLessThan(80)
})

test('entries below each other keep their order and their room', () => {
  expect(stacked([{ id: 'a', at: 0, height: 40 }, { id: 'b', at: 10, height: 40 },
    { id: 'c', at: 200, height: 40 }])).toEqual({
    tops: new Map([['a', 0], ['b', 40], ['c', 200]]), height: 240,
  })
})
