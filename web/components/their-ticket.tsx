// The number that a customer's ticket system gave to our mail, and whether our next ones name it.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconTicket } from '@tabler/icons-react'
import { nameTicket } from '#contract/messages.ts'
import { useDeed } from '../queries.ts'
import { DeedButton } from './deed-button.tsx'
import type { MessageAnswer } from './message-view.tsx'

export function TheirTicket({ message }: { message: MessageAnswer }) {
  const change = useDeed(nameTicket)
  const { ticket } = message
  if (ticket === null) return null
  return (
    <div className="note tone-info" style={{ marginBottom: 8 }}>
      <IconTicket size={16} aria-hidden />
      <div className="note-body" style={{ overflowWrap: 'anywhere' }}>
        {ticket.isUsed ? <Trans>Their ticket <span className="strong">{ticket.mark}</span> stands in
          the subject of our next mails about this.</Trans>
          : <Trans>Their ticket <span className="strong">{ticket.mark}</span> is not named in our
            next mails.</Trans>}{' '}
        <DeedButton endpoint={nameTicket} size="compact-xs" variant="subtle"
          loading={change.isPending} onClick={() => change.mutate({
            params: { messageId: message.id }, body: { isUsed: !ticket.isUsed },
          })}>{ticket.isUsed ? t`Do not name it` : t`Name it again`}</DeedButton>
        {change.error === null ? null : (
          <div className="small" role="alert" style={{ color: 'var(--bad)' }}>
            {change.error.message}</div>
        )}
      </div>
    </div>
  )
}
