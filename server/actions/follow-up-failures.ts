// A step whose message failed for good is sent again, or goes on by its next remedy.
import { sql } from 'kysely'
import { FIRST_PROMISE_OCCURRENCE } from '#domain/promise-steps.ts'
import { nextRemedy } from '#domain/remedy.ts'
import type { Channel, Remedy } from '#domain/workflow.ts'
import { lookAgain } from '../customers/look-again.ts'
import { reopenAttempts, takeFollowUps } from '../inbox/sms/take-follow-ups.ts'
import { takeReturned } from '../inbox/take-returned.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvents } from '../timeline/record-event.ts'
import { waysOut } from './fall-back.ts'
import { gatherFacts, type RunActionRow } from './gather-facts.ts'
import { gatherReach } from './gather-hold-facts.ts'
import { stepOfAction } from './step-in-hand.ts'

const BATCH = 200

/** A message that surely reached nobody, whose step is to go on otherwise. */
interface Failed {
  messageId: string
  customerId: string
  actionId: string
  runId: string | null
  channel: 'sms' | 'email'
  address: string
  why: string
  invoiceIds: string[]
}

/** Reads what failed messages left to do, with each beat and after each send. */
export async function followUpFailures(org: Org): Promise<void> {
  const texts = (await takeFollowUps(org, BATCH)).filter((row) => row.runId !== null)
  const again = texts.filter((row) => row.followUp === 'again')
  await reopenAttempts(org, again.map((row) => row.messageId))
  await reopenSteps(org, again.map((row) =>
    ({ id: row.actionId, remedy: null, isByPerson: false, note: row.why })))
  const failed: Failed[] = [
    ...texts.filter((row) => row.followUp === 'other_channel')
      .map((row) => ({ ...row, channel: 'sms' as const, address: row.number })),
    ...(await takeReturned(org, BATCH)).map((row) => ({ ...row, channel: 'email' as const })),
  ]
  await goOnOtherwise(org, failed)
  await lookAgain(org, [...again, ...failed].map((row) => row.customerId))
}

async function goOnOtherwise(org: Org, failed: readonly Failed[]): Promise<void> {
  if (failed.length === 0) return
  const customerIds = [...new Set(failed.map((row) => row.customerId))]
  const facts = await gatherFacts(org, customerIds)
  const reach = await gatherReach(org, customerIds, ['sms'])
  const actions = await readActions(org, failed.map((row) => row.actionId))
  const fallen = failed.flatMap((row) => {
    const customer = facts.get(row.customerId)
    const run = customer?.runs.find((one) => one.row.id === row.runId)
    const action = actions.get(row.actionId)
    if (!customer || !run || !action || action.is_overtaken) return []
    const step = stepOfAction(run, action)
    // Nothing is tried where nothing is listed: a mail that came back has its task already.
    if (step === null || (row.channel === 'email' && step.onFailure.length === 0)) return []
    const remedy = nextRemedy({ ...step, mode: action.mode }, {
      tried: action.remedies, ways: waysOut(org, { customer, run, step }, reach, row.address),
    })
    return [{ row, remedy }]
  })
  await withdrawDecisions(org, fallen.map(({ row }) => row.actionId))
  await reopenSteps(org, fallen.map(({ row, remedy }) =>
    ({ id: row.actionId, remedy, isByPerson: remedy === null, note: row.why })))
  await recordEvents(org, fallen.map(({ row, remedy }) => ({
    kind: row.channel === 'sms' ? 'sms_fell_back' as const : 'mail_fell_back' as const,
    customerId: row.customerId, actionId: row.actionId, messageId: row.messageId,
    invoiceIds: row.invoiceIds,
    detail: {
      to: row.address, reason: row.why,
      channel: remedy === 'next_contact' && row.channel === 'sms' ? 'sms' : remedy ?? 'person',
    },
  })))
}

interface FailedAction {
  step_id: string
  mode: RunActionRow['mode']
  fell_to: Channel | null
  remedies: Remedy[]
  /** The run has gone on meanwhile: whatever came after it reaches the customer. */
  is_overtaken: boolean
}

async function readActions(
  org: Org, actionIds: readonly string[],
): Promise<Map<string, FailedAction>> {
  const { rows } = await sql<FailedAction & { id: string }>`
    select a.id, a.step_id, a.mode, a.remedies,
      case when a.fell_back_at is not null then a.channel end as fell_to,
      (a.occurrence <> r.epoch and a.occurrence < ${FIRST_PROMISE_OCCURRENCE})
        or exists (select from action b
        where b.org_id = a.org_id and b.run_id = a.run_id and b.id <> a.id
          and b.created_at > a.created_at and b.kind <> 'decide'
          and b.state in ('open', 'sending', 'needs_check', 'done')) as is_overtaken
    from action a join run r on r.org_id = a.org_id and r.id = a.run_id
    where a.org_id = ${org.id} and a.id = any(${[...actionIds]}::uuid[])`.execute(org.tx)
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}

/** Money is still open, but not all steps are done any more. */
async function withdrawDecisions(org: Org, actionIds: readonly string[]): Promise<void> {
  await sql`update action d set state = 'superseded', outcome = 'replanned', closed_at = ${org.now}
    from action a where a.org_id = ${org.id} and a.id = any(${[...actionIds]}::uuid[])
      and d.org_id = a.org_id and d.run_id = a.run_id and d.kind = 'decide'
      and d.state = 'open'`.execute(org.tx)
}

/**
 * The step is open again. Whether it still is the run's turn, the planner says: it looks at once,
 * and withdraws what has been overtaken.
 */
async function reopenSteps(org: Org, changes: readonly {
  id: string; remedy: Remedy | null; isByPerson: boolean; note: string
}[]): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map((change) => ({
    id: change.id, note: change.note, remedy: change.remedy,
    fell_to: change.remedy === 'next_contact' ? null : change.remedy,
    is_by_person: change.isByPerson || change.remedy === 'call' || change.remedy === 'task',
  }))
  await sql`update action a set state = 'open', held_code = null, held_since = null,
      outcome = null, closed_at = null, closed_by = null, note = x.note,
      channel = coalesce(x.fell_to, a.channel),
      mode = case when x.is_by_person then 'manual' else a.mode end,
      remedies = case when x.remedy is null then a.remedies else a.remedies || x.remedy end,
      fell_back_at = case when x.fell_to is null then a.fell_back_at
        else ${org.now}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, fell_to text,
      note text, remedy text, is_by_person boolean)
    where a.org_id = ${org.id} and a.id = x.id and a.state in ('open', 'done', 'needs_check')`
    .execute(org.tx)
}
