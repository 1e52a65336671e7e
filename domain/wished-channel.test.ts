// What a wished channel turns, what it leaves alone, and what it says of itself.
import { expect, test } from 'vitest'
import { CHANNELS, REMEDIES } from './workflow.ts'
import { isAgainstWish, remediesWithin, turnedTo, wishText } from './wished-channel.ts'
import { WISHED_CHANNELS } from './wished-channels.ts'

test('E48: only what is written on another channel is against a wish', () => {
  const against = (wished: (typeof WISHED_CHANNELS)[number] | null) =>
    CHANNELS.filter((channel) => isAgainstWish(channel, wished))
  expect(against(null)).toEqual([])
  expect(against('letter')).toEqual(['email', 'sms'])
  expect(against('email')).toEqual(['sms', 'letter'])
  expect(against('sms')).toEqual(['email', 'letter'])
  expect(against('call')).toEqual(['email', 'sms', 'letter'])
})

test.each([
  ['letter', { letter: true, email: false }, 'letter'],
  ['letter', { letter: false, email: true }, null],
  ['email', { letter: true, email: true }, 'email'],
  ['email', { letter: true, email: false }, null],
  ['call', { letter: false, email: false }, 'call'],
  // The text of an e-mail is no SMS.
  ['sms', { letter: true, email: true }, null],
] as const)('E48: who wished %s and can get %o is turned to %s', (wished, can, to) => {
  expect(turnedTo(wished, can)).toBe(to)
})

test('E48: a remedy never writes on a channel that was declined', () => {
  expect(remediesWithin(REMEDIES, 'letter')).toEqual(['letter', 'call', 'task'])
  expect(remediesWithin(REMEDIES, 'sms')).toEqual(['sms', 'call', 'task'])
  expect(remediesWithin(REMEDIES, 'call')).toEqual(['call', 'task'])
  expect(remediesWithin(REMEDIES, null)).toEqual([...REMEDIES])
})

test('a wish says who asked and when', () => {
  expect(wishText({ channel: 'letter', by: 'Bea Lind', on: '2027-03-01' }))
    .toBe('Bea Lind asked on March 1, 2027 to be contacted only by post.')
  expect(wishText({ channel: 'call', by: '', on: null }))
    .toBe('They asked to be contacted only by telephone.')
})
