// Whether all is well with one organization: the doctor's checks, what waits, and what runs.
import fs from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Health } from '#contract/health.ts'
import { parseInstant, type Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'
import { readVersion } from '../platform/read-version.ts'
import { checkOrganization, type Check } from './doctor.ts'

export async function runHealthChecks(org: Org): Promise<void> {
  const checks = await checkOrganization(org.tx)
  await sql`insert into health_check (checked_at, checks)
    values (${org.installation.now()}, ${JSON.stringify(checks)}::jsonb)
    on conflict (org_id) do update set checked_at = excluded.checked_at,
      checks = excluded.checks`.execute(org.tx)
}

interface Row {
  checked_at: Instant | null
  checks: Check[] | null
  in_doubt: number
  quarantined: number
  newest_mail_at: Instant | null
  database_version: string
  bytes: number
}

export async function readHealth(org: Org): Promise<z.output<typeof Health>> {
  const { rows } = await sql<Row>`select h.checked_at, h.checks,
      (select count(*)::int from attempt where org_id = ${org.id} and state = 'unknown')
        as in_doubt,
      (select count(*)::int from inbound_mail where org_id = ${org.id} and state = 'quarantine')
        + (select count(*)::int from inbound_sms where org_id = ${org.id}
          and state = 'quarantine') as quarantined,
      (select max(received_at) from inbound_mail where org_id = ${org.id}) as newest_mail_at,
      current_setting('server_version') as database_version,
      pg_database_size(current_database())::float8 as bytes
    from (select 1) one left join health_check h on h.org_id = ${org.id}`.execute(org.tx)
  const row = rows[0]
  const { waiting, oldestSeconds } = await jobsDue(org)
  return {
    checkedAt: row?.checked_at ?? null, checks: row?.checks ?? [], waitingJobs: waiting,
    oldestJobSeconds: oldestSeconds, inDoubt: row?.in_doubt ?? 0,
    quarantined: row?.quarantined ?? 0, newestMailAt: row?.newest_mail_at ?? null,
    version: readVersion(), databaseVersion: row?.database_version.split(' ')[0] ?? '',
    databaseBytes: Math.round(row?.bytes ?? 0),
    backup: { at: backupAt(org) },
  }
}

async function jobsDue(org: Org): Promise<{ waiting: number; oldestSeconds: number | null }> {
  const { rows } = await sql<{ waiting: number; oldest: number | null }>`
    select count(*)::int as waiting,
      floor(extract(epoch from now() - min(run_at)))::int as oldest
    from graphile_worker.jobs where run_at <= now() and locked_at is null
      and attempts < max_attempts`.execute(org.tx)
  return { waiting: rows[0]?.waiting ?? 0, oldestSeconds: rows[0]?.oldest ?? null }
}

/** Whoever makes backups touches this file afterwards: docs/self-hosting.md says how. */
function backupAt(org: Org): Instant | null {
  const file = path.join(org.installation.config.dataDir, 'last-backup')
  const stat = fs.statSync(file, { throwIfNoEntry: false })
  return stat ? parseInstant(stat.mtime.toISOString()) : null
}
