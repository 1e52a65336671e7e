// Many answers in one deed: all of them or none, and only what the person has seen.
import { sql } from 'kysely'
import { conflict } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { ignoreReply, reopenReplyAction } from './reply-action.ts'
import { lockCustomers } from './reply-watch-store.ts'

export interface ManyIgnored {
  ids: readonly string[]
  /** The number that stood on the button. */
  expectedCount: number
  newestSeen: Readonly<Record<string, string>>
  reason: string
}

export async function ignoreReplies(org: Org, wish: ManyIgnored): Promise<{ count: number }> {
  const ids = [...new Set(wish.ids)]
  const open = await lockWaiting(org, ids)
  if (ids.length !== wish.expectedCount || open !== wish.expectedCount) {
    throw conflict(`You agreed to ignore ${wish.expectedCount} answers, but ${open} of the chosen `
      + 'ones wait now. Nothing was done; look at the list again.')
  }
  for (const id of ids) await ignoreReply(org, id, wish.reason, wish.newestSeen[id])
  return { count: ids.length }
}

export async function reopenReplies(
  org: Org, wish: { ids: readonly string[] },
): Promise<{ count: number }> {
  const ids = [...new Set(wish.ids)]
  await lockWaiting(org, ids)
  for (const id of ids) await reopenReplyAction(org, id)
  return { count: ids.length }
}

/** All customers in one order, so that two people cannot wait for each other. */
async function lockWaiting(org: Org, ids: readonly string[]): Promise<number> {
  const chosen = sql`org_id = ${org.id} and id = any(${[...ids]}::uuid[])`
  const { rows } = await sql<{ customer_id: string }>`
    select customer_id from reply_action where ${chosen}`.execute(org.tx)
  await lockCustomers(org, rows.map((row) => row.customer_id))
  const { rows: open } = await sql`select 1 from reply_action where ${chosen}
    and state in ('open', 'snoozed')`.execute(org.tx)
  return open.length
}
