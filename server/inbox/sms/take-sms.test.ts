// The address that Twilio calls: proven by its signature, stored before the answer, once.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openApi } from '../../api.ts'
import type { Installation } from '../../platform/installation.ts'
import { freshDatabase, type FreshDatabase } from '../../testing/fresh-database.ts'
import { openInstallation } from '../../testing/mail-scene.ts'
import {
  aNumber, anSmsOrganization, aSid, incoming, pathOf, signatureOf, signedCall, TOKEN,
  type SmsFields, type SmsOrganization,
} from '../../testing/arriving-sms.ts'

let database: FreshDatabase
let installation: Installation & { close: () => Promise<void> }
let org: SmsOrganization
let api: ReturnType<typeof openApi>
beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url)
  org = await anSmsOrganization(installation, { tokens: [TOKEN, 'the-older-token'] })
  api = openApi(installation, { webDir: '/nowhere', isReady: () => true })
})
afterAll(async () => {
  await installation.close()
  await database.close()
})

const call = async (request: Request) => api.fetch(request)
const stored = (sid: string | undefined) => org.do(async ({ tx }) => (await sql<{
  body: string; from_number: string; fields: SmsFields
}>`select body, from_number, fields from inbound_sms where provider_sid = ${sid}`.execute(tx)).rows)
const jobs = () => org.do(async ({ tx }) => (await sql<{ count: number }>`select count(*)
  from graphile_worker.jobs where task_identifier = 'receive_sms'`.execute(tx)).rows[0]?.count ?? 0)

test('50: a signed call is stored with its job, and answered with silence in XML', async () => {
  const before = await jobs()
  const fields = incoming(org, aNumber(), 'We pay Friday')
  const answer = await call(signedCall(org, fields))
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toContain('text/xml')
  expect(await answer.text()).toBe('<Response/>')
  expect(await stored(fields['MessageSid'])).toMatchObject([{ body: 'We pay Friday', fields }])
  expect(await jobs()).toBe(before + 1)
})

test('48: the same call again is the same row, the same answer and no second job', async () => {
  const fields = incoming(org, aNumber(), 'Twice')
  const [first, second] = await Promise.all(
    [call(signedCall(org, fields)), call(signedCall(org, fields))])
  const before = await jobs()
  const third = await call(signedCall(org, fields))
  expect([first.status, second.status, third.status]).toEqual([200, 200, 200])
  expect(await third.text()).toBe('<Response/>')
  expect(await stored(fields['MessageSid'])).toHaveLength(1)
  expect(await jobs()).toBe(before)
})

test('29: blanks, empties, accents, plus signs and a NUL are kept as far as they can be', async () => {
  const body = '  é € 👍 + & = % \n a\0b  '
  const fields = incoming(org, aNumber(), body, { Unheard: '', 'a[b]': 'x' })
  expect((await call(signedCall(org, fields))).status).toBe(200)
  expect(await stored(fields['MessageSid']))
    .toMatchObject([{ body: '  é € 👍 + & = % \n a\uFFFDb  ', fields: { 'a[b]': 'x', ToCity: '' } }])
})

describe('26, 27, 28, 30: the signature', () => {
  const url = () => `https://duebox.example${pathOf(org.id)}`
  const aCall = () => incoming(org, aNumber(), 'Hello')
  type Case = [string, () => Request, number]
  const CASES: Case[] = [
    ['is missing', () => signedCall(org, aCall(), { signature: null }), 403],
    ['is empty', () => signedCall(org, aCall(), { signature: '' }), 403],
    ['is cut short', () => {
      const fields = aCall()
      return signedCall(org, fields, { signature: signatureOf(url(), fields).slice(0, 20) })
    }, 403],
    ['is made with another token', () => signedCall(org, aCall(), { token: 'stolen' }), 403],
    ['is made for another address', () => {
      const fields = aCall()
      return signedCall(org, fields, { signature: signatureOf(`${url()}/`, fields) })
    }, 403],
    ['has seen one field less', () => {
      const fields = aCall()
      return signedCall(org, { ...fields, Extra: '1' }, { signature: signatureOf(url(), fields) })
    }, 403],
    ['covers the address with its connection overrides', () => {
      const fields = aCall()
      return signedCall(org, fields, { signature: signatureOf(`${url()}#rc=3`, fields) })
    }, 403],
    ['is made with the older token of a rotation', () =>
      signedCall(org, aCall(), { token: 'the-older-token' }), 200],
    ['is right, whatever the proxy and the caller say of the host', () =>
      signedCall(org, aCall(), { headers: {
        'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http', host: 'evil.example',
      } }), 200],
  ]
  test.each(CASES)('that %s', async (_name, request, status) => {
    expect((await call(request())).status).toBe(status)
  })
})

test('36: another account or another organization is not found', async () => {
  const other = await anSmsOrganization(installation, { number: '+33644609999' })
  const status = async (request: Request) => (await call(request)).status
  const elsewhere = incoming(org, aNumber(), 'x', { AccountSid: aSid('AC') })
  expect(await status(signedCall(org, elsewhere))).toBe(404)
  const foreign = incoming(org, aNumber(), 'x')
  expect(await status(signedCall(org, foreign, { path: pathOf(other.id) }))).toBe(404)
  const nobody = '01890000-0000-7000-8000-000000000000'
  expect(await status(signedCall(org, foreign, { path: pathOf(nobody) }))).toBe(404)
  expect(await stored(foreign['MessageSid'])).toEqual([])
})

test('36: on an account that several share, only the numbers listed here are ours', async () => {
  const shared = { ...installation, config: { ...installation.config, twilio: {
    ...installation.config.twilio, accountSid: aSid('AC'), authTokens: [TOKEN] } } }
  const doors = openApi(shared, { webDir: '/nowhere', isReady: () => true })
  const sharing = await anSmsOrganization(installation, { number: '+33644607777' })
  await sharing.do(async ({ tx, id }) => {
    await sql`delete from sms_account where org_id = ${id}`.execute(tx)
    await sql`update organization set sms_channel = 'installation' where org_id = ${id}`.execute(tx)
    await sql`update sms_sender set removed_at = now() where org_id = ${id}`.execute(tx)
  })
  const status = async (to: string) => (await doors.fetch(signedCall(sharing,
    incoming(sharing, aNumber(), 'x', { To: to, AccountSid: shared.config.twilio.accountSid }))))
    .status
  // One that was removed may still be answered to.
  expect(await status('+33644607777')).toBe(200)
  expect(await status('+33644608888')).toBe(404)
})

test('an own account’s number that nobody has listed loses no answer', async () => {
  const fields = incoming(org, aNumber(), 'We pay Friday', { To: '+33644608888' })
  expect((await call(signedCall(org, fields))).status).toBe(200)
  expect(await stored(fields['MessageSid'])).toMatchObject([{ body: 'We pay Friday' }])
})

test('an answer that comes after SMS were switched back to the outbox is not lost', async () => {
  const switched = await anSmsOrganization(installation, { number: '+33644605678' })
  await switched.do(async ({ tx, id }) => {
    await sql`update organization set sms_channel = 'outbox' where org_id = ${id}`.execute(tx)
  })
  const fields = incoming(switched, aNumber(), 'We pay Friday', { To: '+33644605678' })
  expect((await call(signedCall(switched, fields))).status).toBe(200)
  const kept = await switched.do(async ({ tx }) => (await sql<{ body: string }>`
    select body from inbound_sms`.execute(tx)).rows)
  expect(kept).toEqual([{ body: 'We pay Friday' }])
})

test('39: only a POST of at most 64 kB', async () => {
  const long = incoming(org, aNumber(), 'x'.repeat(66_000))
  expect((await call(signedCall(org, long))).status).toBe(413)
  const get = new Request(`http://duebox.example${pathOf(org.id)}`)
  expect((await call(get)).status).toBe(404)
})

test('38: a database that is gone is no answer, so that Twilio calls again', async () => {
  const gone = await openInstallation(database.url)
  await gone.close()
  const answer = await openApi(gone, { webDir: '/nowhere', isReady: () => true })
    .fetch(signedCall(org, incoming(org, aNumber(), 'x')))
  expect(answer.status).toBe(500)
})
