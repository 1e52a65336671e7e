// Calendars of an organization: regions, days of its own, their clock, free days over there.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicHolidays, weekendOf } from './platform/holidays.ts'
import { systemNow } from './platform/clock.ts'
import { readCalendar } from './settings/calendar.ts'
import { saveOrganization, type SettingsWish } from './settings/save-organization.ts'
import { aCollectingCompany, type Collecting } from './testing/collecting-scene.ts'
import { day, daysOf, DUE, following, mailsTo, setClock } from './testing/edge-scene.ts'
import { freshDatabase, type FreshDatabase } from './testing/fresh-database.ts'
import { openInstallation } from './testing/mail-scene.ts'
import {
  actionsOf, aTextedCustomer, aTextingCompany, openTextingWire, settableClock, type TextingWire,
} from './testing/texting-scene.ts'
import { tick } from './workflows/tick.ts'

const NOON = '2026-03-10T12:00:00.000Z'
const clock = settableClock(NOON)
let database: FreshDatabase
let installation: Awaited<ReturnType<typeof openInstallation>>
let wire: TextingWire
beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url, systemNow)
  wire = await openTextingWire(clock, NOON)
})
afterAll(async () => {
  await installation.close()
  await database.close()
  await wire.close()
})

const save = (org: Collecting, wish: SettingsWish) =>
  org.do((open) => saveOrganization(open, wish))
const one = [{ number: 'I-1', dueOn: DUE }]

describe('days of the organization’s own', () => {
  test('a closing rests, a holiday that is worked does not, and both stand in the year', async () => {
    const org = await aCollectingCompany(installation, following([3, 28], 1))
    const { email } = await org.aCustomer('Buyer', one)
    // Day 28 is Easter Monday.
    await save(org, { country: 'FR', observesHolidays: true, ownDays: {
      [day(3)]: { name: 'Stocktaking', isFree: true }, [day(4)]: { name: 'Move', isFree: true },
      [day(28)]: { name: 'Easter Monday', isFree: false } } })
    const { days } = await org.do((open) => Promise.resolve(readCalendar(open, { year: 2027 })))
    expect(days).toContainEqual({ day: day(3), name: 'Stocktaking', isPublic: false, isFree: true })
    expect(days).toContainEqual({
      day: day(28), name: 'Lundi de Pâques', isPublic: true, isFree: false })
    await org.goTo(day(40))
    expect(await daysOf(org, email)).toEqual([5, 28])
  })

  test('nonsense is refused, and a region goes with its country', async () => {
    const org = await aCollectingCompany(installation, following([3]))
    await expect(save(org, { ownDays: { '2027-02-30': { name: 'x', isFree: true } } }))
      .rejects.toThrow('no day of the calendar')
    await expect(save(org, { country: 'DE', holidayRegion: 'CA' })).rejects.toThrow('no part')
    await save(org, { country: 'DE', holidayRegion: 'BY' })
    const region = () => org.do((open) => Promise.resolve(open.settings.holiday_region))
    expect(await region()).toBe('BY')
    await save(org, { country: 'US' })
    expect(await region()).toBe(null)
  })
})

test('a part of a country has holidays that the whole has not', async () => {
  const org = await aCollectingCompany(installation, following([86]))
  const { email } = await org.aCustomer('Buyer', one)
  // Day 87 is Corpus Christi: free in Bavaria, worked in Berlin.
  expect(publicHolidays('DE', 'BY', 2027).map((holiday) => holiday.day)).toContain('2027-05-27')
  expect(publicHolidays('DE', 'BE', 2027).map((holiday) => holiday.day)).not.toContain('2027-05-27')
  await save(org, { country: 'DE', holidayRegion: 'BY', observesHolidays: true, ownDays: {
    [day(86)]: { name: 'Bridge', isFree: true } } })
  await org.goTo(day(90))
  expect(await daysOf(org, email)).toEqual([88])
})

test('a holiday of several days is free on each, also over New Year', () => {
  const eid = publicHolidays('AE', null, 2026).filter(({ day: on }) => on.startsWith('2026-03'))
  expect(eid.map((holiday) => holiday.day)).toEqual(['2026-03-20', '2026-03-21', '2026-03-22'])
  expect(weekendOf('SA')).toEqual([5, 6])
})

test.each([
  ['America/New_York', '13:30'], ['Australia/Sydney', '21:30'], ['Pacific/Honolulu', '18:30'],
])('by the clock of the customer e-mail leaves at half past eight in %s', async (zone, utc) => {
  const org = await aCollectingCompany(installation, following([3, 4], 1))
  const { id, email } = await org.aCustomer('Buyer', one)
  await org.do(({ tx }) => sql`update customer set zone = ${zone} where id = ${id}`.execute(tx))
  await save(org, { emailClock: 'recipient' })
  await org.goTo(day(3))
  for (const time of ['07:31', '13:29', '13:31', '18:29', '18:31', '21:29', '21:31']) {
    await setClock(org, `${day(3)}T${time}:00.000Z`)
    await org.tick()
  }
  const [mail] = await mailsTo(org, email)
  // At the first look after the hour, on the day of the step as we count days.
  expect(mail).toMatchObject({
    after: 3, at: `${day(3)}T${utc.slice(0, 4)}1:00.000Z` })
  await setClock(org, `${day(4)}T22:00:00.000Z`)
  await org.tick()
  expect(await daysOf(org, email)).toEqual([3, 4])
})

describe('an SMS', () => {
  const text = async (at: string, phones: string[], settings = {}, zone?: string) => {
    wire.forget()
    clock.set(at)
    const company = await aTextingCompany(wire.installation, {
      steps: [{ channel: 'sms', offsetDays: 3 }], settings,
      senders: ['+33600000001', '+15005550006', '+819012345678'].map((address) =>
        ({ kind: 'mobile' as const, address })),
    })
    const { id } = await company.do((org) => aTextedCustomer(org, {
      phones, dueOn: '2026-01-01', ...(zone === undefined ? {} : { zone }) }))
    await tick(wire.installation, company.id)
    return { sent: wire.stub.seen.length, actions: await actionsOf(company, id) }
  }
  const rests = { rests_with_recipient: true }

  test.each([
    ['on the French national day', '2026-07-14T12:00:00.000Z', '+33612345678', rests, false],
    ['on a French Sunday', '2026-03-08T12:00:00.000Z', '+33612345678', rests, false],
    ['on a French Monday', '2026-03-09T12:00:00.000Z', '+33612345678', rests, true],
    ['on the national day where only our calendar counts', '2026-07-14T12:00:00.000Z',
      '+33612345678', {}, true],
  ])('to France %s', async (_name, at, phone, settings, leaves) => {
    const { sent, actions } = await text(at, [phone], settings)
    expect(sent).toBe(leaves ? 1 : 0)
    if (!leaves) {
      expect(actions).toMatchObject([
        { held: 'non_business_day', note: 'It is a free day in FR.' }])
    }
  })

  test('whose candidate zones share no hour waits, and says which', async () => {
    const { sent, actions } = await text(NOON, ['+33612345678'], {}, 'Pacific/Auckland')
    expect(sent).toBe(0)
    expect(actions).toMatchObject([{ held: 'quiet_hours' }])
    expect(actions[0]?.note).toMatch(/no common hour in 7 days.*Pacific\/Auckland and in Europe\/Paris/)
  })
})
