// A step that reaches nobody goes on by its remedies in their order, each once, and is told.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { STEP_DEFAULTS, type Remedy } from '#domain/workflow.ts'
import { addContact } from './customers/save-contact.ts'
import { addCustomer } from './customers/save-customer.ts'
import { suppressAddress } from './customers/suppress-address.ts'
import { applyReturn } from './inbox/apply-return.ts'
import { aCollectingCompany, type Collecting } from './testing/collecting-scene.ts'
import { day, DUE, owe } from './testing/edge-scene.ts'
import { freshInstallation, type FreshInstallation } from './testing/fresh-installation.ts'
import { createTemplate } from './templates/save-template.ts'
import { createWorkflow } from './workflows/save-workflow.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation() })
afterAll(() => installation.close())

const aCompany = (onFailure: readonly Remedy[], given: {
  offsets?: readonly number[]
} = {}) => aCollectingCompany(installation, {
  start: DUE, workflows: [{
    level: 'customer', offsets: given.offsets ?? [3], mcdDays: 2,
    step: { onFailure },
  }],
})

const ADDRESS = { street: '1 High Street', postcode: 'N1 1AA', city: 'London', country: 'GB' }
let customers = 0
async function owing(
  company: Collecting, emails: readonly (readonly string[])[], place: Partial<typeof ADDRESS> = {},
): Promise<string> {
  const number = ++customers
  const id = await company.do(async (org) => {
    const made = await addCustomer(org, { reference: `R-${number}`, name: 'Buyer', ...place })
    for (const [at, own] of emails.entries()) {
      await addContact(org, made, { name: `Person ${at}`, emails: own, phones: [], positions: [],
        isMain: at === 0, locale: null })
    }
    return made
  })
  await owe(company, id, { number: `I-${number}`, dueOn: DUE })
  return id
}

interface Way { channel: string; mode: string; state: string; held: string | null }
const ways = (company: Collecting, customerId: string): Promise<Way[]> =>
  company.do(async ({ tx }) => (await sql<Way>`
    select channel, mode, state, held_code as held from action
    where customer_id = ${customerId} and run_id is not null and kind = 'reminder' order by id`
    .execute(tx)).rows)
const sentTo = (company: Collecting, customerId: string) => company.do(async ({ tx }) =>
  (await sql<{ to: string }>`
    select channel || ' ' || to_addresses[1] as to from message
    where customer_id = ${customerId} and direction = 'out' order by id`.execute(tx))
    .rows.map((row) => row.to))
const told = (company: Collecting, customerId: string) => company.do(async ({ tx }) =>
  (await sql<{ told: string }>`select kind || ' ' || (detail->>'channel') as told from event
    where customer_id = ${customerId} and kind in ('step_replaced', 'mail_fell_back')
    order by at, id`.execute(tx)).rows.map((row) => row.told))
const suppress = (company: Collecting, address: string) => company.do((org) =>
  suppressAddress(org, { channel: 'email', address, state: 'opted_out', reason: 'asked' }))

/** The newest mail of the customer comes back from whoever got it. */
const comesBack = async (company: Collecting, customerId: string) => {
  await company.do(async (org) => {
    const { rows } = await sql<{ id: string; to: string[] }>`
      select id, to_addresses as to from message
      where customer_id = ${customerId} and channel = 'email' order by id desc limit 1`
      .execute(org.tx)
    const [sent] = rows
    await applyReturn(org, {
      id: sent?.id ?? '', customer_id: customerId, recipients: sent?.to ?? [], snapshot: [],
    }, { addresses: sent?.to ?? [], reason: 'No such mailbox', isHard: true })
  })
  await company.tick()
}

describe('before it is sent', () => {
  test.each<[string, readonly Remedy[], Partial<typeof ADDRESS>, Way[]]>([
    ['is held when nothing is listed', [], ADDRESS,
      [{ channel: 'email', mode: 'automatic', state: 'open', held: 'opted_out' }]],
    ['goes as a letter', ['letter', 'call'], ADDRESS,
      [{ channel: 'letter', mode: 'automatic', state: 'done', held: null }]],
    ['goes as a call where no letter can be written either', ['letter', 'call'], {},
      [{ channel: 'call', mode: 'manual', state: 'open', held: null }]],
    ['becomes a task', ['next_contact', 'task'], ADDRESS,
      [{ channel: 'task', mode: 'manual', state: 'open', held: null }]],
    ['is held when nothing of the list is possible', ['next_contact', 'letter'], {},
      [{ channel: 'email', mode: 'automatic', state: 'open', held: 'opted_out' }]],
  ])('an e-mail to somebody who opted out %s', async (_name, onFailure, place, expected) => {
    const company = await aCompany(onFailure)
    const id = await owing(company, [[`out${customers}@buyer.example`]], place)
    await suppress(company, `out${customers - 1}@buyer.example`)
    await company.goTo(day(3))
    expect(await ways(company, id)).toEqual(expected)
  })

  test('a letter without a postal address goes by e-mail, in the same words', async () => {
    const company = await aCollectingCompany(installation, { start: DUE, workflows: [] })
    await company.do(async (org) => {
      const { id: templateId } = await createTemplate(org, {
        name: 'Letter', channel: 'letter', texts: { en: { subject: '', body: 'Please pay.' } } })
      await createWorkflow(org, {
        name: 'W', level: 'customer', isDefault: true, isPublished: true, entryLogic: 'standard',
        mcdDays: 2, mcdScope: 'customer', thresholdMinor: {}, steps: [{
          name: 'Letter', channel: 'letter', mode: 'automatic', positions: [], ...STEP_DEFAULTS,
          trigger: { anchor: 'due', offsetDays: 3, unit: 'calendar' }, templateId,
          onFailure: ['email', 'call'],
        }],
      })
    })
    const id = await owing(company, [['bea@letter.example']])
    await company.goTo(day(3))
    expect(await sentTo(company, id)).toEqual(['email bea@letter.example'])
  })

  test('what is held for another reason does not fall', async () => {
    const company = await aCompany(['letter', 'call'])
    await company.do(({ tx, id }) => sql`update organization set automation_on_since = null
      where org_id = ${id}`.execute(tx))
    const id = await owing(company, [], ADDRESS)
    await company.goTo(day(3))
    expect(await ways(company, id)).toMatchObject([{ channel: 'email', held: 'automation_off' }])
  })
})

describe('after it was sent', () => {
  test('E19: a mail that came back goes to the next contact, then as a letter, then to a person',
    async () => {
      const company = await aCompany(['next_contact', 'letter', 'call'])
      const id = await owing(company, [['one@back.example'], ['two@back.example']], ADDRESS)
      await company.goTo(day(3))
      await comesBack(company, id)
      expect(await sentTo(company, id)).toEqual(['email one@back.example', 'email two@back.example'])
      await comesBack(company, id)
      expect(await ways(company, id)).toMatchObject([{ channel: 'letter', state: 'done' }])
      expect(await told(company, id)).toEqual(
        ['mail_fell_back next_contact', 'mail_fell_back letter'])
      // Each beat looks again and finds nothing left to do.
      await company.tick()
      expect(await sentTo(company, id)).toHaveLength(3)
    })

  test('what can go nowhere else is done by hand', async () => {
    const company = await aCompany(['next_contact', 'letter'])
    const id = await owing(company, [['only@back.example']])
    await company.goTo(day(3))
    await comesBack(company, id)
    expect(await ways(company, id)).toEqual(
      [{ channel: 'email', mode: 'manual', state: 'open', held: null }])
    expect(await told(company, id)).toEqual(['mail_fell_back person'])
  })

  test('E19: without remedies it stays done, and the address has its task', async () => {
    const company = await aCompany([])
    const id = await owing(company, [['gone@back.example'], ['other@back.example']])
    await company.goTo(day(3))
    await comesBack(company, id)
    expect(await sentTo(company, id)).toEqual(['email gone@back.example'])
    const { rows } = await company.do(({ tx }) => sql`select state from action
      where customer_id = ${id} and kind = 'fix_address'`.execute(tx))
    expect(rows).toEqual([{ state: 'open' }])
  })

  test('a run that has gone on meanwhile is not called back', async () => {
    const company = await aCompany(['letter', 'call'], { offsets: [3, 6] })
    const id = await owing(company, [['late@back.example']], ADDRESS)
    await company.goTo(day(3))
    const first = await company.do(async ({ tx }) => (await sql<{ id: string }>`
      select id from message where customer_id = ${id}`.execute(tx)).rows[0]?.id ?? '')
    await company.goTo(day(6))
    await company.do((org) => applyReturn(org, {
      id: first, customer_id: id, recipients: ['late@back.example'], snapshot: [],
    }, { addresses: ['late@back.example'], reason: 'No such mailbox', isHard: true }))
    await company.tick()
    expect(await ways(company, id)).toMatchObject(
      [{ channel: 'email', state: 'done' }, { channel: 'email', state: 'done' }])
  })

  test('a mail that may have left is a person’s to settle, and nothing takes its place', async () => {
    const company = await aCompany(['letter', 'call'])
    const id = await owing(company, [['doubt@back.example']], ADDRESS)
    await company.goTo(day(3))
    await company.do(({ tx }) => sql`update action set state = 'needs_check'
      where customer_id = ${id}`.execute(tx))
    await comesBack(company, id)
    expect(await ways(company, id)).toMatchObject([{ channel: 'email', state: 'needs_check' }])
    expect(await told(company, id)).toEqual([])
  })
})
