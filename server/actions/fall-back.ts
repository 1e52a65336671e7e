// A step that can reach nobody as planned goes on by its next remedy, and holds nothing up.
import { HOLD_TEXTS, type HoldCode } from '#domain/hold.ts'
import { postalProblem } from '#domain/postal-address.ts'
import { nextRemedy, stepByChannel, type WaysOut } from '#domain/remedy.ts'
import { remediesWithin } from '#domain/wished-channel.ts'
import type { Channel, Remedy, Step } from '#domain/workflow.ts'
import type { Org } from '../platform/in-organization.ts'
import type { CustomerFacts, RunInFacts } from './gather-facts.ts'
import { chooseRecipient } from './gather-hold-facts.ts'
import type { Reach } from './reach-store.ts'

/** What does not pass by itself; an opt-out is of one channel alone (domain E22). */
const FOR_GOOD: Partial<Record<Channel, ReadonlySet<HoldCode>>> = {
  sms: new Set(['opted_out', 'missing_phone', 'address_bounced']),
  email: new Set(['opted_out', 'missing_email', 'address_bounced']),
}

export interface Fall {
  to: Exclude<Remedy, 'next_contact'>
  why: string
  /** It goes so because the customer asked for it, not because it failed (E48). */
  isWished?: boolean
}

interface Falling {
  customer: CustomerFacts
  run: RunInFacts
  /** As it is done now, which may be another channel than its own. */
  step: Step
  tried: readonly Remedy[]
}

/** Null: it stays as it is, to go out or to be held. Manual work is judged by a person. */
export function fallsTo(
  org: Org, of: Falling & { code: HoldCode | null; note: string | null }, reach: Reach,
): Fall | null {
  const { step, customer, code } = of
  if (step.mode !== 'automatic') return null
  const why = step.channel === 'letter' && code === null ? postalProblem(customer.customer)
    : code !== null && isForGood(org, of, code, reach) ? of.note ?? HOLD_TEXTS[code].text : null
  if (why === null) return null
  // Whoever can be written to on this channel has been found already (chooseRecipient).
  const onFailure = remediesWithin(step.onFailure, customer.customer.wished_channel)
  const to = nextRemedy({ ...step, onFailure }, {
    tried: of.tried, ways: { ...waysOut(org, of, reach), next_contact: false },
  })
  return to === null || to === 'next_contact' ? null : { to, why }
}

function isForGood(
  org: Org, { step, customer }: Falling, code: HoldCode, reach: Reach,
): boolean {
  if (FOR_GOOD[step.channel]?.has(code)) return true
  // The provider serves no number there; a sender that is only missing is bought by a person.
  if (code !== 'no_local_sender' || reach.sms === null) return false
  const country = chooseRecipient(org, reach, customer.customer.id, step)?.sms?.country ?? null
  return country !== null && reach.sms.closedCountries.has(country)
}

/** By which channels somebody could be reached now, and whether by another contact on this one. */
export function waysOut(
  org: Org, { step, customer, run }: Omit<Falling, 'tried'>, reach: Reach,
  failed: string | null = null,
): WaysOut {
  const reachedBy = (channel: Channel) => {
    const one = chooseRecipient(org, reach, customer.customer.id,
      { channel, positions: step.positions })
    if (one === null || one.suppression !== 'none') return null
    if (channel !== 'sms') return one.address
    const { sms } = one
    return sms && sms.consentProblem === null && sms.senderProblem === null
      && sms.channelProblem === null ? one.address : null
  }
  const hasAddress = postalProblem(customer.customer) === null
  const here = step.channel === 'letter' ? null : reachedBy(step.channel)
  return {
    next_contact: here !== null && here !== failed,
    email: step.channel !== 'email' && reachedBy('email') !== null,
    sms: step.channel !== 'sms' && stepByChannel(run.rules.steps, step, 'sms') !== null
      && reachedBy('sms') !== null,
    letter: step.channel !== 'letter' && hasAddress,
  }
}

/** The channels that are to be read about for a step: its own, and those it may go on by. */
export const channelsToReach = (step: Pick<Step, 'channel' | 'onFailure'>): Channel[] =>
  [step.channel, ...step.onFailure.flatMap((remedy) => (remedy === 'next_contact' ? [] : [remedy]))]
