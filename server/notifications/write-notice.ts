// The words of a mail to a member: what happened, the customer's own words, and how to answer.
import { sql } from 'kysely'
import { ANSWER_HINT, SETTINGS_PLACE } from '#domain/mail/member-answer.ts'
import type { Org } from '../platform/in-organization.ts'
import { hashToken, randomToken } from '../platform/secrets.ts'
import { replyAddress } from '../settings/addresses.ts'
import type { NoticeMailRow } from './mail-store.ts'

export interface WrittenNotice {
  subject: string
  text: string
  /** An address whose mail is sent on to the customer; null where there is nothing to answer. */
  replyTo: string | null
}

const MOST_WORDS = 8_000

export async function writeNotice(org: Org, row: NoticeMailRow): Promise<WrittenNotice> {
  const said = row.message_id === null ? null : await readSaid(org, row)
  const replyTo = said === null ? null : await answerAddress(org, row, said)
  const parts = [
    row.title,
    row.body,
    said === null ? '' : wordsOf(said),
    row.kind === 'digest' ? '' : howToAnswer(said, replyTo),
    row.kind === 'digest' ? `Open Duebox: ${publicUrl(org)}/todo` : linkOf(org, row),
    `Choose what you are told of, and where: ${publicUrl(org)}${SETTINGS_PLACE}`,
  ]
  return {
    subject: row.title.replaceAll(/\s+/g, ' ').trim().slice(0, 200),
    text: parts.map((part) => part.trim()).filter((part) => part !== '').join('\n\n'),
    replyTo,
  }
}

interface Said {
  id: string
  fromName: string
  fromAddress: string
  subject: string
  text: string
  direction: 'in' | 'out'
  channel: string
  isReplyOpen: boolean
  mayAnswer: boolean
}

async function readSaid(org: Org, row: NoticeMailRow): Promise<Said | null> {
  const { rows } = await sql<Said>`
    select m.id, m.from_name as "fromName", m.from_address as "fromAddress", m.subject,
      left(coalesce(nullif(m.reply_text, ''), m.body_text), ${MOST_WORDS}) as text,
      m.direction, m.channel,
      coalesce((select r.state = 'open' from reply_action r
        where r.org_id = m.org_id and r.id = ${row.reply_action_id}), false) as "isReplyOpen",
      (select p.role <> 'viewer' from member p
        where p.org_id = m.org_id and p.user_id = ${row.user_id}) as "mayAnswer"
    from message m where m.org_id = ${org.id} and m.id = ${row.message_id}`.execute(org.tx)
  return rows[0] ?? null
}

/**
 * A new token each time, known to this member's mail alone. Where answers go to a mailbox of the
 * organization's own choice, our addresses may not be reached, so none is offered.
 */
async function answerAddress(org: Org, row: NoticeMailRow, said: Said): Promise<string | null> {
  const canBeAnswered = row.kind === 'notice' && said.direction === 'in' && said.channel === 'email'
    && said.fromAddress !== '' && said.isReplyOpen && said.mayAnswer
    && org.settings.reply_to === null
  if (!canBeAnswered) return null
  const token = randomToken(100)
  await sql`insert into reply_token (token_hash, message_id, user_id, reply_action_id, created_at)
    values (${hashToken(token)}, ${said.id}, ${row.user_id}, ${row.reply_action_id}, ${org.now})`
    .execute(org.tx)
  return replyAddress(org, token)
}

function wordsOf({ fromName, fromAddress, subject, text }: Said): string {
  const who = fromName === '' ? fromAddress : `${fromName} (${fromAddress})`
  const cut = text.length >= MOST_WORDS ? '\n[…]' : ''
  return `From: ${who}\nSubject: ${subject}\n\n${text.trim()}${cut}`
}

function howToAnswer(said: Said | null, replyTo: string | null): string {
  if (said === null || replyTo === null) return ''
  return `To answer ${said.fromName || said.fromAddress}, answer this e-mail. What you write above `
    + `this text ${ANSWER_HINT}. It is refused, and you are told, if somebody `
    + `answered before you or a newer message came.`
}

function linkOf(org: Org, row: NoticeMailRow): string {
  const place = placeOf(row)
  return `Open it in Duebox: ${publicUrl(org)}${place}`
}

function placeOf(row: NoticeMailRow): string {
  if (row.event === 'unreachable_customers') return '/todo?tab=held&why=unreachable'
  if (row.customer_id !== null && row.reply_action_id !== null) {
    return `/customers/${row.customer_id}?compose=${row.reply_action_id}`
  }
  if (row.customer_id !== null) return `/customers/${row.customer_id}`
  if (row.event === 'unmatched_received' || row.message_id !== null) {
    return '/inbox?view=unmatched'
  }
  return '/todo'
}

const publicUrl = (org: Org): string => org.installation.config.publicUrl
