// A sandbox's customers text back, by the same code as the real ones.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openReplies } from '../../testing/arriving-mail.ts'
import { freshInstallation, type FreshInstallation } from '../../testing/fresh-installation.ts'
import { anOrganization } from '../../testing/mail-scene.ts'
import { aNumber, aTexter, suppressionOf } from '../../testing/arriving-sms.ts'
import { playText } from './sandbox-sms.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation() })
afterAll(() => installation.close())

async function aSandbox() {
  const org = await anOrganization(installation)
  await org.do(({ tx }) => sql`update organization set is_sandbox = true, country = 'FR',
    sandbox_now = '2027-05-03T08:00:00.000Z'`.execute(tx))
  return org
}

test('a played text halts its customer on the sandbox’s own clock', async () => {
  const org = await aSandbox()
  const number = aNumber()
  const customerId = await aTexter(org, [number])
  const id = await playText(installation, org.id, { from: `0${number.slice(3)}`, body: 'Later!' })
  const { rows } = await org.do(({ tx }) => sql`select customer_id, kind, at, body_text
    from message where id = ${id}`.execute(tx))
  expect(rows).toEqual([{ customer_id: customerId, kind: 'human', body_text: 'Later!',
    at: '2027-05-03T08:00:00.000Z' }])
  expect(await openReplies(org, customerId)).toHaveLength(1)
})

test('a played STOP opts out, and each of two equal texts is one', async () => {
  const org = await aSandbox()
  const number = aNumber()
  await aTexter(org, [number])
  await playText(installation, org.id, { from: number, body: 'Hello' })
  await playText(installation, org.id, { from: number, body: 'Hello' })
  await playText(installation, org.id, { from: number, body: 'STOP' })
  expect(await suppressionOf(org, number)).toBe('opted_out')
  const { rows } = await org.do(({ tx }) => sql`select state from inbound_sms order by id`
    .execute(tx))
  expect(rows).toEqual([{ state: 'linked' }, { state: 'linked' }, { state: 'keyword' }])
})

test('nobody is played outside a sandbox, and only a number can text', async () => {
  const real = await anOrganization(installation)
  await expect(playText(installation, real.id, { from: aNumber(), body: 'x' }))
    .rejects.toThrow(/sandbox only/)
  const org = await aSandbox()
  await expect(playText(installation, org.id, { from: 'bea', body: 'x' }))
    .rejects.toThrow(/not a phone number/)
})
