// A mail may say that no more SMS are wanted: obeyed where it is clear, else held for a person.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aMail, receive } from '../../testing/arriving-mail.ts'
import { freshInstallation, type FreshInstallation } from '../../testing/fresh-installation.ts'
import {
  aNumber, anSmsOrganization, aTexter, suppressionOf, type SmsOrganization,
} from '../../testing/arriving-sms.ts'
import { closeMailParser } from '../parse-mail.ts'

let installation: FreshInstallation
let org: SmsOrganization
let people = 0
beforeAll(async () => {
  installation = await freshInstallation()
  org = await anSmsOrganization(installation)
})
afterAll(async () => {
  await closeMailParser()
  await installation.close()
})

/** Bea has the first number and the address; a colleague has the second number. */
async function aCompany() {
  const email = `bea@company${++people}.example`
  const [own, other] = [aNumber(), aNumber()]
  const customerId = await aTexter(org, [own, other], { emails: [email] })
  return { email, own, other, customerId }
}
const write = (from: string, text: string, more: { headers?: string[] } = {}) =>
  receive(installation, org, aMail({ from, text, ...more }), { from })
const actsOn = (number: string) => org.do(async ({ tx }) => (await sql<{ act: string }>`
  select act from consent where phone = ${number} order by at, id`.execute(tx)).rows
  .map((row) => row.act))

test('E23: a contact who wants no more SMS is opted out, and the colleague is not', async () => {
  const { email, own, other } = await aCompany()
  expect((await write(email, 'We pay Friday. Please stop the SMS to my phone.')).state)
    .toBe('linked')
  expect([await suppressionOf(org, own), await suppressionOf(org, other)])
    .toEqual(['opted_out', null])
  expect(await actsOn(own)).toEqual(['revoked'])
})

test('what is not clear holds the numbers of the writer until a person has decided', async () => {
  const { email, own, other } = await aCompany()
  await write(email, 'Cancel the order that I sent by text.')
  expect([await actsOn(own), await actsOn(other)]).toEqual([['under_review'], []])
  expect(await suppressionOf(org, own)).toBeNull()
})

test('a stranger in the thread holds the customer’s numbers, and ends nothing', async () => {
  const { own, other, customerId } = await aCompany()
  await org.do(({ tx }) => sql`insert into customer_domain (domain, customer_id)
    values (${`stranger${people}.example`}, ${customerId})`.execute(tx))
  await write(`boss@stranger${people}.example`, 'Please send us no more SMS.')
  expect([await actsOn(own), await actsOn(other)]).toEqual([['under_review'], ['under_review']])
  expect(await suppressionOf(org, own)).toBeNull()
})

const OTHERS = ['Please stop sending these reminders.', 'Please cancel invoice 118.', 'Stop.']
test.each(OTHERS)('%j says nothing of SMS', async (text) => {
  const { email, own } = await aCompany()
  await write(email, text)
  expect(await actsOn(own)).toEqual([])
})

test('quoted words are ours and opt nobody out', async () => {
  const { email, own } = await aCompany()
  await write(email, 'Thank you.\n\nOn Tue, 10 Mar 2026 at 09:00, Seller <ar@seller.example> '
    + 'wrote:\n> Reply STOP to get no more SMS.\n')
  expect(await actsOn(own)).toEqual([])
})
