// Sends a test to the mailbox that customers answer to, over the channel that reminders take.
import { receiptOf, type Outgoing } from '../channels/channel.ts'
import { openChannel } from '../channels/open-channel.ts'
import { conflict } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization, type Actor, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { randomToken } from '../platform/secrets.ts'
import { inboundDomainOf } from '../settings/addresses.ts'
import { emailSettingsOf, type SmtpSettings } from '../settings/read-email-settings.ts'
import { insertProbe, newestProbe, noteProbeFailed, replyAddressOf } from './probe-store.ts'

const LEAST_SECONDS_BETWEEN = 10

/** The row is there before the message leaves, so that no quick return is a stranger's mail. */
export async function sendProbe(
  installation: Installation, orgId: string, actor: Actor,
): Promise<void> {
  const { id, outgoing, smtp } = await inOrganization(installation, orgId, actor, prepare)
  const channel = openChannel(installation, { orgId, smtp, sms: null }, 'email')
  const receipt = await receiptOf(() => channel.send(outgoing))
  if (receipt.kind !== 'refused') return
  const why = `It could not be sent: ${receipt.why}`
  await inOrganization(installation, orgId, actor, (org) => noteProbeFailed(org, id, why))
}

async function prepare(
  org: Org,
): Promise<{ id: string; outgoing: Outgoing; smtp: SmtpSettings | null }> {
  const wanted = await replyAddressOf(org)
  if (!wanted) throw conflict('Say first which mailbox customers answer to; the test goes there.')
  const last = await newestProbe(org)
  const waited = last === null ? LEAST_SECONDS_BETWEEN
    : (Date.parse(org.installation.now()) - Date.parse(last.sent_really_at)) / 1000
  if (waited < LEAST_SECONDS_BETWEEN) {
    throw conflict('A test was sent a moment ago; wait a few seconds for it.')
  }
  const settings = emailSettingsOf(org)
  if (!settings.isSenderReady) {
    throw conflict('Name the address that mail is sent from first: Settings › E-mail.')
  }
  const id = newId()
  const token = randomToken(120)
  const domain = inboundDomainOf(org.installation.config)
  const messageRef = `${id}@${domain}`
  const threadRef = `thread-${id}@${domain}`
  await insertProbe(org, {
    id, token, address: wanted.address, fromAddress: settings.fromAddress, messageRef, threadRef,
  })
  return {
    id, smtp: settings.smtp, outgoing: {
      attemptId: id, channel: 'email',
      from: { name: settings.fromName, address: settings.fromAddress },
      to: [wanted.address], cc: [], bcc: [], replyTo: null,
      subject: `Test of the reply address [duebox-test-${token}]`,
      text: textOf(token), html: null, messageRef, inReplyTo: null, references: [threadRef],
      isAutomatic: false,
    },
  }
}

const textOf = (token: string): string => [
  'This is a test of Duebox: it shows whether mail to this address gets there.',
  'Nobody has to do anything; it can be deleted.', '', `duebox-test-${token}`, '',
].join('\n')
