// Tells the admins, once a week at most, which customers who owe nobody can write to (E27).
import { sql } from 'kysely'
import { addDays } from '#domain/day.ts'
import { UNREACHABLE_CODES } from '#domain/hold.ts'
import { notify } from '../notifications/notify.ts'
import { sendInstantOn, type Org } from '../platform/in-organization.ts'

const EVERY_DAYS = 7
const MOST_NAMED = 5

/** By the organization's clock, from the hour on at which its mail leaves; safe to run at will. */
export async function reportUnreachable(org: Org): Promise<void> {
  if (org.now < sendInstantOn(org, org.today) || !await isDue(org)) return
  const { count, names } = await unreachable(org)
  if (count === 0) return
  // The one that changes the row tells; another process finds it told.
  const { rows } = await sql`update organization set unreachable_told_on = ${org.today}::date
    where org_id = ${org.id} and ${dueBefore(org)} returning org_id`.execute(org.tx)
  if (rows.length === 0) return
  const left = count - names.length
  await notify(org, {
    event: 'unreachable_customers', to: 'admins',
    title: `${count} ${count === 1 ? 'customer' : 'customers'} who ${
      count === 1 ? 'owes' : 'owe'} cannot be reached: ${names.join(', ')}${
      left > 0 ? ` and ${left} more` : ''}`,
    body: 'Their reminders are held until somebody adds an address or chooses another way. '
      + 'They stand in To Do › Held › Cannot be reached.',
  })
}

const dueBefore = (org: Org) => sql`(unreachable_told_on is null
  or unreachable_told_on <= ${addDays(org.today, -EVERY_DAYS)}::date)`

async function isDue(org: Org): Promise<boolean> {
  const { rows } = await sql`select from organization
    where org_id = ${org.id} and ${dueBefore(org)}`.execute(org.tx)
  return rows.length > 0
}

/** Of a group that is collected together, the parent is held and its children owe. */
async function unreachable(org: Org): Promise<{ count: number; names: string[] }> {
  const { rows } = await sql<{ count: number; name: string }>`
    select count(*) over () as count, c.name from customer c
    where c.org_id = ${org.id}
      and c.id in (select customer_id from action where org_id = ${org.id} and state = 'open'
        and mode = 'automatic' and held_code = any(${[...UNREACHABLE_CODES]}::text[]))
      and exists (select from invoice i where i.org_id = c.org_id and i.state = 'open'
        and i.open_minor > 0 and (i.customer_id = c.id or i.customer_id in (select k.id
          from customer k where k.org_id = c.org_id and k.group_id = c.id)))
    order by c.name, c.id limit ${MOST_NAMED}`.execute(org.tx)
  return { count: rows[0]?.count ?? 0, names: rows.map((row) => row.name) }
}
