// Finds customers by words of their names, for lists of what belongs to them.
import type { RawBuilder } from 'kysely'
import type { Org } from '../platform/in-organization.ts'
import { searchCustomers } from './search-store.ts'

export interface Found {
  /** For `in`. */
  set: RawBuilder<unknown>
  isFew: boolean
}

/** Null when nothing is asked. */
export const findBySearch = (org: Org, search: string): Promise<Found | null> =>
  searchCustomers(org, search)
