// Plays a whole organization: batches of customers, each customer through all of the days.
import { setImmediate as breathe } from 'node:timers/promises'
import type { z } from 'zod'
import type { SimulationResult } from '#contract/simulation.ts'
import { addDays, daysBetween, type Day, type Instant } from '#domain/day.ts'
import { nextCaps } from '#domain/simulation/daily-limit.ts'
import { totalsOf, type DayTally } from '#domain/simulation/tally.ts'
import { readBudget, readLimit } from '../../actions/send-budget.ts'
import { atMoment, inOrganization, sendInstantOn, SYSTEM, type Org } from
  '../../platform/in-organization.ts'
import { invalid } from '../../platform/errors.ts'
import type { Installation } from '../../platform/installation.ts'
import { readContacts } from './past-store.ts'
import { loadCustomers, type Batch } from './load-customers.ts'
import { playCustomer } from './play-customer.ts'
import { readRules, type RulesChange, type Wish } from './read-rules.ts'
import { openRecorder, type Recorder } from './recorder.ts'
import {
  countCustomers, readPrices, readUsualDaysLate, type LineRow,
} from './simulation-store.ts'

export type Result = z.output<typeof SimulationResult>

export interface Watch {
  /** After each batch; false stops it. */
  progress: (done: number, total: number) => Promise<boolean>
  keep: (lines: LineRow[]) => Promise<void>
  /** All that was kept is void: the days are played once more, under another limit. */
  again?: () => Promise<void>
}

// Small enough to tell how far it is every second or so, and to stop as soon.
const BATCH = 100
/** How long the days are played before others get their turn. */
const TURN_MS = 15

/** Null when it was stopped. */
export async function simulate(
  installation: Installation, orgId: string, wish: Wish, watch: Watch,
  options: { batch: number } = { batch: BATCH },
): Promise<Result | null> {
  const began = performance.now()
  const start = await inOrganization(installation, orgId, SYSTEM, (org) => prepare(org, wish))
  const { limit } = start
  let caps: readonly number[] = start.moments.map((_, place) => limit.fixed
    ?? (place === 0 ? limit.first : Infinity))
  for (let round = 1; ; round++) {
    const played = await playDays(installation, orgId, { wish, watch, options, start, caps })
    if (played === null) return null
    const { recorder, done } = played
    const better = limit.fixed !== null || start.past !== null ? null
      : nextCaps({ before: limit.before, first: limit.first, sent: recorder.automatic, caps })
    if (better !== null && round < MOST_ROUNDS) {
      caps = better
      await watch.again?.()
      continue
    }
    return {
      from: start.moments[0]?.today ?? '', to: start.moments.at(-1)?.today ?? '',
      customers: done, contactedCustomers: recorder.contacted.size,
      days: withSent(recorder.days, start.sent), totals: totalsOf(recorder.days),
      notes: [...notesOf(wish, start), ...limitNotes(recorder, caps, better !== null)],
      isTruncated: recorder.isTruncated(), tookMs: Math.round(performance.now() - began),
    }
  }
}

// A limit that holds moves what it held, which may move the limit of a later day: mostly once.
const MOST_ROUNDS = 5

/** Every customer through all days, under these limits of automatic messages a day. */
async function playDays(installation: Installation, orgId: string, of: {
  wish: Wish; watch: Watch; options: { batch: number }; start: Start; caps: readonly number[]
}): Promise<{ recorder: Recorder; done: number } | null> {
  const { wish, watch, start } = of
  const names = new Map<string, string>()
  const recorder = openRecorder({
    moments: start.moments, minutes: wish.minutes, prices: start.prices,
    automaticToday: start.automaticToday, caps: of.caps,
    nameOf: (id) => names.get(id) ?? '',
  })
  let done = 0
  for (let after = FIRST_ID; ;) {
    const batch = await loadCustomers(installation, orgId, {
      after, size: of.options.batch, change: start.change, scenario: wish.scenario,
      usualDaysLate: start.usualDaysLate, past: start.past,
    })
    if (batch.lastCustomerId === null) return { recorder, done }
    after = batch.lastCustomerId
    names.clear()
    for (const { rows } of batch.memories) {
      for (const customer of rows.customers) names.set(customer.id, customer.name)
    }
    await playBatch(batch, { wish, moments: start.moments, recorder })
    await watch.keep(recorder.takeLines())
    done += batch.memories.reduce((sum, { rows }) => sum + rows.customers.length, 0)
    if (!await watch.progress(done, start.total)) return null
  }
}

/** What was held by the limit of its day is said; so is a limit that did not come to rest. */
function limitNotes(
  { automatic }: Recorder, caps: readonly number[], isUnsettled: boolean,
): string[] {
  const full = automatic.filter((count, day) =>
    count > 0 && count >= (caps[day] ?? Infinity)).length
  return [
    ...(full === 0 ? [] : [`The daily limit is reached on ${full === 1 ? 'one day'
      : `${full} days`}: what it holds leaves on the next, unless an admin raises it. It is spent `
      + 'in the order of customers, not of moments.']),
    ...(isUnsettled ? ['The daily limit follows the days before; on late days it may differ a '
      + 'little from what is played here.'] : []),
  ]
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000'

interface Start {
  moments: Org[]
  change: RulesChange | null
  prices: Awaited<ReturnType<typeof readPrices>>
  usualDaysLate: number | null
  total: number
  /** Automatic messages a day; `fixed` where a limit of our own is set. */
  limit: { fixed: number | null; first: number; before: readonly number[] }
  automaticToday: number
  past: { at: Instant; until: Day } | null
  /** What did reach customers in the days of a back-test. */
  sent: Awaited<ReturnType<typeof readContacts>> | null
}

/** Days that are over: the newest is yesterday, for today is not over yet. */
function pastOf(
  org: Org, from: Day, wanted: number,
): { from: Day; until: Day; slots: Instant[] } {
  if (from >= org.today) {
    throw invalid(`A back-test begins before today (${org.today}).`, [
      { field: 'pastFrom', message: 'Choose an earlier day.' }])
  }
  const days = Math.min(wanted, daysBetween(from, org.today) - 1)
  return {
    from, until: addDays(from, days),
    slots: Array.from({ length: days + 1 }, (_, count) => sendInstantOn(org, addDays(from, count))),
  }
}

function withSent(days: readonly DayTally[], sent: Start['sent']): Result['days'] {
  return days.map((day) => ({
    ...day,
    ...(sent === null ? {} : { sent: Object.fromEntries(sent
      .filter((row) => row.day === day.day).map((row) => [row.channel, row.count])) }),
  }))
}

async function prepare(org: Org, wish: Wish): Promise<Start> {
  const past = wish.pastFrom === null ? null : pastOf(org, wish.pastFrom, wish.days)
  const slots = past?.slots ?? Array.from({ length: wish.days + 1 }, (_, count) =>
    sendInstantOn(org, addDays(org.today, count))).filter((slot) => slot > org.now)
  const { settings } = org
  const supposed: Org = { ...org, settings: {
    ...settings,
    automation_on_since: wish.assumesAutomationOn ? settings.automation_on_since ?? org.now
      : settings.automation_on_since,
    stale_after_hours: wish.assumesFreshLedger ? null : settings.stale_after_hours,
  } }
  return {
    moments: [...(past === null ? [org.now] : []), ...slots].map((at) => atMoment(supposed, at)),
    past: past === null ? null : { at: past.slots[0] ?? org.now, until: past.until },
    sent: past === null ? null : await readContacts(org, past.from, past.until),
    change: wish.workflow === null ? null : await readRules(org, wish.workflow),
    prices: await readPrices(org),
    usualDaysLate: wish.scenario.kind === 'as_last_year'
      ? await readUsualDaysLate(org, addDays(org.today, -365)) : null,
    total: await countCustomers(org),
    limit: await readLimit(org),
    automaticToday: (await readBudget(org)).used,
  }
}

/** Nobody else waits long: the thread is given up every few milliseconds. */
async function playBatch(
  batch: Batch, of: { wish: Wish; moments: readonly Org[]; recorder: Recorder },
): Promise<void> {
  let turn = performance.now()
  for (const memory of batch.memories) {
    playCustomer(memory, {
      moments: of.moments, reach: batch.reach, templates: batch.templates,
      // The past was paid as it was.
      scenario: of.wish.pastFrom === null ? of.wish.scenario : { kind: 'nobody' },
      manualAfterDays: of.wish.manualAfterDays,
      told: of.recorder.told,
    })
    if (performance.now() - turn > TURN_MS) {
      await breathe()
      turn = performance.now()
    }
  }
}

function notesOf(wish: Wish, start: Start): string[] {
  const { scenario } = wish
  const shared = [
    wish.manualAfterDays === 0 ? 'Work in To Do is done on its day.'
      : `Work in To Do is done ${wish.manualAfterDays} business days after its day.`,
    ...(wish.assumesAutomationOn ? ['Automatic sending is on.'] : []),
    ...(wish.assumesFreshLedger ? ['The ledger is brought up to date every day.'] : []),
  ]
  if (start.past !== null) {
    return ['Invoices are known from their date, payments from the day they were received; '
      + 'disputes, promises, pauses and answers hold as they did.',
    'Every run begins afresh; contacts before the first day count.',
    'People, their addresses and legal stops are those of today; everybody is collected by itself.',
    ...shared]
  }
  return [
    scenario.kind === 'nobody' ? 'Nobody pays, and no new invoice is written.'
      : scenario.kind === 'sliders'
        ? `Of what a reminder asks for, ${scenario.sharePercent} % of the invoices are paid within `
          + `${scenario.withinDays} days; no new invoice is written.`
        : start.usualDaysLate === null
          ? 'Nobody paid within the last year, so nobody pays here; no new invoice is written.'
          : 'Each customer pays as late as in the last year; one without a history '
            + `${start.usualDaysLate} days after the due day. No new invoice is written.`,
    'Every message arrives, and nobody answers.', ...shared,
  ]
}
