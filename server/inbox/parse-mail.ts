// Raw bytes to a parsed message, in a worker thread with limits; a failure is a value.
import { ParseThread, type ThreadOutcome } from './parse-thread.ts'
import { MOST_MAIL_BYTES, preflightMail } from './preflight-mail.ts'
import { readHeadOnly, type ReadMail } from './read-mail.ts'

export type { ReadMail }

export type ParseFailure =
  | 'timeout' | 'out_of_memory' | 'too_large' | 'too_many_parts' | 'headers_too_large' | 'malformed'

export type ParseResult =
  | { ok: true; mail: ReadMail }
  /** `partial` has what the start tells, so that it can still be shown and matched. */
  | { ok: false; why: ParseFailure; partial: ReadMail }

const MOST_THREADS = 2
const PARTIAL_BYTES = 256 * 1024

/** Never throws for bad input; at most about 10 s and 512 MB whatever the bytes are. */
export async function parseMail(raw: Uint8Array): Promise<ParseResult> {
  const outcome = raw.length > MOST_MAIL_BYTES
    ? { ok: false as const, why: 'too_large' as const } : await inThread(raw)
  if (outcome.ok) return outcome
  return { ok: false, why: outcome.why, partial: await partialOf(raw, outcome.why) }
}

/** Ends the worker threads, for a gentle stop. */
export async function closeMailParser(): Promise<void> {
  await Promise.all(threads.splice(0).map((thread) => thread.close()))
}

const threads: ParseThread[] = []
let next = 0

function inThread(raw: Uint8Array): Promise<ThreadOutcome> {
  if (threads.length < MOST_THREADS && threads.every((thread) => thread.isBusy)) {
    threads.push(new ParseThread())
  }
  const idle = threads.find((thread) => !thread.isBusy)
  next += 1
  const thread = idle ?? threads[next % threads.length]
  return thread ? thread.read(raw) : Promise.resolve({ ok: false, why: 'malformed' })
}

// The start of a message that is too much as a whole; of bombs only the head.
async function partialOf(raw: Uint8Array, why: ParseFailure): Promise<ReadMail> {
  const start = raw.subarray(0, PARTIAL_BYTES)
  if (why === 'too_large' || why === 'timeout' || why === 'out_of_memory') {
    const outcome = await inThread(start)
    if (outcome.ok) return outcome.mail
  }
  return readHeadOnly(preflightMail(start).bytes)
}
