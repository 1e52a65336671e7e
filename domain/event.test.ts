import { expect, test } from 'vitest'
import { describeEvent } from './event.ts'

test.each([
  ['payment_recorded', { amount: '€12.00' }, 'Payment of €12.00 received'],
  ['invoice_closed', { number: 'INV-1', as: 'written off', reason: 'bankrupt' },
    'Invoice INV-1 closed as written off: bankrupt'],
  ['pause_started', { untilOn: '2026-03-10', reason: '' }, 'Collection paused until 2026-03-10'],
  ['pause_started', { untilOn: '', reason: 'talks' }, 'Collection paused without an end: talks'],
  ['contact_added', {}, 'Contact without a name added'],
  ['promise_ended', { as: 'partly_kept' }, 'Promise partly kept'],
  ['something_new', {}, 'something new'],
])('%s with %j reads "%s"', (kind, detail, expected) => {
  expect(describeEvent(kind, detail)).toBe(expected)
})
