// Draws a letter: address in the window of the envelope, text, open invoices, sums per currency.
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import type { Day } from '#domain/day.ts'
import { formatMoney } from '#domain/money.ts'
import { letterWords, type LetterWords } from './letter-words.ts'
import { statementWords, type StatementWords } from './statement-words.ts'

export interface LetterInvoice {
  number: string
  issuedOn: Day
  dueOn: Day
  /** What is asked for: open, and neither disputed nor promised. */
  openMinor: number
}

export interface LetterPart {
  currency: string
  invoices: readonly LetterInvoice[]
  openMinor: number
}

export interface Letter {
  /** The sender's block, its name first. */
  sender: readonly string[]
  /** The lines of the address, as the post reads them. */
  recipient: readonly string[]
  envelope: 'din' | 'us'
  locale: string
  day: Day
  reference: string
  subject: string
  body: string
  parts: readonly LetterPart[]
  isPartLeftOut: boolean
}

const resolveFont = createRequire(import.meta.url).resolve
const FONTS = {
  plain: 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf',
  bold: 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf',
}
const INK = '#1a1f36'
const DIM = '#697386'
const LINE = '#c9d1db'
const MM = 72 / 25.4
const ROW = 18
const MOST_ADDRESS_LINES = 6

interface Sheet {
  doc: PDFKit.PDFDocument
  letter: Letter
  words: LetterWords & Pick<StatementWords, 'invoice' | 'issued' | 'due' | 'open' | 'page'
    | 'reference'>
  layout: Layout
}

/** Where things stand on the first page, in points from its upper left corner. */
interface Layout {
  size: 'A4' | 'LETTER'
  left: number
  right: number
  bottom: number
  returnLine: number | null
  address: number
  addressWidth: number
  aside: { x: number; y: number }
  subject: number
  folds: readonly number[]
}

const LAYOUTS: Readonly<Record<Letter['envelope'], Layout>> = {
  // DIN 5008 form B: a field of 85 × 45 mm, 45 mm from above; folds at 105 and 210 mm.
  din: {
    size: 'A4', left: 25 * MM, right: 190 * MM, bottom: 272 * MM, returnLine: 57.5 * MM,
    address: 62.7 * MM, addressWidth: 78 * MM, aside: { x: 125 * MM, y: 50 * MM },
    subject: 106 * MM, folds: [105 * MM, 210 * MM],
  },
  // No. 10: the window is 7/8" from the left and 2 to 3 1/8" from the top of paper folded twice.
  us: {
    size: 'LETTER', left: 72, right: 612 - 72, bottom: 792 - 60, returnLine: null,
    address: 2.25 * 72, addressWidth: 4 * 72 - 18, aside: { x: 5.2 * 72, y: 2.25 * 72 },
    subject: 3.75 * 72, folds: [],
  },
}

export async function drawLetter(letter: Letter): Promise<Buffer> {
  const layout = LAYOUTS[letter.envelope]
  const doc = new PDFDocument({
    size: layout.size, bufferPages: true, lang: letter.locale,
    margins: { left: layout.left, right: 20 * MM, top: 25 * MM, bottom: 0 },
    info: { Title: letter.subject, Author: letter.sender[0] ?? '' },
  })
  const chunks: Buffer[] = []
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', resolve)
    doc.on('error', reject)
  })
  doc.registerFont('plain', resolveFont(FONTS.plain))
  doc.registerFont('bold', resolveFont(FONTS.bold))
  const { invoice, issued, due, open, page, reference } = statementWords(letter.locale)
  const words = { ...letterWords(letter.locale), invoice, issued, due, open, page, reference }
  const sheet: Sheet = { doc, letter, words, layout }
  drawHead(sheet)
  drawText(sheet)
  drawInvoices(sheet)
  drawFeet(sheet)
  doc.end()
  await ended
  return Buffer.concat(chunks)
}

function drawHead(sheet: Sheet): void {
  const { doc, letter, layout, words } = sheet
  const [name = '', ...lines] = letter.sender
  line(sheet, name, { x: layout.left, y: 15 * MM, size: 13, bold: true, width: 100 * MM })
  const right = layout.right - layout.aside.x
  if (layout.returnLine === null) {
    lines.forEach((text, place) => line(sheet, text,
      { x: layout.left, y: 15 * MM + 20 + place * 12, width: 100 * MM, color: DIM }))
  } else {
    line(sheet, letter.sender.join(' · '), {
      x: layout.left, y: layout.returnLine, size: 6.5, color: DIM, width: layout.addressWidth,
    })
  }
  letter.recipient.slice(0, MOST_ADDRESS_LINES).forEach((text, place) => line(sheet, text, {
    x: layout.left, y: layout.address + place * 12.5, size: 10, width: layout.addressWidth,
  }))
  let { y } = layout.aside
  for (const text of layout.returnLine === null ? [] : lines) {
    line(sheet, text, { x: layout.aside.x, y, color: DIM, width: right })
    y += 12
  }
  if (layout.returnLine !== null && lines.length > 0) y += 8
  line(sheet, dayIn(letter, letter.day, { dateStyle: 'long' }),
    { x: layout.aside.x, y, width: right })
  line(sheet, `${words.reference} ${letter.reference}`,
    { x: layout.aside.x, y: y + 13, color: DIM, width: right })
  for (const fold of layout.folds) {
    doc.moveTo(4 * MM, fold).lineTo(9 * MM, fold).lineWidth(0.4).strokeColor(LINE).stroke()
  }
}

/** Flows over as many pages as it takes; a line is never cut in its middle. */
function drawText(sheet: Sheet): void {
  const { doc, letter, layout } = sheet
  const width = layout.right - layout.left
  doc.y = layout.subject
  doc.font('bold').fontSize(11).fillColor(INK).text(letter.subject, layout.left, doc.y, { width })
  doc.y += 10
  for (const text of letter.body.replaceAll('\r', '').split('\n')) {
    doc.font('plain').fontSize(10).fillColor(INK)
    for (const wrapped of wrap(sheet, text, width)) {
      makeRoom(sheet, 14)
      const { y } = doc
      doc.text(wrapped, layout.left, y, { width: width + 2, lineBreak: false })
      doc.y = y + 14
    }
  }
}

/** Words as they fit; one that is wider than the line is cut. */
function wrap({ doc }: Sheet, text: string, width: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of text.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`
    if (doc.widthOfString(longer) <= width) {
      current = longer
      continue
    }
    if (current !== '') lines.push(current)
    current = word
    while (doc.widthOfString(current) > width) {
      const count = fittingCount(doc, current, width)
      lines.push(current.slice(0, count))
      current = current.slice(count)
    }
  }
  return [...lines, current]
}

function fittingCount(doc: PDFKit.PDFDocument, text: string, width: number): number {
  let [low, high] = [1, text.length]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (doc.widthOfString(text.slice(0, middle)) <= width) low = middle
    else high = middle - 1
  }
  return low
}

function drawInvoices(sheet: Sheet): void {
  const { doc, letter, layout, words } = sheet
  if (letter.parts.length === 0) return
  makeRoom(sheet, 5 * ROW)
  doc.y += 14
  line(sheet, words.openInvoices, { x: layout.left, y: doc.y, size: 10, bold: true })
  doc.y += 20
  for (const part of letter.parts) drawPart(sheet, part)
  if (letter.isPartLeftOut) {
    makeRoom(sheet, ROW)
    line(sheet, words.leftOut, { x: layout.left, y: doc.y, color: DIM, size: 8.5 })
    doc.y += ROW
  }
}

function drawPart(sheet: Sheet, part: LetterPart): void {
  makeRoom(sheet, 4 * ROW)
  drawTitles(sheet, part.currency)
  for (const invoice of part.invoices) {
    if (makeRoom(sheet, ROW)) drawTitles(sheet, part.currency)
    drawCells(sheet, [
      invoice.number, shortDay(sheet.letter, invoice.issuedOn),
      shortDay(sheet.letter, invoice.dueOn), moneyText(sheet, invoice.openMinor, part.currency),
    ], {})
    sheet.doc.y += 13
    rule(sheet, LINE, 0.5)
    sheet.doc.y += ROW - 13
  }
  makeRoom(sheet, ROW)
  drawCells(sheet, [sheet.words.sum, '', '', moneyText(sheet, part.openMinor, part.currency)],
    { bold: true })
  sheet.doc.y += ROW + 8
}

function drawTitles(sheet: Sheet, currency: string): void {
  const { words } = sheet
  drawCells(sheet, [words.invoice, words.issued, words.due, `${words.open} (${currency})`],
    { size: 8, color: DIM })
  sheet.doc.y += 14
  rule(sheet, INK, 0.8)
  sheet.doc.y += 5
}

function drawCells(sheet: Sheet, cells: readonly string[], of: {
  size?: number; color?: string; bold?: boolean
}): void {
  const { left, right } = sheet.layout
  const share = (right - left) / 100
  const columns = [[0, 36], [38, 18], [58, 18], [78, 22]] as const
  columns.forEach(([from, wide], place) => line(sheet, cells[place] ?? '', {
    x: left + from * share, y: sheet.doc.y, width: wide * share,
    align: place === 3 ? 'right' : 'left', ...of,
  }))
}

/** One line where it is told to stand; the pen stays where it was. */
function line(sheet: Sheet, text: string, of: {
  x: number; y: number; width?: number; size?: number; color?: string; bold?: boolean
  align?: 'left' | 'right'
}): void {
  const { doc } = sheet
  const before = doc.y
  const width = of.width ?? sheet.layout.right - of.x
  doc.font(of.bold ? 'bold' : 'plain').fontSize(of.size ?? 9).fillColor(of.color ?? INK)
  const isFitting = doc.widthOfString(text) <= width
  const shown = isFitting ? text
    : `${text.slice(0, fittingCount(doc, text, width - doc.widthOfString('…')))}…`
  doc.text(shown, of.x, of.y, { width: width + 1, align: of.align ?? 'left', lineBreak: false })
  doc.y = before
}

function rule({ doc, layout }: Sheet, color: string, width: number): void {
  doc.moveTo(layout.left, doc.y).lineTo(layout.right, doc.y).lineWidth(width)
    .strokeColor(color).stroke()
}

/** Begins a page when what follows does not fit; true when it did. */
function makeRoom({ doc, layout }: Sheet, height: number): boolean {
  if (doc.y + height <= layout.bottom) return false
  doc.addPage()
  doc.y = 25 * MM
  return true
}

function drawFeet(sheet: Sheet): void {
  const { doc, letter, layout, words } = sheet
  const { count } = doc.bufferedPageRange()
  for (let page = 0; page < count; page++) {
    doc.switchToPage(page)
    line(sheet, letter.sender.join(' · '),
      { x: layout.left, y: layout.bottom + 22, size: 8, color: DIM, width: 110 * MM })
    line(sheet, words.page(page + 1, count), {
      x: layout.right - 110, y: layout.bottom + 22, width: 110, size: 8, color: DIM,
      align: 'right',
    })
  }
}

const moneyText = (sheet: Sheet, amountMinor: number, currency: string): string =>
  formatMoney({ amountMinor, currency }, sheet.letter.locale)

const shortDay = (letter: Letter, day: Day) =>
  dayIn(letter, day, { day: '2-digit', month: '2-digit', year: 'numeric' })

const dayIn = ({ locale }: Letter, day: Day, look: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { ...look, timeZone: 'UTC' }).format(Date.parse(day))
