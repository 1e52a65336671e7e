// Marks an address that must not be written to; an opt-out is final for the whole organization.
import type { Org } from '../platform/in-organization.ts'
import { recordEvents } from '../timeline/record-event.ts'
import { lookAgain } from './look-again.ts'
import { customersOfAddress, writeSuppression, type SuppressionRow } from './store.ts'

export async function suppressAddress(org: Org, row: SuppressionRow): Promise<void> {
  const isNew = await writeSuppression(org, row)
  if (!isNew) return
  const customerIds = await customersOfAddress(org, row.channel, row.address)
  await recordEvents(org, customerIds.map((customerId) => ({
    kind: 'address_suppressed' as const, customerId,
    detail: { address: row.address, state: row.state, reason: row.reason },
  })))
  await lookAgain(org, customerIds)
}
