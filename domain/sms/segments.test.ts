import fc from 'fast-check'
import { SegmentedMessage } from 'sms-segments-calculator'
import { describe, expect, test } from 'vitest'
import { asSent, countSegments, plainSpelling } from './segments.ts'

const FIT: [string, 'GSM-7' | 'UCS-2', number, number][] = [
  ['', 'GSM-7', 0, 0],
  ['a', 'GSM-7', 1, 1],
  ['x'.repeat(160), 'GSM-7', 160, 1],
  ['x'.repeat(161), 'GSM-7', 161, 2],
  ['x'.repeat(306), 'GSM-7', 306, 2],
  ['x'.repeat(307), 'GSM-7', 307, 3],
  ['x'.repeat(1530), 'GSM-7', 1530, 10],
  ['x'.repeat(1531), 'GSM-7', 1531, 11],
  ['€', 'GSM-7', 2, 1],
  ['€'.repeat(80), 'GSM-7', 160, 1],
  ['€'.repeat(81), 'GSM-7', 162, 2],
  // An extension pair is never split: 152 + 2 leaves one septet of the first part unused.
  [`${'x'.repeat(152)}€${'x'.repeat(152)}`, 'GSM-7', 306, 3],
  [`${'x'.repeat(151)}€${'x'.repeat(153)}`, 'GSM-7', 306, 2],
  ['€'.repeat(152), 'GSM-7', 304, 2],
  ['€'.repeat(153), 'GSM-7', 306, 3],
  ['\f^{}\\[~]|€', 'GSM-7', 20, 1],
  ['@£$¥èéùìòÇ\nØø\rÅå', 'GSM-7', 16, 1],
  ['Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ', 'GSM-7', 15, 1],
  ['¤¡ÄÖÑÜ§¿äöñüà', 'GSM-7', 13, 1],
  ['ç', 'UCS-2', 1, 1],
  ['ê', 'UCS-2', 1, 1],
  ['Œ', 'UCS-2', 1, 1],
  ['’', 'UCS-2', 1, 1],
  ['\u00A0', 'UCS-2', 1, 1],
  ['\t', 'UCS-2', 1, 1],
  ['`', 'UCS-2', 1, 1],
  ['ç'.repeat(70), 'UCS-2', 70, 1],
  ['ç'.repeat(71), 'UCS-2', 71, 2],
  ['ç'.repeat(134), 'UCS-2', 134, 2],
  ['ç'.repeat(135), 'UCS-2', 135, 3],
  ['👍', 'UCS-2', 2, 1],
  ['👍'.repeat(35), 'UCS-2', 70, 1],
  ['👍'.repeat(36), 'UCS-2', 72, 2],
  // A pair is never split: 33 pairs and one unit unused in each part of 67.
  ['👍'.repeat(66), 'UCS-2', 132, 2],
  ['👍'.repeat(67), 'UCS-2', 134, 3],
  [`ç${'👍'.repeat(66)}`, 'UCS-2', 133, 2],
  [`${'x'.repeat(66)}👍${'x'.repeat(66)}`, 'UCS-2', 134, 3],
  ['€ç', 'UCS-2', 2, 1],
  [`${'€'.repeat(69)}ç`, 'UCS-2', 70, 1],
  ['中'.repeat(70), 'UCS-2', 70, 1],
  ['中'.repeat(71), 'UCS-2', 71, 2],
  ['👨‍👩‍👧', 'UCS-2', 8, 1],
  ['🇫🇷', 'UCS-2', 4, 1],
  ['مرحبا', 'UCS-2', 5, 1],
  ['Reçu', 'UCS-2', 4, 1],
  [`Reçu ${'x'.repeat(66)}`, 'UCS-2', 71, 2],
]

// Grapheme clusters of many marks are left out: the official one never splits them, carriers do.
const WORD = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12, size: 'max' })
const KNOWN = fc.constantFrom('é', 'à', 'ü', 'Ñ', '€', '[', '^', '\n', 'Ω', '¤')
const STRANGE = fc.constantFrom('ç', '’', '中', '👍', '🎉', 'œ', '\u00A0', '…', '\t')
const PLAIN = fc.oneof({ weight: 3, arbitrary: WORD }, { weight: 1, arbitrary: KNOWN })
const ANY = fc.oneof({ weight: 9, arbitrary: PLAIN }, { weight: 1, arbitrary: STRANGE })
const of = (piece: fc.Arbitrary<string>, minLength: number, maxLength: number) =>
  fc.array(piece, { minLength, maxLength, size: 'max' }).map((pieces) => asSent(pieces.join('')))
const TEXT = fc.oneof({ weight: 6, arbitrary: of(ANY, 0, 8) },
  { weight: 2, arbitrary: of(ANY, 12, 28) }, { weight: 1, arbitrary: of(PLAIN, 26, 60) })

const official = (text: string) => {
  const counted = new SegmentedMessage(text, 'auto')
  return { encoding: counted.encodingName, count: counted.segmentsCount }
}

describe('segments', () => {
  test.each(FIT)('60: %j', (text, encoding, units, count) => {
    expect(countSegments(text)).toMatchObject({ encoding, units, count })
  })

  test('60: the table holds the vectors that the official calculator agrees with', () => {
    for (const [text, encoding, , count] of FIT) {
      // The official one counts an empty text as one segment; none is ever sent.
      if (text !== '') expect({ text, ...official(text) }).toEqual({ text, encoding, count })
    }
    expect(FIT).toHaveLength(46)
  })

  test('60: 20,000 random texts are counted as the official calculator does', () => {
    const seen = { 'GSM-7': 0, 'UCS-2': 0, several: 0 }
    fc.assert(fc.property(TEXT, (text) => {
      if (text === '') return
      const { encoding, count } = countSegments(text)
      seen[encoding]++
      if (count > 1) seen.several++
      expect({ encoding, count }).toEqual(official(text))
    }), { numRuns: 20_000, seed: 60 })
    // All kinds are common, or the comparison would say little.
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(2000)
  }, 240_000)

  test('what is left in the last part is exactly what still fits without a new one', () => {
    fc.assert(fc.property(TEXT, (text) => {
      const { encoding, count, left } = countSegments(text)
      if (count === 0) return
      const one = encoding === 'GSM-7' ? 'x' : 'ç'
      const filled = countSegments(text + one.repeat(left))
      expect(filled).toMatchObject({ encoding, count, left: 0 })
      // One more than a whole text holds turns it into parts, so it is at least one more.
      expect(countSegments(`${text}${one.repeat(left)}${one}`).count).toBeGreaterThan(count)
    }), { numRuns: 1000, seed: 1 })
  })

  test('the culprits are named once each, in order', () => {
    expect(countSegments('Reçu : 5\u00A0€, reçu l’an').culprits).toEqual(['ç', '\u00A0', '’'])
    expect(countSegments('Recu : 5 €').culprits).toEqual([])
  })
})

describe('the cheaper spelling', () => {
  test.each([
    ['Reçu l’œuvre « à 5 € » – merci…', 'Recu l\'oeuvre " à 5 € " - merci...'],
    ['Çà et là', 'Çà et là'], ['ÀÊÎ ñ Ü', 'AEI ñ Ü'], ['中文', '中文'], ['a\r\nb\rc', 'a\nb\nc'],
    ['e\u0301te\u0302', 'éte'],
  ])('61: %j is spelled %j', (text, plain) => {
    expect(plainSpelling(text)).toBe(plain)
  })

  test('61: it is stable, and never holds a culprit that it could have spelled', () => {
    fc.assert(fc.property(TEXT, (text) => {
      const plain = plainSpelling(text)
      expect(plainSpelling(plain)).toBe(plain)
      const before = countSegments(text).culprits
      const after = countSegments(plain).culprits
      expect(after.filter((one) => !before.includes(one))).toEqual([])
      expect(after.filter((one) => plainSpelling(one) !== one)).toEqual([])
    }), { numRuns: 5000, seed: 61 })
  })

  test('61: what GSM-7 knows already stays as it is', () => {
    fc.assert(fc.property(TEXT.filter((text) => countSegments(text).encoding === 'GSM-7'),
      (text) => { expect(plainSpelling(text)).toBe(text) }), { numRuns: 2000, seed: 62 })
  })
})
