// Reads the provider's list of incoming SMS, so that an outage of ours loses no answer.
import { addSeconds, type Instant } from '#domain/day.ts'
import { isOneWay, type Sender } from '#domain/sms/choose-sender.ts'
import { listMedia } from '../../channels/sms/fetch-media.ts'
import { listIncoming, type ListedIncoming } from '../../channels/sms/list-incoming.ts'
import type { TwilioAccount } from '../../channels/sms/sms-account.ts'
import { notify } from '../../notifications/notify.ts'
import { inOrganization, SYSTEM, type Org } from '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { readSenders } from '../../settings/sms/read-senders.ts'
import { readSmsAccount } from '../../settings/sms/read-sms-settings.ts'
import type { SmsFields } from './inbound-store.ts'
import { readPoll, writePoll, type PollRow } from './poll-store.ts'
import { receiveSms } from './receive-sms.ts'
import { storeSms } from './store-sms.ts'

// The call for the newest ones may be on its way; the list may be a little behind.
const LEFT_TO_CALLS_SECONDS = 120
const OVERLAP_SECONDS = 3_600

/** Returns how many SMS no call had brought. */
export async function pollSms(installation: Installation, orgId: string): Promise<number> {
  const { account, wish, poll } = await inOrganization(installation, orgId, SYSTEM,
    async (org) => {
      const account = await readSmsAccount(org)
      return { account, wish: toList(org, account, await readSenders(org)),
        poll: await readPoll(org) }
    })
  if (account === null) return 0
  const until = addSeconds(installation.now(), -LEFT_TO_CALLS_SECONDS)
  const since = addSeconds(poll.read_until ?? until, -OVERLAP_SECONDS)
  const listed = await listAll(account, wish, since)
  const missed: string[] = []
  for (const one of listed.messages.filter(({ at }) => at <= until)) {
    const fields = await fieldsOf(account, one)
    const stored = await inOrganization(installation, orgId, SYSTEM,
      (org) => storeSms(org, fields, 'poll', one.at))
    if (stored.isNew) missed.push(stored.id)
  }
  for (const id of missed) await receiveSms(installation, orgId, id)
  await inOrganization(installation, orgId, SYSTEM, (org) => finish(org, {
    problem: listed.problem, until, since, missed: missed.length,
  }))
  return missed.length
}

interface Wanted {
  numbers: string[]
  /** Their numbers stand in the provider's pool, and may be known to nobody here. */
  services: ReadonlySet<string>
}

/** The installation's own service may be shared, so only one of this organization is read. */
function toList(org: Org, account: TwilioAccount | null, senders: readonly Sender[]): Wanted {
  const twoWay = senders.filter((sender) => !isOneWay(sender))
  const isService = (sender: Sender) => sender.kind === 'messaging_service'
  const own = org.settings.sms_channel === 'own' ? account?.messagingServiceSid ?? null : null
  return {
    numbers: twoWay.filter((sender) => !isService(sender)).map(({ address }) => address),
    services: new Set([...twoWay.filter(isService).map(({ address }) => address),
      ...(own === null ? [] : [own])]),
  }
}

interface Listing {
  messages: readonly ListedIncoming[]
  problem: string | null
}

async function listAll(
  account: TwilioAccount, { numbers, services }: Wanted, since: Instant,
): Promise<Listing> {
  const messages: ListedIncoming[] = []
  let problem: string | null = null
  // What a number of ours and its service both list is stored once, by its sid.
  for (const to of [...numbers, ...(services.size > 0 ? [null] : [])]) {
    const listed = await listIncoming(account, { to, since })
    if (listed.kind === 'told') {
      messages.push(...listed.value.messages.filter((one) =>
        to !== null || services.has(one.messagingServiceSid ?? '')))
      if (!listed.value.isWhole) problem = 'The provider lists more SMS than can be read at once.'
    } else {
      problem = listed.kind === 'gone' ? 'The SMS account is not there any more.' : listed.why
    }
  }
  return { messages, problem }
}

/** As a call would have told it, as far as the list does. */
async function fieldsOf(account: TwilioAccount, one: ListedIncoming): Promise<SmsFields> {
  const media = one.files === 0 ? null : await listMedia(account, one.sid)
  const urls = media?.kind === 'told' ? media.value : []
  return {
    MessageSid: one.sid, AccountSid: account.accountSid, From: one.from, To: one.to,
    Body: one.body, NumMedia: String(urls.length),
    ...(one.messagingServiceSid === null ? {} : { MessagingServiceSid: one.messagingServiceSid }),
    ...Object.fromEntries(urls.map((url, place) => [`MediaUrl${place}`, url])),
  }
}

const TELL_AGAIN_SECONDS = 86_400
const FAILS_SINCE_SECONDS = 900

/** What could not be read stays to be read; admins are told once, not every five minutes. */
async function finish(org: Org, polled: {
  problem: string | null; until: Instant; since: Instant; missed: number
}): Promise<void> {
  const before = await readPoll(org)
  const now = org.installation.now()
  const isDown = polled.problem !== null
  const isLong = before.polled_at !== null
    && before.polled_at < addSeconds(now, -FAILS_SINCE_SECONDS)
  const tellsProblem = isDown && isLong && before.told_at === null
  const tellsMissed = polled.missed > 0 && (before.missed_told_at === null
    || before.missed_told_at < addSeconds(now, -TELL_AGAIN_SECONDS))
  const row: PollRow = {
    // The first look counts, so that a set-up that never worked is told as well.
    polled_at: isDown ? before.polled_at ?? now : now,
    read_until: isDown ? before.read_until ?? polled.since : polled.until,
    problem: polled.problem,
    told_at: tellsProblem ? now : isDown ? before.told_at : null,
    missed_told_at: tellsMissed ? now : before.missed_told_at,
  }
  await writePoll(org, row)
  if (tellsProblem) {
    await notify(org, { event: 'mailbox_failing', to: 'admins',
      title: 'Incoming SMS cannot be fetched from the provider', body: polled.problem ?? '' })
  }
  if (tellsMissed) {
    await notify(org, { event: 'mailbox_failing', to: 'admins',
      title: `The provider did not reach us with ${polled.missed} SMS`,
      body: 'They were fetched from its list. Check PUBLIC_URL and the address for incoming '
        + 'messages at the provider, in Settings › SMS.' })
  }
}
