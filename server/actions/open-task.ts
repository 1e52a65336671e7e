// Opens a task for a person, due today, for whoever owns the customer.
import { sql } from 'kysely'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { changeActions, openActions } from './store.ts'

export async function openTask(org: Org, task: {
  customerId: string; invoiceId: string | null; name: string; note: string
}): Promise<string> {
  const id = newId()
  await openActions(org, [{
    id, runId: null, stepId: null, occurrence: 0, kind: 'adhoc', channel: 'task', mode: 'manual',
    name: task.name, customerId: task.customerId, invoiceId: task.invoiceId,
    ownerId: await ownerOf(org, task.customerId), dueOn: org.today, dueAt: org.now, heldCode: null,
  }])
  await changeActions(org, [{ id, state: 'open', note: task.note }])
  return id
}

/** The customer's active owner, else whoever asked for the task. */
async function ownerOf(org: Org, customerId: string): Promise<string | null> {
  const { rows } = await sql<{ user_id: string }>`
    select p.user_id from member p left join customer c
        on c.org_id = p.org_id and c.id = ${customerId} and c.owner_id = p.user_id
    where p.org_id = ${org.id} and p.is_active
      and (c.id is not null or ${org.actor} = 'user:' || p.user_id)
    order by c.id is null limit 1`.execute(org.tx)
  return rows[0]?.user_id ?? null
}
