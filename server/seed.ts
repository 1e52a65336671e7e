// The sample company: made in a sandbox through the same verbs as a user, with a past of its own.
import { sql } from 'kysely'
import { addDays, dayAt, instantAt, type Day } from '#domain/day.ts'
import { completeAction } from './actions/close-action.ts'
import { raiseDispute } from './invoices/hold-invoice.ts'
import { notePromise } from './invoices/note-promise.ts'
import { recordPayments } from './invoices/record-payment.ts'
import { inOrganization, type Org } from './platform/in-organization.ts'
import type { Installation } from './platform/installation.ts'
import { writeBack } from './seed/answers.ts'
import { answerSome } from './seed/handle-answers.ts'
import { HISTORY_DAYS, playHistory } from './seed/history.ts'
import { addCustomers, addOpenInvoices, type SampleCustomer } from './seed/ledger.ts'
import { textFirst } from './seed/text-first.ts'
import { createOrganization } from './settings/create-organization.ts'
import { removeOrganization } from './settings/remove-organization.ts'
import { addColleague } from './team/add-colleague.ts'
import { advanceClock } from './workflows/advance-clock.ts'
import { previewAutomation, setAutomation } from './workflows/automation.ts'
import { furnish } from './workflows/furnish.ts'

const ZONE = 'Europe/Paris'
const PAST_DAYS = 24

const COLLEAGUES = [
  { userId: 'sample-ida', name: 'Ida Berg', email: 'ida@nordwind.example.com', role: 'admin' },
  { userId: 'sample-jonas', name: 'Jonas Falk', email: 'jonas@nordwind.example.com',
    role: 'admin' },
] as const

/**
 * Returns the id of the new sandbox organization. Whoever explores it joins before its past is
 * played, so that no answer in it ever waits for nobody.
 */
export async function createSample(
  installation: Installation, actor: string, join: (org: Org) => Promise<void>,
): Promise<string> {
  const today = dayAt(installation.now(), ZONE)
  const start = addDays(today, -PAST_DAYS)
  const orgId = await createOrganization(installation, actor, {
    name: 'Nordwind Office Supply (sample)', country: 'FR', currency: 'EUR', zone: ZONE,
    locale: 'en', sandboxNow: instantAt(addDays(today, -HISTORY_DAYS), '07:00', ZONE),
  }, async (org) => {
    await join(org)
    for (const person of COLLEAGUES) await addColleague(org, person)
    await furnish(org)
  })
  const within = <T>(work: (org: Org) => Promise<T>) =>
    inOrganization(installation, orgId, actor, work)
  const customers = await within((org) =>
    addCustomers(org, COLLEAGUES.map(({ userId }) => userId)))
  await playHistory(within, customers, { today, start, zone: ZONE })
  await within(async (org) => {
    await addOpenInvoices(org, customers, today)
    await textFirst(org, customers)
  })
  const { typedCount } = await previewAutomation(installation, orgId)
  await setAutomation(installation, orgId, { actor, role: 'owner' }, { isOn: true, typedCount })
  // Three weeks go by: reminders leave, people are called, some customers pay, some answer.
  await advanceClock(installation, orgId, actor, { to: addDays(start, 9) })
  await within((org) => pay(org, customers))
  await writeBack(installation, orgId, actor, 'early')
  await answerSome(installation, orgId)
  await advanceClock(installation, orgId, actor, { to: addDays(start, 16) })
  await within((org) => work(org, customers, today))
  await advanceClock(installation, orgId, actor, { to: addDays(start, 22) })
  await writeBack(installation, orgId, actor, 'late')
  await advanceClock(installation, orgId, actor, { to: today })
  return orgId
}

export const removeSample = (org: Org): Promise<void> => removeOrganization(org)

/** Some pay all, some a part, most nothing. */
async function pay(org: Org, customers: readonly SampleCustomer[]): Promise<void> {
  const paying = customers.filter(({ place }) => place % 8 === 6)
  await recordPayments(org, paying.map(({ id, currency, owesMinor, place }) => ({
    customerId: id, reference: `BANK-${2000 + place}`, currency, receivedOn: org.today,
    amountMinor: place % 16 === 6 ? owesMinor : Math.ceil(owesMinor / 3), wanted: null,
  })))
}

/** A busy day: most calls are made, and what customers said on the phone is noted. */
async function work(
  org: Org, customers: readonly SampleCustomer[], today: Day,
): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from action
    where org_id = ${org.id} and channel = 'call' and state = 'open' and run_id is not null
    order by due_at, id limit 50`.execute(org.tx)
  const outcomes = ['reached', 'voicemail', 'no_answer'] as const
  for (const [place, { id }] of rows.entries()) {
    if (place % 4 === 3) continue
    await completeAction(org, id, { outcome: outcomes[place % 3] ?? 'reached', note: NOTE })
  }
  const oldestOf = (place: number) => customers[place]?.openInvoiceIds[0]
  for (const place of DISPUTING) {
    const invoiceId = oldestOf(place)
    if (invoiceId) {
      await raiseDispute(org, invoiceId, { amountMinor: null, reason: 'Delivered damaged' })
    }
  }
  for (const [place, days] of PROMISING) {
    const invoiceId = oldestOf(place)
    if (invoiceId) {
      await notePromise(org, invoiceId, { amountMinor: null, promisedOn: addDays(today, days) })
    }
  }
}

const NOTE = 'Asked for the payment'
// Of the third that is long overdue.
const DISPUTING = [9, 21, 33]
// One is broken already, one is for next week.
const PROMISING = [[12, -3], [24, 5], [42, 9]] as const
