// Pauses of four scopes, until a day or openly: how they end, overlap, change and are reviewed.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changePause, endPause, listPauses, startPause, type PauseScope } from
  '../customers/pause.ts'
import { systemNow } from '../platform/clock.ts'
import { aCollectingCompany, type Collecting } from '../testing/collecting-scene.ts'
import { day, daysOf, DUE, following, invoiceId, setClock } from '../testing/edge-scene.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(() => installation.close())

const SCOPES = ['organization', 'workflow', 'customer', 'invoice'] as const

async function scene() {
  const org = await aCollectingCompany(installation, following([3]))
  const { id, email } = await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: DUE }])
  await org.goTo(day(2))
  const workflowId = await org.do(async ({ tx }) => (await sql<{ id: string }>`
    select id from workflow`.execute(tx)).rows[0]?.id ?? '')
  const subjects: Record<PauseScope, string> = {
    organization: org.id, workflow: workflowId, customer: id, invoice: await invoiceId(org, 'I-1'),
  }
  const pause = (scope: PauseScope, untilDay: number | null, reviewDay = 20) =>
    org.as('mara', (open) => startPause(open, {
      scope, subjectId: subjects[scope], reason: 'They move house',
      untilOn: untilDay === null ? null : day(untilDay),
      reviewOn: untilDay === null ? day(reviewDay) : null,
    }))
  const end = (id: string) => org.as('mara', (open) => endPause(open, id))
  return { org, id, email, pause, end }
}

/** Wall clock of Paris in winter. */
const at = async (org: Collecting, dayNumber: number, time: string) => {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  const text = [hours - 1, minutes, seconds].map((part) => String(part).padStart(2, '0')).join(':')
  await setClock(org, `${day(dayNumber)}T${text}.000Z`)
  await org.tick()
}

const events = (org: Collecting, kind: string) => org.do(async ({ tx }) => (await sql<{
  detail: Record<string, unknown> }>`select detail from event where kind = ${kind} order by id`
  .execute(tx)).rows.map((row) => row.detail))

describe.each(SCOPES)('a pause of the %s', (scope) => {
  test('until a day ends by that day, which is free, and says so once', async () => {
    const { org, email, pause } = await scene()
    await pause(scope, 8)
    await org.goTo(day(7))
    expect(await daysOf(org, email)).toEqual([])
    expect(await events(org, 'pause_ended')).toEqual([])
    await org.goTo(day(9))
    expect(await daysOf(org, email)).toEqual([8])
    expect(await events(org, 'pause_ended')).toEqual([{ scope, how: 'by_day' }])
    expect(await org.do((open) => listPauses(open, { limit: 10 }))).toMatchObject({ items: [] })
  })

  test.each([
    ['before the send time leaves at it', '07:10', 6],
    ['in the minute before it waits for the next day', '08:29:30', 7],
    ['after it waits for the next day', '08:31', 7],
  ])('without an end, ended by hand %s', async (_name, time, leaves) => {
    const { org, email, pause, end } = await scene()
    const { id } = await pause(scope, null)
    await org.goTo(day(5))
    await at(org, 6, time)
    await end(id)
    // What anybody can look at in the same minute: nothing has left.
    await org.tick()
    expect(await daysOf(org, email)).toEqual([])
    await at(org, 6, '10:00')
    expect(await daysOf(org, email)).toEqual(leaves === 6 ? [6] : [])
    await org.goTo(day(8))
    expect(await daysOf(org, email)).toEqual([leaves])
  })

  test('until a day, ended by hand sooner', async () => {
    const { org, email, pause, end } = await scene()
    const { id } = await pause(scope, 12)
    await at(org, 4, '12:00')
    await end(id)
    await org.goTo(day(9))
    expect(await daysOf(org, email)).toEqual([5])
  })

  // Each pair of scopes once.
  test.each(SCOPES.slice(SCOPES.indexOf(scope)))('over one of the %s: free when both are over', async (other) => {
    const { org, email, pause, end } = await scene()
    const { id: first } = await pause(other, null)
    const { id: second } = await pause(scope, 10)
    await org.goTo(day(4))
    await end(first)
    await org.goTo(day(9))
    expect(await daysOf(org, email)).toEqual([])
    const third = await pause(other, null)
    await org.goTo(day(13))
    expect(await daysOf(org, email)).toEqual([])
    await end(third.id)
    await org.goTo(day(15))
    expect(await daysOf(org, email)).toEqual([14])
    await expect(end(second)).rejects.toThrow('ended already')
  })
})

test('a pause is changed in place: longer, shorter, or open to until a day', async () => {
  const { org, email, pause } = await scene()
  const { id } = await pause('customer', 8)
  const change = (untilDay: number | null, reviewDay: number | null) =>
    org.as('mara', (open) => changePause(open, id, {
      untilOn: untilDay === null ? null : day(untilDay), reason: 'Again',
      reviewOn: reviewDay === null ? null : day(reviewDay) }))
  await change(12, null)
  await org.goTo(day(11))
  expect(await daysOf(org, email)).toEqual([])
  await change(null, 30)
  await org.goTo(day(20))
  expect(await daysOf(org, email)).toEqual([])
  await expect(change(20, null)).rejects.toThrow('ends in the future')
  await expect(change(null, null)).rejects.toThrow('a day to review it')
  await change(22, null)
  await org.goTo(day(25))
  expect(await daysOf(org, email)).toEqual([22])
  expect((await events(org, 'pause_changed')).map((detail) => detail['untilOn']))
    .toEqual([day(12), '', day(22)])
  await expect(change(40, null)).rejects.toThrow('ended already')
})

test('an open pause is asked about on its review day, once, and again after a new one', async () => {
  const { org, email, pause } = await scene()
  const { id } = await pause('invoice', null, 10)
  const asked = () => org.do(async ({ tx }) => ({
    notices: (await sql<{ user_id: string; title: string }>`select user_id, title from notification
      where event = 'pause_review' order by id`.execute(tx)).rows,
    tasks: (await sql<{ name: string; owner_id: string }>`select name, owner_id from action
      where kind = 'adhoc' order by id`.execute(tx)).rows,
  }))
  await org.goTo(day(9))
  expect(await asked()).toEqual({ notices: [], tasks: [] })
  await org.goTo(day(12))
  const once = [{ user_id: 'mara', title: 'Review the pause of I-1 of Buyer' }]
  expect(await asked()).toEqual({
    notices: once, tasks: [{ name: 'Review the pause of I-1 of Buyer', owner_id: 'mara' }] })
  await org.as('mara', (open) => changePause(open, id, {
    untilOn: null, reviewOn: day(14), reason: 'Longer' }))
  await org.goTo(day(15))
  expect((await asked()).notices).toHaveLength(2)
  expect(await daysOf(org, email)).toEqual([])
})

test('the list names what rests, the widest first, and can be cut to some scopes', async () => {
  const { org, pause } = await scene()
  for (const scope of ['invoice', 'customer', 'workflow', 'organization'] as const) {
    await pause(scope, scope === 'workflow' ? null : 9)
  }
  const list = (scopes?: string, limit = 10) => org.do((open) => listPauses(open, { scopes, limit }))
  expect((await list()).items.map(({ subjectName, startedBy, reviewOn }) =>
    [subjectName, startedBy, reviewOn])).toEqual([
    ['Seller', 'Mara', null], ['W0', 'Mara', day(20)], ['Buyer', 'Mara', null],
    ['I-1 of Buyer', 'Mara', null]])
  expect((await list('organization,workflow')).items.map(({ scope }) => scope))
    .toEqual(['organization', 'workflow'])
  expect(await list(undefined, 2)).toMatchObject({ isTruncated: true, items: [{}, {}] })
})
