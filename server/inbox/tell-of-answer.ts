// Tells people that an answer came: whoever looks after it, once a message, and no flood of it.
import { sql } from 'kysely'
import { addSeconds } from '#domain/day.ts'
import { FLOOD_MESSAGES, FLOOD_SECONDS } from '#domain/reply-rules.ts'
import { notify } from '../notifications/notify.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { ownerOfAnswer } from './reply-owner.ts'
import { replyActionById } from './reply-store.ts'

interface ToldRow {
  subject: string
  preview: string
  from: string
  customer_name: string | null
  thread_id: string
  at: string
}

/** `replyActionId` is null where answers are told of only (hold on reply off). */
export async function tellOfAnswer(org: Org, answer: {
  customerId: string; messageId: string; answeredMessageId: string | null
  replyActionId: string | null
}): Promise<void> {
  const told = await readTold(org, answer.messageId)
  if (told === null) return
  const came = await cameInLastHour(org, told)
  const isFlood = came > FLOOD_MESSAGES
  if (isFlood && await wasFloodTold(org, answer.customerId, told)) return
  const ownerId = answer.replyActionId === null ? await ownerOfAnswer(org, answer)
    : (await replyActionById(org, answer.replyActionId))?.owner_id ?? null
  if (ownerId === null) return
  const who = told.customer_name ?? told.from
  if (isFlood) {
    await recordEvent(org, {
      kind: 'reply_flood', customerId: answer.customerId, messageId: answer.messageId,
      detail: { most: FLOOD_MESSAGES, threadId: told.thread_id },
    })
  }
  await notify(org, {
    event: 'reply_received', to: [ownerId], customerId: answer.customerId,
    messageId: answer.messageId, replyActionId: answer.replyActionId,
    title: isFlood ? `${who} sends very many messages` : `${who} wrote: ${told.subject}`,
    body: isFlood ? `More than ${FLOOD_MESSAGES} of one conversation came within an hour. All are `
      + 'kept in it; you are not told of further ones until it calms down.' : told.preview,
  })
}

export async function tellOfUnmatched(org: Org, messageId: string): Promise<void> {
  const told = await readTold(org, messageId)
  if (told === null) return
  const came = await cameInLastHour(org, told)
  if (came > FLOOD_MESSAGES + 1) return
  await notify(org, {
    event: 'unmatched_received', to: 'admins', messageId,
    title: `Whose is this? ${told.from} wrote: ${told.subject}`,
    body: came > FLOOD_MESSAGES ? 'Very many messages of this conversation come in; you are not '
      + 'told of further ones until it calms down.' : told.preview,
  })
}

async function readTold(org: Org, messageId: string): Promise<ToldRow | null> {
  const { rows } = await sql<ToldRow>`
    select coalesce(nullif(m.subject, ''), case m.channel when 'sms' then 'an SMS'
        else 'without a subject' end) as subject, m.thread_id, m.at,
      left(coalesce(nullif(m.reply_text, ''), m.body_text), 300) as preview,
      coalesce(nullif(m.from_name, ''), m.from_address) as from, c.name as customer_name
    from message m left join customer c on c.org_id = m.org_id and c.id = m.customer_id
    where m.org_id = ${org.id} and m.id = ${messageId}`.execute(org.tx)
  return rows[0] ?? null
}

async function wasFloodTold(org: Org, customerId: string, told: ToldRow): Promise<boolean> {
  const { rows } = await sql`select 1 from event
    where org_id = ${org.id} and customer_id = ${customerId} and kind = 'reply_flood'
      and detail->>'threadId' = ${told.thread_id}
      and at > ${addSeconds(told.at, -FLOOD_SECONDS)}::timestamptz limit 1`.execute(org.tx)
  return rows.length > 0
}

/** Messages of this conversation that came in within the hour, this one with them. */
async function cameInLastHour(org: Org, told: ToldRow): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from (
      select 1 from message where org_id = ${org.id} and thread_id = ${told.thread_id}
        and direction = 'in' and kind = 'human'
        and at > ${addSeconds(told.at, -FLOOD_SECONDS)}::timestamptz
        and at <= ${told.at}::timestamptz
      limit ${FLOOD_MESSAGES + 2}) x`.execute(org.tx)
  return rows[0]?.count ?? 0
}
