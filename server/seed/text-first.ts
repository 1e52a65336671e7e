// SMS in the sample company: senders, consents, and a workflow that begins with one.
import { STEP_DEFAULTS } from '#domain/workflow.ts'
import { sql } from 'kysely'
import { recordConsent } from '../customers/record-consent.ts'
import type { Org } from '../platform/in-organization.ts'
import { readNumber } from '../platform/phone-number.ts'
import { savePrice } from '../settings/sms/list-countries.ts'
import { addSender } from '../settings/sms/save-sender.ts'
import { assignWorkflow } from '../workflows/assign-workflow.ts'
import { SMS_TEMPLATE } from '../workflows/furnish.ts'
import { createWorkflow } from '../workflows/save-workflow.ts'
import { phoneOf } from './company.ts'
import type { SampleCustomer } from './ledger.ts'

const SENDERS = [
  { address: '+49 171 39200 99', kind: 'mobile', label: 'Berlin', registration: 'not_needed' },
  { address: '+46 70 174 06 99', kind: 'mobile', label: 'Lund', registration: 'not_needed' },
  { address: '+1 202 555 0199', kind: 'local', label: 'Washington', registration: 'registered' },
] as const

/** Invented prices of one part, in millionths of a dollar. */
const PRICES = [['DE', 95_000], ['SE', 62_000], ['US', 8_300]] as const

// Of those who are overdue and owe to the end of the story.
const TEXTED = [15, 18, 27]
// One never said so, one has taken it back: both show why an SMS cannot go.
const UNASKED = 14
const TAKEN_BACK = 28

export async function textFirst(org: Org, customers: readonly SampleCustomer[]): Promise<void> {
  for (const sender of SENDERS) {
    await addSender(org, { ...sender, countries: [], isTwoWay: true })
  }
  for (const [country, micros] of PRICES) await savePrice(org, country, micros)
  await recordConsents(org, customers)
  await beginBySms(org, customers)
}

async function recordConsents(org: Org, customers: readonly SampleCustomer[]): Promise<void> {
  for (const customer of customers) {
    if (customer.place === UNASKED || !['DE', 'SE', 'US'].includes(customer.country)) continue
    const phone = readNumber(phoneOf(customer, customer.place), null)?.number
    if (phone === undefined) continue
    const isBack = customer.place === TAKEN_BACK
    await recordConsent(org, {
      phone, customerId: customer.id, act: isBack ? 'revoked' : 'given',
      means: isBack ? 'spoken' : 'contract',
      wording: isBack ? 'Please call, do not text.' : 'We may remind you of invoices by SMS.',
      source: isBack ? 'A call' : `Contract C-${1001 + customer.place}`,
    })
  }
}

/** By hand, so that it waits in To Do for whoever explores the sample. */
async function beginBySms(org: Org, customers: readonly SampleCustomer[]): Promise<void> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from template
    where org_id = ${org.id}`.execute(org.tx)
  const idOf = (name: string) => rows.find((row) => row.name === name)?.id ?? null
  const after = (offsetDays: number) =>
    ({ anchor: 'due' as const, offsetDays, unit: 'calendar' as const })
  const id = await createWorkflow(org, {
    name: 'SMS first', level: 'customer', isDefault: false, isPublished: true,
    entryLogic: 'standard', mcdDays: 5, mcdScope: 'customer', thresholdMinor: {},
    steps: [
      {
        name: 'SMS', channel: 'sms', mode: 'manual', positions: [], trigger: after(3),
        ...STEP_DEFAULTS, templateId: idOf(SMS_TEMPLATE),
      },
      {
        name: 'Last reminder', channel: 'email', mode: 'automatic', positions: [],
        trigger: after(14), ...STEP_DEFAULTS, templateId: idOf('Last reminder'),
      },
    ],
  })
  await assignWorkflow(org, id, {
    customerIds: customers.filter(({ place }) => TEXTED.includes(place)).map((one) => one.id),
  })
}
