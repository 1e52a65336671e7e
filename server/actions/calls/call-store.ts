// The call table: every call of an action, with how it went.
import { sql } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import type { CALL_OUTCOMES } from '#contract/calls.ts'
import { newId } from '../../platform/ids.ts'
import type { Org } from '../../platform/in-organization.ts'

export type CallOutcome = (typeof CALL_OUTCOMES)[number]

export interface Call {
  actionId: string
  customerId: string
  outcome: CallOutcome
  phone: string | null
  minutes: number | null
  note: string
  callBackOn: Day | null
}

export async function insertCall(org: Org, call: Call): Promise<void> {
  await sql`insert into call (id, action_id, customer_id, outcome, phone, minutes, note,
      call_back_on, called_by, called_at)
    values (${newId()}, ${call.actionId}, ${call.customerId}, ${call.outcome}, ${call.phone},
      ${call.minutes}, ${call.note}, ${call.callBackOn}, ${org.actor}, ${org.now})`.execute(org.tx)
}

export interface CallRow {
  id: string
  at: Instant
  outcome: CallOutcome
  minutes: number | null
  phone: string | null
  note: string
  byName: string
  callBackOn: Day | null
}

export async function lastCalls(org: Org, customerId: string): Promise<CallRow[]> {
  const { rows } = await sql<CallRow>`
    select k.id, k.called_at as at, k.outcome, k.minutes, k.phone, k.note,
      k.call_back_on as "callBackOn", coalesce(p.name, 'Duebox') as "byName"
    from call k left join member p on p.org_id = k.org_id and k.called_by = 'user:' || p.user_id
    where k.org_id = ${org.id} and k.customer_id = ${customerId}
    order by k.called_at desc, k.id desc limit 5`.execute(org.tx)
  return rows
}

export interface LastMessageRow {
  id: string
  direction: 'in' | 'out'
  channel: string
  state: string
  subject: string
  preview: string
  at: Instant
}

export async function lastMessages(org: Org, customerId: string): Promise<LastMessageRow[]> {
  const { rows } = await sql<LastMessageRow>`
    select id, direction, channel, state, subject,
      left(coalesce(reply_text, body_text), 200) as preview, at
    from message where org_id = ${org.id} and customer_id = ${customerId}
      and state not in ('cancelled', 'leaving') and coalesce(kind, 'human') = 'human'
    order by at desc, id desc limit 5`.execute(org.tx)
  return rows
}

/** Whose number it is, if it is one of the customer's. */
export async function isPhoneOf(org: Org, customerId: string, phone: string): Promise<boolean> {
  const { rows } = await sql`select from contact_address where org_id = ${org.id}
    and customer_id = ${customerId} and channel = 'phone' and address = ${phone}`.execute(org.tx)
  return rows.length > 0
}
