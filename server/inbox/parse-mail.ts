// Raw bytes to a parsed message, in a worker thread with limits; a failure is a value.
import type { ParsedMail } from '#domain/mail/mail.ts'

export interface ReadMail extends ParsedMail {
  /** Sanitised for display in the sandboxed frame; null without HTML. */
  safeHtml: string | null
  /** Content of `attachments`, in the same order. */
  attachmentContents: readonly Uint8Array[]
}

export type ParseFailure =
  | 'timeout' | 'out_of_memory' | 'too_large' | 'too_many_parts' | 'headers_too_large' | 'malformed'

export type ParseResult =
  | { ok: true; mail: ReadMail }
  /** `partial` has what the head tells (text and attachments empty), so it can still be shown. */
  | { ok: false; why: ParseFailure; partial: ReadMail }

/** Never throws for bad input; at most about 5 s and 512 MB whatever the bytes are. */
export async function parseMail(raw: Uint8Array): Promise<ParseResult> {
  void raw
  throw new Error('Not built yet.')
}

/** Ends the worker threads, for a gentle stop. */
export async function closeMailParser(): Promise<void> {}
