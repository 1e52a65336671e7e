// Finds sends whose sender died and asks the provider what became of them; never sends anything.
import { sql } from 'kysely'
import { addSeconds, type Instant } from '#domain/day.ts'
import { openChannel } from '../channels/open-channel.ts'
import type { Receipt } from '../channels/channel.ts'
import { lookAgain } from '../customers/look-again.ts'
import { inOrganization, SYSTEM, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { emailSettingsOf, type SmtpSettings } from '../settings/read-email-settings.ts'
import { silentAttempts } from './attempt-store.ts'
import type { Delivered } from './send-message.ts'

/** Receipts for sends that have been silent for longer than a lease, to be recorded above. */
export async function askAboutSilentSends(
  installation: Installation, orgId: string,
): Promise<Delivered[]> {
  const before = addSeconds(installation.now(), -installation.config.sendLeaseSeconds)
  const { found, smtp } = await inOrganization(installation, orgId, SYSTEM, async (org) => {
    const silent = await silentAttempts(org, before)
    const found = silent.length === 0 ? [] : await readSends(org, silent.map((row) => row.id))
    return { found, smtp: found.length === 0 ? null : emailSettingsOf(org).smtp }
  })
  const delivered: Delivered[] = []
  for (const send of found) {
    const { startedAt, ...rest } = send
    delivered.push({
      ...rest, receipt: await ask(installation, { orgId, smtp, startedAt }, send.outgoing),
    })
  }
  return delivered
}

async function ask(
  installation: Installation,
  { orgId, smtp, startedAt }: { orgId: string; smtp: SmtpSettings | null; startedAt: Instant },
  outgoing: Delivered['outgoing'],
): Promise<Receipt> {
  const channel = openChannel(installation, { orgId, smtp, sms: null }, outgoing.channel)
  const found = channel.find === null ? null : await channel.find({
    attemptId: outgoing.attemptId, to: outgoing.to[0] ?? '', text: outgoing.text,
    startedAt, providerId: null,
  })
  if (found === null || found.kind === 'unclear') {
    return { kind: 'unknown', why: 'Our server stopped while this message was being handed over.' }
  }
  if (found.kind === 'accepted') return { kind: 'accepted', providerId: found.providerId }
  return {
    kind: 'refused', isPermanent: false, isAddressDead: false,
    why: 'Our server stopped before this message was handed over.',
  }
}

interface SilentRow {
  id: string
  body_text: string
  started_at: Instant
  run_id: string
  step_id: string
  occurrence: number
  recipient: string
  channel: 'email' | 'sms' | 'letter'
  message_id: string
  customer_id: string
  message_run_id: string | null
  action_id: string | null
  reply_action_id: string | null
  author_id: string | null
  snapshot: { invoiceId: string; number: string; openMinor: number; currency: string }[]
  workflow_id: string | null
  mode: string | null
  name: string | null
}

async function readSends(
  org: Org, attemptIds: readonly string[],
): Promise<(Omit<Delivered, 'receipt'> & { startedAt: Instant })[]> {
  const { rows } = await sql<SilentRow>`
    select a.id, a.run_id, a.step_id, a.occurrence, a.recipient, a.channel, a.message_id,
      a.started_at, m.body_text,
      m.customer_id, m.run_id as message_run_id, m.action_id, m.reply_action_id, m.author_id,
      m.snapshot, r.workflow_id, x.mode, x.name
    from attempt a join message m on m.org_id = a.org_id and m.id = a.message_id
      left join run r on r.org_id = m.org_id and r.id = m.run_id
      left join action x on x.org_id = m.org_id and x.id = m.action_id
    where a.org_id = ${org.id} and a.id = any(${[...attemptIds]}::uuid[])`.execute(org.tx)
  return rows.map((row) => ({
    startedAt: row.started_at,
    isAutomatic: row.mode === 'automatic', workflowId: row.workflow_id, name: row.name ?? 'Message',
    key: {
      runId: row.run_id, stepId: row.step_id, occurrence: row.occurrence,
      recipient: row.recipient, channel: row.channel,
    },
    message: {
      id: row.message_id, customerId: row.customer_id, direction: 'out', channel: row.channel,
      state: 'sending', threadId: row.message_id, runId: row.message_run_id,
      actionId: row.action_id, replyActionId: row.reply_action_id, fromAddress: '', bodyText: '',
      snapshot: row.snapshot, at: org.now,
    },
    outgoing: {
      attemptId: row.id, channel: row.channel, from: { name: '', address: '' },
      to: [row.recipient], cc: [], bcc: [], replyTo: null, subject: '', text: row.body_text,
      html: null,
      messageRef: '', inReplyTo: null, references: [], isAutomatic: row.mode === 'automatic',
    },
  }))
}

/** Customers whose provider refused for now and whose next try is due. */
export async function wakeRetries(installation: Installation, orgId: string): Promise<void> {
  await inOrganization(installation, orgId, SYSTEM, async (org) => {
    const { rows } = await sql<{ customer_id: string }>`
      select distinct m.customer_id from attempt a
        join message m on m.org_id = a.org_id and m.id = a.message_id
        join action x on x.org_id = m.org_id and x.id = m.action_id
      where a.org_id = ${org.id} and a.state = 'retry' and a.retry_at <= ${installation.now()}
        and x.state = 'open' and x.held_code = 'provider_down'
        -- An SMS that waits for its hours is woken by what it left to do.
        and not exists (select from sms_message s where s.org_id = m.org_id
          and s.message_id = m.id and s.follow_up_at > ${org.now})
      limit 5000`.execute(org.tx)
    await lookAgain(org, rows.map((row) => row.customer_id))
  })
}
