// docs/figures.md, written from what was measured: medians and ratios, never a machine's name.
import fs from 'node:fs'
import path from 'node:path'
import { percent, spreadText, type Measured } from './planner.ts'

export interface Figures {
  planned: readonly Measured[]
  growth: string
  simulated: string
}

export function writePage({ planned, growth, simulated }: Figures): void {
  const rows = planned.map((one) => `| ${[
    one.invoices.toLocaleString('en'), percent(one.share), one.actions.toLocaleString('en'),
    spreadText(one.ratio), spreadText(one.ours), spreadText(one.database),
    `${Math.round(one.peakBytes / 1e6)} MB`,
  ].join(' | ')} |`)
  const page = fs.readFileSync(TEMPLATE, 'utf8')
    .replace('{{planner}}', rows.join('\n')).replace('{{growth}}', `${growth}.`)
    .replace('{{simulator}}', `${simulated}.`)
  fs.writeFileSync(PAGE, page)
}

const TEMPLATE = path.join(import.meta.dirname, 'figures-page.md')
const PAGE = path.join(import.meta.dirname, '..', 'docs', 'figures.md')
