// What a person wrote in an answer, apart from what they quoted and their signature.
import { QUOTE_MARK } from './mail.ts'
import { cutSignature } from './signature.ts'
import { labelLines, type LineLabel } from './quote-lines.ts'

export interface ReplyText {
  /** Never empty if there was text. */
  reply: string
  /** The same with the signature. */
  unquoted: string
  /** Quoted history and signature, folded away but kept; empty when nothing was cut. */
  quoted: string
}

const MOST_TEXT = 64 * 1024
const MOST_LINES = 3_000

/** Splits an answer. `htmlText` is the HTML as text with QUOTE_MARK lines (ParsedMail.htmlText). */
export function replyText(mail: { text: string | null; htmlText?: string | null }): ReplyText {
  const html = mail.htmlText ?? ''
  // Text that was made from the HTML is read with its marks.
  const isFromHtml = mail.text === null || mail.text === html.replaceAll(QUOTE_MARK, '')
  const text = isFromHtml ? html : mail.text ?? ''
  const split = splitReply(text)
  if (split.isCut || !mail.htmlText?.includes(QUOTE_MARK)) return asReply(split, text)
  // The plain part shows no seam, but the HTML says where the quote begins.
  const fromHtml = splitReply(mail.htmlText)
  return fromHtml.isCut ? asReply(fromHtml, mail.htmlText) : asReply(split, text)
}

interface Split {
  reply: readonly string[]
  quoted: readonly string[]
  isCut: boolean
  /** Beyond the limits, not looked at. */
  rest: string
}

function asReply(split: Split, text: string): ReplyText {
  const { reply, signature } = cutSignature(split.reply)
  const written = plain(reply)
  if (!hasWords(written)) return { reply: plain([text]), unquoted: plain([text]), quoted: '' }
  const unquoted = plain(split.reply)
  return { reply: written, unquoted, quoted: plain([...signature, ...split.quoted, split.rest]) }
}

function splitReply(text: string): Split {
  const start = text.slice(0, MOST_TEXT).replace(/\r\n?/g, '\n').replaceAll('\u00a0', ' ')
  const all = start.split('\n')
  const lines = all.slice(0, MOST_LINES).map((line) => line.trimEnd())
  const rest = all.slice(MOST_LINES).join('\n') + text.slice(MOST_TEXT)
  const labels = labelLines(lines)
  const kept = keptLines(lines, labels)
  const isCut = kept.some((isKept, at) => !isKept && labels[at] !== 'empty')
  return {
    // Text without any seam is the writer's own to its end.
    reply: isCut ? lines.filter((_, at) => kept[at]) : [...lines, ...(rest ? [rest] : [])],
    quoted: lines.filter((_, at) => !kept[at]),
    isCut,
    rest: isCut ? rest : '',
  }
}

function keptLines(lines: readonly string[], labels: readonly LineLabel[]): boolean[] {
  const isWritten = (from: number, to: number): boolean =>
    lines.slice(from, to).some((line, index) => labels[from + index] === 'text' && hasWords(line))
  const own = labels.indexOf('own')
  const end = own > 0 && isWritten(0, own) ? own : lines.length
  const seam = labels.findIndex((label, at) => at < end && isSeam(label))
  if (seam < 0) return lines.map((_, at) => at < end)
  const hasQuotes = labels.slice(seam, end).includes('quote')
  const hasAbove = isWritten(0, seam)
  if (!hasAbove) {
    // Bottom posting. Without quoted lines it is a forward: nobody can tell the two apart.
    return hasQuotes && isWritten(seam, end) ? ownLines(labels, seam, end) : lines.map(() => true)
  }
  const isBroken = hasQuotes && labels[seam] !== 'separator' && labels[seam] !== 'header'
    && isInterleaved(lines, labels, seam, end)
  return isBroken ? ownLines(labels, seam, end) : lines.map((_, at) => at < seam)
}

const isSeam = (label: LineLabel): boolean => label !== 'text' && label !== 'empty'

// Own lines up to the next header block or separator below the quotes: what follows is history.
function ownLines(labels: readonly LineLabel[], seam: number, end: number): boolean[] {
  const firstQuote = labels.indexOf('quote', seam)
  const history = labels.findIndex((label, at) => at > firstQuote && at < end
    && (label === 'separator' || label === 'header'))
  const last = history < 0 ? end : history
  return labels.map((label, at) => at < last && (label === 'text' || label === 'empty'))
}

// Answers stand between quoted lines, apart from them by a blank line. A text only below the
// last quote is a list's footer, unless above the quote there was no more than a greeting.
function isInterleaved(
  lines: readonly string[], labels: readonly LineLabel[], seam: number, end: number,
): boolean {
  const firstQuote = labels.indexOf('quote', seam)
  const lastQuote = labels.lastIndexOf('quote', end - 1)
  const isBare = labels[seam] === 'quote'
  for (let at = firstQuote + 1; at < end; at += 1) {
    if (labels[at] !== 'text' || !hasWords(lines[at] ?? '')) continue
    const isBetween = at < lastQuote
    const isApart = labels[at - 1] !== 'quote' || labels[at + 1] !== 'quote'
    if (isBetween && isApart) return true
    // Quotes picked by hand, without an attribution: text goes on below them.
    if (!isBetween && (isBare || isGreeting(lines, labels, seam))) {
      return !isFooter(lines[at] ?? '')
    }
    if (!isBetween) return false
  }
  return false
}

function isGreeting(
  lines: readonly string[], labels: readonly LineLabel[], seam: number,
): boolean {
  const above = lines.slice(0, seam).filter((_, at) => labels[at] === 'text')
  return above.length === 1 && (above[0] ?? '').length <= 60 && /[,!:،、]\s*$/.test(above[0] ?? '')
}

const isFooter = (line: string): boolean => /^\s*(--|__|==|\*\*)/.test(line)

const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

const plain = (lines: readonly string[]): string =>
  lines.join('\n').replaceAll(QUOTE_MARK, '').replace(/\n{3,}/g, '\n\n').trim()
