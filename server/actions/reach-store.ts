// The statements behind gather-hold-facts: contacts, suppressions, unapplied cash, today's sends.
import { sql } from 'kysely'
import { addDays, type Day } from '#domain/day.ts'
import { documentSizes } from '../invoices/keep-document.ts'
import type { Org } from '../platform/in-organization.ts'
import { plainList } from '../platform/plain-list.ts'
import { kept } from '../platform/transaction.ts'
import { readColleagues, type Member } from '../team/colleagues.ts'
import { readBudget, type Budget } from './send-budget.ts'
import { readSharedContacts } from './shared-addresses.ts'
import { readSmsReach, type SmsReach } from './sms-reach-store.ts'

const LONGEST_DELAY_DAYS = 31

export interface ContactRow {
  id: string
  customer_id: string
  name: string
  positions: string[]
  locale: string | null
  zone: string | null
  emails: string[]
  phones: string[]
}

export interface Reach {
  /** By customer, the main contact first. */
  contacts: ReadonlyMap<string, readonly ContactRow[]>
  suppressed: ReadonlyMap<string, 'opted_out' | 'bounced'>
  /** Unapplied payments and credits in minor units by `customerId currency`. */
  unapplied: ReadonlyMap<string, number>
  /** Runs whose provider refused for now and whose next try is not due yet. */
  waitingForRetry: ReadonlySet<string>
  budget: Budget
  /** `day address` of automatic messages to somebody who is a contact of several customers. */
  written: Set<string>
  /** The newest contact with somebody at another company of the tree, by `linkedKey`. */
  linked: ReadonlyMap<string, Day>
  /** Who works here: in whose name it is written, and who gets a copy. */
  colleagues: readonly Member[]
  /** Sizes of PDFs by invoice; empty where no step encloses any, for then none was read. */
  documents: ReadonlyMap<string, number>
  /** Null: nobody is to be texted, so nothing was read. */
  sms: SmsReach | null
}

export async function readReach(
  org: Org, customerIds: readonly string[], options: { withSms: boolean; withDocuments: boolean },
): Promise<Reach> {
  const [contacts, suppressed, unapplied, waiting, budget, shared, colleagues, documents, sms] =
    await Promise.all([
      readContacts(org, customerIds), readSuppressed(org, customerIds),
      readUnapplied(org, customerIds), readWaiting(org), readBudget(org),
      readSharedContacts(org, customerIds, addDays(org.today, -LONGEST_DELAY_DAYS)),
      readColleagues(org),
      options.withDocuments ? documentSizes(org, customerIds) : new Map<string, number>(),
      options.withSms ? readSmsReach(org, customerIds) : null,
    ])
  const byCustomer = new Map<string, ContactRow[]>()
  for (const row of contacts) {
    const before = byCustomer.get(row.customer_id)
    if (before) before.push(row)
    else byCustomer.set(row.customer_id, [row])
  }
  return {
    contacts: byCustomer,
    suppressed: new Map(suppressed.map((row) =>
      [row.address, row.state === 'opted_out' ? 'opted_out' : 'bounced'])),
    unapplied: new Map(unapplied.map((row) =>
      [`${row.customer_id} ${row.currency}`, row.amount_minor])),
    waitingForRetry: new Set(waiting.map((row) => row.run_id)),
    budget, ...shared, colleagues, documents, sms,
  }
}

type Ids = readonly string[]

async function readSuppressed(org: Org, customerIds: Ids) {
  const { rows } = await sql<{ address: string; state: string }>`
    ${kept('suppressed')} select distinct s.address, s.state from suppression s
      join contact_address a on a.org_id = s.org_id and a.channel = s.channel
        and a.address = s.address
    where s.org_id = ${org.id} and a.customer_id = any(${plainList(customerIds)}::uuid[])
    union
    select s.address, s.state from suppression s
      join member p on p.org_id = s.org_id and lower(p.email) = s.address
    where s.org_id = ${org.id} and s.channel = 'email'`.execute(org.tx)
  return rows
}

async function readUnapplied(org: Org, customerIds: Ids) {
  const ids = sql`any(${plainList(customerIds)}::uuid[])`
  const { rows } = await sql<{ customer_id: string; currency: string; amount_minor: number }>`
    ${kept('unapplied')}
    select customer_id, currency, sum(open_minor)::bigint as amount_minor from (
      select customer_id, currency, open_minor from payment
        where org_id = ${org.id} and customer_id = ${ids} and open_minor > 0
      union all
      select customer_id, currency, open_minor from credit_note
        where org_id = ${org.id} and customer_id = ${ids} and open_minor > 0) x
    group by 1, 2`.execute(org.tx)
  return rows
}

async function readWaiting(org: Org) {
  const { rows } = await sql<{ run_id: string }>`
    ${kept('waiting runs')} select a.run_id from attempt a left join sms_message s
        on s.org_id = a.org_id and s.message_id = a.message_id and s.follow_up = 'again'
    where a.org_id = ${org.id} and a.state = 'retry'
      and (a.retry_at > ${org.installation.now()} or s.follow_up_at > ${org.now})`
    .execute(org.tx)
  return rows
}

async function readContacts(org: Org, customerIds: readonly string[]): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    ${kept('contacts')} select k.id, k.customer_id, k.name, k.positions, k.locale, k.zone,
      coalesce(array_agg(a.address order by a.place, a.address)
        filter (where a.channel = 'email'), '{}') as emails,
      coalesce(array_agg(a.address order by a.place, a.address)
        filter (where a.channel = 'phone'), '{}') as phones
    from contact k left join contact_address a on a.org_id = k.org_id
      and a.customer_id = k.customer_id and a.contact_id = k.id
    where k.org_id = ${org.id} and k.customer_id = any(${plainList(customerIds)}::uuid[])
    group by k.id, k.customer_id, k.name, k.positions, k.locale, k.zone, k.is_main, k.created_at
    order by k.is_main desc, k.created_at, k.id`.execute(org.tx)
  return rows
}
