// Looks into a simulation that was played: a day's actions, what is held, two side by side, a file.
import type { z } from 'zod'
import type { compareSimulations, SimulatedAction as Shown } from '#contract/simulation.ts'
import type { Day } from '#domain/day.ts'
import { HOLD_TEXTS } from '#domain/hold.ts'
import { toDecimalText } from '#domain/money.ts'
import { contactsOn } from '#domain/simulation/tally.ts'
import { conflict, invalid, notFound } from '../../platform/errors.ts'
import type { Org } from '../../platform/in-organization.ts'
import type { SimulatedAction } from './simulated-action.ts'
import type { HeldDetail } from './recorder.ts'
import { readSimulation, type SimulationAnswer } from './run-simulation.ts'
import { countContacts, readActionLine, readActionLines, readHeldLines, type LineRow } from
  './simulation-store.ts'
import { writeSimulated } from './write-simulated.ts'

type ShownAction = z.output<typeof Shown>

export async function listActions(org: Org, id: string, query: {
  day?: Day | undefined; cursor?: string | undefined; limit: number
}): Promise<{ items: ShownAction[]; nextCursor: string | null }> {
  await readSimulation(org, id)
  const rows = await readActionLines(org, id, {
    from: query.day ?? FIRST_DAY, to: query.day ?? LAST_DAY, after: readCursor(query.cursor),
    limit: query.limit + 1,
  })
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    items: page.map(toShown),
    nextCursor: rows.length > query.limit && last ? `${last.day} ${last.place}` : null,
  }
}

const FIRST_DAY = '0001-01-01'
const LAST_DAY = '9999-12-31'

function readCursor(cursor: string | undefined): { day: Day; place: number } {
  if (cursor === undefined || cursor === '') return { day: FIRST_DAY, place: 0 }
  const found = /^(\d{4}-\d{2}-\d{2}) (\d{1,9})$/.exec(cursor)
  if (!found?.[1]) throw invalid('This page does not exist; begin with the first.')
  return { day: found[1], place: Number(found[2]) }
}

// Lines were written by the recorder, with these details by their kind.
const actionOf = (row: LineRow) => row.detail as SimulatedAction
const heldOf = (row: LineRow) => row.detail as HeldDetail

function toShown(row: LineRow): ShownAction {
  const action = actionOf(row)
  return {
    place: row.place, day: row.day, kind: action.kind, channel: action.channel, mode: action.mode,
    customerId: action.customerId, customerName: action.customerName,
    workflowId: action.workflowId, workflowName: action.workflowName, level: action.level,
    stepName: action.stepName, recipient: action.recipient, recipientName: action.recipientName,
    invoices: action.invoices.map(({ invoiceId, number, currency, amountMinor }) =>
      ({ invoiceId, number, currency, amountMinor })),
    enclosed: action.enclosed ?? null,
    hasText: action.templateId !== null,
  }
}

const MOST_HELD = 500

export async function listHeld(org: Org, id: string, day: Day) {
  await readSimulation(org, id)
  const rows = await readHeldLines(org, id, day, MOST_HELD + 1)
  return {
    isTruncated: rows.length > MOST_HELD,
    items: rows.slice(0, MOST_HELD).map((row) => ({
      customerId: row.customer_id, ...heldOf(row), ...HOLD_TEXTS[heldOf(row).code],
      since: row.day, until: row.until_day,
    })),
  }
}

export async function readText(org: Org, id: string, place: number) {
  await readSimulation(org, id)
  const row = await readActionLine(org, id, place)
  if (!row) throw notFound('This action does not exist in the simulation.')
  const text = await writeSimulated(org, actionOf(row))
  return text.ok ? { subject: text.subject, body: text.body, problem: null }
    : { subject: '', body: '', problem: text.problem }
}

const MOST_DIFFERENT = 200

export async function compare(
  org: Org, id: string, otherId: string,
): Promise<z.output<typeof compareSimulations.answer>> {
  const one = await readSimulation(org, id)
  const other = await readSimulation(org, otherId)
  const [first, second] = [resultOf(one), resultOf(other)]
  const counts = await countContacts(org, id, otherId)
  const different = counts
    .filter((row) => row.one !== row.other || row.firstOne !== row.firstOther)
    .sort((a, b) => Math.abs(b.one - b.other) - Math.abs(a.one - a.other)
      || (a.customerName < b.customerName ? -1 : 1))
  const days = new Set([...first.days, ...second.days].map(({ day }) => day))
  const contacts = (result: typeof first) =>
    new Map(result.days.map((day) => [day.day, contactsOn(day)]))
  const [ofOne, ofOther] = [contacts(first), contacts(second)]
  return {
    one: { id, title: one.title, totals: first.totals,
      contactedCustomers: first.contactedCustomers },
    other: { id: otherId, title: other.title, totals: second.totals,
      contactedCustomers: second.contactedCustomers },
    days: [...days].sort().map((day) =>
      ({ day, one: ofOne.get(day) ?? 0, other: ofOther.get(day) ?? 0 })),
    onlyOne: counts.filter((row) => row.one > 0 && row.other === 0).length,
    onlyOther: counts.filter((row) => row.other > 0 && row.one === 0).length,
    customers: different.slice(0, MOST_DIFFERENT),
  }
}

function resultOf(simulation: SimulationAnswer) {
  if (simulation.result === null) {
    throw conflict(`“${simulation.title}” is not done yet; compare it when it is.`)
  }
  return simulation.result
}

const COLUMNS = ['day', 'customer', 'workflow', 'level', 'step', 'channel', 'mode', 'recipient',
  'invoices', 'amounts']
const PAGE = 5_000

/** Everything that was kept, as a file for a spreadsheet. */
export async function exportCsv(org: Org, id: string): Promise<string> {
  await readSimulation(org, id)
  const lines = [COLUMNS.join(',')]
  for (let after = { day: FIRST_DAY, place: 0 }; ;) {
    const rows = await readActionLines(org, id, { from: FIRST_DAY, to: LAST_DAY, after,
      limit: PAGE })
    for (const row of rows) lines.push(csvLine(row))
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return `${lines.join('\r\n')}\r\n`
    after = { day: last.day, place: last.place }
  }
}

function csvLine(row: LineRow): string {
  const action = actionOf(row)
  const sums = new Map<string, number>()
  for (const { currency, amountMinor } of action.invoices) {
    sums.set(currency, (sums.get(currency) ?? 0) + amountMinor)
  }
  return [row.day, action.customerName, action.workflowName, action.level, action.stepName,
    action.channel, action.mode, action.recipient ?? '',
    action.invoices.map(({ number }) => number).join(' '),
    [...sums].map(([currency, amountMinor]) =>
      `${toDecimalText({ amountMinor, currency })} ${currency}`).join(' '),
  ].map(csvCell).join(',')
}

/** Quoted, and never taken for a formula by a spreadsheet. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

