// Turns a file's bytes into text as they come, finding out the encoding on the way.
import { analyse } from 'chardet'

/** `onEncoding` is told once, before the first text that depends on it; not where one is given. */
export async function* decodeText(
  source: AsyncIterable<Uint8Array>, onEncoding: (encoding: string, isSure: boolean) => void,
  given: string | null = null,
): AsyncGenerator<string> {
  let decoder: TextDecoder | null = given === null ? null : new TextDecoder(given)
  let held = Buffer.alloc(0)
  let isStart = true
  const decide = (encoding: string, isMarked: boolean) => {
    // Bytes that make sense as UTF-8 are hardly anything else.
    onEncoding(encoding, isMarked || encoding === 'utf-8')
    return new TextDecoder(encoding)
  }
  for await (const chunk of source) {
    if (decoder) {
      yield decoder.decode(chunk, { stream: true })
      continue
    }
    held = Buffer.concat([held, chunk])
    if (held.length < SAMPLE_BYTES && isStart) continue
    const marked = isStart ? wideEncoding(held) : null
    isStart = false
    const foreignAt = marked === null ? firstForeign(held) : -1
    // Up to the first byte beyond ASCII all candidates agree; after it we want some more to judge.
    if (marked === null && foreignAt === -1) {
      yield held.toString('latin1')
      held = Buffer.alloc(0)
    } else if (marked !== null || held.length - foreignAt >= SAMPLE_BYTES) {
      decoder = decide(marked ?? guessEncoding(held), marked !== null)
      yield decoder.decode(held, { stream: true })
      held = Buffer.alloc(0)
    }
  }
  if (decoder) {
    yield decoder.decode()
    return
  }
  const wide = isStart ? wideEncoding(held) : null
  yield decide(wide ?? guessEncoding(held), wide !== null).decode(held)
}

const SAMPLE_BYTES = 4096

/** By its byte order mark, or by the zero bytes that western texts have in UTF-16. */
function wideEncoding(head: Buffer): string | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  head.forEach((byte, at) => { if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1 })
  const [even = 0, odd = 0] = zeros
  if (odd > head.length / 4 && even < head.length / 20) return 'utf-16le'
  return even > head.length / 4 && odd < head.length / 20 ? 'utf-16be' : null
}

const firstForeign = (bytes: Buffer): number => bytes.findIndex((byte) => byte >= 0x80)

/** Of texts without a mark. Pure ASCII counts as UTF-8. */
export function guessEncoding(sample: Uint8Array): string {
  const asUtf8 = new TextDecoder('utf-8').decode(sample, { stream: true })
  const foreign = asUtf8.match(/[\u0080-\u{10FFFF}]/gu)?.length ?? 0
  const broken = asUtf8.match(/\uFFFD/g)?.length ?? 0
  // A few broken letters in a good text are damage, not another encoding.
  if (broken <= foreign / 10) return 'utf-8'
  return notLatin(sample) ?? latinKind(sample)
}

const NOT_LATIN = new Map([
  ['windows-1251', 'windows-1251'], ['ISO-8859-5', 'iso-8859-5'], ['KOI8-R', 'koi8-r'],
  ['windows-1253', 'windows-1253'], ['ISO-8859-7', 'iso-8859-7'], ['Shift_JIS', 'shift_jis'],
  ['EUC-JP', 'euc-jp'], ['EUC-KR', 'euc-kr'], ['GB18030', 'gb18030'], ['Big5', 'big5'],
])
const SURE = 60

function notLatin(sample: Uint8Array): string | null {
  const best = analyse(sample).find((match) => match.confidence >= SURE)
  return best ? NOT_LATIN.get(best.name) ?? null : null
}

const SMALL = 'àâäåáãçéèêëíìîïñóòôöõøúùûüßæœ'
const LETTERS = new RegExp(`(?<=\\p{L})[${SMALL}]|[${SMALL}ÄÖÜÉÈÀÇŒØÅ](?=[a-z])`, 'gu')

/** Old Windows or old Macintosh: whichever makes more of the foreign bytes letters inside words. */
function latinKind(sample: Uint8Array): string {
  const score = (encoding: string) =>
    new TextDecoder(encoding).decode(sample).match(LETTERS)?.length ?? 0
  return score('macintosh') > score('windows-1252') ? 'macintosh' : 'windows-1252'
}
