import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addContact } from '../customers/save-contact.ts'
import { addCustomer } from '../customers/save-customer.ts'
import { saveInvoices } from '../invoices/save-invoice.ts'
import { aCollectingCompany, type Collecting } from '../testing/collecting-scene.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import { aSender } from '../testing/texting-scene.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation() })
afterAll(() => installation.close())

/** Its first step is an SMS, and nothing needs a record of consent. */
async function aSandbox(): Promise<Collecting> {
  const company = await aCollectingCompany(installation, {
    start: '2027-03-01', channel: 'sms',
    workflows: [{ level: 'customer', offsets: [3], mcdDays: 3 }],
  })
  await company.do(async (org) => {
    await sql`update organization set sms_consent_rule = 'given_number'
      where org_id = ${org.id}`.execute(org.tx)
    await aSender(org, { kind: 'mobile', address: '+33600000001' })
  })
  return company
}

const aCustomerOf = (company: Collecting, phone: string, reference: string) =>
  company.do(async (org) => {
    const id = await addCustomer(org, { reference, name: reference })
    await addContact(org, id, { name: 'Bea', emails: [`${reference}@buyer.example`],
      phones: [phone], positions: [], isMain: true, locale: null })
    await saveInvoices(org, [{ customerId: id, number: `INV-${reference}`, currency: 'EUR',
      totalMinor: 10_000, issuedOn: '2027-02-01', dueOn: '2027-03-01' }])
    return id
  })

const fates = (company: Collecting, customerId: string) => company.do(async ({ tx }) =>
  (await sql<{ channel: string; state: string }>`select channel, state from message
    where customer_id = ${customerId} and direction = 'out' order by id`.execute(tx)).rows)

test('in a sandbox an SMS is captured and delivered, or fails as its number says', async () => {
  const company = await aSandbox()
  const well = await aCustomerOf(company, '+33612345678', 'well')
  const landline = await aCustomerOf(company, '+33612330006', 'landline')
  await company.goTo('2027-03-05')
  expect(await fates(company, well)).toEqual([{ channel: 'sms', state: 'delivered' }])
  expect(await fates(company, landline)).toEqual([
    { channel: 'sms', state: 'undelivered' }, { channel: 'email', state: 'sent' }])
  const { rows } = await company.do(({ tx }) => sql<{ kinds: string[] }>`
    select array_agg(distinct kind order by kind) as kinds from event
    where customer_id = ${landline} and kind in ('message_status', 'sms_fell_back')`.execute(tx))
  expect(rows[0]?.kinds).toEqual(['message_status', 'sms_fell_back'])
})

test('54: what is paid between planning and the hour is not texted', async () => {
  const company = await aSandbox()
  const id = await aCustomerOf(company, '+33612345679', 'paid')
  await company.do(({ tx }) => sql`update invoice set open_minor = 0 where customer_id = ${id}`
    .execute(tx))
  await company.goTo('2027-03-05')
  expect(await fates(company, id)).toEqual([])
})
