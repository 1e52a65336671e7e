// Which SMS the provider is asked about by ourselves, and when next.
import { sql } from 'kysely'
import { addSeconds } from '#domain/day.ts'
import type { Org } from '../../platform/in-organization.ts'

export interface DueCheck {
  messageId: string
  providerSid: string
  state: string
  hasConflict: boolean
  isCostFinal: boolean
  checks: number
}

const MINUTE = 60
const HOUR = 3600
/** After the first, a quarter of an hour after it left: at one, six and twenty-four hours. */
const WAITS_SECONDS = [45 * MINUTE, 5 * HOUR, 18 * HOUR]

/** Takes what is due, and says first when it is asked again: a crash costs one answer. */
export async function takeChecks(org: Org, limit: number): Promise<DueCheck[]> {
  const realNow = org.installation.now()
  const { rows } = await sql<DueCheck>`
    select s.message_id as "messageId", s.provider_sid as "providerSid", m.state,
      s.has_conflict as "hasConflict", s.is_cost_final as "isCostFinal", s.checks
    from sms_message s join message m on m.org_id = s.org_id and m.id = s.message_id
    where s.org_id = ${org.id} and s.next_check_at <= ${realNow} and s.provider_sid is not null
      and m.state not in ('sending', 'unknown')
    order by s.next_check_at limit ${limit} for update of s skip locked`.execute(org.tx)
  const next = rows.map(({ messageId, checks }) => {
    const wait = WAITS_SECONDS[checks]
    return { id: messageId, at: wait === undefined ? null : addSeconds(realNow, wait) }
  })
  await sql`update sms_message s set checks = s.checks + 1, next_check_at = x.at
    from jsonb_to_recordset(${JSON.stringify(next)}::jsonb) as x(id uuid, at timestamptz)
    where s.org_id = ${org.id} and s.message_id = x.id`.execute(org.tx)
  return rows
}

/** The provider was asked as often as it is worth: carriers without receipts end at `sent`. */
export async function markUnreceipted(org: Org, messageId: string): Promise<void> {
  await sql`update sms_message s set next_step = ${'Sent (no delivery receipt).'}
    from message m where s.org_id = ${org.id} and s.message_id = ${messageId}
      and m.org_id = s.org_id and m.id = s.message_id and m.state in ('sent', 'queued')`
    .execute(org.tx)
}

export async function stopChecking(org: Org, messageId: string): Promise<void> {
  await sql`update sms_message set next_check_at = null
    where org_id = ${org.id} and message_id = ${messageId}`.execute(org.tx)
}

/** What was billed, instead of our estimate, and in how many parts. */
export async function keepPrice(org: Org, of: {
  messageId: string; costMicros: number; currency: string; segments: number | null
}): Promise<void> {
  await sql`update sms_message set cost_micros = ${of.costMicros}, cost_currency = ${of.currency},
      is_cost_final = true, segments = coalesce(${of.segments}, segments)
    where org_id = ${org.id} and message_id = ${of.messageId}`.execute(org.tx)
}

/** Sends in doubt: those that a report names, and those that it is time to ask about. */
export async function doubtfulAttempts(org: Org): Promise<
  { id: string; providerSid: string | null }[]
> {
  const realNow = org.installation.now()
  const { rows } = await sql<{ id: string; messageId: string; providerSid: string | null
    checks: number; isDue: boolean }>`
    select a.id, s.message_id as "messageId", s.provider_sid as "providerSid", s.checks,
      coalesce(s.next_check_at <= ${realNow}, false) as "isDue"
    from attempt a join sms_message s on s.org_id = a.org_id and s.message_id = a.message_id
    where a.org_id = ${org.id} and a.channel = 'sms' and a.state in ('sending', 'unknown')
      and (s.provider_sid is not null
        or (a.state = 'unknown' and s.next_check_at <= ${realNow}))
    order by a.started_at limit 200 for update of s skip locked`.execute(org.tx)
  const next = rows.filter((row) => row.isDue).map(({ messageId, checks }) => {
    const wait = QUESTIONS_SECONDS[checks]
    return { id: messageId, at: wait === undefined ? null : addSeconds(realNow, wait) }
  })
  await sql`update sms_message s set checks = s.checks + 1, next_check_at = x.at
    from jsonb_to_recordset(${JSON.stringify(next)}::jsonb) as x(id uuid, at timestamptz)
    where s.org_id = ${org.id} and s.message_id = x.id`.execute(org.tx)
  return rows
}

// After the first minute, until an hour is over; then it stays in Needs check.
const QUESTIONS_SECONDS = [4 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE]
