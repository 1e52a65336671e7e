// What the fate of SMS teaches about a number: its line, its sender, who cannot reach it.
import { sql } from 'kysely'
import type { PhoneLine } from '#domain/sms/phone-line.ts'
import type { Org } from '../platform/in-organization.ts'
import { readNumber } from '../platform/phone-number.ts'

async function ensurePhones(org: Org, numbers: readonly string[]): Promise<void> {
  const rows = numbers.map((number) => {
    const read = readNumber(number, null)
    return { number, country: read?.country ?? null, line: read?.line ?? 'unknown' }
  })
  await sql`insert into phone (number, country, line, learned_at)
    select number, country, line, ${org.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(number text, country text,
      line text)
    on conflict do nothing`.execute(org.tx)
}

/** The first sender that reached a number stays its sender, so that a person sees one thread. */
export async function keepSticky(
  org: Org, rows: readonly { number: string; senderId: string }[],
): Promise<void> {
  if (rows.length === 0) return
  await ensurePhones(org, rows.map((row) => row.number))
  await sql`update phone p set sticky_sender_id = x."senderId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(number text, "senderId" uuid)
    where p.org_id = ${org.id} and p.number = x.number
      and p.sticky_sender_id is distinct from x."senderId"`.execute(org.tx)
}

export async function learnLine(org: Org, number: string, line: PhoneLine): Promise<void> {
  await ensurePhones(org, [number])
  await sql`update phone set line = ${line}, learned_from = 'error', learned_at = ${org.now}
    where org_id = ${org.id} and number = ${number}`.execute(org.tx)
}

/** The provider cannot reach the number from this sender. */
export async function refuseSender(org: Org, number: string, senderId: string): Promise<void> {
  await ensurePhones(org, [number])
  await sql`update phone set
      refused_sender_ids = array_append(array_remove(refused_sender_ids, ${senderId}::uuid),
        ${senderId}::uuid),
      sticky_sender_id = nullif(sticky_sender_id, ${senderId}::uuid)
    where org_id = ${org.id} and number = ${number}`.execute(org.tx)
}

/** The person is not on WhatsApp or RCS after all. */
export async function reachBySms(org: Org, number: string): Promise<void> {
  await sql`update phone set via = 'sms', sticky_sender_id = null
    where org_id = ${org.id} and number = ${number}`.execute(org.tx)
}

const UNREACHABLE_DAYS = 30

/** How often it was out of reach lately; one that was reached starts anew. */
export async function countUnreachable(org: Org, number: string): Promise<number> {
  await ensurePhones(org, [number])
  const { rows } = await sql<{ times: number }>`
    update phone set learned_at = ${org.now}, unreachable_times = case
        when learned_at < ${org.now}::timestamptz - ${UNREACHABLE_DAYS} * interval '1 day' then 1
        else unreachable_times + 1 end
    where org_id = ${org.id} and number = ${number} returning unreachable_times as times`
    .execute(org.tx)
  return rows[0]?.times ?? 0
}

export async function wasReached(org: Org, number: string): Promise<void> {
  await sql`update phone set unreachable_times = 0
    where org_id = ${org.id} and number = ${number} and unreachable_times > 0`.execute(org.tx)
}
