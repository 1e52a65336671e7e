// The planner over a whole ledger, beside the bare INSERT and UPDATE of exactly the same rows.
import { sql } from 'kysely'
import { asOrg, type Tx } from '#server/platform/database.ts'
import type { Installation } from '#server/platform/installation.ts'
import { createOrganization } from '#server/settings/create-organization.ts'
import { advanceWorkflows } from '#server/workflows/advance-workflows.ts'
import { furnish } from '#server/workflows/furnish.ts'

const NOW = '2027-03-01T08:30:00.000Z'
const INVOICES_PER_CUSTOMER = 10
const ROUNDS = { small: 7, large: 3 }

export interface Wish {
  invoices: number
  /** Share of customers whose step is due. */
  share: number
}

/** Prints one line: medians of both, their ratio with its range, and the peak of our memory. */
export async function benchPlanner(installation: Installation, wish: Wish): Promise<void> {
  const orgId = await prepare(installation, wish)
  const rounds = wish.invoices >= 1_000_000 ? ROUNDS.large : ROUNDS.small
  const product: number[] = []
  const floor: number[] = []
  let rows = 0
  let peakBytes = 0
  for (let round = 0; round <= rounds; round++) {
    await reset(installation, orgId, wish.share)
    const planned = await timed(() => planAll(installation, orgId))
    peakBytes = Math.max(peakBytes, process.memoryUsage().rss)
    rows = await keepRows(installation, orgId)
    await reset(installation, orgId, wish.share)
    const written = await timed(() => writeSameRows(installation, orgId))
    // The first round warms both up.
    if (round === 0) continue
    product.push(planned)
    floor.push(written)
  }
  const ratios = product.map((one, place) => one / (floor[place] ?? one))
  process.stdout.write(`plan  ${String(wish.invoices).padStart(9)} open invoices  `
    + `${String(wish.share * 100).padStart(3)} % due  ${String(rows).padStart(6)} actions  `
    + `product ${seconds(product)}  floor ${seconds(floor)}  ratio ${median(ratios).toFixed(2)} `
    + `(${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})  `
    + `memory ${Math.round(peakBytes / 1e6)} MB\n`)
  await clear(installation)
}

/** The bench has a database of its own, so it may empty it. */
async function clear(installation: Installation): Promise<void> {
  const { rows } = await sql<{ name: string }>`select c.relname as name from pg_class c
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
      and c.relname not like 'kysely%'`.execute(installation.database.db)
  const names = rows.map((row) => sql.table(row.name))
  await sql`truncate ${sql.join(names)}`.execute(installation.database.db)
}

/** A company whose steps are all due; gives its id. */
export async function prepare(installation: Installation, wish: Wish): Promise<string> {
  const orgId = await createOrganization(installation, 'bench', {
    name: 'Bench', country: null, currency: 'EUR', zone: 'UTC', locale: 'en', sandboxNow: NOW,
  }, furnish)
  await fill(installation, orgId, wish)
  return orgId
}

async function planAll(installation: Installation, orgId: string): Promise<void> {
  for (;;) {
    const { looked } = await advanceWorkflows(installation, orgId)
    if (looked === 0) return
  }
}

/** Seeded by arithmetic: the same ledger on every machine. Runs exist; nothing was sent yet. */
async function fill(installation: Installation, orgId: string, wish: Wish): Promise<void> {
  const customers = Math.ceil(wish.invoices / INVOICES_PER_CUSTOMER)
  const id = (kind: string, n: string) => sql.raw(`('01900000-000${kind}-7000-8000-'
    || lpad(to_hex(${n}), 12, '0'))::uuid`)
  await asOrg(installation.database.db, orgId, async (tx) => {
    await sql`update organization set automation_on_since = ${NOW} where org_id = ${orgId}`
      .execute(tx)
    await sql`insert into customer (id, reference, name, created_at, updated_at)
      select ${id('1', 'n')}, 'C' || n, 'Customer ' || n, ${NOW}, ${NOW}
      from generate_series(1, ${customers}::int) n`.execute(tx)
    await sql`insert into contact (id, customer_id, name, is_main, created_at)
      select ${id('2', 'n')}, ${id('1', 'n')}, 'Person ' || n, true, ${NOW}
      from generate_series(1, ${customers}::int) n`.execute(tx)
    await sql`insert into contact_address (channel, address, contact_id, customer_id)
      select 'email', 'ap@c' || n || '.example.com', ${id('2', 'n')}, ${id('1', 'n')}
      from generate_series(1, ${customers}::int) n`.execute(tx)
    await sql`insert into invoice (id, customer_id, number, currency, total_minor, open_minor,
        issued_on, due_on, created_at, updated_at)
      select ${id('3', 'n')}, ${id('1', '1 + (n - 1) / 10')}, 'INV-' || n, 'EUR',
        1000 + n % 90000, 1000 + n % 90000, day - 30, day, ${NOW}, ${NOW}
      from (select n, date '2027-02-20' - (n * 7919 % 20)::int as day
        from generate_series(1, ${wish.invoices}::int) n) x`.execute(tx)
    await sql`insert into run (id, workflow_id, version_id, level, customer_id, created_at)
      select ${id('4', 'n')}, w.id, w.published_version_id, 'customer', ${id('1', 'n')}, ${NOW}
      from generate_series(1, ${customers}::int) n, workflow w where w.is_default`.execute(tx)
  })
  await sql`analyze`.execute(installation.database.db)
}

export async function reset(
  installation: Installation, orgId: string, share: number,
): Promise<void> {
  await asOrg(installation.database.db, orgId, async (tx) => {
    await sql`delete from action`.execute(tx)
    await sql`update run set carrying_invoice_id = null, carrying_since = null
      where carrying_invoice_id is not null`.execute(tx)
    await sql`update customer set next_look_at = case
        when ('x' || right(id::text, 8))::bit(32)::int % 100 < ${Math.round(share * 100)}::int
        then ${NOW}::timestamptz end`.execute(tx)
  })
  await sql`vacuum analyze action, run, customer`.execute(installation.database.db)
}

/** Keeps what the product wrote, as the rows that the floor will write. */
export async function keepRows(installation: Installation, orgId: string): Promise<number> {
  return asOrg(installation.database.db, orgId, async (tx) => {
    await sql`drop table if exists kept_action, kept_run, kept_customer`.execute(tx)
    await sql`create table kept_action as select * from action`.execute(tx)
    await sql`create table kept_run as select id, epoch, carrying_invoice_id, carrying_since
      from run where carrying_invoice_id is not null`.execute(tx)
    await sql`create table kept_customer as select id, next_look_at from customer
      where id in (select customer_id from action)`.execute(tx)
    await sql`analyze kept_action, kept_run, kept_customer`.execute(tx)
    const { rows } = await sql<{ count: number }>`select count(*) from kept_action`.execute(tx)
    return rows[0]?.count ?? 0
  })
}

export const writeSameRows = (
  installation: Installation, orgId: string,
): Promise<void> =>
  asOrg(installation.database.db, orgId, async (tx: Tx) => {
    await sql`insert into action select * from kept_action`.execute(tx)
    await sql`update run r set epoch = k.epoch, carrying_invoice_id = k.carrying_invoice_id,
        carrying_since = k.carrying_since
      from kept_run k where r.org_id = ${orgId} and r.id = k.id`.execute(tx)
    await sql`update customer c set next_look_at = k.next_look_at
      from kept_customer k where c.org_id = ${orgId} and c.id = k.id`.execute(tx)
  })

async function timed(work: () => Promise<void>): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
const seconds = (ms: readonly number[]) => `${(median(ms) / 1000).toFixed(3)} s`
