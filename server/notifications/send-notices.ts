// Sends the mail that members are owed: a row before, the call, a row after; a doubt stays one.
import { addSeconds } from '#domain/day.ts'
import { receiptOf, type Outgoing, type Receipt } from '../channels/channel.ts'
import { openChannel } from '../channels/open-channel.ts'
import { inOrganization, SYSTEM, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { inboundDomainOf } from '../settings/addresses.ts'
import { emailSettingsOf, type EmailSettings } from '../settings/read-email-settings.ts'
import { textToHtml } from '../templates/text-to-html.ts'
import {
  beginNoticeMails, nextNoticeAt, settleNoticeMail, settleSilentNotices, wakeNotices,
  type NoticeMailRow,
} from './mail-store.ts'
import { writeNotice } from './write-notice.ts'

const BATCH = 20
const MOST_BATCHES = 50
const MOST_TRIES = 5
const RETRY_SECONDS = 300

interface Begun {
  row: NoticeMailRow
  outgoing: Outgoing
}

/** Safe in any number of processes; returns how many were handed to the provider. */
export async function sendNotices(installation: Installation, orgId: string): Promise<number> {
  let handed = 0
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const { begun, smtp } = await inOrganization(installation, orgId, SYSTEM, begin)
    if (begun.length === 0) return handed
    const channel = openChannel(installation, { orgId, smtp, sms: null }, 'email')
    for (const one of begun) {
      const receipt = await receiptOf(() => channel.send(one.outgoing))
      await inOrganization(installation, orgId, SYSTEM, (org) => settle(org, one.row, receipt))
    }
    handed += begun.length
  }
  return handed
}

/** Wakes the sending of what has waited for its time, as after quiet hours or a refusal. */
export async function wakeDueNotices(org: Org): Promise<void> {
  const realNow = org.installation.now()
  await settleSilentNotices(org,
    addSeconds(realNow, -org.installation.config.sendLeaseSeconds))
  const next = await nextNoticeAt(org)
  if (next !== null && next <= realNow) await wakeNotices(org)
}

async function begin(org: Org) {
  const settings = emailSettingsOf(org)
  const rows = await beginNoticeMails(org, BATCH)
  const begun: Begun[] = []
  for (const row of rows) {
    if (settings.isSenderReady) {
      begun.push({ row, outgoing: await toOutgoing(org, settings, row) })
      continue
    }
    await settleNoticeMail(org, {
      id: row.id, state: 'failed', why: 'No sender address is set in Settings › E-mail.',
    })
  }
  // A sandbox never reaches the world, whatever its settings say.
  return { begun, smtp: org.settings.is_sandbox ? null : settings.smtp }
}

async function toOutgoing(
  org: Org, settings: EmailSettings, row: NoticeMailRow,
): Promise<Outgoing> {
  const written = await writeNotice(org, row)
  return {
    attemptId: row.id, channel: 'email',
    from: { name: settings.fromName, address: settings.fromAddress },
    to: [row.email], cc: [], bcc: [], replyTo: written.replyTo ?? settings.replyTo,
    subject: written.subject, text: written.text, html: textToHtml(written.text),
    messageRef: `notice-${row.id}@${inboundDomainOf(org.installation.config)}`,
    inReplyTo: null, references: [], isAutomatic: true,
  }
}

async function settle(org: Org, row: NoticeMailRow, receipt: Receipt): Promise<void> {
  if (receipt.kind === 'accepted') {
    return settleNoticeMail(org, { id: row.id, state: 'sent', why: null })
  }
  const { why } = receipt
  if (receipt.kind === 'unknown') {
    return settleNoticeMail(org, { id: row.id, state: 'unknown', why })
  }
  if (receipt.isPermanent || row.tries >= MOST_TRIES) {
    return settleNoticeMail(org, { id: row.id, state: 'failed', why })
  }
  const nextTryAt = addSeconds(org.installation.now(), RETRY_SECONDS * 2 ** (row.tries - 1))
  return settleNoticeMail(org, { id: row.id, state: 'waiting', why, nextTryAt })
}
