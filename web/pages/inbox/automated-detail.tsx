// Mail a machine wrote: shown, dated, and holding nothing back.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconRobot } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { getMessage } from '#contract/messages.ts'
import { Suggestions } from '../../components/suggestions.tsx'
import { DayText } from '../../components/times.tsx'
import { useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import type { InboxItem } from './inbox-list.tsx'
import { SingleMessage } from './single-message.tsx'

const KIND: Record<string, string> = {
  auto_reply: t`An automatic answer`,
  read_receipt: t`A note that our message was opened`,
  delivery_notice: t`A note that our message arrived`,
  feedback_report: t`They reported our mail as unwanted; nothing more is sent to that address`,
  forward_confirmation: t`A mailbox asks to confirm that it may forward to us`,
  bulk: t`A newsletter or a list`,
  automated: t`A notice by a machine`,
}

export function AutomatedDetail({ item }: { item: InboxItem }) {
  const message = useRead(getMessage, { params: { messageId: item.messageId ?? item.id } })
  if (message.error) {
    return <ErrorState error={message.error} onRetry={() => void message.refetch()} />
  }
  if (!message.data) return <div className="card"><ListSkeleton rows={4} /></div>
  return (
    <div id="inbox-item" data-chosen-item tabIndex={-1}>
      <SingleMessage message={message.data}>
        <div className="note tone-calm" style={{ marginTop: 10 }}>
          <IconRobot size={16} aria-hidden />
          <div className="note-body">
            <Trans>{KIND[item.kind ?? ''] ?? t`Written by a machine`}. It holds no reminder back.
            {item.returnOn === null ? null
              : <> <Trans>They are back on <strong><DayText
                day={item.returnOn} /></strong>.</Trans></>}
            {item.customerId === null ? null : (
              <>{' '}<Link to="/customers/$customerId" params={{ customerId: item.customerId }}>
                {item.customerName}</Link></>
            )}
            {item.kind === 'forward_confirmation'
              ? <>{' '}<Link to="/settings" search={{ section: 'reply-address' }}>
                <Trans>Confirm it in Settings</Trans></Link></>
              : null}</Trans>
          </div>
        </div>
      </SingleMessage>
      {item.customerId === null ? null : (
        <div style={{ marginTop: 12 }}>
          <Suggestions customerId={item.customerId} messageId={message.data.id} />
        </div>
      )}
    </div>
  )
}
