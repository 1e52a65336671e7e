// Which disputes are late and have no task yet, and which of their tasks have nothing left to ask.
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export interface LateDispute {
  id: string
  customer_id: string
  customer_owner_id: string | null
  owner_id: string | null
  invoice_id: string
  number: string
  reason: string
  due_on: Day
}

/** Locked; another process takes others. */
export async function lateDisputes(org: Org, limit: number): Promise<LateDispute[]> {
  const { rows } = await sql<LateDispute>`
    select d.id, d.customer_id, c.owner_id as customer_owner_id, d.owner_id, d.invoice_id,
      i.number, d.reason, d.due_on
    from dispute d join customer c on c.org_id = d.org_id and c.id = d.customer_id
      join invoice i on i.org_id = d.org_id and i.id = d.invoice_id
    where d.org_id = ${org.id} and d.state = 'open' and d.due_on < ${org.today}
      and d.late_task_id is null
    order by d.due_on, d.id limit ${limit} for update of d skip locked`.execute(org.tx)
  return rows
}

export async function keepLateTasks(
  org: Org, tasks: readonly { disputeId: string; taskId: string }[],
): Promise<void> {
  await sql`update dispute d set late_task_id = x.task
    from unnest(${tasks.map(({ disputeId }) => disputeId)}::uuid[],
      ${tasks.map(({ taskId }) => taskId)}::uuid[]) as x(id, task)
    where d.org_id = ${org.id} and d.id = x.id`.execute(org.tx)
}

export interface AnsweredTask {
  dispute_id: string
  task_id: string
  /** False: it is settled. True: it has another day now, or none. */
  is_open: boolean
}

/** Open tasks about disputes that are settled, or not late any more. */
export async function answeredTasks(org: Org, limit: number): Promise<AnsweredTask[]> {
  const { rows } = await sql<AnsweredTask>`
    select d.id as dispute_id, a.id as task_id, d.state = 'open' as is_open
    from dispute d join action a on a.org_id = d.org_id and a.id = d.late_task_id
    where d.org_id = ${org.id} and d.late_task_id is not null
      and (a.state = 'open' and d.state <> 'open'
        or d.state = 'open' and (d.due_on is null or d.due_on >= ${org.today}))
    order by d.id limit ${limit} for update skip locked`.execute(org.tx)
  return rows
}

/** It is asked for again when the new day passes. */
export async function forgetLateTasks(org: Org, disputeIds: readonly string[]): Promise<void> {
  await sql`update dispute set late_task_id = null
    where org_id = ${org.id} and id = any(${[...disputeIds]}::uuid[])`.execute(org.tx)
}
