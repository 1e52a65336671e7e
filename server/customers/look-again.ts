// Tells the planner where something changed. Only a hint: losing it loses nothing but time.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'
import { addJob } from '../platform/jobs.ts'

/** Customers to be looked at by `at`, or sooner if that was planned already. */
export async function lookAgain(
  org: Org, customerIds: readonly string[], at: Instant = org.now,
): Promise<void> {
  if (customerIds.length === 0 || org.isRehearsal) return
  await sql`update customer set next_look_at = least(next_look_at, ${at}::timestamptz)
    where org_id = ${org.id} and id = any(${[...new Set(customerIds)]}::uuid[])
      and (next_look_at is null or next_look_at > ${at}::timestamptz)`.execute(org.tx)
  if (at <= org.now) await wakePlanner(org)
}

/** After a change that concerns everybody: a switch, a calendar, a workflow. */
export async function lookAgainAtAll(org: Org): Promise<void> {
  if (org.isRehearsal) return
  await sql`update customer set next_look_at = ${org.now}
    where org_id = ${org.id} and (next_look_at is null or next_look_at > ${org.now}::timestamptz)`
    .execute(org.tx)
  await wakePlanner(org)
}

const wakePlanner = (org: Org) =>
  addJob(org.tx, 'advance', { orgId: org.id }, { jobKey: `advance:${org.id}` })
