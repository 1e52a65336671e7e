// Which texts the provider is asked to erase, how often, and which are erased.
import { sql } from 'kysely'
import { addSeconds, type Instant } from '#domain/day.ts'
import type { Org } from '../../platform/in-organization.ts'

export interface ToErase {
  messageId: string
  providerSid: string
}

const MOST_TRIES = 5
/** Less than a day, so that tomorrow's run comes again, and one that is repeated does not. */
const PAUSE_SECONDS = 20 * 3600

/** Takes settled ones that left before a moment, and notes the try first: a crash costs one. */
export async function takeToErase(
  org: Org, of: { before: Instant; limit: number },
): Promise<ToErase[]> {
  const realNow = org.installation.now()
  const { rows } = await sql<ToErase>`
    with due as (select s.message_id from sms_message s
      join message m on m.org_id = s.org_id and m.id = s.message_id
      where s.org_id = ${org.id} and s.committed_at < ${of.before} and s.erased_at is null
        and s.provider_sid is not null and s.erase_tries < ${MOST_TRIES}
        and (s.erase_asked_at is null or s.erase_asked_at < ${addSeconds(realNow, -PAUSE_SECONDS)})
        and m.state in ('sent', 'delivered', 'read', 'undelivered', 'failed', 'cancelled')
      order by s.committed_at, s.message_id limit ${of.limit} for update of s skip locked)
    update sms_message s set erase_tries = s.erase_tries + 1, erase_asked_at = ${realNow}
    from due where s.org_id = ${org.id} and s.message_id = due.message_id
    returning s.message_id as "messageId", s.provider_sid as "providerSid"`.execute(org.tx)
  return rows
}

export async function markErased(org: Org, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return
  await sql`update sms_message set erased_at = ${org.installation.now()}
    where org_id = ${org.id} and message_id = any(${[...messageIds]}::uuid[])`.execute(org.tx)
}

/** The provider was away: that is no try, and it is asked again with the next run. */
export async function giveTryBack(org: Org, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return
  await sql`update sms_message set erase_tries = erase_tries - 1
    where org_id = ${org.id} and message_id = any(${[...messageIds]}::uuid[])`.execute(org.tx)
}
