// Builders for ledger tests: an organization with a clock that can be set, and files to import.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import { asOrg } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { randomToken } from '../platform/secrets.ts'
import { runImport, type ImportWish } from '../imports/run-import.ts'
import { freshDatabase } from './fresh-database.ts'
import { openInstallation } from './mail-scene.ts'

export interface Ledger {
  installation: Installation
  /** Moves the clock of the installation. */
  setNow: (now: Instant) => void
  anOrganization: (given?: { country?: string; currency?: string }) => Promise<Company>
  close: () => Promise<void>
}

export interface Company {
  id: string
  do: <T>(work: (org: Org) => Promise<T>) => Promise<T>
  importText: (kind: ImportWish['kind'], text: string | Uint8Array,
    wish?: Partial<ImportWish>) => ReturnType<typeof runImport>
}

export async function openLedger(): Promise<Ledger> {
  let now: Instant = '2026-03-10T09:00:00.000Z'
  const database = await freshDatabase()
  const installation = await openInstallation(database.url, () => now)
  return {
    installation,
    setNow: (to) => { now = to },
    anOrganization: (given = {}) => anOrganization(installation, given, now),
    close: async () => {
      await installation.close()
      await database.close()
    },
  }
}

async function anOrganization(
  installation: Installation, given: { country?: string; currency?: string }, now: Instant,
): Promise<Company> {
  const id = newId()
  await asOrg(installation.database.db, id, (tx) => sql`
    insert into organization (org_id, name, country, currency, zone, intake_code, created_at)
    values (${id}, 'Seller', ${given.country ?? 'FR'}, ${given.currency ?? 'EUR'}, 'Europe/Paris',
      ${randomToken(50)}, ${now})`.execute(tx))
  return {
    id,
    do: (work) => inOrganization(installation, id, 'user:tester', work),
    importText: (kind, text, wish = {}) => runImport(installation, {
      orgId: id, actor: 'user:tester', kind, source: inPieces(text), fileName: `${kind}.csv`,
      dateFormat: 'auto', mapping: {}, dryRun: false, ...wish,
    }),
  }
}

async function* inPieces(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  for (let at = 0; at < bytes.length; at += 10_000) yield bytes.subarray(at, at + 10_000)
}

/** Counts of what an organization has: for tests that nothing changed, or leaked. */
export async function countsOf(company: Company): Promise<Record<string, number>> {
  return company.do(async (org) => {
    const { rows } = await sql<Record<string, number>>`select
      (select count(*) from customer) as customers, (select count(*) from contact) as contacts,
      (select count(*) from invoice) as invoices, (select count(*) from payment) as payments,
      (select count(*) from credit_note) as "creditNotes",
      (select count(*) from allocation) as allocations, (select count(*) from event) as events`
      .execute(org.tx)
    return rows[0] ?? {}
  })
}
