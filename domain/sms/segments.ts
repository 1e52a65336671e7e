// How many parts an SMS is split into: GSM-7 and UCS-2 by 3GPP 23.038, counted as carriers bill.

export interface Segments {
  encoding: 'GSM-7' | 'UCS-2'
  /** Septets, or UTF-16 units. */
  units: number
  count: number
  /** How many more units fit into the last part. */
  left: number
  /** Characters that force UCS-2, each once, in order. */
  culprits: string[]
}

const BASIC = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡'
  + 'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà')
const EXTENDED = new Set('\f^{}\\[~]|€')
const LIMITS = { 'GSM-7': { single: 160, part: 153 }, 'UCS-2': { single: 70, part: 67 } } as const

/**
 * The text as it is sent and counted: composed, with one kind of line end and of space. The space
 * before a French € does not break, looks like any other, and would make every SMS twice as long.
 */
export const asSent = (text: string): string =>
  text.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\r', '\n')
    .replaceAll(/[\u00A0\u202F]/g, ' ')

/** Counts a text that is already `asSent`. Pairs are never split over a seam. */
export function countSegments(text: string): Segments {
  const characters = [...text]
  const culprits = [...new Set(characters.filter((one) => !BASIC.has(one) && !EXTENDED.has(one)))]
  const encoding = culprits.length === 0 ? 'GSM-7' : 'UCS-2'
  const cost = (one: string) => {
    if (encoding === 'UCS-2') return one.length
    return EXTENDED.has(one) ? 2 : 1
  }
  const units = characters.reduce((sum, one) => sum + cost(one), 0)
  const { single, part } = LIMITS[encoding]
  if (units <= single) {
    return { encoding, units, count: units === 0 ? 0 : 1, left: single - units, culprits }
  }
  let count = 1
  let used = 0
  for (const one of characters) {
    if (used + cost(one) > part) {
      count++
      used = 0
    }
    used += cost(one)
  }
  return { encoding, units, count, left: part - used, culprits }
}

const PLAIN: Readonly<Record<string, string>> = {
  '‘': "'", '’': "'", '‚': ',', '“': '"', '”': '"', '„': '"', '«': '"', '»': '"', '–': '-',
  '—': '-', '−': '-', '…': '...', '\u00A0': ' ', '\u202F': ' ', '\u2009': ' ', '\u200B': '',
  '\t': ' ', '•': '-', '`': "'", '´': "'", 'ç': 'c', 'ê': 'e', 'ë': 'e', 'î': 'i', 'ï': 'i',
  'ô': 'o', 'û': 'u', 'â': 'a', 'á': 'a', 'í': 'i', 'ó': 'o', 'ú': 'u', 'œ': 'oe', 'Œ': 'OE',
  'À': 'A', 'Â': 'A', 'Á': 'A', 'È': 'E', 'Ê': 'E', 'Ë': 'E', 'Î': 'I', 'Ï': 'I', 'Í': 'I',
  'Ô': 'O', 'Ó': 'O', 'Ù': 'U', 'Û': 'U', 'Ú': 'U', 'ã': 'a', 'õ': 'o', 'Ã': 'A', 'Õ': 'O',
  '™': '(TM)', '©': '(C)', '®': '(R)',
}

/** The cheaper spelling: look-alikes that GSM-7 knows. What has none stays as it is. */
export const plainSpelling = (text: string): string =>
  [...asSent(text)].map((one) => PLAIN[one] ?? one).join('')
