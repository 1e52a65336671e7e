// The message of a letter follows its paper: queued, sent when it was posted, or cancelled.
import { sql } from 'kysely'
import type { Org } from '../platform/in-organization.ts'

export async function moveLetterMessages(
  org: Org, messageIds: readonly string[],
  move: { from: 'queued' | 'sent'; to: 'queued' | 'sent' | 'cancelled'; why: string | null },
): Promise<void> {
  await sql`update message set state = ${move.to}, why = ${move.why}
    where org_id = ${org.id} and id = any(${[...messageIds]}::uuid[]) and channel = 'letter'
      and state = ${move.from}`.execute(org.tx)
}
