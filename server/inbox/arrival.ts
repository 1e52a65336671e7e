// How a mail came in, as the pipeline needs it: which way, how much of it, and how surely.
import { sql } from 'kysely'
import type { Org } from '../platform/in-organization.ts'
import type { ArrivalRow } from './arrival-store.ts'
import type { MailRow } from './mail-store.ts'
import type { ReadMail } from './parse-mail.ts'

export { arrivalOf, type ArrivalRow } from './arrival-store.ts'

/** Why only the beginning is here; null for a whole message. */
export function whyCut(arrival: ArrivalRow | null): string | null {
  const size = arrival?.full_size_bytes ?? null
  if (size === null) return null
  return `Too large, see mailbox: it has ${Math.round(size / 1_000_000)} MB, and only its `
    + 'beginning was taken in.'
}

/** Kept with the message; what was put together from fields says so. */
export const wayOf = (row: MailRow, arrival: ArrivalRow | null): Record<string, unknown> => ({
  way: row.source,
  ...(arrival?.mailbox_name ? { mailbox: arrival.mailbox_name } : {}),
  ...(arrival?.full_size_bytes ? { fullSizeBytes: arrival.full_size_bytes } : {}),
  ...(arrival?.is_rebuilt ? {
    isRebuilt: true, unverifiable: 'The provider gave fields, not the original message.',
  } : {}),
})

/**
 * A message put together from fields has another body than the same one in the original: of the
 * two, the one that came later is known by its id and its words.
 */
export async function sameRebuilt(
  org: Org, arrival: ArrivalRow | null, mail: ReadMail,
): Promise<{ message_id: string | null } | null> {
  if (mail.messageId === null) return null
  const isRebuilt = arrival?.is_rebuilt ?? false
  const words = wordsOf(mail.text ?? '')
  const { rows } = await sql<{ id: string; body_text: string }>`
    select id, body_text from message
    where org_id = ${org.id} and message_ref = ${mail.messageId} and direction = 'in'
      and from_address = ${mail.from?.address ?? ''}
      and (${isRebuilt} or reasons ->> 'isRebuilt' = 'true') limit 5`.execute(org.tx)
  const same = rows.find((row) => wordsOf(row.body_text) === words)
  return same ? { message_id: same.id } : null
}

const wordsOf = (text: string): string => text.replace(/\s+/g, '')
