// Who has something open just now. Only a courtesy: losing it loses nothing, so rows are forgotten.
import { sql } from 'kysely'
import { addSeconds, type Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export interface Present {
  userId: string
  name: string
  doing: 'viewing' | 'replying'
  seenAt: Instant
}

// Pages renew it each ten seconds; two that are lost in a row do not yet mean that one has gone.
const FRESH_SECONDS = 25
const MOST_PRESENT = 20

/** Real time, also in a sandbox: people sit in front of it, whatever its clock says. */
export async function notePresence(
  org: Org, userId: string, given: { subject: string; doing: Present['doing'] | 'gone' },
): Promise<void> {
  if (given.doing === 'gone') {
    await sql`delete from presence where org_id = ${org.id} and subject = ${given.subject}
      and user_id = ${userId}`.execute(org.tx)
    return
  }
  await sql`insert into presence (subject, user_id, doing, seen_at)
    values (${given.subject}, ${userId}, ${given.doing}, ${org.installation.now()})
    on conflict (org_id, subject, user_id)
      do update set doing = excluded.doing, seen_at = excluded.seen_at`.execute(org.tx)
}

/** The others: whoever asks knows of himself. Those who write come first. */
export async function othersPresent(org: Org, subject: string): Promise<Present[]> {
  const since = addSeconds(org.installation.now(), -FRESH_SECONDS)
  const me = org.actor.startsWith('user:') ? org.actor.slice('user:'.length) : null
  const { rows } = await sql<Present>`
    select p.user_id as "userId", m.name, p.doing, p.seen_at as "seenAt"
    from presence p join member m on m.org_id = p.org_id and m.user_id = p.user_id
    where p.org_id = ${org.id} and p.subject = ${subject} and p.seen_at > ${since}::timestamptz
      and p.user_id is distinct from ${me} and m.is_active
    order by p.doing = 'replying' desc, p.seen_at desc limit ${MOST_PRESENT}`.execute(org.tx)
  return rows
}

const KEPT_SECONDS = 3600

export async function forgetOldPresence(org: Org): Promise<void> {
  await sql`delete from presence where org_id = ${org.id}
    and seen_at < ${addSeconds(org.installation.now(), -KEPT_SECONDS)}::timestamptz`.execute(org.tx)
}
