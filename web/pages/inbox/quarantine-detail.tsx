// Mail that could not be read: why, the original, its beginning as text, and another try.
import { Anchor, Button, Group } from '@mantine/core'
import { IconDownload, IconFileText, IconRefresh, IconShieldX } from '@tabler/icons-react'
import { useState } from 'react'
import { showMailText } from '#contract/inbox.ts'
import { getRawMail, retryMail } from '#contract/messages.ts'
import { addressOf } from '../../api.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { MomentText } from '../../components/times.tsx'
import { counted, sizeText } from '../../format.ts'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { Facts } from '../../ui/facts.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { toast } from '../../ui/toast.tsx'
import type { InboxItem } from './inbox-list.tsx'

export function QuarantineDetail({ item, onDone }: { item: InboxItem; onDone: () => void }) {
  const [isText, setText] = useState(false)
  const params = { inboundMailId: item.inboundMailId ?? item.id }
  const read = useRead(showMailText, { params })
  const retry = useDeed(retryMail, () => {
    onDone()
    toast('It is read again; if that fails, it comes back here.')
  })
  if (read.error) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <div className="card"><ListSkeleton rows={3} /></div>
  const { mail, text, isCut } = read.data
  return (
    <article className="card" id="inbox-item" data-chosen-item tabIndex={-1}>
      <h2 className="clamp-3" style={{ margin: '0 0 8px' }}>
        {item.subject || `Mail from ${item.from || 'an unknown sender'}`}</h2>
      <div className="note tone-warn" style={{ marginBottom: 12 }}>
        <IconShieldX size={16} aria-hidden />
        <div className="note-body">{mail.why ?? 'It could not be read.'} It is kept as it came, and
          nothing in it was opened.</div>
      </div>
      <Facts facts={[
        ['From', mail.envelopeFrom || 'unknown'], ['To', mail.envelopeTo.join(', ') || 'unknown'],
        ['Received', <MomentText key="at" at={mail.receivedAt} />],
        ['Size', sizeText(mail.sizeBytes)], ['Tried', counted(mail.tries, 'time')],
      ]} />
      <DeedError error={retry.error} />
      <Group gap="xs" mt={14}>
        <DeedButton endpoint={retryMail} loading={retry.isPending}
          leftSection={<IconRefresh size={16} />}
          onClick={() => retry.mutate({ params })}>Try again</DeedButton>
        <Button variant="default" leftSection={<IconFileText size={16} />} aria-expanded={isText}
          onClick={() => setText(!isText)}>{isText ? 'Hide the text' : 'Show as text'}</Button>
        <Anchor size="sm" download={`${params.inboundMailId}.eml`}
          href={addressOf(getRawMail, { params })}>
          <IconDownload size={15} aria-hidden style={{ verticalAlign: '-2px' }} /> Download
            .eml</Anchor>
      </Group>
      {isText ? (
        <>
          <pre className="raw-text" tabIndex={0} aria-label="Beginning of the mail as text">
            {text}</pre>
          {isCut ? <p className="dim small">The rest is in the download.</p> : null}
        </>
      ) : null}
    </article>
  )
}
