// The words of a message: what the person wrote first, the quoted history and great length folded.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Skeleton } from '@mantine/core'
import { useState } from 'react'
import { getMessage } from '#contract/messages.ts'
import { counted } from '../format.ts'
import { useRead } from '../queries.ts'
import { LinkedText } from './linked-text.tsx'
import type { MessageAnswer } from './message-view.tsx'

export function MessageText({ message }: { message: MessageAnswer & { isTextCut?: boolean } }) {
  const [isQuoted, setQuoted] = useState(false)
  const { text, replyText } = message
  const reply = replyText?.trim() ?? ''
  const isFolded = reply !== '' && reply !== text.trim()
  return (
    <>
      <LongText text={isFolded ? reply : text} />
      {isFolded ? (
        <Button size="compact-xs" variant="subtle" mt={6} aria-expanded={isQuoted}
          onClick={() => setQuoted(!isQuoted)}>
          {isQuoted ? t`Hide the quoted text` : t`Show quoted text`}</Button>
      ) : null}
      {isFolded && isQuoted ? (
        <div className="quoted"><WholeText message={message} /></div>
      ) : null}
      {!isFolded && message.isTextCut ? <Rest message={message} /> : null}
    </>
  )
}

function WholeText({ message }: { message: MessageAnswer & { isTextCut?: boolean } }) {
  const whole = useRead(getMessage, { params: { messageId: message.id } },
    { isOff: !message.isTextCut })
  if (message.isTextCut && !whole.data) return <Skeleton height={60} />
  return <LongText text={whole.data?.text ?? message.text} />
}

function Rest({ message }: { message: MessageAnswer }) {
  const [isWanted, setWanted] = useState(false)
  if (isWanted) return <WholeText message={{ ...message, isTextCut: true }} />
  return (
    <Button size="compact-xs" variant="subtle" onClick={() => setWanted(true)}>
      <Trans>Show the whole message</Trans></Button>
  )
}

const LINES_AT_FIRST = 40
const LETTERS_AT_FIRST = 6_000

function LongText({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false)
  const lines = text.split('\n')
  const isLong = lines.length > LINES_AT_FIRST + 10 || text.length > LETTERS_AT_FIRST + 1_000
  const shown = isLong && !isWhole
    ? lines.slice(0, LINES_AT_FIRST).join('\n').slice(0, LETTERS_AT_FIRST) : text
  return (
    <>
      <div className="prose"><LinkedText text={shown} />{shown === text ? '' : ' …'}</div>
      {isLong && !isWhole ? (
        <Button size="compact-xs" variant="subtle" mt={4} onClick={() => setWhole(true)}>
          <Trans>Show all ({counted(lines.length, 'line')})</Trans></Button>
      ) : null}
    </>
  )
}
