// The messages of a conversation, oldest first: the newest open, ours and earlier ones folded.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconArrowDownLeft, IconArrowUpRight, IconPaperclip } from '@tabler/icons-react'
import { useState } from 'react'
import type { z } from 'zod'
import type { Conversation } from '#contract/inbox.ts'
import { formatPhone } from '#domain/sms/format-phone.ts'
import { MessageContent } from '../../components/message-view.tsx'
import { useSession } from '../../components/session.tsx'
import { ChannelIcon, MessageBadge } from '../../components/statuses.tsx'
import { MomentText } from '../../components/times.tsx'
import { Evidence } from './evidence.tsx'

type Page = z.output<typeof Conversation>
export type Letter = Page['messages'][number]

const SHOWN_AT_FIRST = 5

export function Letters({ pages, openedId, more }: {
  pages: readonly Page[]
  /** The message that waits for an answer. */
  openedId: string | null
  more: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
}) {
  const all = pages.flatMap((page) => page.messages).reverse()
  const [isWhole, setWhole] = useState(false)
  // The newest is what is to be answered: a long past must not stand in front of it.
  const letters = isWhole || pages.length > 1 ? all : all.slice(-SHOWN_AT_FIRST)
  const hasThreads = new Set(letters.map(({ threadId }) => threadId)).size > 1
  const newest = letters.at(-1)?.id
  // All that came after our last message waits for one answer, so all of it is open.
  const lastOurs = letters.findLastIndex(({ direction }) => direction === 'out')
  return (
    <div className="stack" style={{ gap: 8 }} role="log" aria-label={t`Messages, oldest first`}>
      {letters.length < all.length ? (
        <Button variant="default" size="xs" style={{ alignSelf: 'center' }}
          onClick={() => setWhole(true)}><Trans>Show {all.length - letters.length} earlier
          messages</Trans></Button>
      ) : <EarlierButton more={more} />}
      {letters.map((letter, at) => (
        <div key={letter.id} className="stack" style={{ gap: 6 }}>
          {hasThreads && letter.threadId !== letters[at - 1]?.threadId ? (
            <div className="letter-thread">
              <span className="clamp-1">{letter.channel === 'sms' ? 'SMS'
                : letter.subject || t`No subject`}</span>
            </div>
          ) : null}
          <LetterCard letter={letter} isOpenAtFirst={letter.id === newest
            || letter.id === openedId || (letter.direction === 'in' && at > lastOurs)} />
        </div>
      ))}
    </div>
  )
}

export function LetterCard({ letter, isOpenAtFirst }: {
  letter: Letter; isOpenAtFirst: boolean
}) {
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const isOurs = letter.direction === 'out'
  return (
    <article className={`letter ${isOurs ? 'letter-out' : ''}`}>
      <button type="button" className="letter-head" aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}>
        <span className="letter-mark">{isOurs ? <IconArrowUpRight size={15} aria-hidden />
          : <IconArrowDownLeft size={15} aria-hidden />}</span>
        <span className="letter-who">
          <Who letter={letter} />
          {isOpen ? null : (
            <span className="dim small clamp-1">
              {(letter.replyText?.trim() || letter.text).slice(0, 200)}</span>
          )}
        </span>
        {isOurs ? <MessageBadge state={letter.state} channel={letter.channel} /> : null}
        {letter.attachments.length === 0 || isOpen ? null
          : <IconPaperclip size={14} aria-label={t`${letter.attachments.length} files`} />}
        <span className="dim tiny"><MomentText at={letter.at} /></span>
      </button>
      {isOpen ? (
        <div className="letter-body">
          <MessageContent message={letter} hasWho={false} />
          <Evidence letter={letter} />
        </div>
      ) : null}
    </article>
  )
}

function Who({ letter }: { letter: Letter }) {
  const { nameOf } = useSession()
  const isOurs = letter.direction === 'out'
  const name = isOurs ? nameOf(letter.authorId) ?? (letter.stepId === null ? t`We` : t`Reminder`)
    : letter.fromName || formatPhone(letter.from)
  return (
    <span className="small clamp-1">
      <ChannelIcon channel={letter.channel} size={14} />{' '}
      <span className="strong">{name}</span>
      <span className="dim"> {isOurs ? `to ${letter.to.slice(0, 2).map(formatPhone)
        .join(', ')}` : letter.fromName === '' ? '' : formatPhone(letter.from)}</span>
    </span>
  )
}

function EarlierButton({ more }: {
  more: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
}) {
  if (!more.hasNextPage) return null
  return (
    <Button variant="default" size="xs" loading={more.isFetchingNextPage}
      style={{ alignSelf: 'center' }} onClick={() => void more.fetchNextPage()}>
      <Trans>Show earlier messages</Trans></Button>
  )
}
