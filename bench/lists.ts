// Lists, search, totals and timelines over a large ledger: how long each takes, p50 and p95.
import { sql } from 'kysely'
import { inOrganization, type Org } from '#server/platform/in-organization.ts'
import type { Installation } from '#server/platform/installation.ts'
import { asOrg } from '#server/platform/database.ts'
import { listCustomers } from '#server/customers/list-customers.ts'
import { totalCustomers } from '#server/customers/total-customers.ts'
import { listInvoices, totalInvoices } from '#server/invoices/list-invoices.ts'
import { readAging } from '#server/reports/aging.ts'
import { createOrganization } from '#server/settings/create-organization.ts'
import { listCustomerEvents } from '#server/timeline/list-events.ts'
import { furnish } from '#server/workflows/furnish.ts'

const NOW = '2027-03-01T08:30:00.000Z'
const INVOICES_PER_CUSTOMER = 10
const ROUNDS = 40
const LIMIT = 100

/** Prints one line a question, the slowest first. */
export async function benchLists(installation: Installation, customers: number): Promise<void> {
  const orgId = await createOrganization(installation, 'bench', {
    name: 'Bench', country: null, currency: 'EUR', zone: 'UTC', locale: 'en', sandboxNow: NOW,
  }, furnish)
  await fill(installation, orgId, customers)
  const ask = (work: (org: Org) => Promise<unknown>) =>
    inOrganization(installation, orgId, 'user:bench', work)
  // What was imported is worked out once, in pieces.
  const first = performance.now()
  for (let piece = 0; piece <= customers / 5_000; piece++) {
    await ask((org) => listCustomers(org, { limit: 1, sort: 'overdue' }))
  }
  say('figures after the import', [performance.now() - first])
  await sql`analyze`.execute(installation.database.db)
  const measured: { name: string; took: number[] }[] = []
  for (const [name, question] of Object.entries(questions(customers))) {
    const took: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const begun = performance.now()
      await ask((org) => question(org, round))
      took.push(performance.now() - begun)
    }
    // The first round warms the caches.
    measured.push({ name, took: took.slice(1).sort((a, b) => a - b) })
  }
  measured.sort((a, b) => at(b.took, 0.95) - at(a.took, 0.95))
  for (const { name, took } of measured) say(name, took)
}

type Question = (org: Org, round: number) => Promise<unknown>

function questions(customers: number): Record<string, Question> {
  const list = { limit: LIMIT } as const
  return {
    'customers, most overdue': (org) => listCustomers(org, { ...list, sort: 'overdue' }),
    'customers, a page in the middle': (org, round) => listCustomers(org, { ...list, sort: 'name',
      cursor: cursor([`customer ${round * 997 % customers}`, NIL]) }),
    'customers, overdue only, by name': (org) =>
      listCustomers(org, { ...list, sort: 'name', onlyOverdue: true }),
    'customers, paused': (org) => listCustomers(org, { ...list, sort: 'name', state: ['paused'] }),
    'customers, active of one owner': (org) => listCustomers(org, { ...list, sort: 'overdue',
      state: ['active'], owner: ['owner-3'] }),
    'customers, country, 60 days late, quiet': (org) => listCustomers(org, { ...list,
      sort: 'open', country: ['DE', 'AT'], lateFrom: 60, quiet: 7 }),
    'customers, with a dispute': (org) =>
      listCustomers(org, { ...list, sort: 'overdue', has: ['dispute'] }),
    'customers, without an e-mail': (org) =>
      listCustomers(org, { ...list, sort: 'overdue', lacks: ['email'] }),
    'customers, by last contact': (org) => listCustomers(org, { ...list, sort: 'contact' }),
    'search for one customer': (org, round) =>
      listCustomers(org, { ...list, sort: 'overdue', search: `c${round * 997 % customers}` }),
    'search that fits every customer': (org) =>
      listCustomers(org, { ...list, sort: 'overdue', search: 'cust' }),
    'total of all customers': (org) => totalCustomers(org, {}),
    'total of one owner': (org) => totalCustomers(org, { owner: ['owner-3'] }),
    'invoices, oldest due': (org) => listInvoices(org, list),
    'invoices, overdue, largest': (org) =>
      listInvoices(org, { ...list, status: 'overdue', sort: 'open' }),
    'invoices, paid': (org) => listInvoices(org, { ...list, status: 'paid' }),
    'invoices, all, by number': (org) =>
      listInvoices(org, { ...list, status: 'all', sort: 'number' }),
    'invoices of one owner, in dollars': (org) =>
      listInvoices(org, { ...list, owner: ['owner-3'], currency: ['USD'] }),
    'invoices with a dispute': (org) => listInvoices(org, { ...list, has: ['dispute'] }),
    'search for an invoice': (org, round) => listInvoices(org, { ...list, status: 'all',
      search: String(round * 9973 % (customers * INVOICES_PER_CUSTOMER)) }),
    'search for invoices of every customer': (org) =>
      listInvoices(org, { ...list, search: 'cust' }),
    'total of all invoices': (org) => totalInvoices(org, {}),
    'total of overdue dollars': (org) =>
      totalInvoices(org, { status: 'overdue', currency: ['USD'] }),
    aging: (org) => readAging(org, null),
    'timeline of 5,000 events': (org) => listCustomerEvents(org, customerId(1), { limit: 50 }),
  }
}

const NIL = '00000000-0000-0000-0000-000000000000'
const cursor = (key: readonly string[]) => Buffer.from(JSON.stringify(key)).toString('base64url')
const customerId = (n: number) => `01900000-0001-7000-8000-${n.toString(16).padStart(12, '0')}`

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

function say(name: string, took: readonly number[]): void {
  const ms = (value: number) => `${value.toFixed(1).padStart(7)} ms`
  process.stdout.write(`lists ${name.padEnd(44)} p50 ${ms(at(took, 0.5))}  p95 ${
    ms(at(took, 0.95))}\n`)
}

/** Seeded by arithmetic: the same ledger on every machine. */
async function fill(
  installation: Installation, orgId: string, customers: number,
): Promise<void> {
  const id = (kind: string, n: string) => sql.raw(`('01900000-000${kind}-7000-8000-'
    || lpad(to_hex(${n}), 12, '0'))::uuid`)
  await asOrg(installation.database.db, orgId, async (tx) => {
    await sql`insert into customer (id, reference, name, country, owner_id, last_contact_on,
        created_at, updated_at)
      select ${id('1', 'n')}, 'C' || n, 'Customer ' || n || ' ' || (array['GmbH', 'Ltd', 'SARL',
          'AB'])[1 + n % 4], (array['DE', 'AT', 'FR', 'GB', 'US', 'SE'])[1 + n % 6],
        'owner-' || n % 12, case when n % 3 > 0 then date '2027-02-28' - n % 50 end, ${NOW}, ${NOW}
      from generate_series(1, ${customers}::int) n`.execute(tx)
    await sql`insert into contact (id, customer_id, name, is_main, created_at)
      select ${id('2', 'n')}, ${id('1', 'n')}, 'Person ' || n, true, ${NOW}
      from generate_series(1, ${customers}::int) n`.execute(tx)
    await sql`insert into contact_address (channel, address, contact_id, customer_id)
      select 'email', 'ap@c' || n || '.example.com', ${id('2', 'n')}, ${id('1', 'n')}
      from generate_series(1, ${customers}::int) n where n % 20 > 0`.execute(tx)
    await sql`insert into invoice (id, customer_id, number, currency, total_minor, open_minor,
        issued_on, due_on, created_at, updated_at)
      select ${id('3', 'n')}, ${id('1', '1 + (n - 1) / 10')}, 'INV-' || n,
        case when n % 9 = 0 then 'USD' else 'EUR' end, 1000 + n % 90000,
        case when n % 5 < 2 then 0 else 1000 + n % 90000 end, day - 30, day, ${NOW}, ${NOW}
      from (select n, date '2027-03-20' - (n * 7919::bigint % 200)::int as day
        from generate_series(1, ${customers * INVOICES_PER_CUSTOMER}::int) n) x`.execute(tx)
    await sql`insert into run (id, workflow_id, version_id, level, customer_id, created_at)
      select ${id('4', 'n')}, w.id, w.published_version_id, 'customer', ${id('1', 'n')}, ${NOW}
      from generate_series(1, ${customers}::int) n, workflow w
      where w.is_default and n % 10 > 0`.execute(tx)
    await sql`insert into dispute (id, customer_id, invoice_id, reason, opened_at)
      select ${id('5', 'n')}, customer_id, i.id, 'Damaged', ${NOW}
      from generate_series(1, ${customers / 50}::int) n
        join invoice i on i.id = ${id('3', 'n * 103')}`.execute(tx)
    await sql`insert into pause (id, scope, subject_id, until_on, started_by, started_at)
      select ${id('6', 'n')}, 'customer', ${id('1', 'n * 97')}, '2027-04-01', 'user:bench', ${NOW}
      from generate_series(1, ${customers / 100}::int) n`.execute(tx)
    await sql`insert into event (id, at, kind, actor, customer_id, detail)
      select ${id('7', 'n')}, ${NOW}::timestamptz - n * interval '1 minute', 'customer_changed',
        'system', case when n <= 5000 then ${customerId(1)}::uuid else ${id('1',
        `1 + n % ${customers}`)} end, '{}'
      from generate_series(1, ${customers * 20}::int) n`.execute(tx)
  })
  await sql`analyze`.execute(installation.database.db)
}
