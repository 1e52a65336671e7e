// Calls by their outcome, and tasks: what is a contact, what comes back, what follows.
import { STEP_DEFAULTS } from '#domain/workflow.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Day } from '#domain/day.ts'
import { addContact } from '../../customers/save-contact.ts'
import { createTemplate } from '../../templates/save-template.ts'
import { aCollectingCompany, type Collecting } from '../../testing/collecting-scene.ts'
import { freshInstallation, type FreshInstallation } from '../../testing/fresh-installation.ts'
import { createWorkflow } from '../../workflows/save-workflow.ts'
import { completeAction, skipAction } from '../close-action.ts'
import { countActions, listActions, readAction } from '../list-actions.ts'
import { createTask, reopenTask, saveTask } from '../tasks/save-task.ts'
import { readCallSheet } from './call-sheet.ts'
import type { CallOutcome } from './call-store.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation() })
afterAll(() => installation.close())

/** A call at due+3, a task at due+10; the delay is 5 days; invoices are due on 2027-02-01. */
async function aCompany(): Promise<Collecting> {
  const company = await aCollectingCompany(installation, { start: '2027-02-01', workflows: [] })
  await company.do(async (org) => {
    const { id: templateId } = await createTemplate(org, {
      name: 'Script', channel: 'call',
      texts: { en: { subject: '', body: 'Ask for {{ total_open }}' } },
    })
    await createWorkflow(org, {
      name: 'Calls', level: 'customer', isDefault: true, isPublished: true,
      entryLogic: 'standard', mcdDays: 5, mcdScope: 'customer', thresholdMinor: {},
      steps: ([['call', 3, templateId], ['task', 4, null]] as const)
        .map(([channel, offsetDays, template]) => ({
          name: `A ${channel}`, channel, mode: 'manual' as const,
          trigger: { anchor: 'due' as const, offsetDays, unit: 'calendar' as const },
          positions: [], ...STEP_DEFAULTS, templateId: template,
        })),
    })
  })
  return company
}

async function aCall() {
  const company = await aCompany()
  const customer = await company.aCustomer('Buyer', [{ number: 'A', dueOn: '2027-02-01' }])
  await company.do((org) => addContact(org, customer.id, {
    name: 'Ben', emails: [], phones: ['+33612345678'], positions: ['payer'], isMain: false,
    locale: null,
  }))
  await company.goTo('2027-02-04')
  const [action] = await list(company, 'due')
  return { company, customer, id: action?.id ?? '' }
}

const list = (company: Collecting, name: 'due' | 'later') => company.do(async (org) =>
  (await listActions(org, { list: name, limit: 20, mine: false })).items)
const contactDays = (company: Collecting, customerId: string) => company.do(async ({ tx }) =>
  (await sql<{ day: Day }>`select contacted_on as day from contact_log
    where customer_id = ${customerId}`.execute(tx)).rows.map((row) => row.day))
const report = (company: Collecting, id: string, outcome: CallOutcome, more: {
  phone?: string; callBackOn?: Day; minutes?: number; madeEarlier?: boolean } = {}) =>
  company.as('mara', (org) => completeAction(org, id, { outcome, note: 'Hm.', ...more }))

test.each<[CallOutcome, boolean]>([
  ['done', true], ['reached', true], ['voicemail', true], ['promised', true], ['disputed', true],
  ['no_answer', false], ['wrong_number', false],
])('%s: a contact is %s, and the workflow goes on accordingly', async (outcome, isContact) => {
  const { company, customer, id } = await aCall()
  await report(company, id, outcome)
  expect(await contactDays(company, customer.id)).toEqual(isContact ? ['2027-02-04'] : [])
  expect((await company.do((org) => readAction(org, id))).state).toBe('done')
  const nextOn = isContact ? '2027-02-09' : '2027-02-05'
  await company.goTo(nextOn)
  const next = (await list(company, 'due')).find((action) => action.stepId !== null)
  expect(next).toMatchObject({ name: 'A task', dueOn: nextOn })
})

test('a call back leaves the list, comes back on its day, and is no contact', async () => {
  const { company, customer, id } = await aCall()
  await report(company, id, 'call_back', { callBackOn: '2027-02-08', minutes: 2 })
  expect(await contactDays(company, customer.id)).toEqual([])
  expect((await list(company, 'due')).map((action) => action.id)).toEqual([])
  expect((await list(company, 'later')).map((action) => action.id)).toEqual([id])
  await company.goTo('2027-02-07')
  expect(await list(company, 'due')).toEqual([])
  await company.goTo('2027-02-08')
  expect((await list(company, 'due')).map((action) => action.id)).toEqual([id])
  await report(company, id, 'reached')
  const sheet = await company.do((org) => readCallSheet(org, id))
  expect(sheet.calls.map((call) => [call.outcome, call.minutes, call.byName]))
    .toEqual([['reached', null, 'Mara'], ['call_back', 2, 'Mara']])
})

test.each<[string, Day | undefined]>([
  ['no day', undefined], ['today', '2027-02-04'], ['a day in the past', '2027-02-03'],
])('a call back on %s is refused and nothing is noted', async (_name, callBackOn) => {
  const { company, id } = await aCall()
  await expect(report(company, id, 'call_back', callBackOn ? { callBackOn } : {}))
    .rejects.toThrow('when to call back')
  expect((await company.do((org) => readCallSheet(org, id))).calls).toEqual([])
})

test('a wrong number opens a task: for the number itself, or for any', async () => {
  const known = await aCall()
  await report(known.company, known.id, 'wrong_number', { phone: '+33612345678' })
  expect((await list(known.company, 'due')).map((action) => action.name))
    .toEqual(['Find a new number of Ben (+33612345678 is dead)'])
  const unknown = await aCall()
  await report(unknown.company, unknown.id, 'wrong_number', { phone: '+33699999999' })
  expect((await list(unknown.company, 'due')).map((action) => [action.name, action.note]))
    .toEqual([['Find the right phone number', '+33699999999 reached somebody else.']])
})

test('the call sheet has numbers, time, invoices and the script', async () => {
  const { company, id } = await aCall()
  expect(await company.do((org) => readCallSheet(org, id))).toMatchObject({
    people: [{ name: 'Ben', zone: null,
      phones: [{ number: '+33612345678', warning: null, blocked: null }] }],
    zone: 'Europe/Paris', isZoneKnown: false,
    invoices: [{ number: 'A', openMinor: 10_000, daysOverdue: 3 }], script: 'Ask for €100.00',
  })
})

test('a task is opened for a day, given, done, reopened and skipped, and is never a contact',
  async () => {
    const company = await aCompany()
    const customer = await company.aCustomer('Buyer', [{ number: 'B', dueOn: '2027-06-01' }])
    const id = await company.as('mara', (org) => createTask(org, {
      customerId: customer.id, title: 'Ask the bank', dueOn: '2027-02-03', ownerId: 'max',
      note: 'IBAN', invoiceId: null, messageId: null,
    }))
    expect((await list(company, 'later'))[0]).toMatchObject({ id, ownerId: 'max', note: 'IBAN' })
    const counts = await company.do((org) => countActions(org))
    expect([counts.due, counts.later]).toEqual([0, 1])
    await company.do((org) => saveTask(org, id, { dueOn: '2027-02-01', ownerId: null }))
    expect((await list(company, 'due'))[0]).toMatchObject({ id, ownerId: null })
    await company.as('mara', (org) => completeAction(org, id, { outcome: 'done', note: '' }))
    expect(await contactDays(company, customer.id)).toEqual([])
    await expect(company.do((org) => saveTask(org, id, { note: 'x' }))).rejects.toThrow('reopen')
    await company.do((org) => reopenTask(org, id))
    expect((await list(company, 'due'))[0]).toMatchObject({ id, state: 'open', note: 'IBAN' })
    await company.do((org) => skipAction(org, id, ''))
    expect(await list(company, 'due')).toEqual([])
  })

test.each<[string, { dueOn?: Day; ownerId?: string; invoiceId?: string }, string]>([
  ['a day in the past', { dueOn: '2027-01-31' }, 'past'],
  ['somebody unknown', { ownerId: 'nobody' }, 'Nobody'],
  ['another customer’s invoice', { invoiceId: '00000000-0000-4000-8000-000000000000' },
    'not one of'],
])('a task for %s is refused', async (_name, wish, text) => {
  const company = await aCompany()
  const customer = await company.aCustomer('Buyer', [{ number: 'C', dueOn: '2027-06-01' }])
  await expect(company.do((org) => createTask(org, {
    customerId: customer.id, title: 'T', note: '', invoiceId: null, messageId: null, ...wish,
  }))).rejects.toThrow(text)
})

test('a step’s task is reopened only while its workflow stands where it was', async () => {
  const { company, id } = await aCall()
  await report(company, id, 'no_answer')
  await company.goTo('2027-02-05')
  const [task] = await list(company, 'due')
  await company.do((org) => completeAction(org, task?.id ?? '', { outcome: 'done', note: '' }))
  await company.do((org) => reopenTask(org, task?.id ?? ''))
  expect((await list(company, 'due')).map((action) => action.id)).toEqual([task?.id])
  await company.do((org) => completeAction(org, task?.id ?? '', { outcome: 'done', note: '' }))
  await company.goTo('2027-02-06')
  expect((await list(company, 'due')).map((action) => action.kind)).toEqual(['decide'])
  await expect(company.do((org) => reopenTask(org, task?.id ?? ''))).rejects.toThrow('gone on')
})

test.each(['agency', 'creditor'])(
  'E47: a consumer of %s is not rung outside the hours; a call of before can be noted', async (kind) => {
    const { company, customer, id } = await aCall()
    const blocked = () => company.do(async (org) => (await readCallSheet(org, id)).blocked)
    expect(await blocked()).toBeNull()
    await company.do(async ({ tx }) => {
      await sql`update organization set creditor_kind = ${kind}`.execute(tx)
      await sql`update customer set debtor_kind = 'consumer', zone = 'Asia/Tokyo', country = 'JP'
        where id = ${customer.id}`.execute(tx)
      await sql`delete from contact_address where channel = 'phone'`.execute(tx)
    })
    const at = (now: string) => company.do(({ tx }) =>
      sql`update organization set sandbox_now = ${now}`.execute(tx))
    await at('2027-02-04T11:59:00.000Z')
    expect(await blocked()).toBeNull()
    await at('2027-02-04T12:00:00.000Z')
    expect(await blocked()).toMatchObject({ opensAt: '2027-02-04T23:00:00.000Z' })
    await expect(report(company, id, 'reached')).rejects.toThrow(
      'It is 21:00 there (Asia/Tokyo). A consumer is called between 08:00 and 21:00')
    expect(await contactDays(company, customer.id)).toEqual([])
    await report(company, id, 'reached', { madeEarlier: true })
    expect(await contactDays(company, customer.id)).toEqual(['2027-02-04'])
    const { rows } = await company.do(({ tx }) => sql<{ outcome: string }>`
      select detail->>'outcome' as outcome from event where kind = 'call_logged'`.execute(tx))
    expect(rows).toEqual([{ outcome: 'reached, made earlier' }])
  })

test('the clock of a person goes before the customer’s and the number’s', async () => {
  const { company, customer, id } = await aCall()
  await company.do(async ({ tx }) => {
    await sql`update customer set debtor_kind = 'consumer', zone = 'Asia/Tokyo', country = 'JP'
      where id = ${customer.id}`.execute(tx)
    await sql`update contact set zone = 'America/New_York'`.execute(tx)
    await sql`update organization set sandbox_now = '2027-02-04T14:00:00.000Z'`.execute(tx)
  })
  const sheet = await company.do((org) => readCallSheet(org, id))
  expect(sheet).toMatchObject({ blocked: null, people: [{ zone: 'America/New_York' }] })
  await company.do(({ tx }) => sql`update contact set zone = null`.execute(tx))
  expect(await company.do((org) => readCallSheet(org, id))).toMatchObject({
    blocked: { text: expect.stringContaining('Asia/Tokyo') } })
})
