// A statement of account: what is open of a customer now; of the head of a group, of all in it.
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import { daysOverdue } from '#domain/invoice.ts'
import { notFound } from '../platform/errors.ts'
import { cleanName } from '../platform/file-name.ts'
import type { Org } from '../platform/in-organization.ts'
import { readAging } from './aging.ts'

export interface StatementInvoice {
  number: string
  /** Of a customer that is collected at this one. */
  owedBy: string | null
  issuedOn: Day
  dueOn: Day
  daysOverdue: number
  totalMinor: number
  openMinor: number
}

export interface StatementCredit {
  kind: 'payment' | 'credit_note'
  reference: string
  on: Day
  openMinor: number
}

export interface StatementPart {
  currency: string
  invoices: StatementInvoice[]
  /** Invoices that are in the sums but not listed. */
  moreInvoices: number
  credits: StatementCredit[]
  openMinor: number
  overdueMinor: number
  unappliedMinor: number
}

export interface Statement {
  organization: string
  /** Where to write to, if somebody set it. */
  sender: string | null
  customer: string
  reference: string
  today: Day
  locale: string
  fileName: string
  parts: StatementPart[]
}

const MOST_LINES = 1_000

export async function statementOf(org: Org, customerId: string): Promise<Statement> {
  const { rows } = await sql<{ name: string; reference: string; locale: string | null }>`
    select name, reference, locale from customer
    where org_id = ${org.id} and id = ${customerId}`.execute(org.tx)
  const customer = rows[0]
  if (!customer) throw notFound('This customer does not exist.')
  const ids = await collectedAt(org, customerId)
  const invoices = await openInvoices(org, customerId, ids)
  const credits = await openCredits(org, ids)
  const balances = await readAging(org, ids)
  return {
    organization: org.settings.name, sender: org.settings.from_address,
    customer: customer.name, reference: customer.reference, today: org.today,
    locale: customer.locale ?? org.settings.locale,
    fileName: cleanName(`Statement-${customer.reference.replace(/[/\\]/g, '_')}-${org.today}.pdf`),
    parts: balances.map((balance) => {
      const own = invoices.filter(({ currency }) => currency === balance.currency)
      return {
        currency: balance.currency,
        invoices: own.map((row) => ({
          number: row.number, owedBy: row.owed_by, issuedOn: row.issued_on, dueOn: row.due_on,
          daysOverdue: daysOverdue(row.due_on, org.today), totalMinor: row.total_minor,
          openMinor: row.open_minor,
        })),
        moreInvoices: (own[0]?.of_currency ?? 0) - own.length,
        credits: credits.filter(({ currency }) => currency === balance.currency)
          .map((row) => ({
            kind: row.kind, reference: row.reference, on: row.on_day, openMinor: row.open_minor,
          })),
        openMinor: balance.openMinor, overdueMinor: balance.overdueMinor,
        unappliedMinor: balance.unappliedMinor,
      }
    }),
  }
}

/** Of the head of a group all in it; of anybody else that customer alone (decision 15). */
async function collectedAt(org: Org, customerId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from customer
    where org_id = ${org.id} and group_id = ${customerId} and id <> ${customerId}
    order by name, id limit ${MOST_LINES}`.execute(org.tx)
  return [customerId, ...rows.map(({ id }) => id)]
}

async function openInvoices(org: Org, headId: string, ids: readonly string[]) {
  const { rows } = await sql<{
    number: string; owed_by: string | null; currency: string; issued_on: Day; due_on: Day
    total_minor: number
    open_minor: number; of_currency: number
  }>`select * from (
      select i.number, i.currency, i.issued_on, i.due_on, i.total_minor, i.open_minor,
        case when i.customer_id <> ${headId} then c.name end as owed_by,
        (count(*) over (partition by i.currency))::int as of_currency,
        row_number() over (partition by i.currency order by i.due_on, i.id) as place
      from invoice i join customer c on c.org_id = i.org_id and c.id = i.customer_id
      where i.org_id = ${org.id} and i.customer_id = any(${[...ids]}::uuid[])
        and i.open_minor > 0 and i.state = 'open') x
    where place <= ${MOST_LINES} order by currency, place`.execute(org.tx)
  return rows
}

async function openCredits(org: Org, ids: readonly string[]) {
  const theirs = sql`any(${[...ids]}::uuid[])`
  const { rows } = await sql<{
    kind: 'payment' | 'credit_note'; reference: string; currency: string; on_day: Day
    open_minor: number
  }>`select 'payment' as kind, reference, currency, received_on as on_day, open_minor from payment
      where org_id = ${org.id} and customer_id = ${theirs} and open_minor > 0
        and state = 'cleared'
    union all select 'credit_note', number, currency, issued_on, open_minor from credit_note
      where org_id = ${org.id} and customer_id = ${theirs} and open_minor > 0
    order by on_day, reference limit ${MOST_LINES}`.execute(org.tx)
  return rows
}
