// How old the ledger is; a person who writes from an old one is asked whether they mean it (E41).
import { sql } from 'kysely'
import { addSeconds, dayAt, daysBetween, type Instant } from '#domain/day.ts'
import { Problem } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'

/** As `hold()` judges it: older than the settings allow, or never updated at all. */
export function isLedgerStale(org: Org): boolean {
  const { stale_after_hours: hours, ledger_changed_at: changedAt } = org.settings
  return hours !== null
    && (changedAt === null || changedAt < addSeconds(org.now, -hours * 3600))
}

export async function readLedgerAge(
  org: Org,
): Promise<{ changedAt: Instant | null; isStale: boolean; heldReminders: number }> {
  const isStale = isLedgerStale(org)
  const changedAt = org.settings.ledger_changed_at
  if (!isStale) return { changedAt, isStale, heldReminders: 0 }
  const { rows } = await sql<{ count: number }>`select count(*) as count from action
    where org_id = ${org.id} and state = 'open' and held_code = 'data_stale'`.execute(org.tx)
  return { changedAt, isStale, heldReminders: rows[0]?.count ?? 0 }
}

/** An answer is owed, and who owes nothing is asked for nothing: neither is stopped. */
export async function refuseStale(org: Org, wish: {
  customerId: string; replyActionId?: string | undefined; confirmStale?: boolean | undefined
}): Promise<void> {
  // Only who can be asked is asked: left out, nobody looks at an answer.
  if (wish.confirmStale !== false || wish.replyActionId !== undefined) return
  if (!isLedgerStale(org)) return
  const { rows } = await sql<{ name: string }>`select name from customer c
    where org_id = ${org.id} and id = ${wish.customerId} and exists (select from invoice i
      where i.org_id = c.org_id and i.customer_id = c.id and i.open_minor > 0
        and i.state = 'open')`.execute(org.tx)
  const [owing] = rows
  if (!owing) return
  throw new Problem(409, 'confirm_stale',
    `The ledger ${ageOf(org)}; ${owing.name} may have paid. Send anyway, or import first.`)
}

function ageOf(org: Org): string {
  const { ledger_changed_at: changedAt, zone } = org.settings
  if (changedAt === null) return 'was never updated'
  const days = daysBetween(dayAt(changedAt, zone), org.today)
  return days === 0 ? 'is too old' : days === 1 ? 'is 1 day old' : `is ${days} days old`
}
