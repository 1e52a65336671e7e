// Decides whose an SMS is and what it asks, and writes all that follows from it in one transaction.
import { judgeOptOut, readKeyword, type Keyword, type OptOutVerdict }
  from '#domain/sms/opt-out-words.ts'
import { lookAgain } from '../../customers/look-again.ts'
import { notePhoneWrote } from '../../customers/note-phone.ts'
import type { Org } from '../../platform/in-organization.ts'
import { readSenders } from '../../settings/sms/read-senders.ts'
import { noteSuggestions } from '../note-suggestions.ts'
import { openOrJoinReplyAction } from '../reply-action.ts'
import { tellOfAnswer, tellOfUnmatched } from '../tell-of-answer.ts'
import { settleSmsRow, type SmsRow, type SmsState } from './inbound-store.ts'
import { lockCustomersOf, matchSms, type SmsMatch } from './match-sms.ts'
import { obeyKeyword, obeyWords } from './obey-opt-out.ts'
import { insertMedia } from './media-store.ts'
import { viaOf } from './store-sms.ts'
import { writeSms } from './write-sms.ts'

export type SettledSms = Exclude<SmsState, 'stored'>

/** What was read out of an SMS, before anything is written. */
export interface ReadSms {
  row: SmsRow
  match: SmsMatch
  keyword: Keyword | null
  /** The provider has answered the keyword itself, or nobody can tell whether it has. */
  isAnswered: boolean
  verdict: OptOutVerdict
}

export async function settleSms(org: Org, row: SmsRow): Promise<SettledSms> {
  const match = await matchSms(org, row.from_number)
  await lockCustomersOf(org, row.from_number,
    match.result === 'matched' ? match.customerId : null)
  const told = KEYWORD_OF[row.fields['OptOutType'] ?? ''] ?? null
  const keyword = told ?? readKeyword(row.body)
  const sms: ReadSms = {
    row, match, keyword, isAnswered: told !== null || row.via === 'poll',
    verdict: keyword === null ? judgeOptOut(row.body) : 'none',
  }
  const messageId = await writeSms(org, sms)
  await insertMedia(org, row)
  await noteWhoWrote(org, row)
  if (keyword === null) {
    await obeyWords(org, sms, messageId)
    await applyEffects(org, sms, messageId)
  } else {
    await obeyKeyword(org, { ...sms, keyword }, messageId)
  }
  const state = keyword !== null ? 'keyword' : match.result === 'matched' ? 'linked' : 'unmatched'
  await settleSmsRow(org, { id: row.id, state, messageId, why: null })
  return state
}

const KEYWORD_OF: Readonly<Record<string, Keyword>> = { STOP: 'stop', START: 'start', HELP: 'help' }

async function noteWhoWrote(org: Org, row: SmsRow): Promise<void> {
  const to = row.fields['To'] ?? row.to_number
  const sender = (await readSenders(org)).find((one) => one.address === to)
  await notePhoneWrote(org, {
    number: row.from_number, via: viaOf(row.fields['From'] ?? ''), senderId: sender?.id ?? null,
    at: row.received_at,
  })
}

/** The same as for a mail: the answer halts the reminders and people are told. */
async function applyEffects(org: Org, sms: ReadSms, messageId: string): Promise<void> {
  const { match } = sms
  if (match.result === 'ambiguous') await lookAgain(org, match.customerIds)
  if (match.result !== 'matched') {
    await tellOfUnmatched(org, messageId)
    return
  }
  const answer = {
    customerId: match.customerId, runId: match.answered?.run_id ?? null, messageId,
    answeredMessageId: match.answered?.id ?? null,
  }
  // A doubt is for a person to decide, whatever the organization holds on.
  const isHeld = org.settings.hold_on_reply || sms.verdict === 'review'
  const opened = isHeld ? await openOrJoinReplyAction(org, answer) : null
  await tellOfAnswer(org, { ...answer, replyActionId: opened?.id ?? null })
  await noteSuggestions(org, messageId)
}
