// Goes to one field: opens its step, and puts the cursor into it as soon as it is there.
import { useEffect, useRef } from 'react'
import type { Edited } from './edited-workflow.ts'
import { fieldId } from './step-field.tsx'

/** A sheet or a tab needs a moment until its fields are there. */
const TRIES = 20
const BETWEEN_MS = 40

export function useFieldFocus(open: (stepId: string) => void, edited: Edited) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return (stepId: string, field: string) => {
    clearTimeout(timer.current)
    if (stepId === 'rules' || edited.steps.some(({ id }) => id === stepId)) {
      if (stepId !== 'rules') open(stepId)
    }
    const go = (left: number) => {
      const found = fieldOf(stepId, field)
      if (found !== null) {
        const field = found.matches('input,textarea,button') ? found
          : found.querySelector<HTMLElement>('input,textarea,button')
        found.scrollIntoView({ block: 'center' })
        field?.focus({ preventScroll: true })
      } else if (left > 0) timer.current = setTimeout(() => go(left - 1), BETWEEN_MS)
    }
    timer.current = setTimeout(() => go(TRIES), BETWEEN_MS)
  }
}

/** `owners.1.userId` is shown at `owners`. */
function fieldOf(stepId: string, field: string): HTMLElement | null {
  const parts = field.split('.')
  for (let count = parts.length; count > 0; count--) {
    const found = document.getElementById(fieldId(stepId, parts.slice(0, count).join('.')))
    if (found !== null) return found
  }
  return null
}
