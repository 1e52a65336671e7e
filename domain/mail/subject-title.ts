// Whether a subject begins with a title as a whole word, and how it goes on.

/** `colon` for `title: rest`, `end` for the title alone, `text` for more words; null for none. */
export function startsWithTitle(subject: string, title: string): 'colon' | 'end' | 'text' | null {
  if (!subject.startsWith(title)) return null
  const rest = subject.slice(title.length).trimStart()
  if (rest === '' || /^[.!)\]】]+$/.test(rest)) return 'end'
  if (/^[:：\]】]/.test(rest)) return 'colon'
  // Not the beginning of a longer word: `auto reply` but not `auto replying`.
  const next = subject.charAt(title.length)
  return /[\p{L}\p{N}]/u.test(next) && /[\p{L}]$/u.test(title) && !isIdeographic(next)
    ? null : 'text'
}

const isIdeographic = (letter: string): boolean => /[\u3040-\u30ff\u4e00-\u9fff]/.test(letter)
