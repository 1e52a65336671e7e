// A step that cannot be texted at all goes on by e-mail, else as a call: it holds nothing up.
import type { HoldCode } from '#domain/hold.ts'
import type { Step } from '#domain/workflow.ts'
import type { Org } from '../platform/in-organization.ts'
import { chooseRecipient } from './gather-hold-facts.ts'
import type { Reach } from './reach-store.ts'

/** An opt-out is of SMS alone (domain E22); other reasons pass, or a person can mend them. */
const NEVER_TEXTED: ReadonlySet<HoldCode | null> = new Set<HoldCode | null>(
  ['opted_out', 'missing_phone'])

/** Null: it stays an SMS. */
export function fallsTo(
  org: Org, step: Pick<Step, 'channel' | 'mode' | 'positions'>,
  of: { customerId: string; code: HoldCode | null }, reach: Reach,
): 'email' | 'call' | null {
  if (step.channel !== 'sms' || step.mode !== 'automatic' || !NEVER_TEXTED.has(of.code)) return null
  const mail = chooseRecipient(org, reach, of.customerId,
    { channel: 'email', positions: step.positions })
  return mail !== null && mail.suppression === 'none' ? 'email' : 'call'
}
