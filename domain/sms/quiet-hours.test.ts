import { describe, expect, test } from 'vitest'
import { isZone, type Instant, type Zone } from '../day.ts'
import table from './phone-zones.json' with { type: 'json' }
import { zonesOfNumber } from './phone-zones.ts'
import {
  isAllowed, narrowed, nextOpening, validitySeconds, WIDEST_HOURS, zoneOfCountry, zonesOfRecipient,
} from './quiet-hours.ts'

describe('zones of a number', () => {
  test.each<[string, string, readonly Zone[]]>([
    ['France', '+33612345678', ['Europe/Paris']],
    ['Manhattan', '+12125550123', ['America/New_York']],
    ['Phoenix', '+16025550123', ['America/Phoenix']],
    ['Clarksville, by its longer prefix', '+19315550123', ['America/Chicago']],
    ['an area that reaches over a border', '+61892345678',
      ['Australia/Adelaide', 'Australia/Perth']],
    ['Nepal', '+9779812345678', ['Asia/Katmandu']],
    ['a name', 'DUEBOX', []],
    ['nothing', '', []],
  ])('%s', (_, number, zones) => { expect(zonesOfNumber(number)).toEqual(zones) })

  test('this runtime knows every zone of the table', () => {
    expect(table.zones.filter((zone) => !isZone(zone))).toEqual([])
  })
  test('a number whose region nobody can tell has every zone of the country', () => {
    expect(zonesOfNumber('+18005550123').length).toBeGreaterThan(10)
  })
})

describe('zones of a recipient', () => {
  const of = (given: Partial<Parameters<typeof zonesOfRecipient>[0]>) => zonesOfRecipient({
    customerZone: null, country: null, ofNumber: [], ours: 'Europe/Paris', ...given,
  })
  test.each<[string | null, Zone | null]>([
    ['FR', 'Europe/Paris'], ['JP', 'Asia/Tokyo'], ['US', null], ['AU', null], [null, null],
  ])('%s has the one zone %s', (country, zone) => {
    expect(zoneOfCountry(country)).toBe(zone)
  })
  test('what the customer, the address and the number say is all of it, each once', () => {
    expect(of({ customerZone: 'Europe/Lisbon', country: 'FR', ofNumber: ['Europe/Paris'] }))
      .toEqual(['Europe/Lisbon', 'Europe/Paris'])
  })
  test('ours where nothing is known', () => {
    expect(of({ country: 'US' })).toEqual(['Europe/Paris'])
  })
})

const hours = WIDEST_HOURS

describe('52: quiet hours', () => {
  test.each<[string, Instant, readonly Zone[], boolean]>([
    ['a second before eight', '2026-03-10T06:59:59.000Z', ['Europe/Paris'], false],
    ['eight', '2026-03-10T07:00:00.000Z', ['Europe/Paris'], true],
    ['a second before twenty', '2026-03-10T18:59:59.000Z', ['Europe/Paris'], true],
    ['twenty', '2026-03-10T19:00:00.000Z', ['Europe/Paris'], false],
    ['open here and closed there', '2026-03-10T07:30:00.000Z',
      ['Europe/Paris', 'America/New_York'], false],
    ['open in both', '2026-03-10T13:00:00.000Z', ['Europe/Paris', 'America/New_York'], true],
    ['a zone of a quarter of an hour', '2026-03-10T02:15:00.000Z', ['Asia/Kathmandu'], true],
    ['and a minute before', '2026-03-10T02:14:00.000Z', ['Asia/Kathmandu'], false],
    ['no zone forbids nothing', '2026-03-10T02:14:00.000Z', [], true],
  ])('%s', (_, now, zones, expected) => { expect(isAllowed(now, zones, hours)).toBe(expected) })

  test.each<[string, Instant, readonly Zone[], Instant | null]>([
    ['now, when it is open', '2026-03-10T12:00:00.000Z', ['Europe/Paris'],
      '2026-03-10T12:00:00.000Z'],
    ['this morning', '2026-03-10T01:00:00.000Z', ['Europe/Paris'], '2026-03-10T07:00:00.000Z'],
    ['tomorrow morning', '2026-03-10T20:00:00.000Z', ['Europe/Paris'], '2026-03-11T07:00:00.000Z'],
    ['the later of two', '2026-03-10T06:00:00.000Z', ['Europe/Paris', 'America/New_York'],
      '2026-03-10T12:00:00.000Z'],
    ['the morning after clocks went forward', '2026-03-28T20:00:00.000Z', ['Europe/Paris'],
      '2026-03-29T06:00:00.000Z'],
    ['the morning after clocks went back', '2026-10-24T20:00:00.000Z', ['Europe/Paris'],
      '2026-10-25T07:00:00.000Z'],
    ['between the two changes, when New York is an hour nearer', '2026-03-10T06:00:00.000Z',
      ['America/New_York'], '2026-03-10T12:00:00.000Z'],
    ['half an hour', '2026-03-10T00:00:00.000Z', ['Asia/Kolkata'], '2026-03-10T02:30:00.000Z'],
    ['over the date line', '2026-03-10T20:30:00.000Z', ['Pacific/Auckland'],
      '2026-03-10T20:30:00.000Z'],
    ['never, where mornings meet evenings', '2026-03-10T12:00:00.000Z',
      ['Pacific/Auckland', 'Europe/Madrid'], null],
  ])('open again %s', (_, now, zones, expected) => {
    expect(nextOpening(now, zones, hours)).toBe(expected)
  })

  test('the window of Lord Howe, whose clocks move by half an hour, keeps its wall clock', () => {
    expect(nextOpening('2026-04-04T12:00:00.000Z', ['Australia/Lord_Howe'], hours))
      .toBe('2026-04-04T21:30:00.000Z')
  })

  test.each<[string, Instant, readonly Zone[], number]>([
    ['what is left of today', '2026-03-10T18:00:00.000Z', ['Europe/Paris'], 3600],
    ['ten hours at most', '2026-03-10T07:30:00.000Z', ['Europe/Paris'], 36_000],
    ['until the first zone closes', '2026-03-10T18:00:00.000Z',
      ['America/New_York', 'Europe/Paris'], 3600],
    ['the last second', '2026-03-10T18:59:59.000Z', ['Europe/Paris'], 1],
    ['a second when a person texts at night', '2026-03-10T21:00:00.000Z', ['Europe/Paris'], 1],
    ['over the hour that the clocks skip in the night of a far zone', '2026-03-08T23:00:00.000Z',
      ['America/New_York'], 3600],
  ])('seconds to try: %s', (_, now, zones, expected) => {
    expect(validitySeconds(now, zones, hours)).toBe(expected)
  })

  test('an organization narrows the hours and never widens them', () => {
    expect(narrowed({ from: '09:30', until: '18:00' })).toEqual({ from: '09:30', until: '18:00' })
    expect(narrowed({ from: '06:00', until: '23:00' })).toEqual(WIDEST_HOURS)
  })
})

test('where a person is noted to be settles it, against customer, country and number', () => {
  const of = { customerZone: 'Europe/Paris', country: 'FR', ofNumber: ['Europe/Paris'],
    ours: 'Europe/Paris' }
  expect(zonesOfRecipient({ ...of, contactZones: ['Asia/Tokyo'] })).toEqual(['Asia/Tokyo'])
  expect(zonesOfRecipient({ ...of, contactZones: ['Asia/Tokyo', 'Asia/Tokyo', 'UTC'] }))
    .toEqual(['Asia/Tokyo', 'UTC'])
  expect(zonesOfRecipient({ ...of, contactZones: [] })).toEqual(['Europe/Paris'])
})
