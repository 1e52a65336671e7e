// Folds text for the rules: plain small letters, single spaces; each keeps its place in the text.

export interface Folded {
  text: string
  /** Where each folded character stands in the text; one more entry for the end. */
  at: readonly number[]
}

const WIDER: Readonly<Record<string, string>> = {
  'ß': 'ss', 'œ': 'oe', 'æ': 'ae', 'ø': 'o', 'ł': 'l', 'đ': 'd', '’': "'", '‘': "'", '`': "'",
  '´': "'", 'ʼ': "'", '–': '-', '—': '-', '−': '-', '‐': '-', '‑': '-', '“': '"', '”': '"',
  '„': '"', '«': '"', '»': '"', 'º': 'o', 'ª': 'a', '\u00ad': '',
}

/** `würde` and `wurde` are not the same: what would be keeps its dots, as an e. */
const WOULD = /^(?:[üÜ]rd|[öÖ]nnt|[äÄ]tt|[öÖ]cht)/

export function foldText(text: string): Folded {
  let folded = ''
  const at: number[] = []
  for (let place = 0; place < text.length; place++) {
    const sign = text[place] ?? ''
    const plain = /\s/.test(sign) ? (folded.endsWith(' ') ? '' : ' ')
      : WOULD.test(text.slice(place, place + 4)) ? `${plainOf(sign)}e` : plainOf(sign)
    for (let count = 0; count < plain.length; count++) at.push(place)
    folded += plain
  }
  at.push(text.length)
  return { text: folded, at }
}

function plainOf(sign: string): string {
  if (sign.charCodeAt(0) < 128) return sign.toLowerCase()
  const small = sign.normalize('NFD').replace(/[\u0300-\u036f\u200b-\u200f\ufeff]/g, '')
    .toLowerCase()
  return WIDER[small] ?? small
}

/** Only the text, where no place is needed. */
export const folded = (text: string): string => foldText(text).text.trim()
