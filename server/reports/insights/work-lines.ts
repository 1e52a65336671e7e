// The lines behind the bars about work and messages: workload, first answers, deliverability.
import { sql } from 'kysely'
import type { Org } from '../../platform/in-organization.ts'
import type { Lines } from './ledger-lines.ts'
import type { Period } from './period.ts'

/** What waits for each person today, and what each has done in the period. */
export const workloadLines = (org: Org, { fromAt, beforeAt }: Period): Lines => sql`
  select coalesce(a.owner_id, '$nobody') as grp,
    case when a.due_on < ${org.today}::date then 'late' else 'due' end as series, a.id,
    'action' as kind, a.customer_id, a.invoice_id, a.name as label, a.due_on as on_day,
    null::bigint as amount_minor, null::text as currency
  from action a where a.org_id = ${org.id} and a.state = 'open' and a.mode = 'manual'
    and a.due_on <= ${org.today}::date
  union all
  select coalesce(r.owner_id, '$nobody'), 'answer', r.id, 'reply', r.customer_id, null,
    m.subject, (r.opened_at at time zone ${org.settings.zone})::date, null, null
  from reply_action r join message m on m.org_id = r.org_id and m.id = r.newest_message_id
  where r.org_id = ${org.id} and r.state = 'open'
  union all
  select a.closed_by, 'done', a.id, 'action', a.customer_id, a.invoice_id, a.name,
    (a.closed_at at time zone ${org.settings.zone})::date, null, null
  from action a where a.org_id = ${org.id} and a.state = 'done' and a.mode = 'manual'
    and a.closed_at >= ${fromAt} and a.closed_at < ${beforeAt}
    and exists (select from member b where b.org_id = a.org_id and b.user_id = a.closed_by)`

/** Answers that were replied to in the period, by the time that passed; ignored ones are not. */
export const firstAnswerLines = (org: Org, { from, until }: Period): Lines => sql`
  select case when r.closed_at <= r.opened_at + interval '1 hour' then '1_hour'
      when r.closed_at <= r.opened_at + interval '4 hours' then '4_hours'
      when r.closed_at <= r.opened_at + interval '1 day' then '1_day'
      when r.closed_at <= r.opened_at + interval '3 days' then '3_days' else 'later' end as grp,
    'answered' as series, r.id, 'reply' as kind, r.customer_id, null::uuid as invoice_id,
    m.subject as label, r.closed_on as on_day, null::bigint as amount_minor,
    null::text as currency
  from reply_action r join message m on m.org_id = r.org_id and m.id = r.newest_message_id
  where r.org_id = ${org.id} and r.state in ('replied', 'replied_elsewhere')
    and r.closed_on between ${from}::date and ${until}::date`

/** What became of the messages that left in the period; what never left is not among them. */
export const deliverabilityLines = (org: Org, { fromAt, beforeAt }: Period): Lines => sql`
  select m.channel as grp,
    case when m.state in ('delivered', 'read') then 'delivered'
      when m.state in ('failed', 'undelivered', 'bounced') then 'failed'
      when m.state = 'unknown' then 'unknown' else 'sent' end as series,
    m.id, 'message' as kind, m.customer_id, null::uuid as invoice_id,
    coalesce(nullif(m.subject, ''), left(m.body_text, 80)) as label,
    (m.at at time zone ${org.settings.zone})::date as on_day, null::bigint as amount_minor,
    null::text as currency
  from message m where m.org_id = ${org.id} and m.direction = 'out'
    and m.state not in ('leaving', 'sending', 'cancelled')
    and m.at >= ${fromAt} and m.at < ${beforeAt}`
