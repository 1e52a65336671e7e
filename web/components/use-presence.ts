// Tells the server, again and again, that one looks at something or writes an answer to it.
import { useEffect } from 'react'
import { putPresence } from '#contract/presence.ts'
import { call } from '../api.ts'

const RENEW_MS = 10_000

/** Only a courtesy between colleagues, so a call that fails is not worth a word. */
export function usePresence(subject: string, doing: 'viewing' | 'replying', isOn = true): void {
  useEffect(() => {
    if (!isOn) return
    const say = (what: 'viewing' | 'replying' | 'gone') =>
      void call(putPresence, { body: { subject, doing: what } }).catch(() => undefined)
    say(doing)
    const timer = setInterval(() => say(doing), RENEW_MS)
    return () => {
      clearInterval(timer)
      // A reader who begins to write stays; the writing itself says so in the same moment.
      if (doing === 'replying') say('gone')
    }
  }, [subject, doing, isOn])
}
