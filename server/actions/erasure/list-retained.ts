// Lists what is kept aside of erased people for claims, and lets it go when its day comes.
import type { Org } from '../../platform/in-organization.ts'
import { dropRetained, retainedOf } from './retained-store.ts'

export async function listRetained(org: Org, customerId: string) {
  return (await retainedOf(org, customerId)).map((row) => ({
    messageId: row.message_id, erasedAt: row.at, keptUntil: row.until_on, original: row.original,
  }))
}

export const forgetRetained = (org: Org): Promise<void> => dropRetained(org)
