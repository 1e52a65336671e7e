// The log of a customer or an invoice, newest first, with each message where it happened.
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import {
  IconAlertTriangle, IconArrowBackUp, IconArrowDownLeft, IconArrowUpRight, IconCheck, IconCoin,
  IconFileInvoice, IconFlag, IconHelpCircle, IconLock, IconPhone,
  IconPlayerPause, IconPoint, IconRobot,
  IconRoute, IconSparkles, IconUser, IconX, type Icon,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { z } from 'zod'
import type { TimelineEvent } from '#contract/customers.ts'
import { locale } from '../words/language.ts'
import { eventSentence } from './event-words.ts'
import { MessageBody } from './message-view.tsx'
import { NoteCard } from './notes.tsx'
import { MessageBadge } from './statuses.tsx'
import { Suggestions } from './suggestions.tsx'
import { When } from './times.tsx'
import { WhyButton, type WhySubject } from './why-panel.tsx'
import './timeline.css'

export type Event = z.output<typeof TimelineEvent>

export function Timeline({ events, onReply, replyableIds }: {
  events: readonly Event[]
  /** Opens the composer to answer a message. */
  onReply?: (messageId: string) => void
  /** Messages with an arrow; when left out, every human message that came in has one. */
  replyableIds?: ReadonlySet<string>
}) {
  return (
    <div>
      {byMonth(events).map(([month, monthEvents]) => (
        <section key={month}>
          <h3 className="timeline-month">{month}</h3>
          <ol className="timeline">
            {monthEvents.map((event) => (
              <li key={event.id} className={`event ${pictureOf(event)[1]}`}>
                <Entry event={event} onReply={
                  onReply && isAnswerable(event, replyableIds) ? onReply : null} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

/** What stands in one line of the log. */
export function Entry({ event, onReply }: {
  event: Event; onReply: ((messageId: string) => void) | null
}) {
  const [Picture] = pictureOf(event)
  const { messageId } = event
  // Once it has left, it stands where it left, and here only that somebody wrote it.
  const isElsewhere = event.kind === 'message_leaving' && event.message?.state !== 'leaving'
  const message = isElsewhere ? null : event.message
  const asked = isElsewhere ? null : subjectOf(event)
  return (
    <>
      <span className="event-icon"><Picture size={15} aria-hidden /></span>
      <div style={{ minWidth: 0 }}>
        <div className="event-head">
          <span className="event-text">
            {eventSentence(event)}
            {isOurs(event.actor) || event.actorName === '' ? null
              : <span className="dim"> · {event.actorName}</span>}
          </span>
          {message?.direction === 'out' ? <MessageBadge state={message.state}
            channel={message.channel} /> : null}
          {asked === null ? null : <WhyButton of={asked} isQuiet />}
          <span className="event-time"><When at={event.at} /></span>
        </div>
        {message ? <Cause message={message} kind={event.kind} /> : null}
        {message && messageId && !DECISIONS.test(event.kind)
          ? <Mail message={message} messageId={messageId} customerId={event.customerId} />
          : null}
        {event.note === null ? null : <NoteCard note={event.note} />}
        {onReply && messageId ? (
          <div className="event-deeds">
            <Button size="compact-sm" variant="default" onClick={() => onReply(messageId)}
              leftSection={<IconArrowBackUp size={15} />}><Trans>Reply</Trans></Button>
          </div>
        ) : null}
      </div>
    </>
  )
}

/** What went wrong and what to do, where it is told of; the sentence above may say the cause. */
const TELLS_CAUSE = /^message_(leaving|status|received)/

function Cause({ message, kind }: { message: NonNullable<Event['message']>; kind: string }) {
  const hasFailed = message.state === 'failed' || message.state === 'undelivered'
  if (!hasFailed || message.channel !== 'sms' || TELLS_CAUSE.test(kind)) return null
  if (message.why === null && message.nextStep === null) return null
  return (
    <div className="small" style={{ color: 'var(--bad)', marginTop: 2 }}>
      {kind === 'message_failed' || message.why === null ? '' : `${message.why} `}
      {message.nextStep}
    </div>
  )
}

function Mail({ message, messageId, customerId }: {
  message: NonNullable<Event['message']>; messageId: string; customerId: string | null
}) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="event-card" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {message.subject === '' ? null
          : <span className="strong clamp-1">{message.subject}</span>}
        {isOpen ? null : <span className="dim clamp-2">{message.preview}</span>}
      </summary>
      {isOpen ? <MessageBody messageId={messageId} /> : null}
      {isOpen && customerId !== null && message.direction === 'in'
        ? <Suggestions customerId={customerId} messageId={messageId} /> : null}
    </details>
  )
}

/** What left, came in or was done can be asked about, where it happened. */
const ASKED_MESSAGE = /^message_(sent|failed|unknown|received|leaving)|^letter_queued/
const ASKED_ACTION = /^action_|^task_opened|^call_logged/

function subjectOf(event: Event): WhySubject | null {
  const { kind, messageId, actionId } = event
  if (messageId !== null && ASKED_MESSAGE.test(kind)) return { kind: 'message', id: messageId }
  return actionId !== null && ASKED_ACTION.test(kind) ? { kind: 'action', id: actionId } : null
}

/** Told below a message that stands on the timeline itself. */
const DECISIONS = /^(reply|suggestion|consent|ticket)_|^message_status/

/** What Duebox did by itself needs no name; whoever did it by hand does. */
const isOurs = (actor: string) => actor === 'system'

export const isAnswerable = (event: Event, ids: ReadonlySet<string> | undefined) =>
  event.messageId !== null && event.message?.direction === 'in'
  && (ids ? ids.has(event.messageId) : event.message.kind === 'human')
  && event.kind !== 'reply_opened' && !event.kind.startsWith('suggestion_')

const monthFormat = new Intl.DateTimeFormat(locale, {
  month: 'long', year: 'numeric', timeZone: 'UTC',
})

export const monthOf = (event: Event) => monthFormat.format(new Date(event.at))

function byMonth(events: readonly Event[]): [string, Event[]][] {
  const months = new Map<string, Event[]>()
  for (const event of events) {
    const month = monthOf(event)
    months.set(month, [...(months.get(month) ?? []), event])
  }
  return [...months]
}

type Look = '' | 'event-in' | 'event-bad' | 'event-good'
const PICTURES: readonly (readonly [pattern: RegExp, icon: Icon, look: Look])[] = [
  [/^message_received|^keyword_received|^unmatched_linked/, IconArrowDownLeft, 'event-in'],
  [/^(automatic_received|ticket_)/, IconRobot, ''],
  [/^message_(failed|bounced)|^address_suppressed/, IconAlertTriangle, 'event-bad'],
  [/^message_unknown|^consent_doubted/, IconHelpCircle, 'event-bad'],
  [/^consent_revoked|^(sms|mail)_fell_back/, IconAlertTriangle, 'event-bad'],
  [/^consent_given/, IconCheck, 'event-good'],
  [/^message_undone/, IconX, ''],
  [/^(message_|asked_at_parent)/, IconArrowUpRight, ''],
  [/^reply_replied|^action_done/, IconCheck, 'event-good'],
  [/^reply_/, IconPlayerPause, ''],
  [/^payment_recorded|^credit_note/, IconCoin, 'event-good'],
  [/^payment_reversed/, IconCoin, 'event-bad'],
  [/^note_/, IconLock, ''],
  [/^(invoice|document)_/, IconFileInvoice, ''],
  [/^(dispute|promise)_/, IconFlag, ''],
  [/^suggestion_/, IconSparkles, ''],
  [/^pause_/, IconPlayerPause, ''],
  [/^call_/, IconPhone, ''],
  [/^(run|workflow)_/, IconRoute, ''],
  [/^(customer|contact)_/, IconUser, ''],
]

const LOST = new Set<unknown>(['failed', 'undelivered'])

export function pictureOf(event: Event): readonly [Icon, Look] {
  if (event.kind === 'message_status') {
    return LOST.has(event.detail['status']) ? [IconAlertTriangle, 'event-bad']
      : [IconCheck, 'event-good']
  }
  const found = PICTURES.find(([pattern]) => pattern.test(event.kind))
  return found ? [found[1], found[2]] : [IconPoint, '']
}
