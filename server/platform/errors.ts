// The caller's mistakes, as values with a status; platform/http.ts alone turns them into answers.

export interface ProblemField {
  field: string
  message: string
}

/** Thrown for what the caller can mend. `message` says what to do next. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly fields: readonly ProblemField[]
  constructor(status: number, code: string, message: string, fields: readonly ProblemField[] = []) {
    super(message)
    this.status = status
    this.code = code
    this.fields = fields
  }
}

export const invalid = (message: string, fields: readonly ProblemField[] = []) =>
  new Problem(400, 'invalid', message, fields)
export const unauthorized = (message: string) => new Problem(401, 'unauthorized', message)
export const forbidden = (message: string) => new Problem(403, 'forbidden', message)
export const notFound = (message: string) => new Problem(404, 'not_found', message)
export const conflict = (message: string) => new Problem(409, 'conflict', message)
/** Somebody else was faster; both versions are to be looked at. */
export const changedMeanwhile = (message: string) =>
  new Problem(409, 'changed_meanwhile', message)
export const tooLarge = (message: string) => new Problem(413, 'too_large', message)
export const tooMany = (message: string) => new Problem(429, 'too_many', message)
export const unavailable = (message: string) => new Problem(503, 'unavailable', message)

/** A broken promise of our own code: ends this request or job, never limps on. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Broken assumption: ${message}`)
}

/** Ends an exhaustive switch: the compiler proves that nothing gets here. */
export function never(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
