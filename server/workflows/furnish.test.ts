// What a new organization starts with can be sent as it is: its SMS fits the parts it may have.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asSent, countSegments } from '#domain/sms/segments.ts'
import type { Step } from '#domain/workflow.ts'
import { SAMPLE_FACTS, templateValues, type TemplateFacts } from '#domain/template.ts'
import { templatesByIds } from '../templates/read-templates.ts'
import { renderText } from '../templates/render-template.ts'
import { openLedger, type Ledger } from '../testing/ledger-scene.ts'
import { sql } from 'kysely'
import { furnish, SMS_TEMPLATE } from './furnish.ts'

let ledger: Ledger
beforeAll(async () => { ledger = await openLedger() })
afterAll(() => ledger.close())

/** The texts of the first reminder as a new organization has them. */
const firstReminder = async (given: Partial<TemplateFacts>) => {
  const company = await ledger.anOrganization()
  const body = await company.do(async (org) => {
    await furnish(org)
    const { rows } = await sql<{ id: string }>`select id from template
      where name = 'First reminder'`.execute(org.tx)
    const id = rows[0]?.id ?? ''
    return (await templatesByIds(org, [id])).get(id)?.texts['en']?.body ?? ''
  })
  const rendered = renderText(body, templateValues({ ...SAMPLE_FACTS, ...given }))
  if (!rendered.ok) throw new Error(rendered.problem)
  return rendered.text
}
const [invoice] = SAMPLE_FACTS.invoices
if (!invoice) throw new Error('The sample has an invoice.')
const dollars = { ...invoice, id: 'b', number: 'INV-2', currency: 'USD', totalMinor: 5_000,
  openMinor: 5_000 }

test('a reminder says nothing of disputes and money that there are not', async () => {
  const text = await firstReminder({})
  expect(text).toContain('€1,200.00')
  expect(text).not.toMatch(/review|received \$|matched/)
})

test('E5: a reminder says what was received without an invoice, and what remains', async () => {
  const euros = { amountMinor: 20_000, currency: 'EUR' }
  expect(await firstReminder({ unapplied: [euros, { amountMinor: 700, currency: 'GBP' }] }))
    .toContain('We have received €200.00 that is not matched to an invoice yet; €1,000.00 remains.')
  expect(await firstReminder({ invoices: [invoice, dollars],
    unapplied: [{ amountMinor: 120_000, currency: 'EUR' }] }))
    .toContain('received €1,200.00 that is not matched to an invoice yet; $50.00 remains.')
})

test('E29: a reminder says what of it is under review and asks for the rest', async () => {
  const text = await firstReminder({ invoices: [{ ...invoice, disputedMinor: 30_000 }] })
  expect(text).toContain('€300.00 of these invoices is under review')
  expect(text).toContain('Our books show €900.00 as overdue')
})

test('E30: a reminder lists each currency and adds none', async () => {
  const text = await firstReminder({ invoices: [invoice,
    { ...dollars, disputedMinor: 1_000 }] })
  expect(text).toContain('Our books show €1,200.00 and $40.00 as overdue')
  expect(text).toContain('- INV-1: €1,200.00')
  expect(text).toContain('- INV-2: $40.00')
})

test.each(['en', 'de', 'fr', 'es'])('the SMS in %s names the company, says STOP, has two parts at most', async (locale) => {
  const company = await ledger.anOrganization()
  const text = await company.do(async (org) => {
    await furnish(org)
    const { rows } = await sql<{ id: string }>`select id from template
      where name = ${SMS_TEMPLATE}`.execute(org.tx)
    const id = rows[0]?.id ?? ''
    return (await templatesByIds(org, [id])).get(id)?.texts[locale]?.body ?? ''
  })
  const rendered = renderText(text, templateValues({
    ...SAMPLE_FACTS, locale, organizationName: 'Nordwind Office Supply (sample)',
  }))
  expect(rendered).toMatchObject({ ok: true, text: expect.stringMatching(/^Nordwind.*STOP/s) })
  const counted = countSegments(asSent(rendered.ok ? rendered.text : ''))
  expect(counted).toMatchObject({ encoding: 'GSM-7', culprits: [] })
  expect(counted.count).toBeLessThanOrEqual(2)
})

test('a promise that was not kept is asked about by a person, a day later', async () => {
  const company = await ledger.anOrganization()
  const steps = await company.do(async (org) => {
    await furnish(org)
    return (await sql<{ steps: Step[] }>`select steps from workflow_version`.execute(org.tx))
      .rows[0]?.steps ?? []
  })
  expect(steps.filter(({ trigger }) => trigger.anchor === 'promise'))
    .toMatchObject([{ channel: 'call', mode: 'manual', trigger: { offsetDays: 1 } }])
})
