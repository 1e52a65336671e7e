// What a new organization starts with can be sent as it is: its SMS fits the parts it may have.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asSent, countSegments } from '#domain/sms/segments.ts'
import type { Step } from '#domain/workflow.ts'
import { SAMPLE_FACTS, templateValues } from '#domain/template.ts'
import { templatesByIds } from '../templates/read-templates.ts'
import { renderText } from '../templates/render-template.ts'
import { openLedger, type Ledger } from '../testing/ledger-scene.ts'
import { sql } from 'kysely'
import { furnish, SMS_TEMPLATE } from './furnish.ts'

let ledger: Ledger
beforeAll(async () => { ledger = await openLedger() })
afterAll(() => ledger.close())

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
