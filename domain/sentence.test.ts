import { expect, test } from 'vitest'
import { atTime, countOf, invoiceNamed, money, onDay, plainSentence, say, tell } from
  './sentence.ts'

test('values stay values, and texts beside each other become one', () => {
  expect(say`It follows ${invoiceNamed('7', 'I-7')}, ${'3'} days late.`).toEqual([
    { kind: 'text', text: 'It follows ' }, { kind: 'invoice', id: '7', text: 'I-7' },
    { kind: 'text', text: ', 3 days late.' }])
})

test('a terminal reads weekdays, the organization’s clock and plain amounts', () => {
  const said = tell(say`Due ${onDay('2027-03-01')}.`,
    say`${money(123_456, 'EUR')} leaves ${atTime('2027-03-02T07:30:00.000Z')}.`)
  expect(plainSentence(said, 'Europe/Paris'))
    .toBe('Due Mon 2027-03-01. 1234.56 EUR leaves Tue 2027-03-02 08:30.')
})

test('a sentence inside a sentence is taken in whole, and an empty one leaves no gap', () => {
  expect(plainSentence(tell(say`A ${say`b ${onDay('2027-03-01')}`}.`, [], say`C.`), 'UTC'))
    .toBe('A b Mon 2027-03-01. C.')
})

test.each([[0, '0 days'], [1, '1 day'], [2, '2 days']])('%i is %s', (count, text) => {
  expect(countOf(count, 'day')).toBe(text)
})
