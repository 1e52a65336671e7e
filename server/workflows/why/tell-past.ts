// A day that is gone, told from what was recorded then; today's rules are not asked about it.
import { addDays, dayAt, instantAt, type Day } from '#domain/day.ts'
import { HOLD_TEXTS, type HoldCode } from '#domain/hold.ts'
import { atTime, NOTHING_SAID, onDay, say, tell, type Sentence } from '#domain/sentence.ts'
import type { Org } from '../../platform/in-organization.ts'
import {
  actionsClosedOn, contactsAround, holdsOn, messagesOn, type Around, type PastAction,
  type PastHold, type PastMessage,
} from './past-store.ts'
import { NOBODY, plainReason, type ReasonAnswer, type WhyAnswer } from './why-answer.ts'

type Past = Pick<WhyAnswer, 'verdict' | 'reasons' | 'decidedBy' | 'changes' | 'others'>

export async function tellPast(org: Org, of: {
  customerId: string; invoiceId: string | null; day: Day
}): Promise<Past> {
  const { zone } = org.settings
  const asked = { ...of, from: instantAt(of.day, '00:00', zone),
    until: instantAt(addDays(of.day, 1), '00:00', zone) }
  const messages = await messagesOn(org, asked)
  const actions = await actionsClosedOn(org, asked)
  const holds = await holdsOn(org, asked)
  const around = await contactsAround(org, asked)
  return {
    verdict: verdictOf(org, of.day, { messages, actions, holds, around }),
    reasons: [
      ...messages.map((message) => plainReason('message', messageSaid(message))),
      ...actions.map((action) => plainReason('action', actionSaid(action))),
      ...holds.map((hold) => holdReason(org, hold)),
      ...aroundReasons(around, of.day),
      plainReason('recorded',
        say`This is what was recorded; the rules of today are not asked about the past.`),
    ],
    decidedBy: NOBODY, changes: [], others: [],
  }
}

function verdictOf(org: Org, day: Day, of: {
  messages: readonly PastMessage[]; actions: readonly PastAction[]
  holds: readonly PastHold[]; around: Around
}): WhyAnswer['verdict'] {
  const { messages, actions, holds, around } = of
  const [message] = messages
  const ended = { state: 'ended' as const, code: null, next: null }
  if (message !== undefined) {
    const more = messages.length === 1 ? '' : `, and ${messages.length - 1} more`
    return { ...ended, said: say`On ${onDay(day)}, ${messageNamed(message)} ${
      WENT[message.state] ?? 'was sent'}${more}.` }
  }
  const [action] = actions
  if (action !== undefined) {
    return { ...ended, said: say`On ${onDay(day)}, nothing was sent; “${action.name}” was ${
      ENDED[action.state] ?? action.state}.` }
  }
  if (day < around.addedOn) {
    return { ...ended, state: 'nothing', said: say`The customer was not known on ${onDay(day)}.` }
  }
  const [hold] = holds
  if (hold !== undefined) {
    return { state: 'held', code: hold.code, next: null,
      said: say`On ${onDay(day)}, nothing was sent. ${holdSaid(org, hold)}` }
  }
  return { ...ended, state: 'nothing', said: tell(
    say`On ${onDay(day)}, nothing was sent and nothing is on record that held it.`,
    around.nextOn === null ? NOTHING_SAID : say`The next contact was on ${
      onDay(around.nextOn)}.`) }
}

const WENT: Record<string, string> = {
  failed: 'could not be sent', bounced: 'was sent and came back',
  undelivered: 'was sent and did not arrive', unknown: 'may or may not have left',
  leaving: 'was written', queued: 'was written', sending: 'was leaving',
}
const ENDED: Record<string, string> = {
  done: 'done', skipped: 'skipped', expired: 'passed over: its time was gone',
  cancelled: 'withdrawn',
}

const messageNamed = (message: PastMessage): Sentence =>
  say`${{ kind: 'message', id: message.id, text: `“${message.name}”` } as const}`

const messageSaid = (message: PastMessage): Sentence =>
  say`${messageNamed(message)} to ${message.to} ${WENT[message.state] ?? 'was sent'} on ${
    atTime(message.at)}.`

const actionSaid = (action: PastAction): Sentence => {
  const who = action.closedBy === null ? '' : ` by ${action.closedBy}`
  const why = action.outcome === null || action.outcome === 'done' ? ''
    : ` (${action.outcome.replaceAll('_', ' ')})`
  return say`${{ kind: 'action', id: action.id, text: `“${action.name}”` } as const} was ${
    ENDED[action.state] ?? action.state}${who}${why} on ${atTime(action.closedAt)}.`
}

const holdReason = (org: Org, hold: PastHold): ReasonAnswer => ({
  rule: hold.code, said: holdSaid(org, hold), isHold: true, fix: null, since: hold.from,
})

function holdSaid(org: Org, { code, from, until, detail }: PastHold): Sentence {
  const day = (at: string) => onDay(dayAt(at, org.settings.zone))
  // Codes come from the planner's own log, which only knows those of the list.
  const text = HOLD_TEXTS[code as HoldCode]?.text ?? code
  const why = detail === '' ? '' : ` (${detail})`
  return until === null
    ? say`Held since ${day(from)} and still: ${text}${why}`
    : say`Held from ${day(from)} to ${day(until)}: ${text}${why}`
}

const aroundReasons = ({ lastOn, nextOn }: Around, day: Day): ReasonAnswer[] => [
  ...(lastOn === null ? [plainReason('contact',
    say`Nobody had been contacted before ${onDay(day)}.`)]
    : [plainReason('contact', say`The contact before was on ${onDay(lastOn)}.`)]),
  ...(nextOn === null ? [] : [plainReason('contact',
    say`The contact after was on ${onDay(nextOn)}.`)]),
]
