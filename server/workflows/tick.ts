// One beat of an organization: settle, judge, plan and send until nothing more is due now.
import { leaveMessages } from '../actions/leave-messages.ts'
import { performDueActions } from '../actions/perform-action.ts'
import { settleSilentSends } from '../actions/settle-silent-sends.ts'
import { wakeRetries } from '../inbox/reconcile-sends.ts'
import { judgePromises } from '../invoices/hold-invoice.ts'
import { inOrganization, SYSTEM } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { advanceWorkflows } from './advance-workflows.ts'

export interface Beat {
  planned: number
  sent: number
  unclear: number
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
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const advanced = await advanceWorkflows(installation, orgId)
    const performed = await performDueActions(installation, orgId)
    beat.planned += advanced.opened
    beat.sent += performed.sent
    beat.unclear += performed.unclear
    if (advanced.looked === 0 && performed.claimed === 0) return beat
  }
  throw new Error(`Planning of organization ${orgId} does not come to rest.`)
}
