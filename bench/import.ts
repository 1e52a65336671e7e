// Importing invoices by the import's own path, beside COPY of the very same rows.
import { sql } from 'kysely'
import pg from 'pg'
import { runImport } from '#server/imports/run-import.ts'
import { asOrg } from '#server/platform/database.ts'
import type { Installation } from '#server/platform/installation.ts'
import { createOrganization } from '#server/settings/create-organization.ts'
import { furnish } from '#server/workflows/furnish.ts'
import { copyFrom, copyTo } from './copy.ts'

const NOW = '2027-03-01T08:30:00.000Z'
const INVOICES_PER_CUSTOMER = 10
const ROUNDS = 3
const TABLES = ['invoice', 'event', 'event_invoice'] as const
/** What was added for the planner and for the lists. */
const WITHOUT = ['open_items_added', 'invoice_added']

/** Prints medians, ratios with their range, the peak of our memory, and what the triggers cost. */
export async function benchImport(installation: Installation, invoices: number): Promise<void> {
  const file = fileOf(invoices)
  const took: { import: number; bare: number; copy: number }[] = []
  let peakBytes = 0
  for (let round = 0; round <= ROUNDS; round++) {
    const watch = setInterval(() => {
      peakBytes = Math.max(peakBytes, process.memoryUsage().rss)
    }, 50)
    const orgId = await aCompany(installation, invoices)
    const product = await timed(() => importAll(installation, orgId, file))
    clearInterval(watch)
    await triggers(installation, 'disable')
    const other = await aCompany(installation, invoices)
    const bare = await timed(() => importAll(installation, other, file))
    const copy = await copyTheSame(installation, orgId, await aCompany(installation, invoices))
    await triggers(installation, 'enable')
    // The first round warms all up.
    if (round > 0) took.push({ import: product, bare, copy })
    await sql`vacuum analyze`.execute(installation.database.db)
  }
  const of = (name: 'import' | 'bare' | 'copy') => took.map((one) => one[name])
  const ratios = took.map((one) => one.import / one.copy)
  const shares = took.map((one) => one.import / one.bare - 1)
  process.stdout.write(`import ${invoices} invoices  product ${seconds(median(of('import')))}  `
    + `COPY ${seconds(median(of('copy')))}  ratio ${median(ratios).toFixed(2)} `
    + `(${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})  memory `
    + `${Math.round(peakBytes / 1e6)} MB  ${WITHOUT.join(' and ')} cost `
    + `${Math.round(median(shares) * 100)} %\n`)
}

function fileOf(invoices: number): Buffer {
  const rows = Array.from({ length: invoices }, (_, n) =>
    `C${Math.floor(n / INVOICES_PER_CUSTOMER)},INV-${n},${n % 900 + 10}.50,2027-01-15,2027-02-14\n`)
  return Buffer.from(`customer_reference,number,total,issued_on,due_on\n${rows.join('')}`)
}

async function importAll(
  installation: Installation, orgId: string, file: Buffer,
): Promise<void> {
  const done = await runImport(installation, {
    orgId, actor: 'user:bench', kind: 'invoices', source: inPieces(file), fileName: 'bench.csv',
    dateFormat: 'auto', mapping: {}, dryRun: false,
  })
  if (done.failed > 0) throw new Error(JSON.stringify(done.firstErrors))
}

async function* inPieces(file: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; at += 65_536) yield file.subarray(at, at + 65_536)
}

/** Its customers are there already. */
async function aCompany(installation: Installation, invoices: number): Promise<string> {
  const orgId = await createOrganization(installation, 'bench', {
    name: 'Bench', country: null, currency: 'EUR', zone: 'UTC', locale: 'en', sandboxNow: NOW,
  }, furnish)
  const count = Math.ceil(invoices / INVOICES_PER_CUSTOMER)
  await asOrg(installation.database.db, orgId, (tx) => sql`
    insert into customer (id, reference, name, created_at, updated_at)
    select ('01900000-0001-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'C' || n,
      'Customer ' || n, ${NOW}, ${NOW} from generate_series(0, ${count - 1}::int) n`.execute(tx))
  await sql`analyze customer`.execute(installation.database.db)
  return orgId
}

/** Gives the time of the COPY alone. The copies have the ids of the rows, in another company. */
async function copyTheSame(
  installation: Installation, from: string, to: string,
): Promise<number> {
  const client = new pg.Client({
    ...installation.database.pool.options, pipeline: false,
  })
  await client.connect()
  try {
    const texts: { table: string; columns: string; rows: Buffer[] }[] = []
    for (const table of TABLES) {
      // COPY leaves no row to a policy; the bench has a database of its own.
      await client.query(`alter table ${table} no force row level security`)
      const { rows: [found] } = await client.query<{ columns: string }>(
        `select string_agg(quote_ident(attname), ', ' order by attnum) as columns
        from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
          and attgenerated = ''`, [table])
      const columns = found?.columns ?? ''
      const given = columns.split(', ').map((name) => (name === 'org_id' ? `'${to}'::uuid`
        : name === 'import_id' ? 'null::uuid' : name)).join(', ')
      texts.push({ table, columns, rows: await copyTo(client,
        `copy (select ${given} from ${table} where org_id = '${from}') to stdout`) })
    }
    return await timed(async () => {
      await client.query('begin')
      await client.query('select set_config(\'app.org_id\', $1, true)', [to])
      for (const { table, columns, rows } of texts) {
        await copyFrom(client, `copy ${table} (${columns}) from stdin`, rows)
      }
      await client.query('commit')
    })
  } finally {
    for (const table of TABLES) await client.query(`alter table ${table} force row level security`)
    await client.end()
  }
}

async function triggers(installation: Installation, how: 'enable' | 'disable'): Promise<void> {
  for (const name of WITHOUT) {
    await sql.raw(`alter table invoice ${how} trigger ${name}`).execute(installation.database.db)
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`
const median = (of: readonly number[]): number =>
  [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0
