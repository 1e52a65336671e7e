// Texts a number of one's own, over the channel and the sender that customers' SMS would take.
import type { Outgoing, Receipt } from '../../channels/channel.ts'
import { openChannel } from '../../channels/open-channel.ts'
import { chooseSender } from '#domain/sms/choose-sender.ts'
import { conflict, invalid } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { inOrganization, type Actor, type Org } from '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { readNumber, type ReadNumber } from '../../platform/phone-number.ts'
import { hookAddresses } from './hook-addresses.ts'
import { readSmsPool } from './read-senders.ts'
import { readSmsAccount, type SmsAccount } from './read-sms-settings.ts'
import { insertTest, isOptedOut, newestTest, noteTest } from './settings-store.ts'

const LEAST_SECONDS_BETWEEN = 10
const VALID_SECONDS = 3_600

/** The row is there before the SMS leaves, so that no quick report is a stranger's. */
export async function sendTest(
  installation: Installation, orgId: string, actor: Actor, to: string,
): Promise<void> {
  const { outgoing, account } = await inOrganization(installation, orgId, actor,
    async (org) => {
      const used = await readSmsAccount(org)
      return { account: used, outgoing: await prepare(org, to, used) }
    })
  const channel = openChannel(installation, { orgId, smtp: null, sms: account }, 'sms')
  let receipt: Receipt
  try {
    receipt = await channel.send(outgoing)
  } catch (error) {
    receipt = { kind: 'unknown', why: error instanceof Error ? error.message : String(error) }
  }
  await inOrganization(installation, orgId, actor, (org) => noteTest(org, outgoing.attemptId, {
    providerSid: receipt.kind === 'accepted' ? receipt.providerId : null,
    failedWhy: receipt.kind === 'refused' ? receipt.failure?.text ?? receipt.why : null,
  }))
}

async function prepare(org: Org, to: string, account: SmsAccount | null): Promise<Outgoing> {
  const read = readNumber(to, org.settings.country)
  if (read === null) {
    throw invalid(`"${to}" is not a phone number.`, [
      { field: 'to', message: 'Write it with its country code, like +33 6 12 34 56 78.' }])
  }
  if (await isOptedOut(org, read.number)) {
    throw conflict(`${read.number} has asked not to be texted any more, and that holds for a test `
      + 'too. Text START from it, or use another number.')
  }
  await refuseHaste(org)
  const sender = await senderFor(org, read, account)
  const id = newId()
  await insertTest(org, {
    id, to: read.number, channel: org.settings.sms_channel, sender: sender.address,
  })
  return {
    attemptId: id, channel: 'sms', from: { name: org.settings.name, address: sender.address },
    to: [read.number], cc: [], bcc: [], replyTo: null, subject: '',
    text: `${org.settings.name}: this is a test from Duebox. Your SMS work.`, html: null,
    messageRef: id, inReplyTo: null, references: [], isAutomatic: false,
    sms: {
      sender, statusUrl: `${hookAddresses(org).statusUrl}?attempt=${id}`,
      validitySeconds: VALID_SECONDS, contentSid: null,
    },
  }
}

async function refuseHaste(org: Org): Promise<void> {
  const last = await newestTest(org)
  if (last === null) return
  const waited = (Date.parse(org.installation.now()) - Date.parse(last.sent_really_at)) / 1000
  if (waited < LEAST_SECONDS_BETWEEN) {
    throw conflict('A test was sent a moment ago; wait a few seconds for it.')
  }
}

async function senderFor(
  org: Org, { country }: ReadNumber, account: SmsAccount | null,
): Promise<{ kind: string; address: string }> {
  const pool = await readSmsPool(org)
  const chosen = country === null ? null : chooseSender(pool.senders, {
    country, via: 'sms', stickyId: null, closedCountries: new Set(pool.closedCountries.keys()),
  })
  if (chosen) return { kind: chosen.kind, address: chosen.address }
  // In the captured outbox nothing is asked of a sender, so the channel can be seen at once.
  if (account === null) return { kind: 'alphanumeric', address: org.settings.name.slice(0, 11) }
  if (account.messagingServiceSid !== null) {
    return { kind: 'messaging_service', address: account.messagingServiceSid }
  }
  throw conflict(`No sender of the pool may text ${country ?? 'this number'}: add one first.`)
}
