// Insights: what the ledger and the work on it come to, as bars that each open their list.
import { z } from 'zod'
import { REPORTS } from '#domain/insights/reports.ts'
import { AmountMinor, CurrencyCode, DayText, endpoint, Id, pageOf, Page } from './endpoint.ts'

export type { ReportName } from '#domain/insights/reports.ts'

const tag = 'Insights'

export const InsightBar = z.object({
  key: z.string().describe('Opens the list behind the bar.'),
  group: z.string().describe('Where it stands: a month, an age, a step, a reason, a person.'),
  series: z.string().describe('Its part of the group, which has a colour: a state, a channel.'),
  count: z.int().describe('Lines in its list.'),
  amountMinor: AmountMinor.nullable().describe('Sum of its list; null where lines are no money.'),
}).meta({ id: 'InsightBar' })

const period = {
  from: DayText.optional().describe('First day; left out: ninety days back.'),
  until: DayText.optional().describe('Last day; left out: today.'),
  currency: CurrencyCode.optional()
    .describe('Left out: the organization’s. Currencies are never added together.'),
}

export const getFigures = endpoint({
  method: 'get', path: '/insights', tag, role: 'viewer',
  summary: 'The figures on top: open, overdue, days outstanding, collected, promises, answers',
  query: z.object(period),
  answer: z.object({
    from: DayText, until: DayText, currency: CurrencyCode,
    currencies: z.array(CurrencyCode).describe('All that the ledger knows.'),
    openMinor: AmountMinor, overdueMinor: AmountMinor,
    daysOutstanding: z.int().nullable()
      .describe('DSO by count-back, at the end of the period; null: too few sales are known.'),
    bestDaysOutstanding: z.int().nullable().describe('The same with what is not yet due only.'),
    collectedMinor: AmountMinor.describe('Payments allocated in the period, less taken back.'),
    promisesKeptPercent: z.int().nullable().describe('Of the amounts promised for the period.'),
    answerMinutes: z.int().nullable().describe('Median time from an answer to ours.'),
  }),
})

export const getReport = endpoint({
  method: 'get', path: '/insights/{report}', tag, role: 'viewer',
  summary: 'One report as bars; each equals the sum of its list',
  params: z.object({ report: z.enum(REPORTS) }), query: z.object(period),
  answer: z.object({
    from: DayText, until: DayText, currency: CurrencyCode.nullable(),
    bars: z.array(InsightBar),
    days: z.array(z.object({
      group: z.string(), outstanding: z.int().nullable(), best: z.int().nullable(),
    })).describe('Of `receivables`: days outstanding and the best possible, per month.'),
  }),
})

export const InsightLine = z.object({
  id: Id, kind: z.enum(['invoice', 'payment', 'promise', 'dispute', 'action', 'reply', 'message']),
  customerId: Id.nullable(), customerName: z.string(), invoiceId: Id.nullable(),
  label: z.string(), on: DayText, amountMinor: AmountMinor.nullable(),
  currency: CurrencyCode.nullable(),
}).meta({ id: 'InsightLine' })

export const listBehindBar = endpoint({
  method: 'get', path: '/insights/{report}/lines', tag, role: 'viewer',
  summary: 'What a bar is made of; the sum is that of the whole list, not of the page',
  params: z.object({ report: z.enum(REPORTS) }),
  query: z.object({ ...period, ...Page, key: z.string().max(300) }),
  answer: pageOf(InsightLine).extend({
    count: z.int(), amountMinor: AmountMinor.nullable(),
  }),
})

export const downloadReport = endpoint({
  method: 'get', path: '/insights/{report}/csv', tag, role: 'viewer',
  summary: 'A report, or the list behind one of its bars, as CSV',
  params: z.object({ report: z.enum(REPORTS) }),
  query: z.object({ ...period, key: z.string().max(300).optional() }),
  answer: z.string(), answerType: 'text/csv',
})

export const printInsights = endpoint({
  method: 'get', path: '/insights/print/pdf', tag, role: 'viewer',
  summary: 'All reports with their tables as one PDF',
  query: z.object(period), answer: z.string(), answerType: 'application/pdf',
})
