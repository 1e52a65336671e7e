// The holds that only an SMS meets, in the real engine, with what the Why says would help.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addContact } from '../../customers/save-contact.ts'
import { recordConsent } from '../../customers/record-consent.ts'
import type { Installation } from '../../platform/installation.ts'
import {
  actionsOf, aSender, aTextedCustomer, aTextingCompany, openTextingWire, settableClock,
  type TextingWire,
} from '../../testing/texting-scene.ts'
import { expectItHelps, whyOf } from '../../testing/why-scene.ts'
import { tick } from '../tick.ts'

const NOON = '2026-03-10T11:00:00.000Z'
const clock = settableClock(NOON)
let installation: Installation
let wire: TextingWire
beforeAll(async () => {
  wire = await openTextingWire(clock, NOON)
  installation = wire.installation
})
afterAll(() => wire.close())
afterEach(() => wire.forget())

const FRENCH = '+33612345678'
const dueOn = '2026-03-05'

test('W2: no_consent, and recording it', async () => {
  const company = await aTextingCompany(installation, {
    settings: { sms_consent_rule: 'recorded' } })
  const { id } = await company.do((org) => aTextedCustomer(org, { phones: [FRENCH], dueOn }))
  await tick(installation, company.id)
  expect(await actionsOf(company, id)).toMatchObject([{ held: 'no_consent' }])
  const verdict = await expectItHelps(company, id, {
    code: 'no_consent', deed: 'record_consent',
    carryOut: (phone) => company.do((org) => recordConsent(org, { phone, act: 'given',
      means: 'contract', wording: '', source: '', customerId: id, contactId: null })),
  })
  expect(verdict.state).toBe('goes')
})

test('W2: no_local_sender, and a sender of that country', async () => {
  const company = await aTextingCompany(installation, {
    senders: [{ kind: 'mobile', address: '+491701234567' }] })
  const { id } = await company.do((org) => aTextedCustomer(org, { phones: [FRENCH], dueOn }))
  await tick(installation, company.id)
  expect(await actionsOf(company, id)).toMatchObject([{ held: 'no_local_sender' }])
  await expectItHelps(company, id, {
    code: 'no_local_sender', deed: 'add_sender_number',
    carryOut: () => company.do((org) => aSender(org,
      { kind: 'mobile', address: '+33600000009' })),
  })
})

test('W2: missing_phone of a step that people do, and a number', async () => {
  const company = await aTextingCompany(installation, {
    steps: [{ channel: 'sms', offsetDays: 3, mode: 'manual' }] })
  const { id } = await company.do((org) => aTextedCustomer(org, { phones: [], dueOn }))
  await tick(installation, company.id)
  await expectItHelps(company, id, {
    code: 'missing_phone', deed: 'add_contact',
    carryOut: () => company.do((org) => addContact(org, id, { name: 'Cy', emails: [],
      phones: [FRENCH], positions: [], isMain: false, locale: null })),
  })
})

test('an automatic SMS without a number goes on by e-mail, and the Why says so before', async () => {
  const company = await aTextingCompany(installation)
  const { id } = await company.do((org) => aTextedCustomer(org,
    { phones: [], emails: ['ap@buyer.example'], dueOn: '2026-03-08' }))
  await tick(installation, company.id)
  expect((await whyOf(company, id)).verdict).toMatchObject({ state: 'waits',
    code: 'missing_phone', next: { channel: 'email', on: '2026-03-11' } })
  clock.set('2026-03-11T11:00:00.000Z')
  await tick(installation, company.id)
  expect(await actionsOf(company, id)).toContainEqual(
    expect.objectContaining({ channel: 'email', state: 'done' }))
})

test('quiet_hours: it is night over there, and the Why tells the hour at which it opens', async () => {
  const company = await aTextingCompany(installation)
  const { id } = await company.do((org) => aTextedCustomer(org,
    { phones: ['+81312345678', '+818012345678'], zone: 'Asia/Tokyo', dueOn }))
  await company.do((org) => aSender(org, { kind: 'mobile', address: '+819012345678' }))
  clock.set('2026-03-10T13:00:00.000Z') // 22:00 in Tokyo
  await tick(installation, company.id)
  expect(await actionsOf(company, id)).toMatchObject([{ held: 'quiet_hours' }])
  const why = await whyOf(company, id)
  expect(why.verdict).toMatchObject({ state: 'waits', code: 'quiet_hours',
    next: { channel: 'sms' } })
  clock.set(why.verdict.next?.at ?? '')
  await tick(installation, company.id)
  expect((await actionsOf(company, id))[0]).toMatchObject({ channel: 'sms', state: 'done' })
})
