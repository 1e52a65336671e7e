// The test of the reply address: whether our message came back, how, and where to look if not.
import { secondsBetween, type Instant } from './day.ts'

export const REPLY_PROVIDERS = ['gmail', 'google_group', 'outlook', 'microsoft365', 'imap',
  'webhook', 'other'] as const
export type ReplyProvider = (typeof REPLY_PROVIDERS)[number]

export interface ProbeReturn {
  way: 'smtp' | 'webhook' | 'imap'
  /** The mailbox it was read from, when it was read. */
  mailbox: string | null
  /** By which sender it came back; another one than it left by was written by a group or rule. */
  isSenderKept: boolean
  from: string
  /** Message-ID and References as they left: answers will find their conversation. */
  isThreadKept: boolean
  /** Whose rule passed it on, when it tells. */
  forwardedVia: string | null
  /** By SPF, DKIM and DMARC; null where nobody looked. */
  authentication: 'pass' | 'fail' | 'none' | null
}

export interface Probe {
  sentAt: Instant
  failedWhy: string | null
  returned: ProbeReturn | null
}

/** `late` is amber, at 2, 10 and 30 minutes; a late test still turns green when it comes. */
export type ProbeState = 'waiting' | 'late' | 'failed' | 'returned' | 'changed'

const LATE_SECONDS = 120

export function probeState(probe: Probe, now: Instant): ProbeState {
  if (probe.returned) {
    return probe.returned.isSenderKept && probe.returned.isThreadKept ? 'returned' : 'changed'
  }
  if (probe.failedWhy !== null) return 'failed'
  return secondsBetween(probe.sentAt, now) < LATE_SECONDS ? 'waiting' : 'late'
}

const STAGES = [LATE_SECONDS, 600, 1_800] as const

/** What to look at, likeliest first; more of it the longer nothing comes. */
export function probeAdvice(
  probe: Probe, setup: { provider: ReplyProvider; domain: string }, now: Instant,
): string[] {
  const state = probeState(probe, now)
  if (state === 'changed' && probe.returned) return changedAdvice(probe.returned)
  if (state !== 'late') return []
  const waited = secondsBetween(probe.sentAt, now)
  const [first, ...others] = CAUSES[setup.provider]
  const stage = STAGES.filter((seconds) => waited >= seconds).length
  return [
    ...(first === undefined ? [] : [first]), ...(stage >= 2 ? others : []),
    ...(stage >= 3 ? lastCauses(setup) : []),
  ]
}

const CAUSES: Record<ReplyProvider, readonly string[]> = {
  gmail: [
    'Has the forwarding address been confirmed? Until then Gmail forwards nothing.',
    'Gmail forwards only what the filter matches, and nothing that it takes for spam: look into '
      + 'the Spam folder.',
    'A filter that was made before the address was confirmed has to be saved once more.',
  ],
  google_group: [
    'Is the intake address a member of the group that gets each e-mail?',
    'May anybody on the web post to the group? Otherwise answers wait for a moderator.',
    'Does the group allow members from outside the organization? An admin sets that.',
  ],
  outlook: [
    'Is the rule saved, switched on and first in the list? It has to redirect, not forward.',
    'Outlook.com may ask you to verify your account before it redirects: sign in and look.',
    'Look into Junk: rules do not run on what is taken for junk.',
  ],
  microsoft365: [
    'Microsoft 365 blocks mail that is passed on to other organizations unless an admin allows '
      + 'it. If the mailbox got a message with 5.7.520, that is the reason.',
    'Put the rule on the first mailbox that gets the mail: Exchange lets rules pass a message on '
      + 'only once, and drops it silently after that.',
    'The rule has to be “Redirect to”. “Forward to” makes a new message without its sender.',
  ],
  imap: [
    'Is the mailbox below working? Press Check now.',
    'Does mail to this address lie in another folder? A rule in the mailbox may have moved it.',
  ],
  webhook: [
    'Has the provider called the address below? It says so in the list.',
    'Does the MX record of the receiving domain point to the provider?',
  ],
  other: [
    'Is the rule on, and does it redirect to exactly the intake address?',
    'Some providers ask whether mail may be forwarded: the question would be shown above.',
  ],
}

const lastCauses = (setup: { provider: ReplyProvider; domain: string }): string[] => [
  'Has the test arrived in the mailbox itself? If not, sending is the trouble, not forwarding.',
  ...(setup.provider === 'imap' || setup.provider === 'webhook' ? [] : [
    `Mail servers find us by the MX record of ${setup.domain}, and reach us on port 25. A mail `
      + 'that could not be delivered comes back to the mailbox with the reason.',
  ]),
]

const changedAdvice = (seen: ProbeReturn): string[] => [
  ...(seen.isSenderKept ? [] : [
    `It came back as if ${seen.from || 'nobody'} had written it. Customers would not be `
      + 'recognised by their address: use “Redirect” instead of “Forward”, or let the group keep '
      + 'the original sender.',
  ]),
  ...(seen.isThreadKept ? [] : [
    'Its conversation was cut: the server on the way gave it other ids. Answers are then found by '
      + 'invoice number and sender only.',
  ]),
]
