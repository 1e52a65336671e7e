// Reads on which days customers were contacted: the newest, and for agencies each one that counts.
import { sql } from 'kysely'
import { LONGEST_COUNT_DAYS } from '#domain/contact-rules.ts'
import { addDays, type Day } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'
import { plainList } from '../platform/plain-list.ts'
import { kept } from '../platform/transaction.ts'

export interface ContactDayRow {
  customer_id: string
  workflow_id: string | null
  is_automatic: boolean
  contacted_on: Day
}

/** Newest counted contact per customer, workflow and kind, as far back as a delay can reach. */
export async function readContactDays(
  org: Org, customerIds: readonly string[], since: Day,
): Promise<ContactDayRow[]> {
  // Who collects for others must count them: those of the days that count stay apart.
  const isCounting = org.settings.creditor_kind === 'agency'
  const counted = !isCounting ? sql``
    : sql`, case when contacted_on > ${addDays(org.today, -LONGEST_COUNT_DAYS)}::date then id end`
  const { rows } = await sql<ContactDayRow>`
    ${kept(isCounting ? 'contact days counted' : 'contact days')}
    select customer_id, workflow_id, is_automatic, max(contacted_on) as contacted_on
    from contact_log
    where org_id = ${org.id} and customer_id = any(${plainList(customerIds)}::uuid[])
      and voided_at is null and contacted_on >= ${since}
    group by customer_id, workflow_id, is_automatic${counted}`.execute(org.tx)
  return rows
}
