// What the tests of the edge cases look at: mails that left, with day and subject, and open work.
import { sql } from 'kysely'
import { addDays, type Day, type Instant } from '#domain/day.ts'
import { saveInvoices } from '../invoices/save-invoice.ts'
import type { SceneOrganization } from './mail-scene.ts'

/** The due day of the scenes: a Monday, in winter time. */
export const DUE: Day = '2027-03-01'
export const day = (count: number): Day => addDays(DUE, count)

/** A run of the customer with these steps, days after the due day. */
export const following = (offsets: readonly number[], mcdDays = 5) => ({
  start: DUE, workflows: [{ level: 'customer' as const, offsets, mcdDays }],
})

export interface SentMail { after: number; subject: string; at: Instant; workflow: string }

/** Automatic mails to an address; `after`: days after the due day, on the organization's clock. */
export const mailsTo = (org: SceneOrganization, email: string): Promise<SentMail[]> =>
  org.do(async ({ tx, settings }) => (await sql<SentMail>`
    select (at at time zone ${settings.zone})::date - ${DUE}::date as after, subject, at,
      reasons->>'workflow' as workflow
    from message where direction = 'out' and author_id is null and to_addresses = array[${email}]
      and state in ('sent', 'delivered') order by at, id`.execute(tx)).rows)

export const daysOf = async (org: SceneOrganization, email: string): Promise<number[]> =>
  (await mailsTo(org, email)).map((mail) => mail.after)

export interface SceneAction { state: string; held: string | null; note: string | null }

export const actionsOf = (org: SceneOrganization, customerId: string): Promise<SceneAction[]> =>
  org.do(async ({ tx }) => (await sql<SceneAction>`
    select state, held_code as held, note from action where customer_id = ${customerId}
    order by id`.execute(tx)).rows)

/** The organization's clock without what is due on the way: a planner that has not come to it. */
export const setClock = (org: SceneOrganization, to: Instant): Promise<unknown> =>
  org.do(({ tx }) => sql`update organization set sandbox_now = ${to}`.execute(tx))

export const change = (
  org: SceneOrganization, name: string, value: string | number | boolean | null,
): Promise<unknown> =>
  org.do(({ tx }) => sql`update organization set ${sql.ref(name)} = ${value}`.execute(tx))

export const invoiceId = (org: SceneOrganization, number: string): Promise<string> =>
  org.do(async ({ tx }) => (await sql<{ id: string }>`select id from invoice
    where number = ${number}`.execute(tx)).rows[0]?.id ?? '')

export const owe = (
  org: SceneOrganization, customerId: string,
  given: { number: string; dueOn: Day; currency?: string; totalMinor?: number },
): Promise<void> => org.do(async (open) => {
  const [outcome] = await saveInvoices(open, [{
    customerId, currency: 'EUR', totalMinor: 10_000, issuedOn: '2027-01-01', ...given,
  }])
  if (outcome?.did === 'refused') throw new Error(outcome.reason)
})
