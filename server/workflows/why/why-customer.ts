// Why a customer or an invoice is contacted or not: now, on a day to come, on a day that is gone.
import type { Day } from '#domain/day.ts'
import { invoiceNamed, money, onDay, say } from '#domain/sentence.ts'
import { notFound } from '../../platform/errors.ts'
import type { Org } from '../../platform/in-organization.ts'
import { judgeRun, type Judged } from './judge-run.ts'
import { tellPast } from './tell-past.ts'
import { tellOutcome } from './tell-outcome.ts'
import { onLater, plainOutcome, plainReason, readDay, tenseOf, type WhyAnswer } from
  './why-answer.ts'
import { readAsked, type AskedInvoice } from './subject-store.ts'
import { whyNoRun } from './why-no-run.ts'
import { readStanding } from './why-store.ts'
import { whyRun } from './why-run.ts'
import { readWorld, withTextsOf, type World } from './world.ts'

export async function whyCustomer(
  org: Org, customerId: string, on: string | undefined,
): Promise<WhyAnswer> {
  const day = readDay(org, on)
  const world = await readWorld(org, customerId)
  const title = world.rows.customers[0]?.name ?? ''
  const subject = { kind: 'customer' as const, id: customerId, title, customerId }
  if (day < org.today) {
    return { subject, on: day, tense: 'past',
      ...await tellPast(org, { customerId, invoiceId: null, day }) }
  }
  return { subject, on: day, tense: tenseOf(org, day),
    ...await whyRuns(world, world.rows.runs.map(({ id }) => id), day) }
}

export async function whyInvoice(
  org: Org, invoiceId: string, on: string | undefined,
): Promise<WhyAnswer> {
  const day = readDay(org, on)
  const invoice = await readAsked(org, invoiceId)
  if (invoice === null) throw notFound('This invoice does not exist.')
  const { customerId } = invoice
  const subject = { kind: 'invoice' as const, id: invoiceId, title: invoice.number, customerId }
  const base = { subject, on: day, tense: tenseOf(org, day) }
  if (day < org.today) {
    return { ...base, ...await tellPast(org, { customerId, invoiceId, day }) }
  }
  if (invoice.openMinor === 0 || invoice.state !== 'open') return { ...base, ...closed(invoice) }
  const world = await readWorld(org, customerId)
  const runIds = world.rows.runs.filter((run) => run.level === 'customer'
    || run.invoice_id === invoiceId).map(({ id }) => id)
  const why = await whyRuns(world, runIds, day)
  return { ...base, ...why, reasons: [...ownReasons(world, invoice), ...why.reasons] }
}

function closed(invoice: AskedInvoice) {
  const named = invoiceNamed(invoice.id, invoice.number)
  const said = invoice.state === 'void' ? say`${named} is void: there is nothing to ask for.`
    : invoice.state === 'written_off' ? say`${named} is written off: nobody asks for it any more.`
      : say`${named} is paid: there is nothing to ask for.`
  return {
    verdict: { ...plainOutcome('nothing', said), code: 'paid' },
    reasons: [plainReason('paid', say`Its total was ${
      money(invoice.totalMinor, invoice.currency)}, due ${onDay(invoice.dueOn)}.`)],
    decidedBy: 'Nobody; there is nothing to do', changes: [], others: [],
  }
}

/** What is true of the invoice itself, where a customer's message speaks of all that is open. */
function ownReasons(world: World, asked: AskedInvoice): WhyAnswer['reasons'] {
  const { id, number } = asked
  const named = invoiceNamed(id, number)
  const held = world.rows.holding.filter((row) => row.invoice_id === id)
  const isPaused = world.rows.pauses.some((row) => row.subject_id === id && row.ended_at === null)
  return [
    ...(isPaused ? [plainReason('invoice', say`${named} is left out of collection for a while.`)]
      : []),
    ...held.flatMap((row) => (row.kind === 'dispute' ? [plainReason('invoice', say`${
      row.amount_minor === null ? 'All of it' : money(row.amount_minor, asked.currency)
    } is disputed and not asked for.`)]
      : row.kind === 'promise' && row.day !== null && row.holds ? [plainReason('invoice', say`${
        money(row.amount_minor ?? 0, asked.currency)} of it is promised for ${
        onDay(row.day)} and not asked for until then.`)] : [])),
  ]
}

async function whyRuns(world: World, runIds: readonly string[], day: Day) {
  const { org, customerId } = world
  const judged = runIds.flatMap((id) => judgeRun(world, id) ?? [])
  const leading = inOrder(judged)[0]
  if (leading === undefined) return whyNoRun(world, day)
  const isAtEnd = leading.planned.kind === 'finished' && leading.run.row.level === 'customer'
  const standing = await readStanding(org, customerId, { isAtEnd })
  const why = await whyRun({ ...leading, world: await withTextsOf(world, standing.entries) },
    standing)
  const others = judged.filter((one) => one !== leading).map((one) => ({
    runId: one.run.row.id, workflowName: one.run.row.workflow_name, said: tellOutcome(one).said,
  }))
  return { ...why, others,
    verdict: day === org.today ? why.verdict : { ...why.verdict, said: onLater(why.verdict, day) } }
}

/** The one that reaches out first; an invoice's own goes before the customer's (E33). */
function inOrder(judged: readonly Judged[]): Judged[] {
  const rank = (one: Judged) => one.next?.at ?? (one.planned.kind === 'step' ? '9' : '99')
  return [...judged].sort((a, b) => (rank(a) === rank(b)
    ? (a.run.row.level < b.run.row.level ? 1 : -1) : rank(a) < rank(b) ? -1 : 1))
}
