// The statements about what a Why is asked of: an invoice, an action, a message.
import { sql } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import type { Org } from '../../platform/in-organization.ts'

export interface AskedInvoice {
  id: string
  customerId: string
  number: string
  currency: string
  totalMinor: number
  openMinor: number
  dueOn: Day
  state: 'open' | 'void' | 'written_off'
}

export async function readAsked(org: Org, id: string): Promise<AskedInvoice | null> {
  const { rows } = await sql<AskedInvoice>`
    select id, customer_id as "customerId", number, currency, total_minor as "totalMinor",
      open_minor as "openMinor", due_on as "dueOn", state
    from invoice where org_id = ${org.id} and id = ${id}`.execute(org.tx)
  return rows[0] ?? null
}

export interface AskedAction {
  id: string
  name: string
  kind: 'reminder' | 'adhoc' | 'decide' | 'fix_address'
  channel: string
  customerId: string
  runId: string | null
  stepId: string | null
  state: string
  outcome: string | null
  heldCode: string | null
  note: string | null
  dueOn: Day
  createdAt: Instant
  closedAt: Instant | null
  closedBy: string | null
  ownerId: string | null
  messageId: string | null
}

export async function readAskedAction(org: Org, id: string): Promise<AskedAction | null> {
  const { rows } = await sql<AskedAction>`
    select a.id, a.name, a.kind, a.channel, a.customer_id as "customerId", a.run_id as "runId",
      a.step_id as "stepId", a.state, a.outcome, a.held_code as "heldCode", a.note,
      a.due_on as "dueOn", a.created_at as "createdAt", a.closed_at as "closedAt",
      a.closed_by as "closedBy", a.owner_id as "ownerId",
      (select m.id from message m where m.org_id = a.org_id and m.customer_id = a.customer_id
        and m.action_id = a.id and m.direction = 'out' order by m.at desc limit 1) as "messageId"
    from action a where a.org_id = ${org.id} and a.id = ${id}`.execute(org.tx)
  return rows[0] ?? null
}

export interface AskedMessage {
  id: string
  customerId: string | null
  customerName: string | null
  direction: 'in' | 'out'
  channel: string
  state: string
  kind: string | null
  subject: string
  fromAddress: string
  to: string[]
  at: Instant
  authorName: string | null
  templateName: string | null
  templateVersion: number | null
  versionNumber: number | null
  snapshot: { invoiceId: string; number: string; openMinor: number; currency: string }[]
  reasons: Record<string, unknown>
  why: string | null
  tries: number | null
  providerId: string | null
  replyState: string | null
  segments: number | null
}

export async function readAskedMessage(org: Org, id: string): Promise<AskedMessage | null> {
  const { rows } = await sql<AskedMessage>`
    select m.id, m.customer_id as "customerId", c.name as "customerName", m.direction, m.channel,
      m.state, m.kind, m.subject, m.from_address as "fromAddress", m.to_addresses as "to", m.at,
      p.name as "authorName", t.name as "templateName", m.template_version as "templateVersion",
      (select v.number from workflow_version v where v.org_id = m.org_id
        and v.id::text = m.reasons->>'versionId') as "versionNumber",
      m.snapshot, m.reasons, m.why, a.tries, coalesce(s.provider_sid, a.provider_id)
        as "providerId", r.state as "replyState", s.segments
    from message m left join customer c on c.org_id = m.org_id and c.id = m.customer_id
      left join member p on p.org_id = m.org_id and p.user_id = m.author_id
      left join template t on t.org_id = m.org_id and t.id = m.template_id
      left join attempt a on a.org_id = m.org_id and a.message_id = m.id
      left join sms_message s on s.org_id = m.org_id and s.message_id = m.id
      left join reply_action r on r.org_id = m.org_id and r.id = m.reply_action_id
    where m.org_id = ${org.id} and m.id = ${id}`.execute(org.tx)
  return rows[0] ?? null
}
