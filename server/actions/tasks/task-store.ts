// What of an action only a task may change: its title, its day, whose it is, and that it is open.
import { sql } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import { FIRST_PROMISE_OCCURRENCE } from '#domain/promise-steps.ts'
import type { Org } from '../../platform/in-organization.ts'

export async function isMemberActive(org: Org, userId: string): Promise<boolean> {
  const { rows } = await sql`select from member where org_id = ${org.id} and user_id = ${userId}
    and is_active and role <> 'viewer'`.execute(org.tx)
  return rows.length > 0
}

export async function isInvoiceOf(
  org: Org, invoiceId: string, customerId: string,
): Promise<boolean> {
  const { rows } = await sql`select from invoice where org_id = ${org.id} and id = ${invoiceId}
    and customer_id = ${customerId}`.execute(org.tx)
  return rows.length > 0
}

export async function isMessageOf(
  org: Org, messageId: string, customerId: string,
): Promise<boolean> {
  const { rows } = await sql`select from message where org_id = ${org.id} and id = ${messageId}
    and customer_id = ${customerId}`.execute(org.tx)
  return rows.length > 0
}

export async function isCustomer(org: Org, id: string): Promise<boolean> {
  const { rows } = await sql`select from customer where org_id = ${org.id} and id = ${id}
    for update`.execute(org.tx)
  return rows.length > 0
}

export async function updateTask(org: Org, id: string, wish: {
  name?: string | undefined; note?: string | undefined; ownerId?: string | null | undefined
  due?: { on: Day; at: Instant } | undefined
}): Promise<void> {
  await sql`update action set name = coalesce(${wish.name ?? null}, name),
      note = coalesce(${wish.note ?? null}, note),
      owner_id = case when ${wish.ownerId === undefined} then owner_id
        else ${wish.ownerId ?? null}::text end,
      due_on = coalesce(${wish.due?.on ?? null}::date, due_on),
      due_at = coalesce(${wish.due?.at ?? null}::timestamptz, due_at)
    where org_id = ${org.id} and id = ${id} and state = 'open'`.execute(org.tx)
}

/** A workflow that has gone on is not turned back. */
export async function hasMovedOn(org: Org, runId: string, actionId: string): Promise<boolean> {
  const { rows } = await sql`select from run r where r.org_id = ${org.id} and r.id = ${runId}
    and r.ended_at is null and not exists (select from action a where a.org_id = r.org_id
      and a.run_id = r.id and a.id <> ${actionId}
      and (a.state in ('open', 'sending', 'needs_check')
        or (a.occurrence < ${FIRST_PROMISE_OCCURRENCE} and a.occurrence > (select
          occurrence from action b where b.org_id = r.org_id and b.id = ${actionId}))
        or a.closed_at > (select closed_at from action b where b.org_id = r.org_id
          and b.id = ${actionId})))`.execute(org.tx)
  return rows.length === 0
}

export async function reopenClosed(org: Org, id: string): Promise<void> {
  await sql`update action set state = 'open', outcome = null, closed_at = null, closed_by = null
    where org_id = ${org.id} and id = ${id} and state in ('done', 'skipped')`.execute(org.tx)
}
