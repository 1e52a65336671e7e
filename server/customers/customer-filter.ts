// Which customers a filter lets through, as one condition over `c` and their figures `f`.
import { sql, type RawBuilder } from 'kysely'
import type {
  COLLECTION_STATES, CUSTOMER_LACKS, CUSTOMER_MARKS, CustomerFilterOf,
} from '#contract/list-filters.ts'
import { addDays } from '#domain/day.ts'
import { never } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { searchCustomers } from './search-store.ts'

type Condition = RawBuilder<unknown>
type State = (typeof COLLECTION_STATES)[number]

/** Every part is a condition of its own, so that the database may begin with the rarest. */
export async function customersMatching(org: Org, filter: CustomerFilterOf): Promise<Condition> {
  const parts: Condition[] = [sql`c.org_id = ${org.id} and f.org_id = ${org.id}`]
  const searched = await searchCustomers(org, filter.search)
  if (searched !== null) parts.push(sql`c.id in ${searched.set}`)
  if (filter.onlyOverdue) parts.push(sql`f.oldest_due_on < ${org.today}`)
  if (filter.state?.length) {
    parts.push(sql`(${sql.join(filter.state.map((state) => stateIs(org, state)), sql` or `)})`)
  }
  parts.push(...plainParts(org, filter))
  parts.push(...(filter.has ?? []).map((mark) => marked(org, mark)))
  parts.push(...(filter.lacks ?? []).map((what) => lacking(org, what)))
  return sql.join(parts, sql` and `)
}

function plainParts(org: Org, filter: CustomerFilterOf): Condition[] {
  const parts: Condition[] = []
  const { owner, country, currency, workflow, held } = filter
  if (owner?.length) parts.push(sql`c.owner_id = any(${owners(org, owner)}::text[])`)
  if (country?.length) parts.push(sql`c.country = any(${country}::text[])`)
  if (currency?.length) {
    parts.push(sql`c.id in (select i.customer_id from invoice i where i.org_id = ${org.id}
      and i.open_minor > 0 and i.state = 'open' and i.currency = any(${currency}::text[]))`)
  }
  if (workflow?.length) {
    parts.push(sql`c.id in (select r.customer_id from run r where r.org_id = ${org.id}
      and r.workflow_id = any(${workflow}::uuid[]) and r.ended_at is null)`)
  }
  if (held?.length) {
    parts.push(sql`c.id in (select a.customer_id from action a where a.org_id = ${org.id}
      and a.state = 'open' and a.held_code is not null and a.held_code = any(${held}::text[]))`)
  }
  if (filter.openFrom !== undefined) parts.push(sql`f.open_minor >= ${filter.openFrom}::bigint`)
  if (filter.openTo !== undefined) parts.push(sql`f.open_minor <= ${filter.openTo}::bigint`)
  if (filter.lateFrom !== undefined) {
    parts.push(sql`f.oldest_due_on <= ${addDays(org.today, -filter.lateFrom)}::date`)
  }
  if (filter.lateTo !== undefined) {
    parts.push(sql`f.oldest_due_on >= ${addDays(org.today, -filter.lateTo)}::date
      and f.oldest_due_on < 'infinity'`)
  }
  if (filter.quiet !== undefined) {
    parts.push(sql`coalesce(c.last_contact_on, '-infinity'::date)
      <= ${addDays(org.today, -filter.quiet)}::date`)
  }
  return parts
}

/** `me` is whoever asks, so that one shared view serves everybody. */
export const owners = (org: Org, asked: readonly string[]): string[] =>
  asked.map((one) => (one === 'me' ? org.actor.replace(/^user:/, '') : one))

const hasOpenReply = (org: Org) => sql`c.id in (select r.customer_id from reply_action r
  where r.org_id = ${org.id} and r.state = 'open')`
const isPaused = (org: Org) => sql`exists (select from pause p where p.org_id = ${org.id}
  and p.subject_id in (c.id, c.org_id) and p.ended_at is null
  and (p.until_on is null or p.until_on > ${org.today}))`
const hasRun = (org: Org) => sql`exists (select from run r where r.org_id = ${org.id}
  and r.customer_id = c.id and r.ended_at is null)`
const hadRun = (org: Org) => sql`exists (select from run r where r.org_id = ${org.id}
  and r.customer_id = c.id and r.ended_at is not null)`

/** The same ranking as in read-collection.ts: what comes first there shuts out what follows. */
function stateIs(org: Org, state: State): Condition {
  const isFree = sql`c.legal_stop_reason is null`
  const isWaiting = sql`${isFree} and not ${hasOpenReply(org)} and not ${isPaused(org)}`
  switch (state) {
    case 'stopped': return sql`c.legal_stop_reason is not null`
    case 'halted_by_reply': return sql`(${isFree} and ${hasOpenReply(org)})`
    case 'paused': return sql`(${isFree} and not ${hasOpenReply(org)} and ${isPaused(org)})`
    case 'active': return sql`(${isWaiting} and ${hasRun(org)})`
    case 'finished': return sql`(${isWaiting} and not ${hasRun(org)} and ${hadRun(org)})`
    case 'none': return sql`(${isWaiting} and not ${hasRun(org)} and not ${hadRun(org)})`
    default: return never(state)
  }
}

function marked(org: Org, mark: (typeof CUSTOMER_MARKS)[number]): Condition {
  switch (mark) {
    case 'dispute': return sql`c.id in (select d.customer_id from dispute d
      where d.org_id = ${org.id} and d.state = 'open')`
    case 'promise': return sql`c.id in (select p.customer_id from promise p
      where p.org_id = ${org.id} and p.state = 'active')`
    case 'broken_promise': return sql`c.id in (select p.customer_id from promise p
      join invoice i on i.org_id = p.org_id and i.id = p.invoice_id and i.open_minor > 0
        and i.state = 'open'
      where p.org_id = ${org.id} and p.state in ('broken', 'partly_kept'))`
    case 'reply': return hasOpenReply(org)
    case 'credit': return sql`(exists (select from payment y where y.org_id = ${org.id}
        and y.customer_id = c.id and y.open_minor > 0 and y.state = 'cleared')
      or exists (select from credit_note n where n.org_id = ${org.id} and n.customer_id = c.id
        and n.open_minor > 0))`
    case 'opted_out': return sql`exists (select from contact_address a
      join suppression s on s.org_id = a.org_id and s.channel = a.channel and s.address = a.address
        and s.state = 'opted_out'
      where a.org_id = ${org.id} and a.customer_id = c.id)`
    default: return never(mark)
  }
}

function lacking(org: Org, what: (typeof CUSTOMER_LACKS)[number]): Condition {
  switch (what) {
    case 'owner': return sql`c.owner_id is null`
    case 'workflow': return sql`not ${hasRun(org)}`
    case 'email':
    case 'phone': return sql`not exists (select from contact_address a where a.org_id = ${org.id}
      and a.customer_id = c.id and a.channel = ${what})`
    default: return never(what)
  }
}
