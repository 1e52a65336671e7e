import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isEnd, joinStatus, shownStatus, type SmsStatus } from './sms-status.ts'

const ALL = ['queued', 'sent', 'delivered', 'read', 'undelivered', 'failed', 'cancelled'] as const
const after = (told: readonly SmsStatus[]) => told.reduce<SmsStatus | null>(
  (before, one) => joinStatus(before, one).status, null)

function ordersOf<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap((first, at) =>
    ordersOf(items.toSpliced(at, 1)).map((rest) => [first, ...rest]))
}

test('32: all 24 orders of queued, sent, delivered and read end in read', () => {
  const orders = ordersOf<SmsStatus>(['queued', 'sent', 'delivered', 'read'])
  expect(orders).toHaveLength(24)
  expect(new Set(orders.map(after))).toEqual(new Set(['read']))
})

test('32: all orders of what a failed one is told end alike', () => {
  for (const end of ['undelivered', 'failed', 'cancelled', 'delivered'] as const) {
    expect(new Set(ordersOf<SmsStatus>(['queued', 'sent', end]).map(after))).toEqual(new Set([end]))
  }
})

test('33: a report told twice changes nothing, and a status never goes back', () => {
  const rank = (status: SmsStatus) => status === 'read' ? 4 : isEnd(status) ? 3
    : status === 'sent' ? 2 : 1
  fc.assert(fc.property(fc.array(fc.constantFrom(...ALL), { minLength: 1, maxLength: 8 }),
    fc.constantFrom(...ALL), (told, next) => {
      const before = after(told)
      if (before === null) return
      expect(joinStatus(before, before)).toEqual({ status: before, hasConflict: false })
      const { status } = joinStatus(before, next)
      expect(rank(status)).toBeGreaterThanOrEqual(rank(before))
      expect(joinStatus(status, next, true)).toMatchObject({ hasConflict: false })
    }), { numRuns: 2000, seed: 33 })
})

test('34: two different ends are a conflict, which the word of the provider settles', () => {
  expect(joinStatus('delivered', 'undelivered')).toEqual({ status: 'delivered', hasConflict: true })
  expect(joinStatus('failed', 'delivered')).toEqual({ status: 'failed', hasConflict: true })
  expect(joinStatus('delivered', 'undelivered', true))
    .toEqual({ status: 'undelivered', hasConflict: false })
  expect(joinStatus('undelivered', 'read')).toEqual({ status: 'read', hasConflict: false })
})

test.each([
  ['accepted', 'queued'], ['scheduled', 'queued'], ['queued', 'queued'], ['sending', 'queued'],
  ['sent', 'sent'], ['delivered', 'delivered'], ['undelivered', 'undelivered'],
  ['partially_delivered', 'undelivered'], ['failed', 'failed'], ['canceled', 'cancelled'],
  ['read', 'read'], ['receiving', null], ['received', null], ['a new word', null],
  ['toString', null], ['', null],
])('65: %s is shown as %s', (word, shown) => {
  expect(shownStatus(word)).toBe(shown)
})
