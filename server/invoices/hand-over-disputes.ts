// Gives on the disputes of people who have left or are away, so that somebody settles each.
import { canWork, isAway, ownerChain } from '#domain/owner.ts'
import { notify } from '../notifications/notify.ts'
import type { Org } from '../platform/in-organization.ts'
import { readColleagues } from '../team/colleagues.ts'
import { recordEvents } from '../timeline/record-event.ts'
import { disputesWithoutOwner, updateDispute } from './hold-store.ts'

const BATCH = 500

/** While everybody is away it stays where it is, unless its owner has left. */
export async function handOverDisputes(org: Org): Promise<void> {
  const rows = await disputesWithoutOwner(org, BATCH)
  if (rows.length === 0) return
  const colleagues = await readColleagues(org)
  const byId = new Map(colleagues.map((one) => [one.userId, one]))
  const moved = rows.flatMap((row) => {
    const toId = ownerChain([row.owner_id, row.customer_owner_id], colleagues, org.today)[0]
    const [from, to] = [byId.get(row.owner_id), byId.get(toId ?? '')]
    if (!to || to === from) return []
    return from && canWork(from) && isAway(to, org.today) ? [] : [{ ...row, to }]
  })
  for (const { id, to } of moved) await updateDispute(org, id, { owner_id: to.userId })
  await recordEvents(org, moved.map((row) => ({
    kind: 'dispute_changed' as const, customerId: row.customer_id, invoiceIds: [row.invoice_id],
    detail: { owner: row.to.name, dueOn: row.due_on },
  })))
  for (const userId of new Set(moved.map(({ to }) => to.userId))) {
    const own = moved.filter(({ to }) => to.userId === userId)
    const [first] = own
    await notify(org, {
      event: 'assigned', to: [userId],
      customerId: own.length === 1 ? first?.customer_id ?? null : null,
      title: own.length === 1 ? `The dispute on ${first?.number ?? ''} is yours to settle now`
        : `${own.length} disputes are yours to settle now`,
      body: own.length === 1 ? 'Its owner is away or has left.'
        : `Their owners are away or have left: ${own.map(({ number }) => number).join(', ')}.`,
    })
  }
}
