// Cuts a text into sentences that stay parts of it, and a sentence into its clauses.
import { foldText, type Folded } from './fold-text.ts'
import { isMonth } from './day-words.ts'

export interface Sentence {
  /** A part of the text as it was written. */
  text: string
  folded: Folded
  isQuestion: boolean
}

const MOST_TEXT = 20_000
const MOST_SENTENCES = 200
const LONGEST_SENTENCE = 800
export const LONGEST_QUOTE = 300

const SHORT_FORMS = new Set(('nr no num n inv invoice re rg ca approx zb z.b d.h bzw ggf zzgl inkl '
  + 'mr mrs ms dr hr fr st str tel abt ref fact fra ej p.ej sr sra srta e.g i.e art evtl usw max '
  + 'min vs mon tue wed thu fri jan feb mar apr jun jul aug sep sept okt oct nov dez dec mrz janv '
  + 'fevr avr juil ene abr ago dic cf mme mlle att resp bsp lt u.a s.o sog kw tsd eur betr vgl '
  + 'bitt pos kd kdnr rnr').split(' '))

export function cutSentences(text: string): Sentence[] {
  const sentences: Sentence[] = []
  for (const block of blocksOf(text.slice(0, MOST_TEXT))) {
    for (const piece of piecesOf(block)) {
      const trimmed = piece.trim().slice(0, LONGEST_SENTENCE)
      if (!/\p{L}/u.test(trimmed)) continue
      sentences.push({
        text: trimmed, folded: foldText(trimmed), isQuestion: /[?？]["')\s]{0,3}$/.test(trimmed),
      })
      if (sentences.length === MOST_SENTENCES) return sentences
    }
  }
  return sentences
}

const BULLET = /^\s{0,8}(?:[-*•·–>]|\d{1,2}[.)])\s/

/** Lines that belong together: a line broken in the middle goes on, a short one ends. */
function blocksOf(text: string): string[] {
  const blocks: string[] = []
  let begin = 0
  let place = 0
  const lines = text.split('\n')
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1]
    const end = place + line.length
    const isOpen = begin < place
    if (next === undefined || !goesOn(line, next, isOpen)) {
      blocks.push(text.slice(begin, end))
      begin = end + 1
    }
    place = end + 1
  }
  return blocks
}

/** `isOpen`: the line goes on itself, so it is one of a paragraph. */
function goesOn(line: string, next: string, isOpen: boolean): boolean {
  const [here, below] = [line.trim(), next.trim()]
  if (here === '' || below === '' || BULLET.test(next) || /[.!?:;]$/.test(here)) return false
  if (here.length < 40 && here.endsWith(',')) return false
  return isOpen || here.length >= 50 || /^[\p{Ll}\d€$£(]/u.test(below)
}

function* piecesOf(block: string): Generator<string> {
  let begin = 0
  for (let place = 0; place < block.length; place++) {
    const sign = block[place] ?? ''
    if (!'.!?…'.includes(sign)) continue
    if (!/^["'”»)]{0,2}(?:\s|$)/.test(block.slice(place + 1, place + 4))) continue
    if (sign === '.' && isInside(block.slice(Math.max(begin, place - 14), place),
      block.slice(place + 1, place + 24))) continue
    yield block.slice(begin, place + 1)
    begin = place + 1
  }
  yield block.slice(begin)
}

/** A point that ends no sentence: behind a short form, or a German ordinal. */
function isInside(before: string, after: string): boolean {
  const word = /([\p{L}.]{1,14}|\d{1,14})$/u.exec(before)?.[1] ?? ''
  const next = /^\s{1,3}([\p{L}\d€$£]{1,12})/u.exec(after)?.[1] ?? ''
  if (next === '') return false
  const small = foldText(next).text
  if (/^\d{1,2}$/.test(word)) return isMonth(small) || /^\p{Ll}/u.test(next) || small === 'kw'
  if (/^\d+$/.test(word) || word === '') return /^\p{Ll}/u.test(next)
  return SHORT_FORMS.has(foldText(word).text) || /^\p{L}$/u.test(word)
}

const SEAM = new RegExp('[;:]|,(?!\\d)| - |\\s(?:but|however|although|though|whereas|because|and|'
  + 'aber|jedoch|sondern|weil|und|mais|cependant|car|et|pero|porque|aunque|y|ma|per[oo]|e|maar|en|'
  + 'mas|which|so|also|donc|daher|deshalb)(?=\\s)', 'g')

export interface Clause { from: number; to: number; text: string; isLast: boolean }

/** The clause around a find, in folded text. */
export function clauseAround(text: string, find: { from: number; to: number }): Clause {
  let from = 0
  let to = text.length
  for (const seam of text.matchAll(SEAM)) {
    const [begin, end] = [seam.index, seam.index + seam[0].length]
    if (end <= find.from) from = end
    if (begin >= find.to) {
      to = begin
      break
    }
  }
  return { from, to, text: text.slice(from, to), isLast: to === text.length }
}

/** At most 300 characters of the sentence, around what was found in it, whole words. */
export function quoteOf(sentence: Sentence, find: { from: number; to: number }): string {
  if (sentence.text.length <= LONGEST_QUOTE) return sentence.text
  const from = sentence.folded.at[find.from] ?? 0
  let begin = Math.max(0, Math.min(from - 100, sentence.text.length - LONGEST_QUOTE))
  let end = begin + LONGEST_QUOTE
  while (begin > 0 && begin < from && !/\s/.test(sentence.text[begin - 1] ?? ' ')) begin++
  for (let back = 0; back < 40 && end < sentence.text.length; back++, end--) {
    if (/\s/.test(sentence.text[end] ?? ' ')) break
  }
  return wellFormed(sentence.text.slice(begin, end).trim())
}

/** Never half of a pair at the seams. */
const wellFormed = (text: string): string =>
  text.replace(/^[\udc00-\udfff]/, '').replace(/[\ud800-\udbff]$/, '')
