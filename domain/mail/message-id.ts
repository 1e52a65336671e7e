// Message ids as they stand in Message-ID, In-Reply-To and References: found, cleaned, bounded.

const MOST_TEXT = 32_000
const MOST_IDS = 100
const LONGEST_ID = 500

/** Every id of a header text, oldest first, without angle brackets; of too many the ends stay. */
export function messageIdsOf(text: string): string[] {
  const found = new Set<string>()
  for (const id of idsIn(text.slice(0, MOST_TEXT))) found.add(id)
  const ids = [...found]
  // The root and the newest tell the thread; the middle of a very long one does not.
  return ids.length <= MOST_IDS ? ids : [...ids.slice(0, 1), ...ids.slice(1 - MOST_IDS)]
}

/** One id without brackets, white space or control characters; null if none is in the text. */
export const messageIdOf = (text: string): string | null => messageIdsOf(text)[0] ?? null

function idsIn(text: string): string[] {
  const bracketed: string[] = []
  let from = 0
  for (;;) {
    const open = text.indexOf('<', from)
    if (open < 0) break
    const close = text.indexOf('>', open)
    if (close < 0) break
    const id = cleanId(text.slice(text.lastIndexOf('<', close) + 1, close))
    if (id) bracketed.push(id)
    from = close + 1
  }
  if (bracketed.length > 0) return bracketed
  // Some senders forget the brackets; then every word with an @ counts.
  return text.split(/[\s,]/).map(cleanId).filter((word) => word.includes('@'))
}

function cleanId(text: string): string {
  // Folding may put white space inside an id; control characters never belong there.
  // oxlint-disable-next-line no-control-regex
  const id = text.replace(/[\u0000-\u0020\u007f<>]/g, '')
  return id.length > LONGEST_ID ? '' : id
}
