// The planner over a whole ledger, beside the bare INSERT and UPDATE of exactly the same rows.
import { sql } from 'kysely'
import fs from 'node:fs'
import path from 'node:path'
import { asOrg } from '#server/platform/database.ts'
import type { Installation } from '#server/platform/installation.ts'
import { createOrganization } from '#server/settings/create-organization.ts'
import { advanceSideBySide } from '#server/workflows/advance-side-by-side.ts'
import { furnish } from '#server/workflows/furnish.ts'

const NOW = '2027-03-01T08:30:00.000Z'
const INVOICES_PER_CUSTOMER = 10
const ROUNDS = { small: 7, large: 3 }

export interface Wish {
  invoices: number
  /** Share of customers whose step is due. */
  share: number
}

export interface Measured extends Wish {
  actions: number
  /** Medians. */
  productMs: number
  floorMs: number
  /** Of the time that passed, with its range over the rounds. */
  ratio: Spread
  /** Of the work alone, whatever else the machine does: ours, and the database's, in floors. */
  ours: Spread
  database: Spread
  peakBytes: number
}

interface Took {
  wallMs: number
  /** What this process has worked, and the database's. */
  oursMs: number
  databaseMs: number
}

/** Prints one line: medians of both, their ratio with its range, and the peak of our memory. */
export async function benchPlanner(installation: Installation, wish: Wish): Promise<Measured> {
  const orgId = await prepare(installation, wish)
  const rounds = wish.invoices >= 1_000_000 ? ROUNDS.large : ROUNDS.small
  const product: Took[] = []
  const floor: Took[] = []
  let actions = 0
  let peakBytes = 0
  for (let round = 0; round <= rounds; round++) {
    await reset(installation, orgId, wish.share)
    const planned = await timed(installation, () => planAll(installation, orgId, () => {
      peakBytes = Math.max(peakBytes, process.memoryUsage().rss)
    }))
    actions = await keepRows(installation, orgId)
    await reset(installation, orgId, wish.share)
    const written = await timed(installation, () => writeSameRows(installation, orgId))
    // The first round warms both up.
    if (round === 0) continue
    product.push(planned)
    floor.push(written)
  }
  const under = (one: Took) => one.oursMs + one.databaseMs
  const measured: Measured = {
    ...wish, actions, peakBytes,
    productMs: median(product.map((one) => one.wallMs)),
    floorMs: median(floor.map((one) => one.wallMs)),
    ratio: spread(product, floor, (one) => one.wallMs, (one) => one.wallMs),
    ours: spread(product, floor, (one) => one.oursMs, under),
    database: spread(product, floor, (one) => one.databaseMs, under),
  }
  process.stdout.write(lineOf(measured))
  await clear(installation)
  return measured
}

const lineOf = (one: Measured): string =>
  `plan  ${String(one.invoices).padStart(9)} open invoices  ${percent(one.share).padStart(6)} due  `
  + `${String(one.actions).padStart(6)} actions  product ${seconds(one.productMs)}  `
  + `floor ${seconds(one.floorMs)}  ratio ${spreadText(one.ratio)}  work in floors: `
  + `ours ${spreadText(one.ours)} database ${spreadText(one.database)}  `
  + `memory ${Math.round(one.peakBytes / 1e6)} MB\n`

export const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`

/** What an equal number of due customers costs more in a larger ledger; SPEC §12 allows 1.3. */
export function growthOf(measured: readonly Measured[]): string {
  const equal = measured.filter((one) => one.share === equalShare(one.invoices))
  const [small, large] = [equal[0], equal.at(-1)]
  if (small === undefined || large === undefined || small === large) return ''
  const growth = large.productMs / small.productMs
  const exponent = Math.log(growth) / Math.log(large.invoices / small.invoices)
  return `${EQUAL_DUE} due of ${small.invoices} and of ${large.invoices} open invoices: `
    + `${growth.toFixed(2)} × the time, exponent ${exponent.toFixed(2)}, memory `
    + `${Math.round((large.peakBytes - small.peakBytes) / 1e6)} MB more`
}

const EQUAL_DUE = 100

/** The share of customers that makes the same number due, whatever the ledger's size. */
export const equalShare = (invoices: number): number =>
  EQUAL_DUE * INVOICES_PER_CUSTOMER / invoices

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

async function planAll(
  installation: Installation, orgId: string, onBatch: () => void,
): Promise<void> {
  for (;;) {
    const { looked } = await advanceSideBySide(installation, orgId)
    onBatch()
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
      from (select n, date '2027-02-20' - (n::bigint * 7919 % 20)::int as day
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
        when ('x' || right(id::text, 8))::bit(32)::int % ${Math.round(1 / share)}::int = 0
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
  asOrg(installation.database.db, orgId, async (tx) => {
    await sql`insert into action select * from kept_action`.execute(tx)
    await sql`update run r set epoch = k.epoch, carrying_invoice_id = k.carrying_invoice_id,
        carrying_since = k.carrying_since
      from kept_run k where r.org_id = ${orgId} and r.id = k.id`.execute(tx)
    await sql`update customer c set next_look_at = k.next_look_at
      from kept_customer k where c.org_id = ${orgId} and c.id = k.id`.execute(tx)
  })

async function timed(installation: Installation, work: () => Promise<void>): Promise<Took> {
  const [begin, before, ours] = [performance.now(), databaseCpuMs(installation), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(ours)
  return {
    wallMs: performance.now() - begin, oursMs: (user + system) / 1000,
    databaseMs: databaseCpuMs(installation) - before,
  }
}

/** Of the embedded server's processes that live, as Linux counts it; elsewhere nothing. */
function databaseCpuMs({ config }: Installation): number {
  try {
    const file = path.join(config.dataDir, 'postgres', 'postmaster.pid')
    const [head = ''] = fs.readFileSync(file, 'utf8').split('\n')
    const children = fs.readFileSync(`/proc/${head}/task/${head}/children`, 'utf8')
    return children.trim().split(' ').reduce((sum, pid) =>
      sum + Number(fs.readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6, 0)
  } catch {
    return 0
  }
}

export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
const seconds = (ms: number) => `${(ms / 1000).toFixed(3)} s`

export interface Spread { middle: number; least: number; most: number }

/** The median of the rounds' own ratios, with its range. */
function spread(
  over: readonly Took[], under: readonly Took[], above: (one: Took) => number,
  below: (one: Took) => number,
): Spread {
  const all = over.map((one, place) => above(one) / below(under[place] ?? one))
  return { middle: median(all), least: Math.min(...all), most: Math.max(...all) }
}

export const spreadText = ({ middle, least, most }: Spread): string =>
  `${middle.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`
