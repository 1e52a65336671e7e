// Tells people that something happened, in the transaction in which it did.
import { sql } from 'kysely'
import type { NoticeEvent } from '#domain/notice.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'

export interface Notice {
  event: NoticeEvent
  /** Members by id, or everybody who administers the organization. */
  to: readonly string[] | 'admins'
  title: string
  body?: string
  customerId?: string | null
  messageId?: string | null
  replyActionId?: string | null
}

/** Only active members are told, each once; who did it himself need not be told. */
export async function notify(org: Org, notice: Notice): Promise<void> {
  const doer = org.actor.startsWith('user:') ? org.actor.slice('user:'.length) : null
  const { rows } = await sql<{ user_id: string }>`
    select user_id from member where org_id = ${org.id} and is_active
      and user_id is distinct from ${doer}
      and ${notice.to === 'admins' ? sql`role in ('owner', 'admin')`
    : sql`user_id = any(${[...notice.to]}::text[])`}`.execute(org.tx)
  for (const { user_id: userId } of rows) {
    await sql`insert into notification (id, user_id, event, title, body, customer_id, message_id,
        reply_action_id, at)
      values (${newId()}, ${userId}, ${notice.event}, ${notice.title.slice(0, 300)},
        ${(notice.body ?? '').slice(0, 2000)}, ${notice.customerId ?? null},
        ${notice.messageId ?? null}, ${notice.replyActionId ?? null}, ${org.now})`.execute(org.tx)
  }
}
