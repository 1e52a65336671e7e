// A person puts an action on another day, or gives it to somebody else.
import { ROLES, type Role } from '#contract/endpoint.ts'
import { instantAt, type Day, type TimeOfDay } from '#domain/day.ts'
import { canWork, isAway } from '#domain/owner.ts'
import { notify } from '../notifications/notify.ts'
import { conflict, forbidden, invalid, notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { readColleagues } from '../team/colleagues.ts'
import { hasJustGiven } from '../timeline/has-just-given.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { giveActions, lockAction, redateAction, type ActionRow } from './store.ts'

export async function postponeAction(
  org: Org, id: string, wish: { dueOn: Day; dueTime: TimeOfDay | null },
): Promise<void> {
  const action = await lockOpenWork(org, id)
  const time = wish.dueTime ?? org.settings.send_time
  await redateAction(org, id, {
    on: wish.dueOn, at: instantAt(wish.dueOn, time, org.settings.zone),
  })
  await recordEvent(org, {
    kind: 'action_postponed', customerId: action.customer_id, actionId: id,
    invoiceIds: action.invoice_id ? [action.invoice_id] : [],
    detail: { name: action.name, dueOn: wish.dueOn },
  })
}

export async function assignAction(
  org: Org, id: string,
  to: { userId: string | null; by: { userId: string | null; role: Role | null } },
): Promise<void> {
  const action = await lockOpenWork(org, id)
  if (action.owner_id === to.userId) return
  const isTheirs = action.owner_id === null || action.owner_id === to.by.userId
  const takesBack = !isTheirs && await hasJustGiven(org, {
    kind: 'action_assigned', customerId: action.customer_id, id,
  })
  if (!isTheirs && !takesBack && !mayMoveOthers(to.by.role)) {
    throw forbidden('This belongs to a colleague; a manager can give it to somebody else.')
  }
  const colleague = to.userId === null ? null
    : (await readColleagues(org)).find((one) => one.userId === to.userId)
  if (colleague === undefined || (colleague !== null && !canWork(colleague))) {
    throw invalid('Only an active person who may act can own this.', [
      { field: 'userId', message: 'Choose somebody else.' }])
  }
  if (colleague !== null && isAway(colleague, org.today)) {
    throw conflict(`${colleague.name} is away through ${colleague.awayUntil ?? ''}; `
      + 'give it to somebody who is there.')
  }
  await giveActions(org, [{ id, ownerId: to.userId }])
  await recordEvent(org, {
    kind: 'action_assigned', customerId: action.customer_id, actionId: id,
    invoiceIds: action.invoice_id ? [action.invoice_id] : [],
    detail: { name: action.name, ...(colleague === null ? {} : { to: colleague.name }) },
  })
  if (to.userId === null || to.userId === to.by.userId) return
  await notify(org, {
    event: 'assigned', to: [to.userId], customerId: action.customer_id,
    title: `“${action.name}” is yours now`,
  })
}

/** What a program would send is held or changed elsewhere; here is what waits for a person. */
async function lockOpenWork(org: Org, id: string): Promise<ActionRow> {
  const action = await lockAction(org, id)
  if (!action) throw notFound('This action does not exist.')
  if (action.mode !== 'manual') {
    throw conflict('This leaves by itself; pause the customer to keep it back.')
  }
  if (action.state !== 'open') throw conflict(`This action is closed already (${action.state}).`)
  return action
}

/** ROLES runs from the strongest to the weakest (ux A4.6). */
const mayMoveOthers = (role: Role | null): boolean =>
  role !== null && ROLES.indexOf(role) <= ROLES.indexOf('manager')
