// States in icon, word and colour: collection, invoices, messages, actions.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import {
  IconAlertTriangle, IconArrowBackUp, IconBan, IconCheck, IconCircleCheck, IconCircleDashed,
  IconClock, IconCornerUpLeft, IconFileX, IconHelpCircle, IconHourglass, IconMail, IconMailbox,
  IconMessage, IconPhone, IconPlayerPause, IconPlayerPlay, IconRobot, IconSend, IconSquareCheck,
  IconUserQuestion, IconX, type Icon,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'

export type Tone = 'good' | 'warn' | 'bad' | 'calm' | 'info'
type Look = readonly [word: string, tone: Tone, icon: Icon]

export function StatusBadge({ tone, icon: Picture, children, title }: {
  tone: Tone; icon: Icon; children: ReactNode; title?: string
}) {
  return (
    <span className={`badge tone-${tone}`} title={title}>
      <Picture size={13} aria-hidden /><span className="badge-word">{children}</span>
    </span>
  )
}

const COLLECTION: Record<string, Look> = {
  active: [t`Active`, 'info', IconPlayerPlay],
  halted_by_reply: [t`Halted by reply`, 'warn', IconCornerUpLeft],
  paused: [t`Paused`, 'calm', IconPlayerPause],
  stopped: [t`Stopped`, 'bad', IconBan],
  finished: [t`Finished`, 'calm', IconCheck],
  none: [t`No workflow`, 'calm', IconCircleDashed],
}

const INVOICE: Record<string, Look> = {
  due: [t`Due`, 'info', IconClock],
  overdue: [t`Overdue`, 'bad', IconAlertTriangle],
  partly_paid: [t`Partly paid`, 'warn', IconHourglass],
  paid: [t`Paid`, 'good', IconCircleCheck],
  void: [t`Void`, 'calm', IconFileX],
  written_off: [t`Written off`, 'calm', IconX],
}

const MESSAGE: Record<string, Look> = {
  leaving: [t`Leaving`, 'info', IconHourglass],
  queued: [t`Queued`, 'info', IconClock],
  sending: [t`Sending`, 'info', IconSend],
  sent: [t`Sent`, 'good', IconCheck],
  delivered: [t`Delivered`, 'good', IconCircleCheck],
  read: [t`Read`, 'good', IconCircleCheck],
  failed: [t`Failed`, 'bad', IconX],
  undelivered: [t`Undelivered`, 'bad', IconX],
  bounced: [t`Bounced`, 'bad', IconArrowBackUp],
  unknown: [t`Needs check`, 'warn', IconHelpCircle],
  cancelled: [t`Taken back`, 'calm', IconX],
  undone: [t`Taken back`, 'calm', IconX],
  received: [t`Received`, 'calm', IconMail],
}

const PROMISE: Record<string, Look> = {
  active: [t`Open`, 'info', IconClock],
  kept: [t`Kept`, 'good', IconCheck],
  partly_kept: [t`Partly kept`, 'warn', IconHourglass],
  broken: [t`Broken`, 'bad', IconX],
  superseded: [t`Replaced`, 'calm', IconHourglass],
  cancelled: [t`Cancelled`, 'calm', IconX],
}

const named = (looks: Record<string, Look>, state: string): Look =>
  looks[state] ?? [plainWord(state), 'calm', IconCircleDashed]

const badgeOf = (looks: Record<string, Look>) => ({ state }: { state: string }) => {
  const [word, tone, icon] = named(looks, state)
  return <StatusBadge tone={tone} icon={icon}>{word}</StatusBadge>
}

export const CollectionBadge = badgeOf(COLLECTION)
export const InvoiceBadge = badgeOf(INVOICE)

/** An SMS goes over several hands, and only some of them tell. */
const SMS: Record<string, readonly [word: string, about: string]> = {
  leaving: [t`Leaving`, t`It can still be taken back.`],
  sending: [t`Sending…`, t`Being handed to the provider.`],
  queued: [t`Sending…`, t`The provider has it; the carrier has not told yet.`],
  sent: [t`Sent`, t`The carrier took it. Not every carrier tells whether it arrived.`],
  delivered: [t`Delivered`, t`It arrived. Plain SMS never tell whether they were read.`],
  read: [t`Read`, t`Told by WhatsApp or RCS.`],
  failed: [t`Failed`, t`It never left the provider.`],
  undelivered: [t`Undelivered`, t`It left, but did not arrive.`],
}

export function MessageBadge({ state, channel = 'email' }: { state: string; channel?: string }) {
  const [word, tone, icon] = named(MESSAGE, state)
  const [smsWord, about] = channel === 'sms' ? SMS[state] ?? [word, undefined] : [word, undefined]
  return (
    <StatusBadge tone={channel === 'sms' && state === 'sent' ? 'info' : tone} icon={icon}
      {...(about === undefined ? {} : { title: about })}>{smsWord}</StatusBadge>
  )
}
export const PromiseBadge = badgeOf(PROMISE)

const CHANNELS: Record<string, readonly [word: string, icon: Icon]> = {
  email: [t`E-mail`, IconMail],
  sms: ['SMS', IconMessage],
  call: [t`Call`, IconPhone],
  letter: [t`Letter`, IconMailbox],
  task: [t`Task`, IconSquareCheck],
}

export const channelWord = (channel: string): string => CHANNELS[channel]?.[0] ?? channel

/** “E-mail: First reminder”; a step that is named like its channel says it once. */
export function stepTitle({ channel, name }: { channel: string | null; name: string }): string {
  if (channel === null) return name
  const word = channelWord(channel)
  return name.toLowerCase() === word.toLowerCase() ? word : `${word}: ${name}`
}

export function ChannelIcon({ channel, size = 16 }: { channel: string; size?: number }) {
  const Picture = CHANNELS[channel]?.[1] ?? IconSquareCheck
  return <Picture size={size} aria-hidden style={{ flex: 'none', verticalAlign: '-3px' }} />
}

export function ModeBadge({ mode }: { mode: string }) {
  return mode === 'automatic'
    ? <StatusBadge tone="info" icon={IconRobot}><Trans>Automatic</Trans></StatusBadge>
    : <StatusBadge tone="calm" icon={IconUserQuestion}><Trans>By hand</Trans></StatusBadge>
}

/** `promise_active` → “Promise active”, for words of the server that have no look here. */
export function plainWord(code: string): string {
  const text = code.replaceAll('_', ' ')
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
