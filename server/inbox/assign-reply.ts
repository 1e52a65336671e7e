// A person gives an answer that waits to a colleague.
import { ROLES, type Role } from '#contract/endpoint.ts'
import { canWork, isAway } from '#domain/owner.ts'
import { assert, conflict, forbidden, invalid } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { readColleagues } from '../team/colleagues.ts'
import { hasJustGiven } from '../timeline/has-just-given.ts'
import { customerName } from './reply-store.ts'
import { lockedReplyAction, refuseHandled } from './reply-action.ts'
import { setOwner } from './reply-watch-store.ts'
import { tellNewOwner } from './tend-replies.ts'

export async function assignReply(
  org: Org, id: string, to: { userId: string; by: { userId: string | null; role: Role | null } },
): Promise<void> {
  const row = await lockedReplyAction(org, id)
  await refuseHandled(org, row)
  if (row.owner_id === to.userId) return
  const isOwn = row.owner_id !== null && row.owner_id === to.by.userId
  const takesBack = !isOwn && await hasJustGiven(org, {
    kind: 'reply_assigned', customerId: row.customer_id, id,
  })
  if (!isOwn && !takesBack && !mayMoveOthers(to.by.role)) {
    throw forbidden('This answer belongs to a colleague; a manager can give it to somebody else.')
  }
  const colleague = (await readColleagues(org)).find((one) => one.userId === to.userId)
  if (!colleague || !canWork(colleague)) {
    throw invalid('Only an active person who may answer customers can own this.', [
      { field: 'userId', message: 'Choose somebody else.' }])
  }
  if (isAway(colleague, org.today)) {
    throw conflict(`${colleague.name} is away through ${colleague.awayUntil ?? ''}; `
      + 'give it to somebody who is there.')
  }
  assert(await setOwner(org, row, to.userId), 'a locked answer that waits can change hands')
  await tellNewOwner(org, { ...row, customer_name: await customerName(org, row.customer_id) },
    { ownerId: to.userId, name: colleague.name, reason: '' })
}

/** ROLES runs from the strongest to the weakest (ux A4.6). */
const mayMoveOthers = (role: Role | null): boolean =>
  role !== null && ROLES.indexOf(role) <= ROLES.indexOf('manager')
