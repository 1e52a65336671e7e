// Which answers on the list a colleague has just handled: told for a moment, then gone.
import { t } from '@lingui/core/macro'
import { useEffect, useRef, useState } from 'react'
import { getReplyAction } from '#contract/actions.ts'
import { call } from '../../api.ts'
import { useSession } from '../../components/session.tsx'
import type { Reply } from './reply-age.tsx'

export interface Taken {
  reply: Reply
  /** “Mara answered” */
  words: string
}

const TOLD_MS = 20_000
const MOST = 3

export function useTaken(items: readonly Reply[], asked: string): readonly Taken[] {
  const { me, nameOf } = useSession()
  const [taken, setTaken] = useState<readonly Taken[]>([])
  const before = useRef({ asked, items })
  useEffect(() => {
    const was = before.current
    before.current = { asked, items }
    if (was.asked !== asked) return setTaken([])
    const gone = was.items.filter(({ id }) => !items.some((one) => one.id === id)).slice(0, MOST)
    for (const one of gone) {
      void call(getReplyAction, { params: { replyActionId: one.id } }).then((reply) => {
        const userId = reply.closedBy?.replace(/^user:/, '') ?? null
        const name = nameOf(userId)
        if (name === null || userId === me.userId) return
        const words = reply.state === 'replied' ? t`${name} answered` : t`${name} handled it`
        setTaken((all) => [...all.filter((other) => other.reply.id !== one.id),
          { reply, words }])
        setTimeout(() => setTaken((all) => all.filter((other) => other.reply.id !== one.id)),
          TOLD_MS)
      }, () => undefined)
    }
  }, [asked, items, me.userId, nameOf])
  return taken.filter(({ reply }) => !items.some(({ id }) => id === reply.id))
}
