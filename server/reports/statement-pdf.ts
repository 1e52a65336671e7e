// Draws a statement of account: A4, amounts under each other, as many pages as it takes.
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import { formatMoney } from '#domain/money.ts'
import type { Statement, StatementPart } from './statement.ts'
import { statementWords, type StatementWords } from './statement-words.ts'

// DejaVu has Greek, Cyrillic and the letters of Polish and its kin; its digits are of one width.
const resolveFont = createRequire(import.meta.url).resolve
const FONTS = {
  plain: 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf',
  bold: 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf',
}
const INK = '#1a1f36'
const DIM = '#697386'
const LINE = '#e3e8ee'
const BAD = '#b3093c'
const PAGE = { width: 595.28, height: 841.89, left: 48, right: 547.28, top: 48, bottom: 780 }
const ROW = 19

interface Sheet {
  doc: PDFKit.PDFDocument
  statement: Statement
  words: StatementWords
  y: number
}

interface Column {
  title: string
  x: number
  width: number
  align: 'left' | 'right'
}

export async function drawStatement(statement: Statement): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4', margin: 0, bufferPages: true, lang: statement.locale,
    info: {
      Title: `${statementWords(statement.locale).title} · ${statement.customer}`,
      Author: statement.organization,
    },
  })
  const chunks: Buffer[] = []
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', resolve)
    doc.on('error', reject)
  })
  doc.registerFont('plain', resolveFont(FONTS.plain))
  doc.registerFont('bold', resolveFont(FONTS.bold))
  const sheet: Sheet = { doc, statement, words: statementWords(statement.locale), y: PAGE.top }
  drawHead(sheet)
  for (const part of statement.parts) drawPart(sheet, part)
  if (statement.parts.length === 0) {
    write(sheet, sheet.words.nothingOpen, { x: PAGE.left, width: 400, size: 11 })
  }
  drawFeet(sheet)
  doc.end()
  await ended
  return Buffer.concat(chunks)
}

function write(sheet: Sheet, text: string, of: {
  x: number; width: number; size?: number; color?: string; bold?: boolean
  align?: 'left' | 'right'; y?: number
}): void {
  const size = of.size ?? 9
  sheet.doc.font(of.bold ? 'bold' : 'plain').fontSize(size).fillColor(of.color ?? INK)
    .text(fitting(sheet, text, of.width), of.x, of.y ?? sheet.y, {
      width: of.width + 1, align: of.align ?? 'left', lineBreak: false,
    })
}

/** One line; too long a name ends in an ellipsis. */
function fitting(sheet: Sheet, text: string, width: number): string {
  if (sheet.doc.widthOfString(text) <= width) return text
  let [low, high] = [0, Math.min(text.length, 500)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (sheet.doc.widthOfString(`${text.slice(0, middle)}…`) <= width) low = middle
    else high = middle - 1
  }
  return `${text.slice(0, low)}…`
}

function drawHead(sheet: Sheet): void {
  const { statement, words } = sheet
  write(sheet, statement.organization, { x: PAGE.left, width: 250, size: 12, bold: true })
  sheet.y += 56
  write(sheet, words.title, { x: PAGE.left, width: 500, size: 22, bold: true })
  sheet.y += 44
  const facts = [
    [words.for, statement.customer, 226], [words.reference, statement.reference, 116],
    [words.asOf, dayText(statement.today, statement.locale), 130],
  ] as const
  let x = PAGE.left
  for (const [name, value, width] of facts) {
    write(sheet, name, { x, width, size: 8, color: DIM })
    write(sheet, value, { x, width, size: 10, bold: true, y: sheet.y + 13 })
    x += width + 14
  }
  sheet.y += 52
}

function drawPart(sheet: Sheet, part: StatementPart): void {
  makeRoom(sheet, 150)
  drawSums(sheet, part)
  drawInvoices(sheet, part)
  drawCredits(sheet, part)
  sheet.y += 22
}

function drawSums(sheet: Sheet, part: StatementPart): void {
  const { words, doc } = sheet
  doc.roundedRect(PAGE.left, sheet.y, PAGE.right - PAGE.left, 58, 6).fill('#f6f8fa')
  const top = sheet.y
  const sums = [
    [words.balance, part.openMinor - part.unappliedMinor, INK],
    [words.balanceOverdue, part.overdueMinor, part.overdueMinor > 0 ? BAD : INK],
    [words.unapplied, -part.unappliedMinor, INK],
  ] as const
  sums.forEach(([name, amountMinor, color], place) => {
    if (place === 2 && amountMinor === 0) return
    const x = PAGE.left + 16 + place * 160
    write(sheet, name, { x, width: 152, size: 8, color: DIM, y: top + 12 })
    write(sheet, moneyText(sheet, amountMinor, part.currency), {
      x, width: 152, size: 15, bold: true, color, y: top + 27,
    })
  })
  write(sheet, part.currency, {
    x: PAGE.right - 56, width: 40, size: 9, bold: true, color: DIM, align: 'right', y: top + 12,
  })
  sheet.y = top + 78
}

const invoiceColumns = (words: StatementWords): Column[] => [
  { title: words.invoice, x: PAGE.left, width: 118, align: 'left' },
  { title: words.issued, x: 172, width: 68, align: 'left' },
  { title: words.due, x: 246, width: 68, align: 'left' },
  { title: words.overdue, x: 318, width: 66, align: 'right' },
  { title: words.total, x: 388, width: 76, align: 'right' },
  { title: words.open, x: 468, width: PAGE.right - 468, align: 'right' },
]

function drawInvoices(sheet: Sheet, part: StatementPart): void {
  if (part.invoices.length === 0) return
  const columns = invoiceColumns(sheet.words)
  drawTitles(sheet, columns)
  for (const invoice of part.invoices) {
    const isLate = invoice.daysOverdue > 0
    drawRow(sheet, columns, [
      invoice.number, shortDay(invoice.issuedOn, sheet.statement.locale),
      shortDay(invoice.dueOn, sheet.statement.locale),
      isLate ? String(invoice.daysOverdue) : '–',
      moneyText(sheet, invoice.totalMinor, part.currency),
      moneyText(sheet, invoice.openMinor, part.currency),
    ], { late: isLate, below: invoice.owedBy })
  }
  if (part.moreInvoices > 0) {
    const count = new Intl.NumberFormat(sheet.statement.locale).format(part.moreInvoices)
    makeRoom(sheet, ROW)
    write(sheet, sheet.words.more(count), { x: PAGE.left, width: 400, color: DIM })
    sheet.y += ROW
  }
  drawSum(sheet, part.openMinor, part.currency)
}

function drawCredits(sheet: Sheet, part: StatementPart): void {
  if (part.credits.length === 0) return
  const { words } = sheet
  sheet.y += 14
  makeRoom(sheet, 3 * ROW)
  write(sheet, words.unapplied, { x: PAGE.left, width: 400, size: 10, bold: true })
  sheet.y += 20
  const columns: Column[] = [
    { title: words.reference === '' ? '' : `${words.payment} / ${words.creditNote}`,
      x: PAGE.left, width: 266, align: 'left' },
    { title: words.received, x: 318, width: 66, align: 'right' },
    { title: words.amount, x: 388, width: PAGE.right - 388, align: 'right' },
  ]
  drawTitles(sheet, columns)
  for (const credit of part.credits) {
    const kind = credit.kind === 'payment' ? words.payment : words.creditNote
    drawRow(sheet, columns, [
      `${kind} ${credit.reference}`, shortDay(credit.on, sheet.statement.locale),
      moneyText(sheet, -credit.openMinor, part.currency),
    ], { late: false })
  }
  drawSum(sheet, -part.unappliedMinor, part.currency)
}

function drawTitles(sheet: Sheet, columns: readonly Column[]): void {
  for (const { title, ...place } of columns) {
    write(sheet, title, { ...place, size: 8, color: DIM })
  }
  sheet.y += 15
  rule(sheet, INK, 0.8)
  sheet.y += 6
}

function drawRow(
  sheet: Sheet, columns: readonly Column[], cells: readonly string[],
  of: { late: boolean; below?: string | null },
): void {
  const below = of.below ?? null
  const height = below === null ? ROW : ROW + 11
  if (makeRoom(sheet, height)) drawTitles(sheet, columns)
  columns.forEach((column, place) => {
    const color = of.late && column.title === sheet.words.overdue ? BAD : INK
    write(sheet, cells[place] ?? '', { ...column, color })
  })
  if (below !== null) {
    write(sheet, below, { x: PAGE.left, width: 440, size: 7.5, color: DIM, y: sheet.y + 12 })
  }
  sheet.y += height - 5
  rule(sheet, LINE, 0.5)
  sheet.y += 5
}

function drawSum(sheet: Sheet, amountMinor: number, currency: string): void {
  makeRoom(sheet, ROW)
  write(sheet, moneyText(sheet, amountMinor, currency), {
    x: 388, width: PAGE.right - 388, size: 10, bold: true, align: 'right', y: sheet.y + 2,
  })
  sheet.y += ROW
}

function rule(sheet: Sheet, color: string, width: number): void {
  sheet.doc.moveTo(PAGE.left, sheet.y).lineTo(PAGE.right, sheet.y)
    .lineWidth(width).strokeColor(color).stroke()
}

/** Begins a page when what follows does not fit; true when it did. */
function makeRoom(sheet: Sheet, height: number): boolean {
  if (sheet.y + height <= PAGE.bottom) return false
  sheet.doc.addPage()
  sheet.y = PAGE.top
  return true
}

function drawFeet(sheet: Sheet): void {
  const { doc, statement, words } = sheet
  const { count } = doc.bufferedPageRange()
  for (let page = 0; page < count; page++) {
    doc.switchToPage(page)
    sheet.y = 804
    const sender = [statement.organization, statement.sender].filter((one) => one !== null)
    write(sheet, sender.join(' · '),
      { x: PAGE.left, width: 360, size: 8, color: DIM })
    write(sheet, words.page(page + 1, count),
      { x: PAGE.right - 120, width: 120, size: 8, color: DIM, align: 'right' })
  }
}

const moneyText = (sheet: Sheet, amountMinor: number, currency: string): string =>
  formatMoney({ amountMinor, currency }, sheet.statement.locale)

const shortDay = (day: string, locale: string) => dayIn(day, locale, {
  day: '2-digit', month: '2-digit', year: 'numeric' })
const dayText = (day: string, locale: string) => dayIn(day, locale, { dateStyle: 'long' })

const dayIn = (day: string, locale: string, look: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { ...look, timeZone: 'UTC' }).format(Date.parse(day))
