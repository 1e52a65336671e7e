// Table of addresses: what is missing, and the lines that stand in the window.
import { expect, test } from 'vitest'
import { envelopeOf, postalGaps, postalLines, postalProblem, type PostalAddress } from
  './postal-address.ts'

const address = (part: Partial<PostalAddress> = {}): PostalAddress => ({
  name: 'Muster GmbH', street: 'Hauptstr. 1', postcode: '10115', city: 'Berlin', country: 'DE',
  ...part,
})

test.each<[string, Partial<PostalAddress>, string[]]>([
  ['a whole one', {}, []],
  ['no street', { street: ' \n ' }, ['street']],
  ['no postcode', { postcode: '' }, ['postcode']],
  ['no town', { city: '' }, ['city']],
  ['no country, although a postcode may then be needed', { country: null, postcode: '' },
    ['postcode', 'country']],
  ['a country that has no postcodes', { country: 'AE', postcode: '' }, []],
  ['Ireland, where many leave it out', { country: 'IE', postcode: '' }, []],
  ['nothing at all', { street: '', postcode: '', city: '', country: null },
    ['street', 'postcode', 'city', 'country']],
])('%s', (_name, part, gaps) => {
  expect(postalGaps(address(part))).toEqual(gaps)
})

test('the problem names what is missing, in words', () => {
  expect(postalProblem(address())).toBeNull()
  expect(postalProblem(address({ city: '' }))).toContain('city is missing')
  expect(postalProblem(address({ city: '', street: '' }))).toContain('street and city are missing')
})

test.each<[string, Partial<PostalAddress>, string | null, string[]]>([
  ['at home without a country', {}, 'DE', ['Muster GmbH', 'Hauptstr. 1', '10115 Berlin']],
  ['abroad in the sender’s language and capitals', {}, 'FR',
    ['Muster GmbH', 'Hauptstr. 1', '10115 Berlin', 'ALLEMAGNE']],
  ['from nowhere the country is named', {}, null,
    ['Muster GmbH', 'Hauptstr. 1', '10115 Berlin', 'ALLEMAGNE']],
  ['several street lines, never more than three',
    { street: 'c/o Roth\r\nHaus 2\n\nTor 3\nEtage 4' }, 'DE',
    ['Muster GmbH', 'c/o Roth', 'Haus 2', 'Tor 3', '10115 Berlin']],
  ['the United States', { country: 'US', city: 'Springfield, IL', postcode: '62701' }, 'US',
    ['Muster GmbH', 'Hauptstr. 1', 'Springfield, IL 62701']],
  ['the United Kingdom', { country: 'GB', city: 'LONDON', postcode: 'SW1A 1AA' }, 'GB',
    ['Muster GmbH', 'Hauptstr. 1', 'LONDON', 'SW1A 1AA']],
  ['no postcode leaves no gap', { country: 'AE', city: 'Dubai', postcode: '' }, 'AE',
    ['Muster GmbH', 'Hauptstr. 1', 'Dubai']],
])('lines: %s', (_name, part, from, lines) => {
  expect(postalLines(address(part), { country: from, locale: 'fr' })).toEqual(lines)
})

test('the window is that of the sender’s envelopes', () => {
  expect([envelopeOf('US'), envelopeOf('CA'), envelopeOf('DE'), envelopeOf(null)])
    .toEqual(['us', 'us', 'din', 'din'])
})
