// Drafts of messages: kept in the browser with each keystroke until they are sent or thrown away.
import { useCallback, useEffect, useState } from 'react'

export interface Draft { to: string[]; cc: string[]; subject: string; body: string }

const PREFIX = 'duebox draft '

export function useDraft(key: string, initial: Draft) {
  const [draft, setDraft] = useState<Draft>(() => storedDraft(key) ?? initial)
  useEffect(() => {
    setDraft(storedDraft(key) ?? initial)
    // Only another conversation starts another draft; a new `initial` never overwrites typing.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key])
  const change = useCallback((part: Partial<Draft>) => {
    setDraft((before) => {
      const after = { ...before, ...part }
      storeDraft(key, after)
      return after
    })
  }, [key])
  return [draft, change] as const
}

export function storedDraft(key: string): Draft | null {
  try {
    const text = localStorage.getItem(PREFIX + key)
    if (text === null) return null
    const found: unknown = JSON.parse(text)
    return isDraft(found) ? found : null
  } catch {
    // Storage may be shut off; the draft then lives as long as the page.
    return null
  }
}

export function storeDraft(key: string, draft: Draft): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(draft))
  } catch {
    // As above.
  }
}

export function dropDraft(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key)
  } catch {
    // As above.
  }
}

const isDraft = (found: unknown): found is Draft =>
  typeof found === 'object' && found !== null && 'body' in found && typeof found.body === 'string'
  && 'subject' in found && typeof found.subject === 'string'
  && 'to' in found && Array.isArray(found.to) && 'cc' in found && Array.isArray(found.cc)
