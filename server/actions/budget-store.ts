// The table of sending days: how many automatic messages left, and how many there may be.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import { SENDING_DAYS, usualCap } from '#domain/send-budget.ts'
import type { Org } from '../platform/in-organization.ts'

export interface SendDayRow {
  sent: number
  usual_cap: number
  raised_to: number | null
  raised_by: string | null
  raised_at: Instant | null
  told_at: Instant | null
}

const COLUMNS = sql`sent, usual_cap, raised_to, raised_by, raised_at, told_at`

/** Today's row as it stands; where the day has none yet, as it would begin. */
export async function readSendDay(org: Org): Promise<SendDayRow> {
  const { rows } = await sql<SendDayRow>`select ${COLUMNS} from send_day
    where org_id = ${org.id} and day = ${org.today}`.execute(org.tx)
  return rows[0] ?? {
    sent: 0, usual_cap: await usualCapOf(org), raised_to: null, raised_by: null, raised_at: null,
    told_at: null,
  }
}

const usualCapOf = async (org: Org): Promise<number> => usualCap(await sentBefore(org))

/** What the last sending days brought, newest first. */
export async function sentBefore(org: Org): Promise<number[]> {
  const { rows } = await sql<{ sent: number }>`select sent from send_day
    where org_id = ${org.id} and day < ${org.today} and sent > 0
    order by day desc limit ${SENDING_DAYS}`.execute(org.tx)
  return rows.map((row) => row.sent)
}

/** The row for whoever is about to send: nobody else counts until this transaction is over. */
export async function lockSendDay(org: Org): Promise<SendDayRow> {
  const locked = () => sql<SendDayRow>`select ${COLUMNS} from send_day
    where org_id = ${org.id} and day = ${org.today} for update`.execute(org.tx)
  const [row] = (await locked()).rows
  if (row) return row
  await sql`insert into send_day (day, usual_cap) values (${org.today}, ${await usualCapOf(org)})
    on conflict do nothing`.execute(org.tx)
  const [made] = (await locked()).rows
  return made ?? readSendDay(org)
}

export async function countSent(org: Org, change: number): Promise<void> {
  if (change === 0) return
  await sql`update send_day set sent = greatest(0, sent + ${change}::int)
    where org_id = ${org.id} and day = ${org.today}`.execute(org.tx)
}

export async function raiseSendDay(org: Org, raisedTo: number): Promise<void> {
  await sql`update send_day set raised_to = ${raisedTo}, raised_by = ${org.actor},
      raised_at = ${org.now}
    where org_id = ${org.id} and day = ${org.today}`.execute(org.tx)
}

/** True for the first who asks on a day. */
export async function takeTelling(org: Org): Promise<boolean> {
  const { rows } = await sql`update send_day set told_at = ${org.now}
    where org_id = ${org.id} and day = ${org.today} and told_at is null returning 1`
    .execute(org.tx)
  return rows.length > 0
}

/** Whose messages wait for the daily limit, not for the month's budget for SMS. */
export async function customersOverBudget(org: Org): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    select distinct customer_id from action where org_id = ${org.id} and state = 'open'
      and held_code = 'send_budget' and mode = 'automatic' and due_on <= ${org.today}
      and note is distinct from ${SPENT_MONTH}`.execute(org.tx)
  return rows.map((row) => row.customer_id)
}

/** What a message says that waits for the next month. */
export const SPENT_MONTH = "This month's budget for SMS is spent."
