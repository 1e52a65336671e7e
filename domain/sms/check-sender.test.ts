// What a sender may be, kind by kind, with the edges.
import { expect, test } from 'vitest'
import { cleanAddress, senderProblems } from './check-sender.ts'
import type { SenderKind } from './choose-sender.ts'

const wrongFields = (kind: SenderKind, address: string, given: {
  countries?: string[]; isTwoWay?: boolean
} = {}) => senderProblems({
  kind, address: cleanAddress(kind, address), countries: given.countries ?? [],
  isTwoWay: given.isTwoWay ?? true,
}).map(({ field }) => field)

const SID = `MG${'0a'.repeat(16)}`

test.each<[string, SenderKind, string, string[]]>([
  ['a number in E.164', 'local', '+33612345678', []],
  ['a number written for people', 'mobile', '+33 6 12-34 (56) 78', []],
  ['a number without its country', 'local', '0612345678', ['address']],
  ['a number of 15 digits', 'toll_free', `+1${'2'.repeat(14)}`, []],
  ['a number of 16 digits', 'toll_free', `+1${'2'.repeat(15)}`, ['address']],
  ['a country code that begins with nought', 'local', '+0612345678', ['address']],
  ['a WhatsApp address with its prefix', 'whatsapp', 'whatsapp:+14155550100', []],
  ['an RCS agent', 'rcs', 'rcs:nordwind_agent', []],
  ['an RCS agent without its prefix', 'rcs', 'nordwind', ['address']],
])('%s: %s', (_, kind, address, wrong) => expect(wrongFields(kind, address)).toEqual(wrong))

test.each<[string, string, string[]]>([
  ['eleven characters', 'Nordwind AG', []],
  ['twelve characters', 'Nordwind GmbH', ['address']],
  ['no letter', '12345', ['address']],
  ['one letter', '1234a', []],
  ['an umlaut', 'Bäckerei', ['address']],
  ['a dash', 'Nord-wind', ['address']],
])('a name with %s', (_, name, wrong) =>
  expect(wrongFields('alphanumeric', name, { countries: ['FR'], isTwoWay: false })).toEqual(wrong))

test('a name is one-way, needs countries, and never is for the United States or Canada', () => {
  expect(wrongFields('alphanumeric', 'Nordwind', { countries: ['FR'] })).toEqual(['isTwoWay'])
  expect(wrongFields('alphanumeric', 'Nordwind', { isTwoWay: false })).toEqual(['countries'])
  expect(wrongFields('alphanumeric', 'Nordwind', { countries: ['FR', 'US'], isTwoWay: false }))
    .toEqual(['countries'])
  expect(wrongFields('alphanumeric', 'Nordwind', { countries: ['CA'], isTwoWay: false }))
    .toEqual(['countries'])
})

test('a messaging service is MG and 32 characters, and needs the countries it may text', () => {
  expect(wrongFields('messaging_service', SID, { countries: ['US'] })).toEqual([])
  expect(wrongFields('messaging_service', SID.slice(0, -1), { countries: ['US'] }))
    .toEqual(['address'])
  expect(wrongFields('messaging_service', SID)).toEqual(['countries'])
})

test('a short code is three to eight digits and needs its country', () => {
  expect(wrongFields('short_code', '12', { countries: ['US'] })).toEqual(['address'])
  expect(wrongFields('short_code', '123', { countries: ['US'] })).toEqual([])
  expect(wrongFields('short_code', '123456789', { countries: ['US'] })).toEqual(['address'])
  expect(wrongFields('short_code', '12345')).toEqual(['countries'])
})
