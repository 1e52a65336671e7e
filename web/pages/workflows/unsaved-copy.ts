// What was changed and not saved, in this browser: it outlives a reload and a crash.
import { z } from 'zod'
import { saveDraft } from '#contract/workflows.ts'
import { bodyOf, type Edited } from './edited-workflow.ts'

const PREFIX = 'duebox workflow '
const Copy = z.object({ body: saveDraft.body, basedOn: z.string(), at: z.string() })
export type UnsavedCopy = z.output<typeof Copy>

export function storedChanges(workflowId: string): UnsavedCopy | null {
  try {
    const text = localStorage.getItem(PREFIX + workflowId)
    return text === null ? null : Copy.parse(JSON.parse(text))
  } catch {
    // Storage may be shut off, or hold what an older version wrote; the server has the rest.
    return null
  }
}

/** `at` is this browser's clock: it only tells the same person how long ago it was. */
export function storeChanges(workflowId: string, edited: Edited, basedOn: string): void {
  try {
    localStorage.setItem(PREFIX + workflowId, JSON.stringify({
      body: bodyOf(edited), basedOn, at: new Date().toISOString() }))
  } catch {
    // As above.
  }
}

export function dropChanges(workflowId: string): void {
  try {
    localStorage.removeItem(PREFIX + workflowId)
  } catch {
    // As above.
  }
}
