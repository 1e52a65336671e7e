// A step of a channel that the customer does not want goes by the one that was asked for (E48).
import type { HoldCode } from '#domain/hold.ts'
import { postalProblem } from '#domain/postal-address.ts'
import { isAgainstWish, turnedTo, wishText } from '#domain/wished-channel.ts'
import type { WishedChannel } from '#domain/wished-channels.ts'
import type { Step } from '#domain/workflow.ts'
import type { Org } from '../platform/in-organization.ts'
import type { CustomerRow } from './fact-store.ts'
import type { Fall } from './fall-back.ts'
import type { CustomerFacts } from './gather-facts.ts'
import { chooseRecipient } from './gather-hold-facts.ts'
import type { Reach } from './reach-store.ts'

type Wanted = Pick<Step, 'channel' | 'positions'>

/** The channel it goes by instead; null: as it is, or not at all. */
export function turnsTo(
  org: Org, step: Wanted, customer: CustomerRow, reach: Reach,
): WishedChannel | null {
  const wished = customer.wished_channel
  if (wished === null || !isAgainstWish(step.channel, wished)) return null
  return turnedTo(wished, {
    letter: postalProblem(customer) === null, email: hasEmail(org, step, customer, reach),
  })
}

/** The step goes by the channel that was asked for; null: it is not held by the wish. */
export function wishFall(
  org: Org, of: { customer: CustomerFacts; step: Step; code: HoldCode | null }, reach: Reach,
): Fall | null {
  const { customer } = of.customer
  const to = of.code === 'opted_out' ? turnsTo(org, of.step, customer, reach) : null
  return to === null ? null
    : { to, why: wishNote(customer, of.step.channel) ?? '', isWished: true }
}

const hasEmail = (org: Org, step: Wanted, customer: CustomerRow, reach: Reach): boolean =>
  chooseRecipient(org, reach, customer.id, { channel: 'email', positions: step.positions })
    ?.suppression === 'none'

/** The step as it would be done, for what is only shown; a call is a person's. */
export function turned<S extends Pick<Step, 'channel' | 'positions' | 'mode'>>(
  org: Org, step: S, customer: CustomerRow, reach: Reach,
): S {
  const channel = turnsTo(org, step, customer, reach)
  if (channel === null) return step
  return { ...step, channel, mode: channel === 'call' ? 'manual' : step.mode }
}

/** Why a step does not go by its own channel, and what is missing for the wished one. */
export function wishNote(customer: CustomerRow, channel: Step['channel']): string | null {
  const wished = customer.wished_channel
  if (wished === null || !isAgainstWish(channel, wished)) return null
  const asked = wishText({ channel: wished, by: customer.wished_by, on: customer.wished_on })
  switch (wished) {
    case 'letter': return [asked, postalProblem(customer)].filter(Boolean).join(' ')
    case 'email': return `${asked} No e-mail address of theirs can be used.`
    case 'sms': return `${asked} The text of this step was not written for SMS.`
    case 'call': return asked
  }
}
