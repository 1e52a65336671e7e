// One message in full: who, when, its text with the quoted history folded, and attachments.
import { Anchor, SegmentedControl, Skeleton } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useState } from 'react'
import type { z } from 'zod'
import { getAttachment, getMessage, type Message } from '#contract/messages.ts'
import { addressOf } from '../api.ts'
import { sizeText } from '../format.ts'
import { useRead } from '../queries.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { Money } from './money.tsx'
import { MessageBadge } from './statuses.tsx'
import { MomentText } from './times.tsx'

export type MessageAnswer = z.output<typeof Message>

export function MessageBody({ messageId }: { messageId: string }) {
  const message = useRead(getMessage, { params: { messageId } })
  if (message.error) {
    return <ErrorState error={message.error} onRetry={() => void message.refetch()} />
  }
  if (!message.data) return <Skeleton height={60} mt={8} />
  return <MessageContent message={message.data} />
}

export function MessageContent({ message }: { message: MessageAnswer }) {
  const [look, setLook] = useState('text')
  const html = message.safeHtml
  return (
    <div style={{ marginTop: 8 }}>
      <Addresses message={message} />
      {html === null ? null : (
        <SegmentedControl size="xs" mb={8} value={look} onChange={setLook} aria-label="Show as"
          data={[{ value: 'text', label: 'Text' }, { value: 'html', label: 'Original' }]} />
      )}
      {look === 'html' && html !== null
        ? <iframe className="mail-frame" sandbox="" srcDoc={html} height={320}
          title={`Original of ${message.subject}`} />
        : <TextWithHistory message={message} />}
      <Attachments message={message} />
      <InvoicesSpokenOf message={message} />
      {message.why === null ? null
        : <p className="dim small" style={{ margin: '8px 0 0' }}>{message.why}</p>}
    </div>
  )
}

export function MessageHead({ message }: { message: MessageAnswer }) {
  return (
    <div className="row-line small">
      <span className="clamp-1">
        <span className="strong">
          {message.direction === 'in' ? message.fromName || message.from : 'You wrote'}</span>
        {message.direction === 'in' && message.fromName !== ''
          ? <span className="dim"> {message.from}</span> : null}
      </span>
      {message.direction === 'out' ? <MessageBadge state={message.state} /> : null}
      <span className="dim tiny"><MomentText at={message.at} /></span>
    </div>
  )
}

function Addresses({ message }: { message: MessageAnswer }) {
  return (
    <div className="dim tiny" style={{ marginBottom: 8, overflowWrap: 'anywhere' }}>
      From {message.from || 'unknown'} to {listed(message.to)}
      {message.cc.length === 0 ? null : <>, copy to {listed(message.cc)}</>}
    </div>
  )
}

const listed = (addresses: readonly string[]) => addresses.length > 20
  ? `${addresses.slice(0, 2).join(', ')} +${addresses.length - 2}` : addresses.join(', ')

function TextWithHistory({ message }: { message: MessageAnswer }) {
  const { text, replyText } = message
  if (replyText === null || replyText.trim() === '' || replyText.trim() === text.trim()) {
    return <div className="prose">{text}</div>
  }
  return (
    <>
      <div className="prose">{replyText}</div>
      <details className="small" style={{ marginTop: 6 }}>
        <summary className="dim" style={{ cursor: 'pointer' }}>Whole message with its
          history</summary>
        <div className="prose dim" style={{ paddingTop: 6 }}>{text}</div>
      </details>
    </>
  )
}

function Attachments({ message }: { message: MessageAnswer }) {
  if (message.attachments.length === 0) return null
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 6, marginTop: 10 }}>
      {message.attachments.map(({ id, name, sizeBytes }) => (
        <Anchor key={id} className="chip" download={name}
          href={addressOf(getAttachment, { params: { attachmentId: id } })}>
          <IconPaperclip size={13} aria-hidden />
          <span className="clamp-1">{name || 'attachment'}</span> {sizeText(sizeBytes)}
        </Anchor>
      ))}
    </div>
  )
}

function InvoicesSpokenOf({ message }: { message: MessageAnswer }) {
  if (message.invoices.length === 0) return null
  return (
    <details className="small" style={{ marginTop: 10 }}>
      <summary className="dim" style={{ cursor: 'pointer' }}>
        Spoke of {message.invoices.length === 1 ? '1 invoice'
          : `${message.invoices.length} invoices`}
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
