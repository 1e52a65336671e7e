// What the fields of a step have in common: what they are given, their ids, their errors.
import type { EditedStep } from './edited-workflow.ts'

export interface StepFieldProps {
  step: EditedStep
  /** By the name of the field, as `trigger.offsetDays`. */
  errorOf: (field: string) => string | undefined
  /** Changes of one group, such as the letters of a name, are undone together. */
  onChange: (part: Partial<EditedStep>, group?: string) => void
}

export const fieldId = (stepId: string, field: string): string => `${stepId} ${field}`
  .replaceAll(/[^\w-]/g, '-')

export function FieldError({ message }: { message: string | undefined }) {
  return message === undefined ? null
    : <div className="tiny" style={{ color: 'var(--bad)', marginTop: 4 }}>{message}</div>
}
