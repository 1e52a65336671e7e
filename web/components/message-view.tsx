// One message in full: who, when, its text with the quoted history folded, its HTML and its files.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { SegmentedControl, Skeleton } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { z } from 'zod'
import { getMessage, type Message } from '#contract/messages.ts'
import { formatPhone } from '#domain/sms/format-phone.ts'
import { counted, microsText, sizeText } from '../format.ts'
import { useRead } from '../queries.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { Attachments } from './attachments.tsx'
import { MessageText } from './message-text.tsx'
import { Money } from './money.tsx'
import { useSession } from './session.tsx'
import { MessageBadge } from './statuses.tsx'
import { StrangerOffer } from './stranger-offer.tsx'
import { TheirTicket } from './their-ticket.tsx'
import { DayText, MomentText } from './times.tsx'
import './message.css'

// The sanitiser comes with the first message whose HTML somebody wants to see.
const MailFrame = lazy(async () => ({ default: (await import('./mail-frame.tsx')).MailFrame }))

export type MessageAnswer = z.output<typeof Message>

export function MessageBody({ messageId }: { messageId: string }) {
  const message = useRead(getMessage, { params: { messageId } })
  if (message.error) {
    return <ErrorState error={message.error} onRetry={() => void message.refetch()} />
  }
  if (!message.data) return <Skeleton height={60} mt={8} />
  return <MessageContent message={message.data} />
}

export function MessageContent({ message, hasWho = true }: {
  message: MessageAnswer
  /** Without, where the head of the message says it. */
  hasWho?: boolean
}) {
  const [look, setLook] = useState('text')
  const hasHtml = message.safeHtml !== null || (message.htmlBytes ?? 0) > 0
  return (
    <div style={{ marginTop: 8 }}>
      <StrangerOffer message={message} />
      <TheirTicket message={message} />
      {hasWho ? <Addresses message={message} /> : null}
      {hasHtml ? (
        <SegmentedControl size="xs" mb={8} value={look} onChange={setLook} aria-label={t`Show as`}
          data={[{ value: 'text', label: t`Text` }, {
            value: 'html', label: (message.htmlBytes ?? 0) > 200_000
              ? t`Original, ${sizeText(message.htmlBytes ?? 0)}` : t`Original`,
          }]} />
      ) : null}
      {look === 'html' ? <Original message={message} /> : <MessageText message={message} />}
      <Attachments message={message} />
      <InvoicesSpokenOf message={message} />
      {message.crossed.map((payment) => (
        <p key={payment.paymentId} className="small" style={{ margin: '8px 0 0' }}>
          <Trans><span className="strong">Crossed in the post:</span>{' '}
          <Money amountMinor={payment.amountMinor} currency={payment.currency} /> received{' '}
          <DayText day={payment.receivedOn} />. Thank them when you write.</Trans></p>
      ))}
      {message.why === null ? null
        : <p className="dim small" style={{ margin: '8px 0 0' }}>{message.why}
          {message.sms?.nextStep ? ` ${message.sms.nextStep}` : null}</p>}
      <Notes message={message} />
      {message.sms === null ? null : <SmsDetail sms={message.sms} from={message.from} />}
    </div>
  )
}

/** What was done otherwise than the step says: a copy or a PDF that did not go along. */
function Notes({ message: { reasons } }: { message: MessageAnswer }) {
  const given = reasons['notes']
  const notes = Array.isArray(given)
    ? given.filter((note): note is string => typeof note === 'string') : []
  if (notes.length === 0) return null
  return (
    <ul className="dim small message-notes" aria-label={t`Told of this message`}>
      {notes.map((note) => <li key={note}>{note}</li>)}
    </ul>
  )
}

function SmsDetail({ sms, from }: {
  sms: NonNullable<MessageAnswer['sms']>; from: string
}) {
  const cost = sms.costMicros === null || sms.costCurrency === null ? null
    : `${sms.isCostFinal ? '' : '≈ '}${microsText(sms.costMicros, sms.costCurrency)}`
  return (
    <div className="dim tiny" style={{ marginTop: 8 }}>
      {[`from ${formatPhone(from)}`, counted(sms.segments, 'part'), sms.encoding, cost,
        sms.errorCode === null ? null : `code ${sms.errorCode}`,
        sms.hasConflict ? t`the provider told two different ends and is asked again` : null]
        .filter((part) => part !== null).join(' · ')}
    </div>
  )
}

/** Lists leave the HTML out, so it is read when it is wanted. */
function Original({ message }: { message: MessageAnswer }) {
  const whole = useRead(getMessage, { params: { messageId: message.id } },
    { isOff: message.safeHtml !== null })
  const html = message.safeHtml ?? whole.data?.safeHtml
  if (whole.error) {
    return <ErrorState error={whole.error} onRetry={() => void whole.refetch()} />
  }
  if (html === undefined || html === null) return <Skeleton height={320} radius="md" />
  return (
    <Suspense fallback={<Skeleton height={320} radius="md" />}>
      <MailFrame message={whole.data ?? message} html={html} />
    </Suspense>
  )
}

export function MessageHead({ message }: { message: MessageAnswer }) {
  const { nameOf } = useSession()
  return (
    <div className="row-line small">
      <span className="clamp-1">
        <span className="strong">
          {message.direction === 'in' ? message.fromName || formatPhone(message.from)
            : nameOf(message.authorId) ?? t`We wrote`}</span>
        {message.direction === 'in' && message.fromName !== ''
          ? <span className="dim"> {formatPhone(message.from)}</span> : null}
      </span>
      {message.direction === 'out' ? <MessageBadge state={message.state}
        channel={message.channel} /> : null}
      <span className="dim tiny"><MomentText at={message.at} /></span>
    </div>
  )
}

export function Addresses({ message }: { message: MessageAnswer }) {
  return (
    <div className="dim tiny" style={{ marginBottom: 8, overflowWrap: 'anywhere' }}>
      <Trans>From {formatPhone(message.from) || 'unknown'} to {listed(message.to.map(formatPhone))
        || t`nobody named`}
      {message.cc.length === 0 ? null : <><Trans>, copy to {listed(message.cc)}</Trans></>}</Trans>
    </div>
  )
}

const listed = (addresses: readonly string[]) => addresses.length > 20
  ? `${addresses.slice(0, 2).join(', ')} +${addresses.length - 2}` : addresses.join(', ')

function InvoicesSpokenOf({ message }: { message: MessageAnswer }) {
  if (message.invoices.length === 0) return null
  return (
    <details className="small" style={{ marginTop: 10 }}>
      <summary className="dim" style={{ cursor: 'pointer' }}>
        <Trans>Spoke of {message.invoices.length === 1 ? t`1 invoice`
          : t`${message.invoices.length} invoices`}</Trans>
      </summary>
      <table className="ledger"><tbody>
        {message.invoices.map((invoice) => (
          <tr key={invoice.invoiceId}>
            <td>{invoice.number}</td>
            <td><Money amountMinor={invoice.openMinor} currency={invoice.currency} /></td>
          </tr>
        ))}
      </tbody></table>
    </details>
  )
}
