// Answers STOP and HELP with one text, by the path that every SMS takes; never twice.
import { sql } from 'kysely'
import { addSeconds } from '#domain/day.ts'
import { isOneWay, type Sender } from '#domain/sms/choose-sender.ts'
import { keywordAnswer } from '#domain/sms/keyword-answers.ts'
import { phoneState } from '../../customers/phone-state.ts'
import { newId } from '../../platform/ids.ts'
import { inOrganization, SYSTEM, type Org } from '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { addJob } from '../../platform/jobs.ts'
import { emailSettingsOf } from '../../settings/read-email-settings.ts'
import { readSmsPool, type SmsPool } from '../../settings/sms/read-senders.ts'
import { settleAttempts } from '../attempt-store.ts'
import {
  commitSends, dispatch, recordDelivered, setMessageStates, type Delivered, type Dispatch,
} from '../send-message.ts'
import { smsById, type SmsRow } from './inbound-store.ts'
import type { SmsOfSend } from './sms-send.ts'
import { viaOf } from './store-sms.ts'

export type KeywordAnswer = 'stop' | 'help'

export interface KeywordJob {
  orgId: string
  inboundSmsId: string
  answer: KeywordAnswer
  /** How often the provider has surely refused it for now. */
  refusals?: number | undefined
}

const MOST_REFUSALS = 5
const RETRY_SECONDS = 360

export async function answerKeyword(installation: Installation, of: KeywordJob): Promise<void> {
  const dispatched = await inOrganization(installation, of.orgId, SYSTEM, async (org) => {
    const row = await smsById(org, of.inboundSmsId)
    return row === null ? null : commitAnswer(org, row, of.answer)
  })
  if (dispatched === null || dispatched.committed.length === 0) return
  const delivered = await dispatch(installation, dispatched)
  await inOrganization(installation, of.orgId, SYSTEM, async (org) => {
    await dropNeedless(org, delivered.filter(isNeedless))
    const states = await recordDelivered(org, delivered.filter((one) => !isNeedless(one)))
    const refusals = (of.refusals ?? 0) + 1
    if (![...states.values()].includes('retry') || refusals > MOST_REFUSALS) return
    await addJob(org.tx, 'answer_sms_keyword', { ...of, refusals },
      { runAt: addSeconds(installation.now(), RETRY_SECONDS) })
  })
}

/** The provider blocks the number itself, so it has confirmed the opt-out as well. */
const isNeedless = ({ receipt }: Delivered): boolean =>
  receipt.kind === 'refused' && receipt.failure?.remedy === 'opted_out'

async function dropNeedless(org: Org, delivered: readonly Delivered[]): Promise<void> {
  const why = 'The provider has confirmed it itself.'
  await settleAttempts(org, delivered.map((one) => ({
    attemptId: one.outgoing.attemptId, state: 'given_up', providerId: null, why, retryAt: null,
  })), org.installation.now())
  await setMessageStates(org, delivered.map((one) =>
    ({ id: one.message.id, state: 'cancelled', why })))
}

/** Its key is the SMS that it answers: a second run of the job finds it taken. */
async function commitAnswer(
  org: Org, row: SmsRow, answer: KeywordAnswer,
): Promise<Dispatch | null> {
  const pool = await readSmsPool(org)
  const from = row.fields['To'] ?? row.to_number
  const sender = pool.senders.find((one) => one.address === from)
  if (sender && isOneWay(sender)) return null
  const about = await whoWrote(org, row)
  if (about === null) return null
  const id = newId()
  const settings = emailSettingsOf(org)
  return commitSends(org, [{
    isAutomatic: true, workflowId: null,
    name: answer === 'stop' ? 'Confirmation of the opt-out' : 'Answer to HELP',
    key: {
      runId: row.id, stepId: `sms_${answer}`, occurrence: 0, recipient: row.from_number,
      channel: 'sms',
    },
    sms: await smsOfAnswer(org, { row, pool, sender, from }),
    message: {
      id, customerId: about.customer_id, direction: 'out', channel: 'sms', state: 'sending',
      threadId: about.thread_id, fromName: org.settings.name, fromAddress: row.to_number,
      to: [row.from_number], bodyText: keywordAnswer(answer, {
        company: org.settings.name, locale: about.locale ?? org.settings.locale,
        address: settings.replyTo ?? (settings.fromAddress || null),
      }),
      reasons: { answers: answer }, at: org.now,
    },
  }], { areWritten: false })
}

const ANSWER_SECONDS = 3_600

/** They have just written, so neither hours nor consent stand in the way of one short answer. */
async function smsOfAnswer(org: Org, of: {
  row: SmsRow; pool: SmsPool; sender: Sender | undefined; from: string
}): Promise<SmsOfSend> {
  const { country } = await phoneState(org, of.row.from_number)
  const price = country === null ? undefined : of.pool.prices.get(country)
  return {
    senderId: of.sender?.id ?? null, country, validitySeconds: ANSWER_SECONDS, contentSid: null,
    // A number of a messaging service that nobody has listed here may send as it may receive.
    sender: { kind: of.sender?.kind ?? channelKind(of.from), address: of.from },
    segmentMicros: price?.micros ?? null, currency: price?.currency ?? org.settings.sms_currency,
    opensAgainAt: null,
  }
}

const channelKind = (address: string) =>
  (viaOf(address) === 'sms' ? 'mobile' : viaOf(address))

async function whoWrote(org: Org, row: SmsRow): Promise<{
  customer_id: string | null; thread_id: string; locale: string | null
} | null> {
  const { rows } = await sql<{
    customer_id: string | null; thread_id: string; locale: string | null
  }>`select m.customer_id, m.thread_id, c.locale from message m
      left join customer c on c.org_id = m.org_id and c.id = m.customer_id
    where m.org_id = ${org.id} and m.id = ${row.message_id}`.execute(org.tx)
  return rows[0] ?? null
}
