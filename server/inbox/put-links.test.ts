import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { standInLink } from '../settings/link-address.ts'
import { hashToken } from '../platform/secrets.ts'
import type { Installation } from '../platform/installation.ts'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { openInstallation } from '../testing/mail-scene.ts'
import { aTextedCustomer, aTextingCompany, settableClock } from '../testing/texting-scene.ts'
import { startTwilioStub, type TwilioStub } from '../testing/twilio-stub.ts'
import { tick } from '../workflows/tick.ts'

const clock = settableClock('2026-03-10T11:00:00.000Z')
let database: FreshDatabase
let stub: TwilioStub
let opened: Awaited<ReturnType<typeof openInstallation>>
let installation: Installation

beforeAll(async () => {
  database = await freshDatabase()
  stub = await startTwilioStub()
  opened = await openInstallation(database.url, clock.now)
  installation = {
    ...opened,
    config: { ...opened.config, twilio: { ...opened.config.twilio, baseUrl: stub.baseUrl } },
  }
})
afterAll(async () => {
  await opened.close()
  await stub.close()
  await database.close()
})

test('an SMS takes its own link along, and the link is as long as it was counted', async () => {
  const company = await aTextingCompany(installation, { text: 'Pay: {{ pay_link }} Thank you.' })
  const { id: customerId } = await company.do((org) =>
    aTextedCustomer(org, { phones: ['+33612345678'], dueOn: '2026-03-01' }))
  await tick(installation, company.id)
  const [body = ''] = stub.seen.filter((one) => one.method === 'POST')
    .map((one) => Object.fromEntries(one.form)['Body'] ?? '')
  const counted = await company.do(async (org) => `Pay: ${standInLink(org)} Thank you.`)
  expect(body).toHaveLength(counted.length)
  const token = /^Pay: https:\/\/duebox\.example\/p\/([0-9A-Za-z]{13,}) Thank you\.$/.exec(body)?.[1]
  const { rows } = await company.do(({ tx }) => sql`
    select l.token_hash, l.address, l.contact_id is not null as has_contact, m.body_text, s.segments
    from customer_link l join message m on m.id = l.message_id
      join sms_message s on s.message_id = m.id
    where l.customer_id = ${customerId}`.execute(tx))
  expect(rows).toEqual([{ token_hash: hashToken(token ?? ''), address: '+33612345678',
    has_contact: true, body_text: body, segments: 1 }])
})
