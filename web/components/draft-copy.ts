// The words of a draft in this browser, from the keystroke until the server has them.
import { z } from 'zod'
import { DraftContent } from '#contract/drafts.ts'

type Content = z.output<typeof DraftContent>

const PREFIX = 'duebox draft '
const Copy = z.object({ content: DraftContent, revision: z.int() })

export function storedCopy(about: string): { content: Content; revision: number } | null {
  try {
    const text = localStorage.getItem(PREFIX + about)
    return text === null ? null : Copy.parse(JSON.parse(text))
  } catch {
    // Storage may be shut off, or hold what an older version wrote; the server has the rest.
    return null
  }
}

export function storeCopy(about: string, copy: { content: Content; revision: number }): void {
  try {
    localStorage.setItem(PREFIX + about, JSON.stringify(copy))
  } catch {
    // As above.
  }
}

export function dropCopy(about: string): void {
  try {
    localStorage.removeItem(PREFIX + about)
  } catch {
    // As above.
  }
}
