// The draft of a person: kept on the server while it is typed, in the browser until it is there.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import {
  discardDraft, getDraft, saveDraft, type Draft, type DraftContent,
} from '#contract/drafts.ts'
import { ApiProblem, call } from '../api.ts'
import { queryClient, useRead } from '../queries.ts'
import { dropCopy, storeCopy, storedCopy } from './draft-copy.ts'
import { useWhyNot } from './session.tsx'

export type DraftAnswer = z.output<typeof Draft>
export type Content = z.output<typeof DraftContent>
export type Keeping = 'new' | 'typing' | 'kept' | 'here'

/** From the first keystroke that is not kept, at most this long. */
const KEEP_AFTER_MS = 1_200
/** While the server is away. */
const TRY_AGAIN_MS = 5_000

export interface DraftHandle {
  draft: DraftAnswer
  content: Content
  change: (part: Partial<Content>) => void
  /** Where the text is: not written yet, being typed, on the server, or in this browser only. */
  keeping: Keeping
  /** Puts what is on screen on the server now. */
  keep: (options?: { settles?: boolean; content?: Content; keepalive?: boolean }) => Promise<void>
  refresh: () => Promise<void>
  discard: () => Promise<void>
}

interface Written {
  content: Content
  revision: number
  isDirty: boolean
}

/** What is on screen, and how it gets to the server: one save at a time, none lost in between. */
function useKeeping(about: string) {
  const cannotKeep = useWhyNot(saveDraft) !== null
  const [content, setContent] = useState<Content | null>(null)
  const [keeping, setKeeping] = useState<Keeping>('new')
  // What the timer and the page's end see: always the newest.
  const latest = useRef<Written | null>(null)
  const underWay = useRef<Promise<void> | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const again = useRef<() => Promise<void>>(() => Promise.resolve())

  const show = useCallback((written: Written) => {
    latest.current = written
    setContent(written.content)
  }, [])
  const take = useCallback((answer: DraftAnswer, sent: { now: Written; isChoice: boolean }) => {
    const typed = latest.current
    if (typed === null) return
    queryClient.setQueryData([getDraft.path, { params: { about } }], answer)
    if (typed.content === sent.now.content || sent.isChoice) {
      show({ content: contentOf(answer), revision: answer.revision, isDirty: false })
      dropCopy(about)
      setKeeping('kept')
      return
    }
    // Typed on meanwhile: over what is kept now if that is ours, else still over the old one.
    const isOurs = JSON.stringify(contentOf(answer)) === JSON.stringify(sent.now.content)
    latest.current = { ...typed, revision: isOurs ? answer.revision : sent.now.revision }
  }, [about, show])
  const keep = useCallback<DraftHandle['keep']>(async (options = {}) => {
    clearTimeout(timer.current)
    timer.current = undefined
    await underWay.current
    const now = latest.current
    const isChoice = options.settles === true
    if (now === null || cannotKeep || !(isChoice || now.isDirty || now.revision === 0)) return
    const work = call(saveDraft, {
      params: { about }, keepalive: options.keepalive ?? false,
      body: { ...options.content ?? now.content, revision: now.revision, settles: isChoice },
    }).then((answer) => take(answer, { now, isChoice }))
    underWay.current = work.catch(() => undefined)
    await work.catch((error: unknown) => {
      setKeeping('here')
      const isAway = error instanceof ApiProblem && (error.status === 0 || error.status >= 500)
      if (isAway) timer.current ??= setTimeout(() => void again.current(), TRY_AGAIN_MS)
      throw error
    })
  }, [about, take, cannotKeep])
  useEffect(() => {
    again.current = () => keep().catch(() => undefined)
    return () => clearTimeout(timer.current)
  }, [keep])
  return { content, keeping, setKeeping, latest, timer, underWay, show, keep }
}

export function useDraft(about: string): {
  error: Error | null; retry: () => void; handle: DraftHandle | null
} {
  const read = useRead(getDraft, { params: { about } })
  const { content, keeping, setKeeping, latest, timer, underWay, show, keep } = useKeeping(about)
  const { data, refetch } = read
  useEffect(() => {
    if (!data || latest.current?.isDirty) return
    const copy = latest.current === null ? storedCopy(about) : null
    if (copy !== null) {
      // The page ended before this was kept: it is saved over the revision it was written over.
      show({ ...copy, isDirty: true })
      void keep().catch(() => undefined)
    } else if (latest.current === null || data.revision > latest.current.revision) {
      show({ content: contentOf(data), revision: data.revision, isDirty: false })
      setKeeping(data.revision === 0 ? 'new' : 'kept')
    }
  }, [data, about, show, keep, latest, setKeeping])
  useEffect(() => {
    const leave = () => {
      if (latest.current?.isDirty) void keep({ keepalive: true }).catch(() => undefined)
    }
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [keep, latest])

  const change = (part: Partial<Content>) => {
    const before = latest.current
    if (before === null) return
    const after = { ...before.content, ...part }
    show({ ...before, content: after, isDirty: true })
    setKeeping('typing')
    storeCopy(about, { content: after, revision: before.revision })
    timer.current ??= setTimeout(() => void keep().catch(() => undefined), KEEP_AFTER_MS)
  }
  const discard = async () => {
    clearTimeout(timer.current)
    latest.current = null
    // A save under way would bring it back.
    await underWay.current
    await call(discardDraft, { params: { about } })
    forgetDraft(about)
  }
  const refresh = async () => {
    await refetch()
  }
  const handle = data && content
    ? { draft: data, content, change, keeping, keep, refresh, discard } : null
  return { error: handle === null ? read.error : null, retry: () => void refetch(), handle }
}

/** The next to open this place reads it anew. */
export function forgetDraft(about: string): void {
  dropCopy(about)
  queryClient.removeQueries({ queryKey: [getDraft.path, { params: { about } }] })
}

export const contentOf = (draft: Content): Content => ({
  to: draft.to, cc: draft.cc, bcc: draft.bcc, subject: draft.subject, body: draft.body,
  quotesOriginal: draft.quotesOriginal, enclosesStatement: draft.enclosesStatement,
  enclosedInvoiceIds: draft.enclosedInvoiceIds,
})
