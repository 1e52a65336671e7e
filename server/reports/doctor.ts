// The invariants as read-only SQL, over every organization: what must be true whatever happened.
import { sql } from 'kysely'
import { asOrg, type Tx } from '../platform/database.ts'
import type { Installation } from '../platform/installation.ts'
import { organizationsOf } from '../platform/list-organizations.ts'

export interface Check {
  name: string
  about: string
  breaches: number
}

// Each statement counts the rows that break it. Numbers are those of the reliability brief.
const CHECKS: readonly { name: string; about: string; count: ReturnType<typeof sql> }[] = [
  {
    name: 'I1', about: 'nobody was contacted twice: one acceptance an attempt',
    count: sql`select count(*) from (select attempt_id from captured_message
      group by attempt_id having count(*) > 1) x`,
  },
  {
    name: 'I1b', about: 'one step of a run reached one recipient once on a channel',
    count: sql`select count(*) from (select 1 from message
      where direction = 'out' and run_id is not null and step_id is not null
        and author_id is null and state in ('queued', 'sent', 'delivered', 'read')
      group by run_id, step_id, to_addresses, channel,
        (select occurrence from action a where a.org_id = message.org_id
          and a.id = message.action_id) having count(*) > 1) x`,
  },
  {
    name: 'I3', about: 'automatic contacts lie a minimum contact delay apart, never two on a day',
    count: sql`select count(*) from (
      select l.contacted_on - lag(l.contacted_on) over w as gap, v.mcd_days, v.mcd_scope
      from contact_log l join run r on r.org_id = l.org_id and r.id = l.run_id
        join workflow_version v on v.org_id = r.org_id and v.id = r.version_id
      where l.is_automatic and l.voided_at is null
      window w as (partition by l.customer_id order by l.contacted_on, l.id)) x
      where gap < case when mcd_scope = 'customer' then greatest(mcd_days, 1) else 1 end`,
  },
  {
    name: 'I6', about: 'no automatic message spoke of an invoice that was not open then',
    count: sql`select count(*) from message m, jsonb_array_elements(m.snapshot) line
      where m.direction = 'out' and m.author_id is null and m.step_id is not null
        and m.state not in ('cancelled', 'failed') and (line->>'openMinor')::bigint <= 0`,
  },
  {
    name: 'I7', about: 'every mail that came in is accounted for',
    count: sql`select count(*) from inbound_mail i
      where (i.state = 'stored' and i.received_at < now() - interval '15 minutes')
        or (i.state in ('linked', 'unmatched', 'automated', 'bounce') and i.message_id is null)
        or (i.message_id is not null and not exists (select from message m
          where m.org_id = i.org_id and m.id = i.message_id))`,
  },
  {
    name: 'I7b', about: 'every SMS that came in is accounted for',
    count: sql`select count(*) from inbound_sms i
      where (i.state = 'stored' and i.received_at < now() - interval '15 minutes')
        or (i.state in ('linked', 'unmatched', 'keyword') and i.message_id is null)
        or (i.message_id is not null and not exists (select from message m
          where m.org_id = i.org_id and m.id = i.message_id and m.channel = 'sms'))`,
  },
  {
    name: 'I8', about: 'no automatic message left its run while an answer waited',
    count: sql`select count(*) from reply_action r join message m on m.org_id = r.org_id
        and m.run_id = r.run_id and m.direction = 'out' and m.author_id is null
        and m.step_id is not null and m.state in ('sent', 'delivered', 'read')
      where m.at > r.opened_at and m.at < coalesce(r.closed_at, 'infinity')
        and m.id > r.id`,
  },
  {
    name: 'I9', about: 'each payment is applied exactly once',
    count: sql`select count(*) from payment p where p.amount_minor - p.open_minor <>
        coalesce((select sum(a.amount_minor) from allocation a where a.org_id = p.org_id
          and a.payment_id = p.id), 0) and p.state = 'cleared'
      or p.state <> 'cleared' and p.open_minor <> 0
      or p.state <> 'cleared' and 0 <> coalesce((select sum(a.amount_minor) from allocation a
          where a.org_id = p.org_id and a.payment_id = p.id), 0)`,
  },
  {
    name: 'I10', about: 'what is open on an invoice is its total less its allocations',
    count: sql`select count(*) from invoice i where i.open_minor < 0 or i.open_minor <>
      i.total_minor - coalesce((select sum(a.amount_minor) from allocation a
        where a.org_id = i.org_id and a.invoice_id = i.id), 0)`,
  },
  {
    name: 'L2', about: 'each action whose send may have left stands in To Do › Needs check',
    count: sql`select count(*) from attempt t join message m on m.org_id = t.org_id
        and m.id = t.message_id
      where t.state = 'unknown' and m.action_id is not null
        and not exists (select from action a where a.org_id = t.org_id
        and a.id = m.action_id and a.state = 'needs_check')`,
  },
  {
    name: 'L5', about: 'each answer that waits is owned by an active person who may answer it',
    count: sql`select count(*) from reply_action r
      where r.state in ('open', 'snoozed')
        and exists (select from member m where m.org_id = r.org_id and m.is_active
          and m.role <> 'viewer')
        and not exists (select from member m where m.org_id = r.org_id
          and m.user_id = r.owner_id and m.is_active and m.role <> 'viewer')`,
  },
  {
    name: 'L5b', about: 'no open work belongs to somebody who has left',
    count: sql`select count(*) from action a join member m on m.org_id = a.org_id
        and m.user_id = a.owner_id
      where a.state in ('open', 'needs_check') and not m.is_active`,
  },
  {
    name: 'CONTACT', about: 'the newest contact on a customer is the newest in its log',
    count: sql`select count(*) from customer c where c.last_contact_on is distinct from
      (select max(contacted_on) from contact_log l where l.org_id = c.org_id
        and l.customer_id = c.id and l.voided_at is null)`,
  },
  {
    name: 'OPEN', about: 'the open items kept of a customer are its open invoices',
    count: sql`select count(*) from open_items where lines <> open_lines(customer_id)`,
  },
]

/** Of one organization, in a transaction that sees nothing of others. */
export async function checkOrganization(tx: Tx): Promise<Check[]> {
  const checks: Check[] = []
  for (const { name, about, count } of CHECKS) {
    const { rows } = await sql<{ count: number }>`${count}`.execute(tx)
    checks.push({ name, about, breaches: Number(rows[0]?.count ?? 0) })
  }
  return checks
}

/** `breaches` is the sum over all checks and organizations. */
export async function runDoctor(
  installation: Installation,
): Promise<{ breaches: number; checks: Check[] }> {
  const organizations = await organizationsOf(installation)
  const checks: Check[] = CHECKS.map(({ name, about }) => ({ name, about, breaches: 0 }))
  for (const { id } of organizations) {
    const found = await asOrg(installation.database.db, id, async (tx) => {
      await sql`set transaction read only`.execute(tx)
      return checkOrganization(tx)
    })
    for (const [place, check] of checks.entries()) check.breaches += found[place]?.breaches ?? 0
  }
  checks.push(await isolationCheck(installation))
  return { breaches: checks.reduce((sum, check) => sum + check.breaches, 0), checks }
}

/** Every table of a tenant is bound by row-level security, its owner included. */
async function isolationCheck(installation: Installation): Promise<Check> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from pg_class c where c.relkind = 'r'
      and c.relnamespace = 'public'::regnamespace
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id')
      and not (c.relrowsecurity and c.relforcerowsecurity)`.execute(installation.database.db)
  return {
    name: 'I13', about: 'every table of a tenant is bound by row-level security',
    breaches: rows[0]?.count ?? 0,
  }
}
