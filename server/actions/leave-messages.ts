// People's own messages leave when their undo time is over.
import { sql } from 'kysely'
import { addSeconds, secondsBetween, type Instant } from '#domain/day.ts'
import { closeByMessage } from '../inbox/reply-action.ts'
import { commitSends, dispatch, type Delivered, type Dispatch, type Send, type SentState } from
  '../inbox/send-message.ts'
import { inOrganization, SYSTEM, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { addJob } from '../platform/jobs.ts'
import { recordEvents } from '../timeline/record-event.ts'
import { smsOfSend } from './ask-gate.ts'
import { deleteLeftDrafts } from './draft-store.ts'
import { encloseLedger } from './enclose.ts'
import { judgeOwnSms, type OwnSms } from './own-sms.ts'
import { drawLetters } from './letters/draw-letters.ts'
import { finishSends } from './perform-action.ts'
import { readSmsReach } from './sms-reach-store.ts'
import { changeActions } from './store.ts'

const BATCH = 50

/** Sends what is due to leave. `atOnce` lets everything go: a sandbox clock passes undo times. */
export async function leaveMessages(
  installation: Installation, orgId: string, options: { atOnce: boolean } = { atOnce: false },
): Promise<number> {
  let left = 0
  const putOffIds: string[] = []
  for (;;) {
    const until = options.atOnce ? 'infinity' : installation.now()
    const { claimed, waiting, dispatched } = await inOrganization(installation, orgId, SYSTEM,
      (org) => begin(org, until, putOffIds))
    if (claimed === 0) return left
    left += claimed - waiting.size
    putOffIds.push(...waiting)
    const delivered = await dispatch(installation, dispatched)
    if (delivered.length === 0) continue
    await inOrganization(installation, orgId, SYSTEM, (org) => finish(org, delivered))
  }
}

interface LeavingRow {
  id: string
  customer_id: string
  channel: 'email' | 'sms' | 'letter'
  run_id: string | null
  step_id: string | null
  occurrence: number
  workflow_id: string | null
  action_id: string
  action_run_id: string | null
  reply_action_id: string | null
  name: string
  from_name: string
  from_address: string
  to_addresses: string[]
  cc_addresses: string[]
  bcc_addresses: string[]
  subject: string
  body_text: string
  body_html: string | null
  message_ref: string
  in_reply_to: string | null
  reference_refs: string[]
  snapshot: { invoiceId: string; number: string; openMinor: number; currency: string }[]
  stopped: string | null
}

async function begin(
  org: Org, until: Instant, exceptIds: readonly string[],
): Promise<{ claimed: number; waiting: ReadonlySet<string>; dispatched: Dispatch }> {
  const { rows: claimed } = await sql<{ id: string; customer_id: string }>`
    with due as (select m.id from message m
      join customer c on c.org_id = m.org_id and c.id = m.customer_id
      where m.org_id = ${org.id} and m.state = 'leaving' and m.leave_at <= ${until}::timestamptz
        and m.id <> all(${[...exceptIds]}::uuid[])
      order by m.leave_at limit ${BATCH} for update of c, m skip locked)
    update message m set state = 'sending' from due
    where m.org_id = ${org.id} and m.id = due.id and m.state = 'leaving'
    returning m.id, m.customer_id`.execute(org.tx)
  const rows = await readLeaving(org, claimed.map((row) => row.id))
  const leaving = rows.filter((row) => row.stopped === null)
  const unmade = await encloseLedger(org, leaving.map((row) => row.id))
  const undrawn = await drawLetters(org, leaving.flatMap((row) =>
    (row.channel === 'letter' ? row.id : [])))
  for (const row of leaving) row.stopped = unmade.get(row.id) ?? undrawn.get(row.id) ?? null
  const texted = await judgeLeavingSms(org, rows)
  for (const row of rows) row.stopped ??= texted.get(row.id)?.problem ?? null
  await stop(org, rows.filter((row) => row.stopped !== null))
  const waiting = await putOff(org, rows.flatMap((row) => {
    const until = texted.get(row.id)?.waitsUntil ?? null
    return row.stopped === null && until !== null ? [{ id: row.id, until }] : []
  }))
  const sends = rows.filter((row) => row.stopped === null && !waiting.has(row.id))
    .map((row) => {
      const facts = texted.get(row.id)?.facts
      return { ...toSend(row), ...(facts ? { sms: smsOfSend(org, facts, null) } : {}) }
    })
  return {
    claimed: claimed.length, waiting,
    dispatched: await commitSends(org, sends, { areWritten: true }),
  }
}

/** Asked again under lock: a STOP, a landline or a closed country may have come meanwhile. */
async function judgeLeavingSms(
  org: Org, rows: readonly LeavingRow[],
): Promise<Map<string, OwnSms>> {
  const ours = rows.filter((row) => row.channel === 'sms')
  if (ours.length === 0) return new Map()
  const reach = await readSmsReach(org, ours.map((row) => row.customer_id),
    ours.map((row) => row.to_addresses[0] ?? ''))
  return new Map(ours.map((row) => [row.id, judgeOwnSms(org, reach, {
    customerId: row.customer_id, number: row.to_addresses[0] ?? '', text: row.body_text,
  })]))
}

/** What came to leave after hours leaves in the morning of whoever gets it. */
async function putOff(
  org: Org, rows: readonly { id: string; until: Instant }[],
): Promise<Set<string>> {
  for (const { id, until } of rows) {
    const leaveAt = addSeconds(org.installation.now(), secondsBetween(org.now, until))
    await sql`update message set state = 'leaving', leave_at = ${leaveAt}
      where org_id = ${org.id} and id = ${id}`.execute(org.tx)
    await addJob(org.tx, 'leave_messages', { orgId: org.id }, { runAt: leaveAt })
  }
  return new Set(rows.map((row) => row.id))
}

/** With what forbids even a person's message: an opt-out, a dead address, a legal stop. */
async function readLeaving(org: Org, ids: readonly string[]): Promise<LeavingRow[]> {
  const { rows } = await sql<LeavingRow>`
    select m.id, m.customer_id, m.channel, m.run_id, m.step_id, m.action_id, m.reply_action_id,
      m.from_name, m.from_address, m.to_addresses, m.cc_addresses, m.bcc_addresses, m.subject,
      m.body_text, m.body_html, m.message_ref, m.in_reply_to, m.reference_refs, m.snapshot,
      a.occurrence, a.run_id as action_run_id, a.name, r.workflow_id,
      coalesce(c.legal_stop_reason, (select s.address || ' ' || replace(s.state, '_', ' ')
        from suppression s where s.org_id = m.org_id and s.address = any(m.to_addresses
          || m.cc_addresses || m.bcc_addresses)
          and s.channel = case m.channel when 'sms' then 'phone' else 'email' end
        limit 1)) as stopped
    from message m join action a on a.org_id = m.org_id and a.id = m.action_id
      join customer c on c.org_id = m.org_id and c.id = m.customer_id
      left join run r on r.org_id = m.org_id and r.id = m.run_id
    where m.org_id = ${org.id} and m.id = any(${[...ids]}::uuid[])`.execute(org.tx)
  return rows
}

function toSend(row: LeavingRow): Send {
  // A letter's recipient is the customer, wherever they live by now.
  const recipient = row.channel === 'letter' ? `letter:${row.customer_id}`
    : row.to_addresses[0] ?? ''
  const isStep = row.action_run_id !== null && row.step_id !== null
  return {
    isAutomatic: false, workflowId: row.workflow_id, name: row.name,
    // A step's message shares the step's key, so that no machine sends the step again.
    key: isStep
      ? { runId: row.action_run_id ?? row.id, stepId: row.step_id ?? '',
          occurrence: row.occurrence, recipient, channel: row.channel }
      : { runId: row.id, stepId: 'message', occurrence: 0, recipient, channel: row.channel },
    message: {
      id: row.id, customerId: row.customer_id, direction: 'out', channel: row.channel,
      state: 'sending', threadId: row.id, runId: row.run_id, stepId: row.step_id,
      actionId: row.action_id, replyActionId: row.reply_action_id, fromName: row.from_name,
      fromAddress: row.from_address, to: row.to_addresses, cc: row.cc_addresses,
      bcc: row.bcc_addresses, subject: row.subject, bodyText: row.body_text,
      bodyHtml: row.body_html, messageRef: row.message_ref, inReplyTo: row.in_reply_to,
      references: row.reference_refs, snapshot: row.snapshot, at: '',
    },
  }
}

async function stop(org: Org, rows: readonly LeavingRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`update message m set state = 'failed', why = x.why
    from jsonb_to_recordset(${JSON.stringify(rows.map((row) =>
      ({ id: row.id, why: row.stopped })))}::jsonb) as x(id uuid, why text)
    where m.org_id = ${org.id} and m.id = x.id`.execute(org.tx)
  await changeActions(org, rows.map((row) => ({
    id: row.action_id, state: 'cancelled', note: row.stopped,
  })))
  await recordEvents(org, rows.map((row) => ({
    kind: 'message_failed' as const, customerId: row.customer_id, messageId: row.id,
    detail: { name: row.name, to: row.to_addresses[0] ?? '', reason: row.stopped ?? '' },
  })))
}

async function finish(org: Org, delivered: readonly Delivered[]): Promise<void> {
  const states = await finishSends(org, delivered)
  await deleteLeftDrafts(org)
  await closeAnswered(org, delivered, states)
}

/** What was surely sent handles the answer that it was written to. */
export async function closeAnswered(
  org: Org, delivered: readonly Delivered[], states: ReadonlyMap<string, SentState>,
): Promise<void> {
  for (const { message } of delivered) {
    if (!message.replyActionId || states.get(message.id) !== 'sent') continue
    await closeByMessage(org, message.replyActionId, message.id)
  }
}
