// What people are told of: the closed list of happenings, where each is told, and who else hears.
import {
  addDays, dayAt, instantAt, timeAt, type Instant, type TimeOfDay, type Zone,
} from './day.ts'
import {
  NOTICE_CHANNELS, NOTICE_EVENTS, type NoticeChannel, type NoticeEvent,
} from './notice-events.ts'

interface NoticeKind {
  /** What the settings call it. */
  label: string
  /** Where it is told unless the person chose otherwise. */
  on: readonly NoticeChannel[]
  /** Too urgent, or too personal, to wait for a digest. */
  hasNoDigest?: true
  /** What happens again joins the unread notice of the same subject. */
  isGathered?: true
}

/** The matrix before anybody touched it: few mails, all else in the app and once a day. */
export const NOTICE_KINDS: Readonly<Record<NoticeEvent, NoticeKind>> = {
  reply_received: { label: 'A customer answered me', on: ['in_app', 'digest'], isGathered: true },
  reply_escalated: {
    label: 'An answer waits too long', on: ['in_app', 'email', 'digest'], isGathered: true,
  },
  unmatched_received: {
    label: 'A message could not be matched', on: ['in_app', 'digest'], isGathered: true,
  },
  assigned: { label: 'Something was assigned to me', on: ['in_app', 'email'], hasNoDigest: true },
  mentioned: { label: 'A colleague mentioned me', on: ['in_app', 'email'], hasNoDigest: true },
  sms_consent: {
    label: 'A customer opted out of SMS, or came back', on: ['in_app', 'digest'], isGathered: true,
  },
  money_missing: {
    label: 'Money went back or did not come', on: ['in_app', 'digest'], isGathered: true,
  },
  send_budget: {
    label: 'The daily limit of automatic messages is reached', on: ['in_app', 'email'],
    hasNoDigest: true, isGathered: true,
  },
  message_bounced: { label: 'A message came back', on: ['digest'], isGathered: true },
  needs_check: {
    label: 'A send needs a check', on: ['in_app', 'digest'], isGathered: true,
  },
  mailbox_failing: {
    label: 'A mailbox or provider is silent', on: ['in_app', 'email'], hasNoDigest: true,
    isGathered: true,
  },
  pause_review: { label: 'A pause without an end is to be reviewed', on: ['in_app', 'digest'] },
  unreachable_customers: {
    label: 'Customers who owe cannot be reached, once a week', on: ['in_app', 'digest'],
  },
  import_ended: { label: 'An import that I started has ended', on: ['in_app'] },
  forwarding_confirmation: {
    label: 'A mail provider asks to confirm forwarding', on: ['in_app', 'email'],
    hasNoDigest: true,
  },
}

export const canBeTold = (event: NoticeEvent, channel: NoticeChannel): boolean =>
  channel !== 'digest' || NOTICE_KINDS[event].hasNoDigest !== true

export const isToldByDefault = (event: NoticeEvent, channel: NoticeChannel): boolean =>
  NOTICE_KINDS[event].on.includes(channel)

/** Where a person is told of an event, by what they chose and else by default. */
export function channelsOf(
  event: NoticeEvent,
  chosen: readonly { event: string; channel: string; isOn: boolean }[],
): Set<NoticeChannel> {
  return new Set(NOTICE_CHANNELS.filter((channel) => {
    if (!canBeTold(event, channel)) return false
    const choice = chosen.find((one) => one.event === event && one.channel === channel)
    return choice?.isOn ?? isToldByDefault(event, channel)
  }))
}

/** More mails an hour than this to one person is a flood: the rest waits for the digest. */
export const MOST_MAILS_AN_HOUR = 20

export interface QuietTime {
  beginsAt: TimeOfDay
  endsAt: TimeOfDay
}

/** When a mail may leave that wants to leave now. A quiet time may pass midnight. */
export function afterQuiet(now: Instant, quiet: QuietTime | null, zone: Zone): Instant {
  if (quiet === null || quiet.beginsAt === quiet.endsAt) return now
  const { beginsAt, endsAt } = quiet
  const time = timeAt(now, zone)
  const day = dayAt(now, zone)
  const passesMidnight = beginsAt > endsAt
  const isQuiet = passesMidnight ? time >= beginsAt || time < endsAt
    : time >= beginsAt && time < endsAt
  if (!isQuiet) return now
  const endsOn = passesMidnight && time >= beginsAt ? addDays(day, 1) : day
  const end = instantAt(endsOn, endsAt, zone)
  return end > now ? end : now
}

/** What other software may ask to be told of. */
export const WEBHOOK_EVENTS = [
  'message.received', 'reply_action.opened', 'reply_action.closed',
  ...NOTICE_EVENTS.map((event) => `notice.${event}` as const),
] as const
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]

const OF_TIMELINE: Readonly<Record<string, WebhookEvent>> = {
  message_received: 'message.received', reply_opened: 'reply_action.opened',
  reply_reopened: 'reply_action.opened', reply_replied: 'reply_action.closed',
  reply_ignored: 'reply_action.closed', reply_paused: 'reply_action.closed',
}

/** The name under which a kind of the timeline is told outside; null for most. */
export const webhookEventOf = (kind: string): WebhookEvent | null => OF_TIMELINE[kind] ?? null

const [SECOND, MINUTE, HOUR] = [1, 60, 3600]
/** Standard Webhooks: ten tries over about 75 hours; each is the wait before that try. */
export const WEBHOOK_WAITS_SECONDS = [
  0, 5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR,
  24 * HOUR,
] as const

/** How long to wait after so many failed tries; null when it is given up. */
export const webhookWaitAfter = (failedTries: number): number | null =>
  WEBHOOK_WAITS_SECONDS[failedTries] ?? null
