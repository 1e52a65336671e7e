// Tells honestly where a message is: leaving (undo), queued, sent; never “sent” before it is.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useEffect, useRef, useState } from 'react'
import { getMessage, undoMessage } from '#contract/messages.ts'
import { call } from '../api.ts'
import { queryClient } from '../queries.ts'
import { KeyHint } from '../ui/key-hint.tsx'
import { offerUndo } from '../undo.ts'

interface Leaving {
  /** Null when the server says nothing that can be undone. */
  messageId: string | null
  undoSeconds: number
  onUndone: () => void
}

export function showLeaving({ messageId, undoSeconds, onUndone }: Leaving): void {
  const closeButtonProps = { 'aria-label': t`Close notice` }
  if (messageId === null) {
    notifications.show({ message: t`Handed over. Its state is on the timeline.`, closeButtonProps })
    return
  }
  const id = notifications.show({
    autoClose: false, closeButtonProps,
    message: <Progress messageId={messageId} undoSeconds={undoSeconds} onUndone={onUndone}
      onEnd={(afterMs) => setTimeout(() => notifications.hide(id), afterMs)} />,
  })
}

const LONGEST_WATCH_SECONDS = 60
const FINAL: Record<string, string> = {
  sent: t`Sent`, delivered: t`Delivered`, failed: t`Could not be sent; see the timeline`,
  bounced: t`Came back; see the timeline`, cancelled: t`Taken back`, undone: t`Taken back`,
  unknown: t`It may or may not have left; see To Do › Needs check`,
}

function Progress({ messageId, undoSeconds, onUndone, onEnd }: {
  messageId: string; undoSeconds: number; onUndone: () => void; onEnd: (afterMs: number) => void
}) {
  const [passed, setPassed] = useState(0)
  const [state, setState] = useState('leaving')
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    const timer = setInterval(() => setPassed((seconds) => seconds + 1), 1_000)
    return () => clearInterval(timer)
  }, [])
  const withdraw = useRef<() => void>(() => undefined)
  useEffect(() => {
    withdraw.current = offerUndo(() => void undo(), undoSeconds * 1_000)
    return () => withdraw.current()
    // The offer stands from the moment of sending; `undo` itself is made anew with each render.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  const isOver = state in FINAL || passed > LONGEST_WATCH_SECONDS
  useEffect(() => {
    if (isOver || passed < undoSeconds) return
    void call(getMessage, { params: { messageId } })
      .then((message) => setState(message.state))
      .catch(() => undefined)
  }, [passed, undoSeconds, messageId, isOver])
  useEffect(() => {
    if (!isOver) return
    void queryClient.invalidateQueries()
    onEnd(4_000)
    // `onEnd` is made anew with each render; the end comes once.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isOver])
  const left = undoSeconds - passed
  const undo = async () => {
    try {
      withdraw.current()
      await call(undoMessage, { params: { messageId } })
      onUndone()
      setState('undone')
    } catch (error) {
      if (error instanceof Error) setProblem(error.message)
    }
  }
  return (
    <span style={{ display: 'flex', alignItems: 'center', gap: 12 }} role="status">
      <span style={{ flex: 1 }}>{problem ?? wordsFor(state, left)}</span>
      {left > 0 && !isOver
        ? <Button size="compact-sm" variant="default" onClick={() => void undo()}
          rightSection={<KeyHint shortcut="undoLast" />}><Trans>Undo</Trans></Button>
        : null}
    </span>
  )
}

function wordsFor(state: string, left: number): string {
  const final = FINAL[state]
  if (final !== undefined) return final
  if (left > 0) return t`Leaving in ${left} s`
  return state === 'sending' ? t`Being handed to the provider…` : t`Queued; it leaves in a moment`
}
