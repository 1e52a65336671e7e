// States in icon, word and colour: collection, invoices, messages, actions.
import {
  IconAlertTriangle, IconArrowBackUp, IconBan, IconCheck, IconCircleCheck, IconCircleDashed,
  IconClock, IconCornerUpLeft, IconFileX, IconHelpCircle, IconHourglass, IconMail, IconMailbox,
  IconMessage, IconPhone, IconPlayerPause, IconPlayerPlay, IconRobot, IconSend, IconSquareCheck,
  IconUserQuestion, IconX, type Icon,
} from '@tabler/icons-react'

export type Tone = 'good' | 'warn' | 'bad' | 'calm' | 'info'
type Look = readonly [word: string, tone: Tone, icon: Icon]

export function StatusBadge({ tone, icon: Picture, children, title }: {
  tone: Tone; icon: Icon; children: string; title?: string
}) {
  return (
    <span className={`badge tone-${tone}`} title={title}>
      <Picture size={13} aria-hidden /><span className="badge-word">{children}</span>
    </span>
  )
}

const COLLECTION: Record<string, Look> = {
  active: ['Active', 'info', IconPlayerPlay],
  halted_by_reply: ['Halted by reply', 'warn', IconCornerUpLeft],
  paused: ['Paused', 'calm', IconPlayerPause],
  stopped: ['Stopped', 'bad', IconBan],
  finished: ['Finished', 'calm', IconCheck],
  none: ['No workflow', 'calm', IconCircleDashed],
}

const INVOICE: Record<string, Look> = {
  due: ['Due', 'info', IconClock],
  overdue: ['Overdue', 'bad', IconAlertTriangle],
  partly_paid: ['Partly paid', 'warn', IconHourglass],
  paid: ['Paid', 'good', IconCircleCheck],
  void: ['Void', 'calm', IconFileX],
  written_off: ['Written off', 'calm', IconX],
}

const MESSAGE: Record<string, Look> = {
  leaving: ['Leaving', 'info', IconHourglass],
  queued: ['Queued', 'info', IconClock],
  sending: ['Sending', 'info', IconSend],
  sent: ['Sent', 'good', IconCheck],
  delivered: ['Delivered', 'good', IconCircleCheck],
  read: ['Read', 'good', IconCircleCheck],
  failed: ['Failed', 'bad', IconX],
  undelivered: ['Undelivered', 'bad', IconX],
  bounced: ['Bounced', 'bad', IconArrowBackUp],
  unknown: ['Needs check', 'warn', IconHelpCircle],
  cancelled: ['Taken back', 'calm', IconX],
  undone: ['Taken back', 'calm', IconX],
  received: ['Received', 'calm', IconMail],
}

const PROMISE: Record<string, Look> = {
  active: ['Open', 'info', IconClock],
  kept: ['Kept', 'good', IconCheck],
  partly_kept: ['Partly kept', 'warn', IconHourglass],
  broken: ['Broken', 'bad', IconX],
  superseded: ['Replaced', 'calm', IconHourglass],
  cancelled: ['Cancelled', 'calm', IconX],
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
  leaving: ['Leaving', 'It can still be taken back.'],
  sending: ['Sending…', 'Being handed to the provider.'],
  queued: ['Sending…', 'The provider has it; the carrier has not told yet.'],
  sent: ['Sent', 'The carrier took it. Not every carrier tells whether it arrived.'],
  delivered: ['Delivered', 'It arrived. Plain SMS never tell whether they were read.'],
  read: ['Read', 'Told by WhatsApp or RCS.'],
  failed: ['Failed', 'It never left the provider.'],
  undelivered: ['Undelivered', 'It left, but did not arrive.'],
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
  email: ['E-mail', IconMail],
  sms: ['SMS', IconMessage],
  call: ['Call', IconPhone],
  letter: ['Letter', IconMailbox],
  task: ['Task', IconSquareCheck],
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
    ? <StatusBadge tone="info" icon={IconRobot}>Automatic</StatusBadge>
    : <StatusBadge tone="calm" icon={IconUserQuestion}>By hand</StatusBadge>
}

/** `promise_active` → “Promise active”, for words of the server that have no look here. */
export function plainWord(code: string): string {
  const text = code.replaceAll('_', ' ')
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
