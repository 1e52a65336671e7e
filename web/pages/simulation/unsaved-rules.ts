// Steps that are being edited and not saved, carried from the editor to the simulation.
import type { z } from 'zod'
import type { saveDraft } from '#contract/workflows.ts'

export type UnsavedRules = z.input<typeof saveDraft.body>

/** Kept while the pages are open; whoever loads them anew plays what is saved. */
const unsaved = new Map<string, UnsavedRules>()

export const keepUnsaved = (workflowId: string, rules: UnsavedRules | null): void => {
  if (rules === null) unsaved.delete(workflowId)
  else unsaved.set(workflowId, rules)
}
export const unsavedOf = (workflowId: string): UnsavedRules | undefined => unsaved.get(workflowId)
