// One message outside of a conversation: its subject, who wrote, its content, its evidence.
import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { MessageContent, MessageHead, type MessageAnswer } from
  '../../components/message-view.tsx'
import { Evidence } from './evidence.tsx'

export function SingleMessage({ message, children }: {
  message: MessageAnswer
  /** What is said between the head and the content. */
  children?: ReactNode
}) {
  return (
    <article className="card">
      <h2 className="clamp-3" style={{ margin: '0 0 8px' }}>{message.subject || t`No subject`}</h2>
      <MessageHead message={message} />
      {children}
      <MessageContent message={message} hasWho={false} />
      <Evidence letter={message} />
    </article>
  )
}
