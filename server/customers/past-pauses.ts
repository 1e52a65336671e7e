// Pauses whose day has come: the ended ones, and open ones that are to be reviewed.
import type { Org } from '../platform/in-organization.ts'
import {
  customerOfPaused, endPausesOfPastDays, takePausesToReview, type PauseScope,
} from './pause-store.ts'

const BATCH = 500

export interface EndedPause {
  scope: PauseScope
  /** Null: it was about everybody. */
  customerId: string | null
  invoiceIds: string[]
}

export async function endPastPauses(org: Org): Promise<EndedPause[]> {
  const rows = await endPausesOfPastDays(org, BATCH)
  return Promise.all(rows.map(async (row) => ({
    scope: row.scope,
    customerId: await customerOfPaused(org, row.scope, row.subject_id) ?? null,
    invoiceIds: row.scope === 'invoice' ? [row.subject_id] : [],
  })))
}

export interface ReviewedPause extends EndedPause {
  subjectName: string
  reason: string
  /** The member who began it; null: nobody here. */
  startedBy: string | null
}

/** Each is taken once; another one after it was given a new review day. */
export async function reviewPauses(org: Org): Promise<ReviewedPause[]> {
  return (await takePausesToReview(org, BATCH)).map((row) => ({
    scope: row.scope, customerId: row.customer_id, subjectName: row.subject_name,
    invoiceIds: row.scope === 'invoice' ? [row.subject_id] : [],
    reason: /[.!?]$/.test(row.reason) ? row.reason : `${row.reason}.`,
    startedBy: row.started_by.startsWith('user:') ? row.started_by.slice('user:'.length) : null,
  }))
}
