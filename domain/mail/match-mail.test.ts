// To whom a message belongs: the order of proofs, and what is left for a person to decide.
import { describe, expect, test } from 'vitest'
import {
  addressKey, emailDomain, findInvoiceNumbers, isFreeMailDomain, matchMail, type Link,
  type MatchCandidates,
} from './match-mail.ts'

const link = (customerId: string, runId: string | null = null): Link =>
  ({ customerId, runId, messageId: null })
const candidates = (given: Partial<MatchCandidates>): MatchCandidates => ({
  kind: 'human', byReference: null, byToken: null, byInvoiceNumber: [], bySender: [],
  byDomain: [], ...given,
})

const CASES: readonly (readonly [string, Partial<MatchCandidates>, object])[] = [
  ['a reference beats all else', {
    byReference: { customerId: 'a', runId: 'r', messageId: 'm' }, byToken: link('b'),
    bySender: [link('c'), link('d')],
  }, { result: 'matched', customerId: 'a', runId: 'r', messageId: 'm', how: 'reference' }],
  ['a token beats a sender', { byToken: link('b', 'r'), bySender: [link('c')] },
    { result: 'matched', customerId: 'b', runId: 'r', how: 'token' }],
  ['an invoice of the sender’s customer tells the run', {
    byInvoiceNumber: [link('a', 'r1'), link('z', 'r9')], bySender: [link('a'), link('b')],
  }, { result: 'matched', customerId: 'a', runId: 'r1', how: 'invoice' }],
  ['two invoices of one customer leave the run open', {
    byInvoiceNumber: [link('a', 'r1'), link('a', 'r2')], bySender: [link('a')],
  }, { result: 'matched', customerId: 'a', runId: null, how: 'invoice' }],
  ['an invoice and the domain are enough', {
    byInvoiceNumber: [link('a', 'r1')], byDomain: [link('a'), link('b')],
  }, { result: 'matched', customerId: 'a', how: 'invoice' }],
  ['an invoice number from a stranger proves nothing', { byInvoiceNumber: [link('a')] },
    { result: 'none' }],
  ['a known sender about somebody else’s invoice is for a person', {
    byInvoiceNumber: [link('b')], bySender: [link('a')],
  }, { result: 'ambiguous', customerIds: ['a', 'b'], how: 'invoice' }],
  ['the contact of exactly one customer', { bySender: [link('a')], byDomain: [link('b')] },
    { result: 'matched', customerId: 'a', how: 'sender' }],
  ['one address at two customers is for a person', { bySender: [link('a'), link('b')] },
    { result: 'ambiguous', customerIds: ['a', 'b'], how: 'sender' }],
  ['a domain of one customer', { byDomain: [link('a'), link('a')] },
    { result: 'matched', customerId: 'a', how: 'domain' }],
  ['a domain of two customers', { byDomain: [link('a'), link('b')] },
    { result: 'ambiguous', customerIds: ['a', 'b'], how: 'domain' }],
  ['nobody', {}, { result: 'none' }],
  ['a machine is never matched by its sender', { kind: 'auto_reply', bySender: [link('a')] },
    { result: 'none' }],
  ['a bounce is matched by what it returns', { kind: 'bounce', byReference: link('a') },
    { result: 'matched', customerId: 'a', how: 'reference' }],
  ['our own mail belongs to nobody', { kind: 'own', byReference: link('a') }, { result: 'none' }],
]

describe('a match is exactly one customer', () => {
  test.each(CASES)('%s', (_name, given, expected) => {
    expect(matchMail(candidates(given))).toMatchObject(expected)
  })
})

const TEXTS: readonly (readonly [string, readonly string[]])[] = [
  ['We paid invoice INV-2026-0042 today', ['INV-2026-0042']],
  ['Invoice #1001 and no. 1002', ['1001', '1002']],
  ['Rechnung 2026/0042 vom 01.02.2026', ['2026/0042']],
  ['RE 1001', ['1001', 'RE-1001', 'RE1001', 'RE 1001']],
  ['facture n° F2026-17.', ['F2026-17']],
  ['In 2026 we paid 1,234.56 EUR on 2026-03-01 at 10:15, 50 % in 3 days', []],
  ['call +49 30 or see https://x.example/1234 or a1@b.example', []],
  ['', []],
]

describe('invoice numbers in a text', () => {
  test.each(TEXTS)('%j', (text, numbers) => {
    const found = findInvoiceNumbers(text)
    for (const number of numbers) expect(found).toContain(number)
    if (numbers.length === 0) expect(found).toEqual([])
  })
  test('at most 50 are looked for, those with a label first', () => {
    const text = `${'90001 '.repeat(10)}${Array.from({ length: 5_000 }, (_, at) => 10_000 + at)
      .join(' ')} `.slice(0, 19_000)
    const found = findInvoiceNumbers(`${text} invoice 77`)
    expect(found).toHaveLength(50)
    expect(found[0]).toBe('77')
  })
})

test('an address is compared without case and +part, never changed in its domain', () => {
  expect(addressKey(' Ann+Inv@Customer.Example ')).toBe('ann@customer.example')
  expect(addressKey('<ann@xn--mller-kva.example>')).toBe('ann@xn--mller-kva.example')
  expect(addressKey('+x@y.example')).toBe('+x@y.example')
  expect(addressKey('nobody')).toBe('nobody')
})

test('a free-mail domain says nothing of a company', () => {
  expect(emailDomain('Ann@GMail.com')).toBe('gmail.com')
  expect(emailDomain('nobody')).toBe('')
  expect(isFreeMailDomain('gmail.com')).toBe(true)
  expect(isFreeMailDomain('T-Online.de')).toBe(true)
  expect(isFreeMailDomain('customer.example')).toBe(false)
})
