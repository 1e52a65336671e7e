// The check of an import: every row read and tried, nothing kept; what it would change and bring.
import { sql } from 'kysely'
import { inOrganization, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { NO_EFFECTS, openBalances } from './change-store.ts'
import type { Work } from './import-batch.ts'
import type { ImportDeeds } from './import-deeds.ts'
import { readRows, type Read, type Readable } from './read-rows.ts'
import { seenRows } from './seen-rows.ts'
import {
  deleteErrors, endCheck, ImportLost, insertErrors, NO_PROGRESS, renewLease, type CheckResult,
  type ErrorRow, type ImportRow,
} from './store.ts'

/** Up to here the whole file is rehearsed in one transaction, which holds locks for so long. */
const MOST_REHEARSED = 10_000

type Within = <T>(work: (org: Org) => Promise<T>) => Promise<T>

export async function checkImport(
  installation: Installation, orgId: string, row: ImportRow, readable: Readable, deeds: ImportDeeds,
): Promise<void> {
  const worker = row.worker ?? ''
  const within: Within = (work) => inOrganization(installation, orgId, row.started_by, work)
  const before = await within(async (org) => {
    await deleteErrors(org, row.id)
    return openBalances(org)
  })
  const renew = async (line: number) => {
    const isOurs = await within((org) => renewLease(org, { importId: row.id, worker, line }))
    if (!isOurs) throw new ImportLost('The check was stopped.')
  }
  const work: Omit<Work, 'within' | 'mode'> = { importId: row.id, worker, log: installation.log }
  const isSmall = readable.survey.rowCount <= MOST_REHEARSED
  const { read, consequences } = isSmall
    ? await rehearsed(installation, orgId, row, { readable, deeds, work, renew, within })
    : { consequences: null, read: await readRows(readable, { ...work, within, mode: 'dry' },
      NO_PROGRESS, async (errors, { line }) => {
        await within((org) => insertErrors(org, row.id, errors))
        await renew(line)
      }) }
  await within(async (org) => {
    if (!await renewLease(org, { importId: row.id, worker, line: 0 })) return
    await endCheck(org, row.id, {
      checked: resultOf(org, read, before, consequences), why: null,
    })
    org.changes.kinds.add('import')
  })
}

/** Batches see each other, so that the tenth row of a new customer knows of the first. */
async function rehearsed(
  installation: Installation, orgId: string, row: ImportRow, of: {
    readable: Readable; deeds: ImportDeeds; work: Omit<Work, 'within' | 'mode'>
    renew: (line: number) => Promise<void>; within: Within
  },
) {
  let read: Read = { progress: NO_PROGRESS, effects: NO_EFFECTS, seen: seenRows() }
  let errors: ErrorRow[] = []
  const consequences = await of.deeds.rehearse(installation, orgId, row.started_by, async (org) => {
    errors = []
    read = await readRows(of.readable, { ...of.work, within: inPart(org), mode: 'rehearsal' },
      NO_PROGRESS, async (found, { line }) => {
        errors.push(...found)
        await of.renew(line)
      })
  })
  await of.within((org) => insertErrors(org, row.id, errors))
  return { read, consequences }
}

const inPart = (org: Org): Work['within'] => async (work) => {
  await sql`savepoint part`.execute(org.tx)
  try {
    const result = await work(org)
    await sql`release savepoint part`.execute(org.tx)
    return result
  } catch (error) {
    await sql`rollback to savepoint part`.execute(org.tx)
    throw error
  }
}

function resultOf(
  org: Org, read: Read, before: Readonly<Record<string, number>>,
  consequences: CheckResult['consequences'],
): CheckResult {
  const { progress, effects } = read
  const currencies = [...new Set([...Object.keys(before), ...Object.keys(effects.openMinor)])]
    .filter((currency) => (effects.openMinor[currency] ?? 0) !== 0)
  return {
    created: progress.created_count, updated: progress.updated_count,
    unchanged: progress.unchanged_count, failed: progress.failed_count,
    warned: progress.warned_count, newCustomers: effects.newCustomers.length, at: org.now,
    consequences,
    balances: currencies.sort().map((currency) => ({
      currency, beforeMinor: before[currency] ?? 0,
      afterMinor: (before[currency] ?? 0) + (effects.openMinor[currency] ?? 0),
    })),
  }
}
