// Insights on the sample company, over the API: each bar equals the sum of its list (I22).
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import * as contract from '#contract/insights.ts'
import { REPORTS } from '#domain/insights/reports.ts'
import { addDays, type Day } from '#domain/day.ts'
import { composeMessage } from '../../actions/compose-message.ts'
import { leaveMessages } from '../../actions/leave-messages.ts'
import { closeMailParser } from '../../inbox/parse-mail.ts'
import { answerCall } from '../../platform/answer-call.ts'
import { inOrganization, SYSTEM } from '../../platform/in-organization.ts'
import { createSample } from '../../seed.ts'
import { freshDatabase, type FreshDatabase } from '../../testing/fresh-database.ts'
import { openInstallation } from '../../testing/mail-scene.ts'
import { readAging } from '../aging.ts'
import { insightRoutes } from './routes.ts'

let database: FreshDatabase
let installation: Awaited<ReturnType<typeof openInstallation>>
let orgId: string
let today: Day
beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url, () => '2026-03-10T09:00:00.000Z')
  orgId = await createSample(installation, SYSTEM, async (org) => {
    await sql`insert into member (user_id, name, email, role, joined_at)
      values ('mara', 'Mara', 'mara@nordwind.example', 'owner', ${org.now})`.execute(org.tx)
  })
  await answerOne()
  today = await inOrganization(installation, orgId, SYSTEM, async (org) => org.today)
})
/** So that there is an answer to measure. */
async function answerOne(): Promise<void> {
  await inOrganization(installation, orgId, 'mara', async (org) => {
    const { rows } = await sql<{ id: string; customer_id: string; sender: string }>`
      select r.id, r.customer_id, m.from_address as sender from reply_action r
        join message m on m.org_id = r.org_id and m.id = r.newest_message_id
      where r.state = 'open' order by r.id limit 1`.execute(org.tx)
    const [reply] = rows
    if (!reply) throw new Error('Nobody of the sample has answered.')
    await composeMessage(org, {
      customerId: reply.customer_id, channel: 'email', subject: '', body: 'Thank you.',
      to: [reply.sender], cc: [], bcc: [], replyActionId: reply.id, undoSeconds: 0,
    })
  })
  await leaveMessages(installation, orgId)
}

afterAll(async () => {
  await closeMailParser()
  await installation.close()
  await database.close()
})

type Query = Record<string, string>

async function respond(endpoint: unknown, report: string | null, query: Query) {
  const route = insightRoutes.find((one) => one.endpoint === endpoint)
  if (!route) throw new Error('No such route.')
  return answerCall(installation, route, {
    request: new Request('https://duebox.example'), params: report === null ? {} : { report },
    query,
  }, () => Promise.resolve({ orgId, actor: 'key:test', role: 'viewer', userId: null }))
}

async function ask<E extends { answer: z.ZodType }>(
  endpoint: E, report: string | null, query: Query = {},
): Promise<z.output<E['answer']>> {
  const response = await respond(endpoint, report, query)
  const text = await response.text()
  expect(response.status, text).toBe(200)
  return endpoint.answer.parse(JSON.parse(text)) as z.output<E['answer']>
}

const wholeList = async (report: string, key: string, query: Query) => {
  const items: z.output<typeof contract.InsightLine>[] = []
  let cursor: string | null = null
  do {
    const page: z.output<typeof contract.listBehindBar.answer> = await ask(
      contract.listBehindBar, report,
      { ...query, key, limit: '7', ...(cursor === null ? {} : { cursor }) })
    items.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return items
}

const sum = (amounts: readonly (number | null)[]) =>
  amounts.reduce<number>((total, one) => total + (one ?? 0), 0)

// A promise's day may lie ahead.
const period = () => ({ from: addDays(today, -60), until: today })

test.each([...REPORTS])('every bar of %s opens a list of its size and sum', async (report) => {
  const query = { ...period(), ...(report === 'promises' ? { until: addDays(today, 60) } : {}) }
  const { bars } = await ask(contract.getReport, report, query)
  expect(bars.length).toBeGreaterThan(0)
  for (const bar of bars) {
    const items = await wholeList(report, bar.key, query)
    expect(items.length, bar.key).toBe(bar.count)
    expect(new Set(items.map((item) => item.id)).size, 'each line once').toBe(items.length)
    expect(sum(items.map((item) => item.amountMinor)), bar.key).toBe(bar.amountMinor ?? 0)
    const first = await ask(contract.listBehindBar, report, { ...query, key: bar.key })
    expect([first.count, first.amountMinor]).toEqual([bar.count, bar.amountMinor])
  }
}, 60_000)

test('aging here is the aging of the balances, bucket by bucket', async () => {
  const { bars, currency } = await ask(contract.getReport, 'aging')
  const balances = await inOrganization(installation, orgId, SYSTEM, (org) => readAging(org, null))
  const balance = balances.find((one) => one.currency === currency)
  const of = (group: string) =>
    sum(bars.filter((bar) => bar.group === group).map((bar) => bar.amountMinor))
  expect(balance?.buckets).toEqual({
    notDueMinor: of('not_due'), days1To30Minor: of('1_30'), days31To60Minor: of('31_60'),
    days61To90Minor: of('61_90'), daysOver90Minor: of('over_90'),
  })
  expect(sum(bars.filter((bar) => bar.series === 'collectible').map((bar) => bar.amountMinor)))
    .toBe(balance?.collectibleMinor)
})

test('the newest month of the receivables is what is open now, and so are the figures', async () => {
  const { bars, days } = await ask(contract.getReport, 'receivables')
  const figures = await ask(contract.getFigures, null)
  const balances = await inOrganization(installation, orgId, SYSTEM, (org) => readAging(org, null))
  const balance = balances.find((one) => one.currency === figures.currency)
  const now = bars.filter((bar) => bar.group === today.slice(0, 7))
  expect(sum(now.map((bar) => bar.amountMinor))).toBe(balance?.openMinor)
  expect([figures.openMinor, figures.overdueMinor])
    .toEqual([balance?.openMinor, balance?.overdueMinor])
  expect(days.at(-1)).toEqual({
    group: today.slice(0, 7), outstanding: figures.daysOutstanding,
    best: figures.bestDaysOutstanding,
  })
})

test('a payment counts for the step whose message named its invoice, not for an older one', async () => {
  const { bars } = await ask(contract.getReport, 'collected', period())
  const steps = bars.filter((bar) => !bar.group.startsWith('$'))
  expect(steps.length).toBeGreaterThan(0)
  const collected = await inOrganization(installation, orgId, SYSTEM, async (org) => {
    const { rows } = await sql<{ amount: number }>`select sum(a.amount_minor)::bigint as amount
      from allocation a join invoice i on i.org_id = a.org_id and i.id = a.invoice_id
      where a.payment_id is not null and i.currency = 'EUR'
        and a.allocated_on between ${period().from} and ${period().until}`.execute(org.tx)
    return rows[0]?.amount
  })
  expect(sum(bars.map((bar) => bar.amountMinor))).toBe(collected)
})

test('CSV has a line for each bar, and for each line behind one', async () => {
  const { bars } = await ask(contract.getReport, 'aging')
  const lines = async (query: Query) => {
    const response = await respond(contract.downloadReport, 'aging', query)
    expect(response.headers.get('content-type')).toContain('text/csv')
    return (await response.text()).trimEnd().split('\r\n')
  }
  expect(await lines({})).toHaveLength(bars.length + 1)
  for (const bar of bars) expect(await lines({ key: bar.key })).toHaveLength(bar.count + 1)
})

test('the PDF is one, and has all reports in it', async () => {
  const response = await respond(contract.printInsights, null, {})
  const bytes = Buffer.from(await response.arrayBuffer())
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  expect(response.headers.get('content-disposition')).toContain(`insights-${today}.pdf`)
})

test.each([
  ['ends before it begins', { from: '2026-03-02', until: '2026-03-01' }, 'from'],
  ['is longer than ten years', { from: '1999-01-01', until: '2026-03-01' }, 'from'],
])('a period that %s is refused at its field', async (_, query, field) => {
  const response = await respond(contract.getReport, 'aging', query)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ fields: [{ field }] })
})

test('a foreign cursor is refused, and a bar that has gone is an empty list', async () => {
  const strange = await respond(contract.listBehindBar, 'aging', { key: 'x', cursor: 'y' })
  expect(strange.status).toBe(400)
  expect(await ask(contract.listBehindBar, 'aging', { key: 'gone|gone' }))
    .toEqual({ items: [], nextCursor: null, count: 0, amountMinor: 0 })
})
