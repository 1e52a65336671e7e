// Mail that could not be read: why, the original, its beginning as text, and another try.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
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
    toast(t`It is read again; if that fails, it comes back here.`)
  })
  if (read.error) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <div className="card"><ListSkeleton rows={3} /></div>
  const { mail, text, isCut } = read.data
  return (
    <article className="card" id="inbox-item" data-chosen-item tabIndex={-1}>
      <h2 className="clamp-3" style={{ margin: '0 0 8px' }}>
        {item.subject || t`Mail from ${item.from || t`an unknown sender`}`}</h2>
      <div className="note tone-warn" style={{ marginBottom: 12 }}>
        <IconShieldX size={16} aria-hidden />
        <div className="note-body"><Trans>{mail.why ?? t`It could not be read.`} It is kept as it
          came, and nothing in it was opened.</Trans></div>
      </div>
      <Facts facts={[
        [t`From`, mail.envelopeFrom || 'unknown'], [t`To`, mail.envelopeTo.join(', ') || 'unknown'],
        [t`Received`, <MomentText key="at" at={mail.receivedAt} />],
        [t`Size`, sizeText(mail.sizeBytes)], [t`Tried`, counted(mail.tries, 'time')],
      ]} />
      <DeedError error={retry.error} />
      <Group gap="xs" mt={14}>
        <DeedButton endpoint={retryMail} loading={retry.isPending}
          leftSection={<IconRefresh size={16} />}
          onClick={() => retry.mutate({ params })}><Trans>Try again</Trans></DeedButton>
        <Button variant="default" leftSection={<IconFileText size={16} />} aria-expanded={isText}
          onClick={() => setText(!isText)}>{isText ? t`Hide the text` : t`Show as text`}</Button>
        <Anchor size="sm" download={`${params.inboundMailId}.eml`}
          href={addressOf(getRawMail, { params })}>
          <IconDownload size={15} aria-hidden style={{ verticalAlign: '-2px' }} /> <Trans>Download
            .eml</Trans></Anchor>
      </Group>
      {isText ? (
        <>
          <pre className="raw-text" tabIndex={0} aria-label={t`Beginning of the mail as text`}>
            {text}</pre>
          {isCut ? <p className="dim small"><Trans>The rest is in the download.</Trans></p> : null}
        </>
      ) : null}
    </article>
  )
}
