// The webhook tables: who is called, and each call that is owed, from its writing to its end.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export interface EndpointRow {
  id: string
  url: string
  secret_sealed: string
  old_secret_sealed: string | null
  old_secret_until: Instant | null
  events: string[]
  state: 'active' | 'disabled'
  why: string | null
  failing_since: Instant | null
  created_at: Instant
}

export async function readEndpoints(org: Org, id?: string): Promise<EndpointRow[]> {
  const { rows } = await sql<EndpointRow>`
    select id, url, secret_sealed, old_secret_sealed, old_secret_until, events, state, why,
      failing_since, created_at
    from webhook_endpoint where org_id = ${org.id} ${id === undefined ? sql`` : sql`and id = ${id}`}
    order by created_at, id limit 100`.execute(org.tx)
  return rows
}

export async function insertEndpoint(org: Org, row: {
  id: string; url: string; secretSealed: string; events: readonly string[]
}): Promise<void> {
  await sql`insert into webhook_endpoint (id, url, secret_sealed, events, created_at)
    values (${row.id}, ${row.url}, ${row.secretSealed}, ${[...row.events]}::text[],
      ${org.installation.now()})`.execute(org.tx)
}

export async function updateEndpoint(org: Org, id: string, change: {
  url?: string | undefined; events?: readonly string[] | undefined
  state?: 'active' | 'disabled' | undefined; why?: string
}): Promise<void> {
  await sql`update webhook_endpoint set url = coalesce(${change.url ?? null}, url),
      events = coalesce(${change.events ? [...change.events] : null}::text[], events),
      state = coalesce(${change.state ?? null}, state),
      why = case when ${change.state ?? null}::text is null then why else ${change.why ?? null} end,
      failing_since = case when ${change.state ?? null}::text = 'active' then null
        else failing_since end
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

export async function replaceSecret(
  org: Org, id: string, secretSealed: string, oldUntil: Instant,
): Promise<void> {
  await sql`update webhook_endpoint set old_secret_sealed = secret_sealed,
      old_secret_until = ${oldUntil}, secret_sealed = ${secretSealed}
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

export async function deleteEndpoint(org: Org, id: string): Promise<boolean> {
  const { rows } = await sql`delete from webhook_endpoint
    where org_id = ${org.id} and id = ${id} returning 1`.execute(org.tx)
  return rows.length > 0
}

export interface DeliveryRow {
  id: string
  endpoint_id: string
  url: string
  event_id: string
  type: string
  payload: string
  state: 'waiting' | 'sending' | 'delivered' | 'failed'
  tries: number
  next_try_at: Instant
  status: number | null
  why: string | null
  created_at: Instant
  delivered_at: Instant | null
}

export async function readDeliveries(org: Org, of: {
  limit: number; after: string[] | null; endpointId?: string | undefined; id?: string
}): Promise<DeliveryRow[]> {
  const [at, after] = of.after ?? []
  const { rows } = await sql<DeliveryRow>`
    select d.id, d.endpoint_id, e.url, d.event_id, d.type, d.payload, d.state, d.tries,
      d.next_try_at, d.status, d.why, d.created_at, d.delivered_at
    from webhook_delivery d
      join webhook_endpoint e on e.org_id = d.org_id and e.id = d.endpoint_id
    where d.org_id = ${org.id}
      ${of.endpointId === undefined ? sql`` : sql`and d.endpoint_id = ${of.endpointId}`}
      ${of.id === undefined ? sql`` : sql`and d.id = ${of.id}`}
      ${at === undefined ? sql`` : sql`and (d.created_at, d.id) < (${at}::timestamptz,
        ${after}::uuid)`}
    order by d.created_at desc, d.id desc limit ${of.limit}`.execute(org.tx)
  return rows
}

export interface BegunDelivery {
  id: string
  endpoint_id: string
  event_id: string
  payload: string
  tries: number
}

/**
 * Begins a try of what is due at active endpoints, a few each, so that a slow one takes its turn
 * only. A try whose process is gone is due again: receivers know repetitions by the id.
 */
export async function beginDeliveries(
  org: Org, of: { perEndpoint: number; leaseUntil: Instant },
): Promise<BegunDelivery[]> {
  const { rows } = await sql<BegunDelivery>`
    with due as (select d.id from webhook_endpoint e cross join lateral (
        select id from webhook_delivery d where d.org_id = e.org_id and d.endpoint_id = e.id
          and d.state in ('waiting', 'sending') and d.next_try_at <= ${org.installation.now()}
        order by d.next_try_at, d.id limit ${of.perEndpoint} for update skip locked) d
      where e.org_id = ${org.id} and e.state = 'active')
    update webhook_delivery d set state = 'sending', tries = d.tries + 1,
      next_try_at = ${of.leaseUntil}
    from due where d.org_id = ${org.id} and d.id = due.id
    returning d.id, d.endpoint_id, d.event_id, d.payload, d.tries`.execute(org.tx)
  return rows
}

export async function settleDelivery(org: Org, row: {
  id: string; tries: number; state: 'waiting' | 'delivered' | 'failed'; status: number | null
  why: string | null; nextTryAt: Instant | null
}): Promise<void> {
  await sql`update webhook_delivery set state = ${row.state}, status = ${row.status},
      why = ${row.why}, next_try_at = coalesce(${row.nextTryAt}::timestamptz, next_try_at),
      delivered_at = case when ${row.state} = 'delivered'
        then ${org.installation.now()}::timestamptz end
    where org_id = ${org.id} and id = ${row.id} and state = 'sending' and tries = ${row.tries}`
    .execute(org.tx)
}

/** One success ends a time of failing; a first failure begins one. */
export async function noteHealth(org: Org, endpointId: string, isWell: boolean): Promise<void> {
  await sql`update webhook_endpoint set failing_since = ${isWell ? null : org.installation.now()}
    where org_id = ${org.id} and id = ${endpointId}
      and (failing_since is null) = ${!isWell}`.execute(org.tx)
}

export async function resendNow(org: Org, id: string): Promise<boolean> {
  const { rows } = await sql`update webhook_delivery set state = 'waiting', tries = 0,
      next_try_at = ${org.installation.now()}, why = null
    where org_id = ${org.id} and id = ${id} and state <> 'sending' returning 1`.execute(org.tx)
  return rows.length > 0
}

export async function countDue(org: Org): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select from webhook_delivery d
      join webhook_endpoint e on e.org_id = d.org_id and e.id = d.endpoint_id
        and e.state = 'active'
      where d.org_id = ${org.id} and d.state in ('waiting', 'sending')
        and d.next_try_at <= ${org.installation.now()} limit 100) as due`.execute(org.tx)
  return rows[0]?.count ?? 0
}
