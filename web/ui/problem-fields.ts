// The server's errors by the field they belong to, for forms.
import { ApiProblem } from '../api.ts'

/** `body.name` and `name` are the same field; a field named twice keeps its first message. */
export function problemFields(error: Error): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {}
  return Object.fromEntries([...error.fields].reverse()
    .map(({ field, message }) => [field.replace(/^body\./, ''), message]))
}
