// Obeys what an SMS asks: STOP and its kin at once, START without going on by itself, HELP once.
import { sql } from 'kysely'
import { addSeconds } from '#domain/day.ts'
import type { Keyword } from '#domain/sms/opt-out-words.ts'
import {
  recordConsent, type ConsentAct, type ConsentMeans, type Recorded,
} from '../../customers/record-consent.ts'
import { notify } from '../../notifications/notify.ts'
import type { Org } from '../../platform/in-organization.ts'
import { addJob } from '../../platform/jobs.ts'
import { openOrJoinReplyAction } from '../reply-action.ts'
import { ownerOfAnswer } from '../reply-owner.ts'
import type { ReadSms } from './settle-sms.ts'

export async function obeyKeyword(
  org: Org, sms: ReadSms & { keyword: Keyword }, messageId: string,
): Promise<void> {
  const { keyword, isAnswered } = sms
  if (keyword === 'help') {
    if (!isAnswered && !await wasHelped(org, sms)) await answerLater(org, sms, 'help')
    return
  }
  if (keyword === 'start') return welcomeBack(org, sms, messageId)
  const { isNew } = await record(org, sms, { act: 'revoked', means: 'keyword', messageId })
  if (!isNew) return
  await tellOwners(org, sms, messageId, 'wants no more SMS')
  if (!isAnswered) await answerLater(org, sms, 'stop')
}

/** A clear wish is obeyed like STOP; what only may be one holds until a person has decided. */
export async function obeyWords(org: Org, sms: ReadSms, messageId: string): Promise<void> {
  if (sms.verdict === 'none') return
  if (sms.verdict === 'review') {
    await record(org, sms, { act: 'under_review', means: 'words', messageId })
    return
  }
  const { isNew } = await record(org, sms, { act: 'revoked', means: 'words', messageId })
  if (!isNew) return
  await tellOwners(org, sms, messageId, 'wants no more SMS')
  await answerLater(org, sms, 'stop')
}

/** SMS are allowed again, but nothing goes on until a person has looked. */
async function welcomeBack(org: Org, sms: ReadSms, messageId: string): Promise<void> {
  const { hasLifted, isNew } = await record(org, sms,
    { act: 'given', means: 'keyword', messageId })
  if (!isNew) return
  await tellOwners(org, sms, messageId, 'may be sent SMS again')
  if (!hasLifted) return
  const { match } = sms
  if (match.result === 'matched') {
    await openOrJoinReplyAction(org, {
      customerId: match.customerId, runId: match.answered?.run_id ?? null, messageId,
      answeredMessageId: match.answered?.id ?? null,
    })
    return
  }
  // Nobody single can be asked by an open answer, so the number itself waits.
  await record(org, sms, { act: 'under_review', means: 'keyword', messageId })
}

function record(org: Org, { row, match }: ReadSms, what: {
  act: ConsentAct; means: ConsentMeans; messageId: string
}): Promise<Recorded> {
  return recordConsent(org, {
    ...what, at: row.received_at, phone: row.from_number, wording: row.body,
    source: `SMS ${row.provider_sid}`,
    customerId: match.result === 'matched' ? match.customerId : null,
  })
}

async function tellOwners(
  org: Org, { row, match }: ReadSms, messageId: string, what: string,
): Promise<void> {
  const customerIds = match.result === 'matched' ? [match.customerId]
    : match.result === 'ambiguous' ? match.customerIds : []
  const title = `${row.from_number} ${what}`
  const told = { event: 'sms_consent' as const, title, body: row.body.slice(0, 300), messageId }
  if (customerIds.length === 0) await notify(org, { ...told, to: 'admins' })
  for (const customerId of customerIds) {
    const ownerId = await ownerOfAnswer(org, { customerId, answeredMessageId: null })
    if (ownerId !== null) await notify(org, { ...told, to: [ownerId], customerId })
  }
}

/** Said after this commits, by the path that every SMS takes. */
const answerLater = (org: Org, { row }: ReadSms, answer: 'stop' | 'help'): Promise<void> =>
  addJob(org.tx, 'answer_sms_keyword', { orgId: org.id, inboundSmsId: row.id, answer })

const ONE_DAY_SECONDS = 86_400

/** Two machines that ask each other for help must not do so for ever. */
async function wasHelped(org: Org, { row }: ReadSms): Promise<boolean> {
  const { rows } = await sql`select 1 from message
    where org_id = ${org.id} and channel = 'sms' and direction = 'out'
      and to_addresses[1] = ${row.from_number} and reasons ->> 'answers' = 'help'
      and at > ${addSeconds(org.now, -ONE_DAY_SECONDS)}::timestamptz limit 1`.execute(org.tx)
  return rows.length > 0
}
