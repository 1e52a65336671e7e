import { expect, test } from 'vitest'
import { pendingLapsesOn } from './pending.ts'

test.each([[7, '2027-03-08'], [1, '2027-03-02'], [31, '2027-04-01']])(
  'money that should be there on 1 March and is waited for %i days lapses on %s',
  (days, on) => expect(pendingLapsesOn('2027-03-01', days)).toBe(on))
