// Promises to pay at their edges: the end of the last day, the tolerance, and newer ones.
import { expect, test } from 'vitest'
import { dayAt } from './day.ts'
import { judgePromise, newestBroken, replacedBy, toleranceOf, type Promised } from './promise.ts'

const PROMISED: Promised = {
  amountMinor: 100_000, toleranceMinor: 0, lastOn: '2026-05-01', paidMinor: 0,
}

test.each<[string, Partial<Promised>, string, string]>([
  ['nothing came, and its day lasts', {}, '2026-05-01', 'active'],
  ['nothing came by the end of its day', {}, '2026-05-02', 'broken'],
  ['all came', { paidMinor: 100_000 }, '2026-05-02', 'kept'],
  ['more came', { paidMinor: 100_001 }, '2026-05-02', 'kept'],
  ['all came, and its day lasts: it may go back', { paidMinor: 100_000 }, '2026-05-01', 'active'],
  ['EUR 600 of 1,000', { paidMinor: 60_000 }, '2026-05-02', 'partly_kept'],
  ['a cent is missing', { paidMinor: 99_999 }, '2026-05-02', 'partly_kept'],
  ['a cent came', { paidMinor: 1 }, '2026-05-02', 'partly_kept'],
  ['two days of grace: the second lasts', { lastOn: '2026-05-03' }, '2026-05-03', 'active'],
  ['two days of grace are over', { lastOn: '2026-05-03' }, '2026-05-04', 'broken'],
  ['the tolerance itself may be missing', { toleranceMinor: 500, paidMinor: 99_500 },
    '2026-05-02', 'kept'],
  ['a cent more than the tolerance', { toleranceMinor: 500, paidMinor: 99_499 }, '2026-05-02',
    'partly_kept'],
])('%s', (_, change, today, standing) => {
  expect(judgePromise({ ...PROMISED, ...change }, today)).toBe(standing)
})

test('its day ends at midnight in the organization’s zone', () => {
  const standingAt = (instant: string) =>
    judgePromise({ ...PROMISED, paidMinor: 60_000 }, dayAt(instant, 'Europe/Paris'))
  expect(standingAt('2026-05-01T21:50:00.000Z')).toBe('active')
  expect(standingAt('2026-05-01T22:00:00.000Z')).toBe('partly_kept')
})

test.each([[100_000, 5, 5_000], [199, 5, 9], [1, 20, 0], [100_000, 0, 0]])(
  'of %i the tolerance of %i percent is %i', (amountMinor, percent, expected) => {
    expect(toleranceOf(amountMinor, percent)).toBe(expected)
  })

test.each<[string, { amountMinor: number; promisedOn: string }, number, string[]]>([
  ['instalments that fit into what is open stay', { amountMinor: 40, promisedOn: '05-20' }, 100,
    []],
  ['as much as is open fits', { amountMinor: 40, promisedOn: '05-20' }, 100, []],
  ['more than is open: the new one stands for all', { amountMinor: 41, promisedOn: '05-20' }, 100,
    ['05-05', '05-10']],
  ['a new day for all of it', { amountMinor: 100, promisedOn: '05-20' }, 100, ['05-05', '05-10']],
  ['the same day again corrects it', { amountMinor: 10, promisedOn: '05-10' }, 100, ['05-10']],
  ['the same day, and it fits without the one it corrects',
    { amountMinor: 70, promisedOn: '05-10' }, 100, ['05-10']],
])('a newer promise: %s', (_, wish, openMinor, replaced) => {
  const active = [{ amountMinor: 30, promisedOn: '05-05' }, { amountMinor: 30, promisedOn: '05-10' }]
  expect(replacedBy(wish, active, openMinor).map((one) => one.promisedOn)).toEqual(replaced)
})

test.each<[string, string[], string[], string | null]>([
  ['none was broken', [], ['2026-05-02'], null],
  ['the newest of two', ['2026-05-01', '2026-05-08'], [], '2026-05-08'],
  ['in any order', ['2026-05-08', '2026-05-01'], [], '2026-05-08'],
  ['an instalment promised together with it does not take its place', ['2026-05-01'],
    ['2026-04-20'], '2026-05-01'],
  ['promised anew on its own day', ['2026-05-01'], ['2026-05-01'], '2026-05-01'],
  ['promised anew since', ['2026-05-01'], ['2026-05-02'], null],
  ['promised anew between two', ['2026-05-01', '2026-05-08'], ['2026-05-02'], '2026-05-08'],
])('the broken one that counts: %s', (_, unkeptOn, madeOn, expected) => {
  expect(newestBroken(unkeptOn, madeOn.map((on) => ({ madeOn: on })))).toBe(expected)
})
