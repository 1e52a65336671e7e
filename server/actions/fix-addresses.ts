// A person finds a new address where ours is dead: one task an address, done when there is one.
import { readColleagues } from '../team/colleagues.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvents } from '../timeline/record-event.ts'
import { claimAddresses, deadAddresses, fixedAddresses, type DeadAddress } from
  './fix-address-store.ts'
import { ownerOfWork } from './hand-over.ts'
import { changeActions, openActions } from './store.ts'

const BATCH = 500

/**
 * Reads facts and keeps the tasks true to them, whoever marked or changed an address: a bounce, a
 * complaint, the provider, an import or a colleague. With each beat; a second run changes nothing.
 */
export async function tendAddresses(org: Org): Promise<void> {
  await openAddressTasks(org)
  await closeAddressTasks(org)
}

async function openAddressTasks(org: Org): Promise<void> {
  const dead = (await deadAddresses(org, BATCH)).map((row) => ({ ...row, actionId: newId() }))
  if (dead.length === 0) return
  const claimed = await claimAddresses(org, dead)
  const opened = dead.filter((row) => claimed.has(row.actionId))
  const colleagues = await readColleagues(org)
  await openActions(org, opened.map((row) => ({
    id: row.actionId, runId: null, stepId: null, occurrence: 0, kind: 'fix_address',
    channel: 'task', mode: 'manual', name: nameOf(row), customerId: row.customer_id,
    invoiceId: null, ownerId: ownerOfWork([row.customer_owner_id], colleagues, org),
    dueOn: org.today, dueAt: org.now, heldCode: null,
  })))
  await recordEvents(org, opened.map((row) => ({
    kind: 'address_task_opened' as const, customerId: row.customer_id, actionId: row.actionId,
    detail: { contact: row.contact_name, address: row.address },
  })))
}

function nameOf(row: DeadAddress): string {
  const who = row.contact_name === '' ? 'this contact' : row.contact_name
  const what = row.channel === 'phone' ? 'number' : 'address'
  return row.state === 'complained'
    ? `Find somebody else to write to than ${who}, who reported our mail (${row.address})`
    : `Find a new ${what} of ${who} (${row.address} is dead)`
}

async function closeAddressTasks(org: Org): Promise<void> {
  const fixed = await fixedAddresses(org, BATCH)
  const closed = await changeActions(org, fixed.map((row) => ({
    id: row.action_id, state: 'done', outcome: 'address_replaced',
  })))
  await recordEvents(org, fixed.filter((row) => closed.has(row.action_id)).map((row) => ({
    kind: 'address_task_closed' as const, customerId: row.customer_id, actionId: row.action_id,
    detail: {
      contact: row.contact_name ?? '', address: row.address,
      reason: row.new_address !== null ? `write to ${row.new_address}`
        : row.is_released ? 'it may be written to again' : 'it was removed',
    },
  })))
}
