// E41 for people: what waits is told on every page, and a message from an old ledger is asked about.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { composeMessage, type MessageWish } from './actions/compose-message.ts'
import { readLedgerAge } from './actions/ledger-age.ts'
import { Problem } from './platform/errors.ts'
import { systemNow } from './platform/clock.ts'
import { aCollectingCompany } from './testing/collecting-scene.ts'
import { change, day, DUE, following } from './testing/edge-scene.ts'
import { freshInstallation, type FreshInstallation } from './testing/fresh-installation.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(() => installation.close())

async function anOldLedger() {
  const org = await aCollectingCompany(installation, following([3]))
  const buyer = await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: DUE }])
  await change(org, 'stale_after_hours', 36)
  await org.do(({ tx, now }) => sql`update organization set ledger_changed_at = ${now}`
    .execute(tx))
  return { org, buyer }
}

test('E41: the banner tells since when, and how many reminders wait for a newer ledger', async () => {
  const { org } = await anOldLedger()
  expect(await org.do(readLedgerAge)).toMatchObject({ isStale: false, heldReminders: 0 })
  await org.goTo(day(3))
  expect(await org.do(readLedgerAge)).toMatchObject({ isStale: true, heldReminders: 1 })
  await org.do(({ tx, now }) => sql`update organization set ledger_changed_at = ${now}`
    .execute(tx))
  expect(await org.do(readLedgerAge)).toMatchObject({ isStale: false, heldReminders: 0 })
})

test('E41: a message by hand from an old ledger leaves when its writer means it', async () => {
  const { org, buyer } = await anOldLedger()
  const compose = (customerId: string, more: Partial<MessageWish> = {}) => org.as('mara', (open) =>
    composeMessage(open, { customerId, channel: 'email', to: [buyer.email], cc: [], bcc: [],
      subject: 'Your account', body: 'Please pay.', confirmStale: false, ...more }))
  const codeOf = (sent: Promise<string>) => sent.then(() => null,
    (error: unknown) => (error instanceof Problem ? [error.code, error.message] : error))
  expect(await codeOf(compose(buyer.id))).toBeNull()
  await org.goTo(day(5))
  expect(await codeOf(compose(buyer.id))).toEqual(['confirm_stale',
    expect.stringMatching(/^The ledger is \d+ days old; Buyer may have paid\. Send anyway/)])
  expect(await codeOf(compose(buyer.id, { confirmStale: true }))).toBeNull()
  // Who owes nothing is asked for nothing.
  await org.do(({ tx }) => sql`update invoice set open_minor = 0`.execute(tx))
  expect(await codeOf(compose(buyer.id))).toBeNull()
})
