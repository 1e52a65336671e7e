// What each line of a mail is: the writer's own text, a quote, or the beginning of one.
import { QUOTE_MARK } from './mail.ts'
import { fold } from './mail-facts.ts'
import { HEADER_NAMES, ON_DATE, REPLY_ABOVE_LINES, SEPARATORS, WROTE } from './quote-phrases.ts'

/** `header` is the block From/Sent/To/Subject; `own` our "reply above this line". */
export type LineLabel =
  | 'empty' | 'text' | 'quote' | 'attribution' | 'separator' | 'header' | 'mark' | 'own'

// No pattern is tried on longer lines: they are somebody's whole paragraph.
const LONGEST_LINE = 1_000
const MOST_JOINED = 5
const LONGEST_ATTRIBUTION = 500

export function labelLines(lines: readonly string[]): LineLabel[] {
  const labels = lines.map(plainLabel)
  for (let at = 0; at < lines.length; at += 1) {
    if (labels[at] !== 'text') continue
    const joined = attributionLength(lines, labels, at)
    if (joined > 0) {
      labels.fill('attribution', at, at + joined)
      at += joined - 1
      continue
    }
    const block = headerBlockLength(lines, at)
    if (block > 0) labels.fill('header', at, at + block)
    if (block > 0) at += block - 1
  }
  markRules(lines, labels)
  markWrappedQuotes(lines, labels)
  return labels
}

function plainLabel(line: string): LineLabel {
  if (line.trim() === '') return 'empty'
  if (/^[ \t]{0,3}(>|\u203a|&gt;)/.test(line)) return isOwnMarker(line) ? 'own' : 'quote'
  if (line.length > LONGEST_LINE) return 'text'
  if (line.includes(QUOTE_MARK)) return 'mark'
  if (isOwnMarker(line)) return 'own'
  return isSeparator(line) ? 'separator' : 'text'
}

const withoutRules = (line: string): string =>
  fold(line.replace(/[-_=*#~>|\u2500\u2014\u2013]/g, ' '))

function isOwnMarker(line: string): boolean {
  if (line.length > 200) return false
  const words = withoutRules(line).replace(/[.:!]$/, '')
  return REPLY_ABOVE_LINES.includes(words)
}

const SEPARATOR_SET = new Set(SEPARATORS)

function isSeparator(line: string): boolean {
  if (line.length > 200) return false
  const hasRule = /^[\s*]{0,4}[-_=\u2500\u2014\u2013]{2}/.test(line)
  const words = fold(line.replace(/^[\s*>\-_=\u2500\u2014\u2013]{1,100}/, '')
    .replace(/[\s*:\-_=\u2500\u2014\u2013\uff1a]{1,100}$/, ''))
  if (hasRule) return SEPARATOR_SET.has(words) || SEPARATORS.some((text) => words.startsWith(text))
  // Apple Mail writes "Begin forwarded message:" without dashes.
  return /[:：]\s*$/.test(line) && SEPARATOR_SET.has(words) && words.split(' ').length > 1
}

const escaped = (words: readonly string[]): string =>
  words.map((word) => word.replace(/[.()/]/g, '\\$&')).join('|')
const SPACED = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u
const isSpaced = (word: string): boolean => SPACED.test(word)
const WROTE_PATTERN = new RegExp(
  `(?:^|[\\s,"'>)\\]*])(?:${escaped(WROTE.filter(isSpaced))})(?=$|[\\s:,"'<(*])`
  + `|${escaped(WROTE.filter((word) => !isSpaced(word)))}`)
const ON_PATTERN = new RegExp(`^(?:${escaped(ON_DATE)})[ ,:.]|^\\d{1,4}[-./年년]`)
const MOMENT = /\d{1,2}[:.h]\d{2}|\d{4}|\d{1,2}[./-]\d{1,2}|\d{1,2}月/
const ADDRESS = /[^\s<>@]{1,100}@[^\s<>@]{1,200}/

// "On …, so-and-so <a@b> wrote:", broken over up to five lines by narrow programs.
function attributionLength(
  lines: readonly string[], labels: readonly LineLabel[], at: number,
): number {
  for (let count = 1; count <= MOST_JOINED; count += 1) {
    const last = at + count - 1
    if (labels[last] !== 'text' || (lines[last] ?? '').length > LONGEST_ATTRIBUTION) return 0
    if (!/[:：\-—*]\s*$|wrote\s*$|schrieb\s*$/.test(lines[last] ?? '')) continue
    const joined = fold(lines.slice(at, at + count).join(' ').replace(/^[-*_ ]{1,20}/, ''))
    if (joined.length > LONGEST_ATTRIBUTION) return 0
    if (!isAttribution(joined, count, isQuoteNext(labels, last + 1))) continue
    // A paragraph right above must not be swallowed: the latest line that can begin it does.
    const later = laterStart(lines, at, count)
    return later === 0 ? count : 0
  }
  return 0
}

function isAttribution(joined: string, count: number, isQuoted: boolean): boolean {
  const isEnded = /[:：](?: ?[-*_]{1,20})?$/.test(joined)
  const isRuled = /[-—]{2,}$/.test(joined)
  const hasVerb = WROTE_PATTERN.test(joined)
  const begins = ON_PATTERN.test(joined)
  const hasMoment = MOMENT.test(joined)
  const hasAddress = ADDRESS.test(joined)
  if (hasVerb && begins && hasMoment && (isEnded || isRuled || isQuoted)) return true
  if (isEnded && hasVerb && begins && hasAddress) return true
  if (isEnded && begins && hasMoment && hasAddress && joined.length < 250) return true
  if (isEnded && hasMoment && hasAddress && isQuoted && joined.length < 250) return true
  if (count > 2) return false
  if (isEnded && hasVerb && hasAddress && joined.length < 300) return true
  return count === 1 && isEnded && hasVerb && isQuoted && joined.length < 200
}

function laterStart(lines: readonly string[], at: number, count: number): number {
  for (let skip = count - 1; skip > 0; skip -= 1) {
    const rest = fold(lines.slice(at + skip, at + count).join(' '))
    if (ON_PATTERN.test(rest) && isAttribution(rest, count - skip, false)) return skip
  }
  return 0
}

function isQuoteNext(labels: readonly LineLabel[], from: number): boolean {
  const next = labels.slice(from, from + 3).find((label) => label !== 'empty')
  return next === 'quote'
}

const HEADER_KINDS = new Map<string, Set<string>>()
for (const [kind, names] of Object.entries(HEADER_NAMES)) {
  for (const name of names) HEADER_KINDS.set(name, (HEADER_KINDS.get(name) ?? new Set()).add(kind))
}

function headerKinds(line: string): Set<string> | undefined {
  if (line.length > LONGEST_LINE) return undefined
  const name = /^[\s*_]{0,4}([^:：*_]{1,24}?)[\s*_]{0,4}[:：]/.exec(line)?.[1]
  return name ? HEADER_KINDS.get(fold(name)) : undefined
}

// From and at least one more for certain, three kinds in all unless they follow at once.
function headerBlockLength(lines: readonly string[], at: number): number {
  if (!headerKinds(lines[at] ?? '')) return 0
  const seen = new Set<string>()
  let last = at
  let misses = 0
  for (let next = at; next < Math.min(lines.length, at + 14) && misses < 3; next += 1) {
    const line = lines[next] ?? ''
    const kinds = headerKinds(line)
    if (!kinds) {
      misses += line.trim() === '' ? 0.5 : 1
      continue
    }
    for (const kind of kinds) seen.add(kind)
    last = next
  }
  if (!seen.has('from') || last === at) return 0
  const isTelling = last - at === 1 && (seen.has('sent') || seen.has('subject'))
    && ADDRESS.test(lines.slice(at, last + 1).join(' ').slice(0, LONGEST_LINE))
  return seen.size >= 3 || isTelling ? last - at + 1 : 0
}

const DRAWN_RULE = /^\s{0,4}[_\-=*\u2500]{10,200}\s{0,4}$/

// Outlook draws a line of underscores above its header block.
function markRules(lines: readonly string[], labels: LineLabel[]): void {
  for (let at = 0; at < lines.length; at += 1) {
    if (labels[at] !== 'text' || !DRAWN_RULE.test(lines[at] ?? '')) continue
    const next = labels.slice(at + 1, at + 4).find((label) => label !== 'empty')
    if (next === 'header' || next === 'mark') labels[at] = 'separator'
  }
}

// A quoted line that a program broke: its tail stands alone between two quoted lines.
function markWrappedQuotes(lines: readonly string[], labels: LineLabel[]): void {
  for (let at = 1; at + 1 < lines.length; at += 1) {
    const isTail = labels[at] === 'text' && labels[at - 1] === 'quote' && labels[at + 1] === 'quote'
    if (isTail && (lines[at - 1] ?? '').length >= 50 && (lines[at] ?? '').length <= 60) {
      labels[at] = 'quote'
    }
  }
}
