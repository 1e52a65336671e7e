// What a person made of a suggestion; the deeds themselves are done a floor above.
import { sql } from 'kysely'
import { conflict, notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { toAnswer, type SuggestionAnswer } from './list-suggestions.ts'
import { lockCustomer } from './reply-store.ts'
import {
  moveSuggestion, selectSuggestions, type Made, type SuggestionRow, type SuggestionState,
} from './suggestion-store.ts'

export type { Made } from './suggestion-store.ts'

export interface LockedSuggestion {
  suggestion: SuggestionAnswer
  customerId: string
  made: Made
}

/** Reads it under the customer's lock, which every deed takes first. */
export async function lockSuggestion(
  org: Org, id: string, expected: 'open' | 'decided',
): Promise<LockedSuggestion> {
  const found = await rowOf(org, id)
  if (found.customer_id === null) {
    throw conflict('Say first whose message this is; then what it suggests can be noted.')
  }
  await lockCustomer(org, found.customer_id)
  const row = await rowOf(org, id)
  if (row.customer_id !== found.customer_id) {
    throw conflict('This message was given to another customer just now; reload the page.')
  }
  if (expected === 'open' && row.state !== 'open') {
    throw conflict(`This was ${row.state} already${row.decided_by_name === null ? ''
      : ` by ${row.decided_by_name}`}; reload the page.`)
  }
  if (expected === 'decided' && row.state === 'open') {
    throw conflict('This suggestion is open; there is nothing to undo.')
  }
  return { suggestion: toAnswer(row), customerId: found.customer_id, made: row.made }
}

async function rowOf(org: Org, id: string): Promise<SuggestionRow> {
  const [row] = await selectSuggestions(org, sql`s.id = ${id}`)
  if (!row) throw notFound('This suggestion does not exist.')
  return row
}

const EVENT_KINDS = {
  accepted: 'suggestion_accepted', dismissed: 'suggestion_dismissed', open: 'suggestion_reopened',
} as const

/** The words it was read from stand on the timeline with whoever decided. */
export async function settleSuggestion(
  org: Org, { suggestion, customerId }: LockedSuggestion,
  as: { state: SuggestionState; made?: Made; invoiceIds?: readonly string[] },
): Promise<void> {
  const { id, messageId, kind, quote, state } = suggestion
  const didMove = await moveSuggestion(org, {
    id, from: state, to: as.state, made: as.made ?? {},
  })
  if (!didMove) throw conflict('Somebody else decided this just now; reload the page.')
  await recordEvent(org, {
    kind: EVENT_KINDS[as.state], customerId, messageId, invoiceIds: as.invoiceIds ?? [],
    detail: { suggestionId: id, suggestion: kind, quote },
  })
}
