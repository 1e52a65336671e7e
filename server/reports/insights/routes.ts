// Answers: insights, the lists behind their bars, and both as files.
import * as contract from '#contract/insights.ts'
import { downloadOf } from '../../platform/download.ts'
import { answer, type Route } from '../../platform/http.ts'
import { drawInsights } from './draw-insights.ts'
import { periodOf } from './period.ts'
import { readDaysOutstanding, readFigures } from './read-figures.ts'
import { isMoney, readBars, readLines, sumOfBar } from './read-report.ts'
import { barsAsCsv, linesAsCsv } from './write-csv.ts'

export const insightRoutes: Route[] = [
  answer(contract.getFigures, async (org, { query }) =>
    readFigures(org, await periodOf(org, query))),
  answer(contract.getReport, async (org, { params: { report }, query }) => {
    const period = await periodOf(org, query)
    const bars = await readBars(org, report, period)
    return {
      from: period.from, until: period.until,
      currency: isMoney(report) ? period.currency : null, bars,
      days: report === 'receivables' ? await readDaysOutstanding(org, period, bars) : [],
    }
  }),
  answer(contract.listBehindBar, async (org, { params: { report }, query }) => {
    const period = await periodOf(org, query)
    return {
      ...await readLines(org, report, period, query),
      ...await sumOfBar(org, report, period, query.key),
    }
  }),
  answer(contract.downloadReport, async (org, { params: { report }, query }) => {
    const period = await periodOf(org, query)
    const text = query.key === undefined ? await barsAsCsv(org, report, period)
      : await linesAsCsv(org, report, period, query.key)
    const name = `${report}-${period.until}.csv`
    return downloadOf(Buffer.from(text), { name, type: 'text/csv' })
  }),
  answer(contract.printInsights, async (org, { query }) => {
    const period = await periodOf(org, query)
    return downloadOf(await drawInsights(org, period),
      { name: `insights-${period.until}.pdf`, type: 'application/pdf' })
  }),
]
