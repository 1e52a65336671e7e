// One beat of an organization: settle, judge, plan and send until nothing more is due now.
import { sql } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import { tendAddresses } from '../actions/fix-addresses.ts'
import { followUpFailures } from '../actions/follow-up-failures.ts'
import { handOverWork } from '../actions/hand-over.ts'
import { leaveMessages } from '../actions/leave-messages.ts'
import { performDueActions } from '../actions/perform-action.ts'
import { reportUnreachable } from '../actions/report-unreachable.ts'
import { tellOfBudget } from '../actions/send-budget.ts'
import { settleSilentSends } from '../actions/settle-silent-sends.ts'
import { tendDisputes } from '../actions/tend-disputes.ts'
import { tendMoney } from '../actions/tend-money.ts'
import { wakeRetries } from '../inbox/reconcile-sends.ts'
import { settleSandbox } from '../inbox/sms/take-sandbox-calls.ts'
import { tendReplies } from '../inbox/tend-replies.ts'
import { judgePromises } from '../invoices/hold-invoice.ts'
import { lapsePayments } from '../invoices/settle-payment.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization, SYSTEM, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { advanceSideBySide } from './advance-side-by-side.ts'
import { tendPauses } from './tend-pauses.ts'

export interface Beat {
  planned: number
  sent: number
  unclear: number
}

const LONGEST_WAIT_MS = 60_000

/**
 * The same, and waits for what other processes have in hand: the answer comes when everything that
 * is due has happened. Counts what happened over all processes since it began.
 */
export async function tickUntilQuiet(
  installation: Installation, orgId: string, options: { leaveAtOnce?: boolean } = {},
): Promise<Beat> {
  const before = newId()
  const until = performance.now() + LONGEST_WAIT_MS
  for (;;) {
    await tick(installation, orgId, options)
    const { beat, isQuiet } = await inOrganization(installation, orgId, SYSTEM,
      (org) => look(org, before))
    if (isQuiet || performance.now() > until) return beat
    await sleep(50)
  }
}

/** Ids are made in order of time, so what is younger than `before` happened since. */
async function look(org: Org, before: string): Promise<{ beat: Beat; isQuiet: boolean }> {
  const { rows } = await sql<Beat & { waiting: number }>`select
    (select count(*) from action where org_id = ${org.id} and id > ${before}::uuid
      and run_id is not null) as planned,
    (select count(*) from message where org_id = ${org.id} and id > ${before}::uuid
      and direction = 'out' and author_id is null and step_id is not null
      and state in ('queued', 'sent', 'delivered', 'read')) as sent,
    (select count(*) from attempt where org_id = ${org.id} and id > ${before}::uuid
      and state = 'unknown') as unclear,
    (select count(*) from customer where org_id = ${org.id} and next_look_at <= ${org.now})
      + (select count(*) from action where org_id = ${org.id} and state = 'open'
        and mode = 'automatic' and held_code is null and due_at <= ${org.now})
      + (select count(*) from attempt where org_id = ${org.id} and state = 'sending'
        and started_at > ${org.installation.now()}::timestamptz - interval '2 minutes')
      as waiting`.execute(org.tx)
  const { waiting = 0, planned = 0, sent = 0, unclear = 0 } = rows[0] ?? {}
  return { beat: { planned, sent, unclear }, isQuiet: waiting === 0 }
}

// Each round plans and sends; a customer needs one round per run at most. The bound only guards
// against a rule that never comes to rest.
const MOST_ROUNDS = 10_000

/** Safe to run in any number of processes at once, and again after any crash. */
export async function tick(
  installation: Installation, orgId: string, options: { leaveAtOnce?: boolean } = {},
): Promise<Beat> {
  const beat: Beat = { planned: 0, sent: 0, unclear: 0 }
  await settleSilentSends(installation, orgId)
  await wakeRetries(installation, orgId)
  await leaveMessages(installation, orgId, { atOnce: options.leaveAtOnce ?? false })
  await inOrganization(installation, orgId, SYSTEM, judgePromises)
  await inOrganization(installation, orgId, SYSTEM, lapsePayments)
  await inOrganization(installation, orgId, SYSTEM, async (org) => {
    await handOverWork(org)
    await tendReplies(org)
    await tendAddresses(org)
    await tendDisputes(org)
    await followUpFailures(org)
    await tendMoney(org)
    await tendPauses(org)
  })
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const advanced = await advanceSideBySide(installation, orgId)
    const performed = await performDueActions(installation, orgId)
    beat.planned += advanced.opened
    beat.sent += performed.sent
    beat.unclear += performed.unclear
    if (advanced.looked > 0 || performed.claimed > 0) continue
    await inOrganization(installation, orgId, SYSTEM, tellOfBudget)
    await settleSandbox(installation, orgId)
    await inOrganization(installation, orgId, SYSTEM, reportUnreachable)
    return beat
  }
  throw new Error(`Planning of organization ${orgId} does not come to rest.`)
}
