// Gives on the work of people who have left: answers, disputes and actions, in one transaction.
import { ownerChain, ownerOfStep } from '#domain/owner.ts'
import { STEP_DEFAULTS } from '#domain/workflow.ts'
import { repairReplyOwners } from '../inbox/tend-replies.ts'
import { handOverDisputes } from '../invoices/hand-over-disputes.ts'
import { notify } from '../notifications/notify.ts'
import type { Org } from '../platform/in-organization.ts'
import { readColleagues } from '../team/colleagues.ts'
import { withLostOwner, giveActions } from './store.ts'

const BATCH = 500
const MOST_BATCHES = 1_000

/** Also the hourly repair: what is in order is left alone. */
export async function handOverWork(org: Org): Promise<void> {
  await repairReplyOwners(org)
  await handOverDisputes(org)
  const colleagues = await readColleagues(org)
  const given = new Map<string, number>()
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const rows = await withLostOwner(org, BATCH)
    const changes = rows.map((row) => {
      // Nobody at all may be left; then it is everybody's, as work without an owner is.
      const ownerId = ownerOfStep(row.owners ?? STEP_DEFAULTS.owners, {
        accountOwnerId: row.customer_owner_id, colleagues, today: org.today, openWork: given,
      }) ?? ownerChain([], colleagues, org.today)[0] ?? null
      if (ownerId !== null) given.set(ownerId, (given.get(ownerId) ?? 0) + 1)
      return { id: row.id, ownerId }
    })
    await giveActions(org, changes)
    if (rows.length < BATCH) break
  }
  for (const [ownerId, count] of given) {
    await notify(org, {
      event: 'assigned', to: [ownerId],
      title: count === 1 ? 'An action is yours now' : `${count} actions are yours now`,
      body: 'Their owner does not work on them any more. They wait in To Do › Due.',
    })
  }
}

/** The owner that new work gets: the wanted ones as far as they are there, else everybody's. */
export function ownerOfWork(
  wanted: readonly (string | null)[], colleagues: Awaited<ReturnType<typeof readColleagues>>,
  org: Org,
): string | null {
  if (wanted.every((userId) => userId === null)) return null
  return ownerChain(wanted, colleagues, org.today)[0] ?? null
}
