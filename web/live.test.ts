// Which answers on screen are read anew when the server tells of a change.
import { expect, test } from 'vitest'
import { isConcerned } from './live.ts'

const of = (path: string, given: unknown = {}) => ({ queryKey: [path, given] })
const reply = { kinds: ['reply_opened'], customerIds: ['a'], isForYou: false }

test.each([
  ['lists are read anew', of('/reply-actions'), reply, true],
  ['the customer it is about is read anew',
    of('/customers/{customerId}', { params: { customerId: 'a' } }), reply, true],
  ['another customer is left alone',
    of('/customers/{customerId}', { params: { customerId: 'b' } }), reply, false],
  ['of many customers, any may be concerned',
    of('/customers/{customerId}', { params: { customerId: 'b' } }),
    { ...reply, customerIds: null }, true],
  ['pages of a list are found behind their mark',
    { queryKey: ['/customers/{customerId}/timeline', 'pages', { params: { customerId: 'b' } }] },
    reply, false],
  ['the bell of others does not ring here', of('/notifications/count'), reply, false],
  ['one’s own bell rings', of('/notifications/count'), { ...reply, isForYou: true }, true],
  ['a bell alone changes no list', of('/reply-actions'),
    { kinds: ['notification'], customerIds: [], isForYou: true }, false],
  ['what is changed by hand alone is left alone', of('/templates'), reply, false],
])('%s', (_, query, change, expected) => {
  expect(isConcerned(query, change)).toBe(expected)
})
