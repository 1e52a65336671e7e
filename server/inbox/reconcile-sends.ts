// Finds sends whose sender died and asks the provider what became of them; never sends anything.
import { sql } from 'kysely'
import { addSeconds, type Instant } from '#domain/day.ts'
import { openChannel, type ChannelSettings } from '../channels/open-channel.ts'
import type { Receipt } from '../channels/channel.ts'
import { lookAgain } from '../customers/look-again.ts'
import { inOrganization, SYSTEM, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { emailSettingsOf } from '../settings/read-email-settings.ts'
import { readSmsAccount } from '../settings/sms/read-sms-settings.ts'
import { silentAttempts } from './attempt-store.ts'
import type { Delivered } from './send-message.ts'
import { doubtfulAttempts } from './sms/check-store.ts'
import { withChannel } from './sms/commit-sms.ts'

/**
 * Receipts for sends that have been silent for longer than a lease, and for SMS in doubt that the
 * provider now knows, to be recorded above.
 */
export async function askAboutSilentSends(
  installation: Installation, orgId: string,
): Promise<Delivered[]> {
  const before = addSeconds(installation.now(), -installation.config.sendLeaseSeconds)
  const read = await inOrganization(installation, orgId, SYSTEM, async (org) => {
    const silent = (await silentAttempts(org, before)).map((row) => row.id)
    const doubtful = await doubtfulAttempts(org)
    const ids = [...new Set([...silent, ...doubtful.map((row) => row.id)])]
    if (ids.length === 0) return null
    return {
      silent: new Set(silent), found: await readSends(org, ids),
      sids: new Map(doubtful.map((row) => [row.id, row.providerSid])),
      settings: { orgId, smtp: emailSettingsOf(org).smtp, sms: await readSmsAccount(org) },
    }
  })
  const delivered: Delivered[] = []
  for (const { startedAt, ...send } of read?.found ?? []) {
    const { attemptId } = send.outgoing
    const providerId = read?.sids.get(attemptId) ?? null
    // A report that names the send proves that the provider has it.
    const receipt: Receipt = providerId !== null
      ? { kind: 'accepted', providerId, status: 'queued' }
      : await ask(installation, read?.settings ?? NOWHERE, send.outgoing, startedAt)
    // What was in doubt before stays so, until somebody knows more.
    if (read?.silent.has(attemptId) || receipt.kind === 'accepted') {
      delivered.push({ ...send, receipt })
    }
  }
  return delivered
}

const NOWHERE: ChannelSettings = { orgId: '', smtp: null, sms: null }

async function ask(
  installation: Installation, settings: ChannelSettings, outgoing: Delivered['outgoing'],
  startedAt: Instant,
): Promise<Receipt> {
  const channel = openChannel(installation, settings, outgoing.channel)
  const found = channel.find === null ? null : await channel.find({
    attemptId: outgoing.attemptId, to: outgoing.to[0] ?? '', text: outgoing.text,
    startedAt, providerId: null,
  })
  if (found === null || found.kind === 'unclear') {
    return { kind: 'unknown', why: 'Our server stopped while this message was being handed over.' }
  }
  const isTold = outgoing.channel === 'sms' && settings.sms !== null
  if (found.kind === 'accepted') {
    // The provider of an SMS still has to tell how far it got.
    return { kind: 'accepted', providerId: found.providerId,
      ...(isTold ? { status: 'queued' as const } : {}) }
  }
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
  sender_kind: string | null
}

async function readSends(
  org: Org, attemptIds: readonly string[],
): Promise<(Omit<Delivered, 'receipt'> & { startedAt: Instant })[]> {
  const { rows } = await sql<SilentRow>`
    select a.id, a.run_id, a.step_id, a.occurrence, a.recipient, a.channel, a.message_id,
      a.started_at, m.body_text,
      m.customer_id, m.run_id as message_run_id, m.action_id, m.reply_action_id, m.author_id,
      m.snapshot, r.workflow_id, x.mode, x.name,
      (select k.kind from sms_message s join sms_sender k on k.org_id = s.org_id
          and k.id = s.sender_id
        where s.org_id = m.org_id and s.message_id = m.id) as sender_kind
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
      to: [withChannel(row.sender_kind ?? '', row.recipient)], cc: [], bcc: [], replyTo: null,
      subject: '', text: row.body_text, html: null, messageRef: '', inReplyTo: null,
      references: [], isAutomatic: row.mode === 'automatic',
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
