// The column `workflow` of an import: who follows what it names, and what a person chose stays.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { STEP_DEFAULTS, type Level } from '#domain/workflow.ts'
import { createTemplate } from '../templates/save-template.ts'
import { openLedger, type Company, type Ledger } from '../testing/ledger-scene.ts'
import { assignWorkflow } from './assign-workflow.ts'
import { enroll } from './enroll.ts'
import { workflowsByName } from './follow-by-name.ts'
import { createWorkflow } from './save-workflow.ts'

let ledger: Ledger
let company: Company
const ids = new Map<string, string>()
beforeAll(async () => {
  ledger = await openLedger()
  company = await ledger.anOrganization()
  for (const [name, level, isPublished, isDefault] of [
    ['Standard', 'customer', true, true], ['Gentle', 'customer', true, false],
    ['Draft', 'customer', false, false], ['Single', 'invoice', true, false],
  ] as const) await aWorkflow(name, level, { isPublished, isDefault })
})
afterAll(() => ledger.close())

const aWorkflow = (
  name: string, level: Level, more: { isPublished: boolean; isDefault: boolean },
) => company.do(async (org) => {
  const { id: templateId } = await createTemplate(org, {
    name, channel: 'email', texts: { en: { subject: 'Open', body: 'Please pay' } } })
  ids.set(name, await createWorkflow(org, {
    name, level, ...more, entryLogic: 'standard', mcdDays: 5, mcdScope: 'customer',
    thresholdMinor: {}, steps: [{ name: 'Mail', channel: 'email', mode: 'automatic',
      trigger: { anchor: 'due', offsetDays: 3, unit: 'calendar' }, positions: [],
      ...STEP_DEFAULTS, templateId }] }))
})

const load = (kind: 'customers' | 'invoices', rows: readonly string[], dryRun = false) =>
  company.importText(kind, `${rows.join('\n')}\n`, { workflows: workflowsByName, dryRun })

const followed = (): Promise<Record<string, string>> => company.do(async (org) => {
  const customers = await sql<{ id: string }>`select id from customer`.execute(org.tx)
  await enroll(org, customers.rows.map((row) => row.id))
  const { rows } = await sql<{ what: string; name: string }>`
    select coalesce(i.number, c.reference) as what, w.name from run r
      join workflow w on w.id = r.workflow_id join customer c on c.id = r.customer_id
      left join invoice i on i.id = r.invoice_id where r.ended_at is null`.execute(org.tx)
  return Object.fromEntries(rows.map((row) => [row.what, row.name]))
})

const CUSTOMERS = ['reference,name,workflow', 'C1,One,Gentle', 'C2,Two,', 'C3,Three,gentle ']
const INVOICES = ['customer_reference,number,total,issued_on,due_on,workflow',
  'C1,I-1,100,2026-02-01,2026-03-01,', 'C2,I-2,100,2026-02-01,2026-03-01,Single',
  'C3,I-3,100,2026-02-01,2026-03-01,']

test('the first import decides, by the name in whatever case', async () => {
  expect(await load('customers', CUSTOMERS, true)).toMatchObject({ created: 3, failed: 0 })
  expect(await load('customers', CUSTOMERS)).toMatchObject({ created: 3, failed: 0 })
  expect(await load('invoices', INVOICES)).toMatchObject({ created: 3, failed: 0 })
  expect(await followed()).toEqual({
    C1: 'Gentle', C2: 'Standard', C3: 'Gentle', 'I-2': 'Single' })
})

test('the same files again change nothing, another name alone is an update', async () => {
  expect(await load('customers', CUSTOMERS)).toMatchObject({ unchanged: 3 })
  expect(await load('invoices', INVOICES)).toMatchObject({ unchanged: 3 })
  expect(await load('customers', ['reference,name,workflow', 'C2,Two,Gentle']))
    .toMatchObject({ updated: 1 })
  expect(await followed()).toMatchObject({ C2: 'Gentle' })
})

test('what a person chose stays', async () => {
  await company.do((org) => sql<{ id: string }>`select id from customer where reference = 'C1'`
    .execute(org.tx).then(({ rows }) =>
      assignWorkflow(org, ids.get('Standard') ?? '', { customerIds: rows.map((row) => row.id) })))
  expect(await load('customers', CUSTOMERS)).toMatchObject({ unchanged: 3 })
  expect(await followed()).toMatchObject({ C1: 'Standard', C3: 'Gentle' })
})

test.each([
  ['no such workflow', 'customers', 'C4,Four,Harsh', /called "Harsh"; there are "Gentle"/],
  ['one that is not published', 'customers', 'C4,Four,Draft', /No published workflow at customer/],
  ['one of the other level', 'customers', 'C4,Four,Single', /at customer level is called "Single"/],
] as const)('a row that names %s comes back with the reason, and the others go in', async (
  _name, kind, row, reason,
) => {
  const done = await load(kind, ['reference,name,workflow', row, 'C5,Five,'])
  expect(done).toMatchObject({ failed: 1 })
  expect(done.firstErrors).toMatchObject([{ line: 2, code: 'unknown_workflow' }])
  expect(done.firstErrors[0]?.reason).toMatch(reason)
  const invoice = await load('invoices', [INVOICES[0] ?? '',
    'C2,I-9,100,2026-02-01,2026-03-01,Gentle'])
  expect(invoice.firstErrors[0]?.reason).toMatch(/at invoice level is called "Gentle"/)
})
