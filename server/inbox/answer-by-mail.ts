// A member's answer to a notification that came by mail: kept as the member's own, then handed on.
import { sql } from 'kysely'
import type { MailVerdict, ParsedMail } from '#domain/mail/mail.ts'
import { memberAnswerOf } from '#domain/mail/member-answer.ts'
import { tellRefusal } from '../notifications/tell-refusal.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { addJob } from '../platform/jobs.ts'
import { hashToken } from '../platform/secrets.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { addressTokensOf } from './find-candidates.ts'
import { insertMessages } from './message-store.ts'
import { contentOfReceived, type ReceivedContent } from './write-received.ts'

/** What SPF, DKIM and DMARC say of the sender; undefined where nobody looked. */
export type SenderAuthentication = 'pass' | 'fail' | 'none' | undefined

export interface MemberMail {
  userId: string
  name: string
  customerId: string
  replyActionId: string | null
  /** What the member was told of, and so had read. */
  answeredMessageId: string
  threadId: string
  /** Set when it must not be sent on: what the member is told. */
  refusal: string | null
}

interface TokenRow {
  user_id: string
  reply_action_id: string | null
  message_id: string
  customer_id: string
  thread_id: string
  owner_name: string
}

/**
 * Mail of a member to an address that a notification was mailed with. From anybody else it is
 * judged as any other mail, without that address: it proves nothing about them.
 */
export async function memberMailOf(org: Org, given: {
  mail: ParsedMail; envelopeTo: readonly string[]; verdict: MailVerdict
  senderAuthentication: SenderAuthentication
}): Promise<MemberMail | null> {
  const { mail, verdict } = given
  if (verdict.kind !== 'human' || mail.from === null || mail.isSenderDoubtful) return null
  const tokens = addressTokensOf(org, given)
  if (tokens.length === 0) return null
  const token = await memberToken(org, tokens)
  if (!token) return null
  const sender = await memberByEmail(org, mail.from.address)
  if (!sender) return null
  return {
    userId: sender.user_id, name: sender.name, customerId: token.customer_id,
    replyActionId: token.reply_action_id, answeredMessageId: token.message_id,
    threadId: token.thread_id,
    refusal: refusalOf(mail, {
      ownerName: sender.user_id === token.user_id ? null : token.owner_name,
      authentication: given.senderAuthentication,
    }),
  }
}

function refusalOf(mail: ParsedMail, of: {
  ownerName: string | null; authentication: SenderAuthentication
}): string | null {
  if (of.ownerName !== null) {
    return `That notification was mailed to ${of.ownerName}; answer your own, or in Duebox.`
  }
  if (of.authentication === 'fail') {
    return 'Your mail server did not confirm that this mail is from you (SPF, DKIM or DMARC '
      + 'failed), so it was not sent to the customer. Answer in Duebox.'
  }
  if (mail.attachments.some((one) => one.disposition === 'attachment')) {
    return 'It has files attached, and those do not go on by mail. Answer in Duebox, and attach '
      + 'them there.'
  }
  return null
}

async function memberToken(org: Org, tokens: readonly string[]): Promise<TokenRow | null> {
  const { rows } = await sql<TokenRow>`
    select t.user_id, t.reply_action_id, t.message_id, m.customer_id, m.thread_id,
      coalesce(p.name, 'somebody else') as owner_name
    from reply_token t join message m on m.org_id = t.org_id and m.id = t.message_id
      left join member p on p.org_id = t.org_id and p.user_id = t.user_id
    where t.org_id = ${org.id} and t.token_hash = any(${tokens.map(hashToken)}::text[])
      and t.user_id is not null and t.revoked_at is null and m.customer_id is not null
    order by t.created_at desc limit 1`.execute(org.tx)
  return rows[0] ?? null
}

async function memberByEmail(
  org: Org, address: string,
): Promise<{ user_id: string; name: string } | null> {
  const { rows } = await sql<{ user_id: string; name: string }>`
    select user_id, name from member
    where org_id = ${org.id} and is_active and lower(email) = ${address.toLowerCase()}
    order by joined_at limit 1`.execute(org.tx)
  return rows[0] ?? null
}

/** Kept beside the customer's messages, and never as one of them. */
export const MEMBER_KIND = 'from_member'

/** Writes the mail down and has it sent on, or tells the member why not. */
export async function recordMemberMail(
  org: Org, member: MemberMail, received: ReceivedContent,
): Promise<string> {
  const written = memberAnswerOf(received.mail)
  const text = 'text' in written ? written.text : received.replyText.trim()
  const refusal = member.refusal
    ?? (received.unreadable === null ? null : 'It could not be read whole. Answer in Duebox.')
    ?? ('why' in written ? written.why : null)
  const messageId = newId()
  const { attach, ...content } = contentOfReceived(received)
  await insertMessages(org, [{
    ...content, id: messageId, customerId: member.customerId, direction: 'in', channel: 'email',
    state: 'received', kind: MEMBER_KIND, threadId: member.threadId, authorId: member.userId,
    reasons: { member: member.userId, replyActionId: member.replyActionId },
  }])
  await attach(org, messageId)
  const id = newId()
  await sql`insert into answer_by_mail (id, user_id, message_id, reply_action_id,
      answered_message_id, text, at)
    values (${id}, ${member.userId}, ${messageId}, ${member.replyActionId},
      ${member.answeredMessageId}, ${text}, ${org.now})`.execute(org.tx)
  await recordEvent(org, {
    kind: 'answered_by_mail', customerId: member.customerId, messageId,
    detail: { from: member.name, replyActionId: member.replyActionId },
  })
  if (refusal !== null) await refuseAnswer(org, id, refusal)
  else await addJob(org.tx, 'send_answers_by_mail', { orgId: org.id })
  return messageId
}

export interface WaitingAnswer {
  id: string
  user_id: string
  customer_id: string
  reply_action_id: string | null
  answered_message_id: string
  text: string
  /** The customer's address; empty where there is none to answer. */
  to: string
}

/** What waits, oldest first. */
export async function waitingAnswers(
  org: Org, most: number,
): Promise<{ id: string; user_id: string }[]> {
  const { rows } = await sql<{ id: string; user_id: string }>`
    select id, user_id from answer_by_mail where org_id = ${org.id} and state = 'waiting'
    order by at, id limit ${most}`.execute(org.tx)
  return rows
}

/** Locks one that still waits, so that only one process sends it on. */
export async function lockAnswer(org: Org, id: string): Promise<WaitingAnswer | null> {
  const { rows } = await sql<WaitingAnswer>`
    select a.id, a.user_id, m.customer_id, a.reply_action_id, a.answered_message_id, a.text,
      m.from_address as to
    from answer_by_mail a
      join message m on m.org_id = a.org_id and m.id = a.answered_message_id
    where a.org_id = ${org.id} and a.id = ${id} and a.state = 'waiting' for update of a`
    .execute(org.tx)
  return rows[0] ?? null
}

export async function noteAnswerSent(
  org: Org, id: string, sentMessageId: string,
): Promise<void> {
  await sql`update answer_by_mail set state = 'sent', sent_message_id = ${sentMessageId},
      settled_at = ${org.now}
    where org_id = ${org.id} and id = ${id} and state = 'waiting'`.execute(org.tx)
}

/** It is not sent; its writer is told why, with the text, and the mail stays where it is. */
export async function refuseAnswer(org: Org, id: string, why: string): Promise<void> {
  const { rows } = await sql<{
    user_id: string; text: string; message_id: string; reply_action_id: string | null
    customer_id: string; customer_name: string
  }>`update answer_by_mail a set state = 'refused', why = ${why}, settled_at = ${org.now}
    from message m join customer c on c.org_id = m.org_id and c.id = m.customer_id
    where a.org_id = ${org.id} and a.id = ${id} and a.state = 'waiting'
      and m.org_id = a.org_id and m.id = a.message_id
    returning a.user_id, a.text, a.message_id, a.reply_action_id, m.customer_id,
      c.name as customer_name`.execute(org.tx)
  const [row] = rows
  if (!row) return
  await recordEvent(org, {
    kind: 'answer_by_mail_refused', customerId: row.customer_id, messageId: row.message_id,
    detail: { reason: why },
  })
  await tellRefusal(org, {
    userId: row.user_id, customerId: row.customer_id, replyActionId: row.reply_action_id,
    title: `Your answer to ${row.customer_name} was not sent`, why, text: row.text,
  })
}
