// Draws all reports as a PDF: a table each, with bars to the measure of the longest.
import { createRequire } from 'node:module'
import { sql } from 'kysely'
import PDFDocument from 'pdfkit'
import { REPORTS, type ReportName } from '#domain/insights/reports.ts'
import {
  groupLabel, inOrder, REPORT_NOTES, REPORT_TITLES, seriesLabel,
} from '#domain/insights/labels.ts'
import { formatMoney } from '#domain/money.ts'
import type { Org } from '../../platform/in-organization.ts'
import type { Period } from './period.ts'
import { readFigures } from './read-figures.ts'
import { isMoney, readBars, type Bar } from './read-report.ts'

const resolveFont = createRequire(import.meta.url).resolve
const INK = '#1a1f36'
const DIM = '#5b6472'
const LINE = '#e3e8ee'
const COLOURS = ['#3f4ab0', '#8792e3', '#c4780f', '#b3093c', '#5b6472']
const PAGE = { left: 48, right: 547, top: 48, bottom: 790 }
const ROW = 17

interface Sheet {
  doc: PDFKit.PDFDocument
  y: number
  locale: string
}

export async function drawInsights(org: Org, period: Period): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4', margin: 0, lang: org.settings.locale,
    info: { Title: `Insights · ${org.settings.name}`, Author: org.settings.name },
  })
  const chunks: Buffer[] = []
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', resolve)
    doc.on('error', reject)
  })
  doc.registerFont('plain', resolveFont('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'))
  doc.registerFont('bold', resolveFont('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'))
  const sheet: Sheet = { doc, y: PAGE.top, locale: org.settings.locale }
  await drawHead(sheet, org, period)
  const names = await memberNames(org)
  for (const report of REPORTS) {
    drawReport(sheet, report, await readBars(org, report, period), { period, names })
  }
  doc.end()
  await ended
  return Buffer.concat(chunks)
}

async function memberNames(org: Org): Promise<Map<string, string>> {
  const { rows } = await sql<{ user_id: string; name: string }>`
    select user_id, name from member where org_id = ${org.id} limit 10000`.execute(org.tx)
  return new Map(rows.map((row) => [row.user_id, row.name]))
}

function write(sheet: Sheet, text: string, of: {
  x: number; width: number; size?: number; color?: string; bold?: boolean
  align?: 'left' | 'right'
}): void {
  sheet.doc.font(of.bold ? 'bold' : 'plain').fontSize(of.size ?? 9).fillColor(of.color ?? INK)
    .text(text, of.x, sheet.y, {
      width: of.width, height: (of.size ?? 9) * 1.2, align: of.align ?? 'left', ellipsis: true,
    })
}

async function drawHead(sheet: Sheet, org: Org, period: Period): Promise<void> {
  const figures = await readFigures(org, period)
  const money = (amountMinor: number) =>
    formatMoney({ amountMinor, currency: period.currency }, sheet.locale)
  write(sheet, org.settings.name, { x: PAGE.left, width: 400, size: 11, bold: true })
  sheet.y += 26
  write(sheet, 'Insights', { x: PAGE.left, width: 400, size: 22, bold: true })
  sheet.y += 34
  write(sheet, `${period.from} to ${period.until} · amounts in ${period.currency}`,
    { x: PAGE.left, width: 480, color: DIM })
  sheet.y += 26
  const facts = [
    ['Open', money(figures.openMinor)], ['Overdue', money(figures.overdueMinor)],
    ['Days outstanding', String(figures.daysOutstanding ?? '–')],
    ['Best possible', String(figures.bestDaysOutstanding ?? '–')],
    ['Collected', money(figures.collectedMinor)],
    ['Promises kept', figures.promisesKeptPercent === null ? '–'
      : `${figures.promisesKeptPercent} %`],
  ] as const
  const [top, width] = [sheet.y, (PAGE.right - PAGE.left) / 3]
  facts.forEach(([name, value], place) => {
    sheet.y = top + Math.floor(place / 3) * 40
    const x = PAGE.left + (place % 3) * width
    write(sheet, name, { x, width: width - 12, size: 8, color: DIM })
    sheet.y += 12
    write(sheet, value, { x, width: width - 12, size: 13, bold: true })
  })
  sheet.y = top + 96
}

function drawReport(
  sheet: Sheet, report: ReportName, bars: readonly Bar[],
  of: { period: Period; names: ReadonlyMap<string, string> },
): void {
  makeRoom(sheet, 110)
  write(sheet, REPORT_TITLES[report], { x: PAGE.left, width: 400, size: 13, bold: true })
  sheet.y += 20
  sheet.doc.font('plain').fontSize(8).fillColor(DIM)
    .text(REPORT_NOTES[report], PAGE.left, sheet.y, { width: PAGE.right - PAGE.left })
  sheet.y = sheet.doc.y + 8
  if (bars.length === 0) {
    write(sheet, 'Nothing in this period.', { x: PAGE.left, width: 400, color: DIM })
    sheet.y += 2 * ROW
    return
  }
  const series = [...new Set(bars.map((bar) => bar.series))]
  const size = (bar: Bar) => Math.max(0, isMoney(report) ? bar.amountMinor ?? 0 : bar.count)
  const longest = Math.max(1, ...bars.map(size))
  for (const group of inOrder(bars.map((bar) => bar.group))) {
    for (const bar of bars.filter((one) => one.group === group)) {
      makeRoom(sheet, ROW)
      drawBar(sheet, {
        name: `${groupLabel(group, of.names)} · ${seriesLabel(bar.series)}`,
        share: size(bar) / longest,
        color: COLOURS[series.indexOf(bar.series) % COLOURS.length] ?? INK,
        count: String(bar.count),
        amount: bar.amountMinor === null ? ''
          : formatMoney({ amountMinor: bar.amountMinor, currency: of.period.currency },
            sheet.locale),
      })
    }
  }
  sheet.y += 18
}

function drawBar(sheet: Sheet, bar: {
  name: string; share: number; color: string; count: string; amount: string
}): void {
  write(sheet, bar.name, { x: PAGE.left, width: 190 })
  sheet.doc.rect(244, sheet.y + 1, Math.max(1, 150 * bar.share), 8).fill(bar.color)
  write(sheet, bar.count, { x: 400, width: 46, align: 'right', color: DIM })
  write(sheet, bar.amount, { x: 450, width: PAGE.right - 450, align: 'right' })
  sheet.doc.moveTo(PAGE.left, sheet.y + 13.5).lineTo(PAGE.right, sheet.y + 13.5)
    .lineWidth(0.5).stroke(LINE)
  sheet.y += ROW
}

function makeRoom(sheet: Sheet, height: number): void {
  if (sheet.y + height <= PAGE.bottom) return
  sheet.doc.addPage()
  sheet.y = PAGE.top
}
