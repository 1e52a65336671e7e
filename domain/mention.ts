// Who is named in a note: `@Ana Roth`, or `@Ana` where that is one person alone.

export interface Member {
  userId: string
  name: string
}

const NAMED = /(?<=^|[\s(,;])@(\p{L}[\p{L}\p{M}'’.-]*(?: \p{L}[\p{L}\p{M}'’.-]*){0,3})/gu
const MOST_MENTIONS = 20

/** The members named, each once, in the order of the text. */
export function mentionsIn(text: string, members: readonly Member[]): string[] {
  const found = new Set<string>()
  for (const [, words = ''] of text.matchAll(NAMED)) {
    const userId = memberCalled(words, members)
    if (userId !== null && found.size < MOST_MENTIONS) found.add(userId)
  }
  return [...found]
}

/** The longest beginning of the words that is somebody's name. */
function memberCalled(words: string, members: readonly Member[]): string | null {
  const parts = words.split(' ')
  for (let length = parts.length; length > 0; length--) {
    const said = folded(parts.slice(0, length).join(' '))
    const whole = members.filter(({ name }) => folded(name) === said)
    const first = members.filter(({ name }) => folded(name.split(' ')[0] ?? '') === said)
    const [one, another] = whole.length > 0 ? whole : first
    if (one && !another) return one.userId
  }
  return null
}

const folded = (name: string): string =>
  name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[.,'’]+$/, '')
