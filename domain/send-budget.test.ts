import { expect, test } from 'vitest'
import { capToday, usualCap } from './send-budget.ts'

test.each<[string, number[], number]>([
  ['nothing was ever sent', [], 50],
  ['days without a message are no sending days', [0, 0, 100], 300],
  ['small days leave the least', [3, 4, 5], 50],
  ['just the least', [16], 50],
  ['just over it', [17], 51],
  ['an odd number of days has a middle', [10, 400, 100], 300],
  ['of an even number it is between two', [10, 21, 40, 400], 91],
  ['one enormous day does not raise it', [9_000, 20, 20], 60],
  ['a fifteenth day is forgotten', [...Array.from({ length: 14 }, () => 30), 9_000], 90],
  ['the fourteenth is not', [...Array.from({ length: 7 }, () => 30),
    ...Array.from({ length: 7 }, () => 50)], 120],
])('%s', (_name, days, cap) => expect(usualCap(days)).toBe(cap))

test.each([
  [{ fixed: null, usual: 60, raisedTo: null }, 60],
  [{ fixed: 20, usual: 60, raisedTo: null }, 20],
  [{ fixed: 20, usual: 60, raisedTo: 45 }, 45],
  [{ fixed: 90, usual: 60, raisedTo: 45 }, 90],
])('of %o today holds %i', (given, cap) => expect(capToday(given)).toBe(cap))
