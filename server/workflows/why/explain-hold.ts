// What a hold means in this very case: the general text, then who, what, since when and until when.
import type { Instant } from '#domain/day.ts'
import type { HoldCode } from '#domain/hold.ts'
import { collectibleByCurrency } from '#domain/invoice.ts'
import {
  atTime, invoiceNamed, money, NOTHING_SAID, onDay, say, tell, type Sentence,
} from '#domain/sentence.ts'
import { holdAnswer } from '../../actions/quiet-minutes.ts'
import type { Judged } from './judge-run.ts'
import { holdText } from './tell-outcome.ts'
import type { LastingPause, Standing } from './why-store.ts'

export interface HoldReason {
  rule: HoldCode
  said: Sentence
  fix: string
  since: Instant | null
}

export function explainHold(code: HoldCode, judged: Judged, standing: Standing): HoldReason {
  const { fix } = holdAnswer(judged.world.org, judged.run, code)
  const text = holdText(judged, code)
  const isFirst = judged.codes[0] === code
  const detail = detailOf(code, judged, standing)
    ?? (isFirst && judged.note !== null ? { said: say`${judged.note}`, since: null } : null)
  const held = standing.work.find(({ runId, heldCode }) =>
    runId === judged.run.row.id && heldCode === code)
  return {
    rule: code, fix, said: tell(say`${text}`, detail?.said ?? NOTHING_SAID),
    since: detail?.since ?? held?.heldSince ?? null,
  }
}

interface Detail { said: Sentence; since: Instant | null }

function detailOf(code: HoldCode, judged: Judged, standing: Standing): Detail | null {
  const { org } = judged.world
  switch (code) {
    case 'reply_pending': return several(standing.replies.map((reply) => ({
      said: say`${reply.from} wrote ${atTime(reply.openedAt)}.`, since: reply.openedAt })))
    case 'customer_paused': return several(standing.pauses
      .filter(({ scope }) => scope !== 'invoice').map(pauseDetail))
    case 'invoice_paused': return several(standing.pauses
      .filter(({ scope }) => scope === 'invoice').map(pauseDetail))
    case 'disputed': return several(standing.disputes.map((one) => ({
      said: say`${money(one.amountMinor ?? one.openMinor, one.currency)} of ${
        invoiceNamed(one.invoiceId, one.number)} is disputed: ${one.reason}.`,
      since: one.openedAt })))
    case 'promise_active': return several(standing.promises.map((one) => ({
      said: say`${money(one.amountMinor, one.currency)} of ${
        invoiceNamed(one.invoiceId, one.number)} is promised for ${onDay(one.promisedOn)}.`,
      since: null })))
    case 'opted_out': case 'address_bounced': return suppressedDetail(judged, standing)
    case 'min_contact_delay': return delayDetail(judged)
    case 'below_threshold': return amountsDetail(judged)
    case 'covered_by_credit': return unappliedDetail(judged)
    case 'data_stale': return org.settings.ledger_changed_at === null ? null : {
      said: say`It last changed ${atTime(org.settings.ledger_changed_at)}; after ${
        org.settings.stale_after_hours ?? 0} hours nothing automatic leaves.`, since: null }
    case 'send_budget': return judged.note !== null ? null : {
      said: say`It is ${judged.world.reach.budget.cap} a day.`, since: null }
    case 'legal_stop': return { since: null,
      said: say`${judged.customer.customer.legal_stop_reason ?? ''}.` }
    default: return null
  }
}

function several(details: readonly Detail[]): Detail | null {
  const [first] = details
  if (first === undefined) return null
  return { said: tell(...details.slice(0, MOST_TOLD).map(({ said }) => said)), since: first.since }
}
const MOST_TOLD = 5

const PAUSED: Record<LastingPause['scope'], string> = {
  organization: 'Everything', workflow: 'The workflow', customer: 'The customer',
  invoice: 'The invoice',
}

function pauseDetail(pause: LastingPause): Detail {
  const what = pause.subjectName === null || pause.scope === 'customer' ? PAUSED[pause.scope]
    : `${PAUSED[pause.scope]} ${pause.subjectName}`
  const who = pause.startedBy === null ? '' : ` by ${pause.startedBy}`
  const why = pause.reason === '' ? '' : `: ${pause.reason}`
  return { since: pause.startedAt, said: pause.untilOn === null
    ? say`${what} is paused${who} without an end${why}.`
    : say`${what} is paused${who} until ${onDay(pause.untilOn)}, which is free again${why}.` }
}

function suppressedDetail({ recipient, world }: Judged, standing: Standing): Detail | null {
  const address = recipient?.address
  const of = standing.suppressed.find((one) => one.address === address)
  if (of === undefined || address === undefined) return null
  const reason = of.reason === '' ? '' : `: ${of.reason}`
  const others = world.reach.contacts.get(world.customerId)?.length ?? 0
  return { since: of.since, said: say`It is ${address}${reason}${
    others > 1 ? ', and nobody else can be written to' : ''}.` }
}

/** Where the plan itself waited, it has said so already. */
function delayDetail({ run, world, recipient }: Judged): Detail | null {
  const { lastContactOn } = run.facts
  if (world.reach.written.has(`${world.org.today} ${recipient?.address ?? ''}`)) {
    return { since: null, said: say`${recipient?.address ?? 'This address'} got an automatic ${
      ''}message for another customer today.` }
  }
  return lastContactOn === null ? null
    : { since: null, said: say`The last contact was on ${onDay(lastContactOn)}.` }
}

function amountsDetail({ run }: Judged): Detail | null {
  return several([...collectibleByCurrency(run.facts.invoices)].map(([currency, amount]) => ({
    since: null, said: say`${money(amount, currency)} may be asked for; the smallest is ${
      money(run.rules.thresholdMinor[currency] ?? 0, currency)}.` })))
}

function unappliedDetail({ run, world }: Judged): Detail | null {
  return several([...collectibleByCurrency(run.facts.invoices)].map(([currency, amount]) => ({
    since: null, said: say`${money(
      world.reach.unapplied.get(`${world.customerId} ${currency}`) ?? 0, currency)} is unapplied, ${
      ''}and ${money(amount, currency)} would be asked for.` })))
}
