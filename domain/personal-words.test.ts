// Patterns of a person's addresses and name: what they find, and whose they leave alone.
import { expect, test } from 'vitest'
import { emailPattern, isFullName, namePattern, phonePattern } from './personal-words.ts'

/** What the two kinds of expressions write differently. */
const finds = (pattern: string, text: string) =>
  new RegExp(pattern.replaceAll('[[:alnum:]]', '[\\p{L}\\p{N}]')
    .replaceAll('[[:space:]]', '\\s').replaceAll('\\/', '/').replaceAll('\\-', '-'), 'iu').test(text)

test.each([
  ['a.b@x.example', 'From <A.B@X.example>.', true],
  ['a.b@x.example', 'aa.b@x.example', false],
  ['a.b@x.example', 'a.b@x.example.com', false],
  ['a.b@x.example', 'a-b@x.example', false],
])('E44: the address %s in “%s”: %s', (address, text, isFound) => {
  expect(finds(emailPattern(address), text)).toBe(isFound)
})

test.each([
  ['+33612345678', true], ['06 12 34 56 78', true], ['+33 (0)6 12 34 56 78', true],
  ['0033612345678', true], ['+33 6.12.34.56.78', true], ['1612345678', false],
  ['6123456789', false],
])('E44: a French mobile in “%s”: %s', (text, isFound) => {
  expect(finds(phonePattern({ countryCode: '33', national: '612345678' }), text)).toBe(isFound)
})

test.each([
  ['Bea Lind', 'Dear bea  LIND,', true], ['Bea Lind', 'Bea Lindqvist', false],
  ['Bea', 'Beautiful', false], ['Zoé', 'Zoé!', true], ['Zoé', 'Zoée', false],
])('E44: the name %s in “%s”: %s', (name, text, isFound) => {
  expect(finds(namePattern(name), text)).toBe(isFound)
})

test('only more than one word is looked for beyond the customer', () => {
  expect([isFullName('Bea'), isFullName(' Bea '), isFullName('Bea Lind')])
    .toEqual([false, false, true])
})
