// Answers STOP and HELP with one text, by the path that every SMS takes; never twice.
import { sql } from 'kysely'
import { isOneWay } from '#domain/sms/choose-sender.ts'
import { keywordAnswer } from '#domain/sms/keyword-answers.ts'
import { newId } from '../../platform/ids.ts'
import { inOrganization, SYSTEM, type Org } from '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { emailSettingsOf } from '../../settings/read-email-settings.ts'
import { readSenders } from '../../settings/sms/read-senders.ts'
import { commitSends, dispatch, recordDelivered, type Dispatch } from '../send-message.ts'
import { smsById, type SmsRow } from './inbound-store.ts'

export type KeywordAnswer = 'stop' | 'help'

export async function answerKeyword(installation: Installation, of: {
  orgId: string; inboundSmsId: string; answer: KeywordAnswer
}): Promise<void> {
  const dispatched = await inOrganization(installation, of.orgId, SYSTEM, async (org) => {
    const row = await smsById(org, of.inboundSmsId)
    return row === null ? null : commitAnswer(org, row, of.answer)
  })
  if (dispatched === null || dispatched.committed.length === 0) return
  const delivered = await dispatch(installation, dispatched)
  await inOrganization(installation, of.orgId, SYSTEM,
    (org) => recordDelivered(org, delivered))
}

/** Its key is the SMS that it answers: a second run of the job finds it taken. */
async function commitAnswer(
  org: Org, row: SmsRow, answer: KeywordAnswer,
): Promise<Dispatch | null> {
  const from = row.fields['To'] ?? row.to_number
  const sender = (await readSenders(org)).find((one) => one.address === from)
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
