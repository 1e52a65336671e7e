// A step whose SMS failed is sent again, or goes on by e-mail, else as a call: once a step.
import { sql } from 'kysely'
import type { Channel, Step } from '#domain/workflow.ts'
import { lookAgain } from '../customers/look-again.ts'
import { reopenAttempts, takeFollowUps, type DueFollowUp } from
  '../inbox/sms/take-follow-ups.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvents } from '../timeline/record-event.ts'
import { gatherFacts, type CustomerFacts } from './gather-facts.ts'
import { chooseRecipient, gatherReach } from './gather-hold-facts.ts'
import type { Reach } from './reach-store.ts'

const BATCH = 200

/** Reads what failed SMS left to do, with each beat and after each send. */
export async function followUpSms(org: Org): Promise<void> {
  const due = (await takeFollowUps(org, BATCH)).filter((row) => row.runId !== null)
  if (due.length === 0) return
  const again = due.filter((row) => row.followUp === 'again')
  await reopenAttempts(org, again.map((row) => row.messageId))
  await reopenSteps(org, again.map((row) => ({ id: row.actionId, fellTo: null, note: row.why })))
  await goOnOtherwise(org, due.filter((row) => row.followUp === 'other_channel'))
  await lookAgain(org, due.map((row) => row.customerId))
}

async function goOnOtherwise(org: Org, due: readonly DueFollowUp[]): Promise<void> {
  if (due.length === 0) return
  const customerIds = [...new Set(due.map((row) => row.customerId))]
  const facts = await gatherFacts(org, customerIds)
  const reach = await gatherReach(org, customerIds, ['sms'])
  const steps = await stepsOf(org, due.map((row) => row.actionId))
  const fallen = due.flatMap((row) => {
    const step = steps.get(row.actionId)
    const customer = facts.get(row.customerId)
    if (step === undefined || customer === undefined || step.hasFallen) return []
    return [{ row, to: nextChannel(org, { step, customer, row }, reach) }]
  })
  await reopenSteps(org, fallen.map(({ row, to }) =>
    ({ id: row.actionId, fellTo: to === 'sms' ? null : to, note: row.why })))
  await recordEvents(org, fallen.map(({ row, to }) => ({
    kind: 'sms_fell_back' as const, customerId: row.customerId, actionId: row.actionId,
    messageId: row.messageId, invoiceIds: row.invoiceIds,
    detail: { to: row.number, channel: to, reason: row.why },
  })))
}

/** Another number that was not tried, else e-mail, else somebody calls. */
function nextChannel(
  org: Org, of: { step: StepOfAction; customer: CustomerFacts; row: DueFollowUp }, reach: Reach,
): 'sms' | 'email' | 'call' {
  const { step, customer, row } = of
  const find = (channel: Channel) => {
    const one = chooseRecipient(org, reach, customer.customer.id,
      { channel, positions: step.positions })
    return one !== null && one.suppression === 'none' ? one : null
  }
  const number = find('sms')
  if (number?.sms && number.address !== row.number && number.sms.consentProblem === null
    && number.sms.senderProblem === null) return 'sms'
  // A step that people send is theirs: it comes back as a call that they may make or skip.
  return find('email') !== null && step.mode === 'automatic' ? 'email' : 'call'
}

interface StepOfAction {
  positions: Step['positions']
  mode: Step['mode']
  hasFallen: boolean
}

async function stepsOf(
  org: Org, actionIds: readonly string[],
): Promise<Map<string, StepOfAction>> {
  const { rows } = await sql<{
    id: string; positions: string[] | null; mode: Step['mode']; has_fallen: boolean
  }>`select a.id, a.mode, a.fell_back_at is not null as has_fallen,
      (select array(select jsonb_array_elements_text(s->'positions'))
        from run r join workflow_version v on v.org_id = r.org_id and v.id = r.version_id,
          jsonb_array_elements(v.steps) s
        where r.org_id = a.org_id and r.id = a.run_id and s->>'id' = a.step_id) as positions
    from action a where a.org_id = ${org.id} and a.id = any(${[...actionIds]}::uuid[])`
    .execute(org.tx)
  return new Map(rows.map((row) => [row.id,
    { positions: row.positions ?? [], mode: row.mode, hasFallen: row.has_fallen }]))
}

/**
 * The step is open again. Whether it still is the run's turn, the planner says: it looks at once,
 * and withdraws what has been overtaken.
 */
async function reopenSteps(
  org: Org, changes: readonly { id: string; fellTo: 'email' | 'call' | null; note: string }[],
): Promise<void> {
  const rows = changes.map((change) => ({
    id: change.id, fell_to: change.fellTo, note: change.note,
    mode: change.fellTo === 'call' ? 'manual' : null,
  }))
  await sql`update action a set state = 'open', held_code = null, held_since = null,
      outcome = null, closed_at = null, closed_by = null, note = x.note,
      channel = coalesce(x.fell_to, a.channel), mode = coalesce(x.mode, a.mode),
      fell_back_at = case when x.fell_to is null then a.fell_back_at
        else ${org.now}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, fell_to text,
      note text, mode text)
    where a.org_id = ${org.id} and a.id = x.id and a.state in ('open', 'done', 'needs_check')`
    .execute(org.tx)
}
