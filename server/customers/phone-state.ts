// What is known of one number: may it be texted, over what, and which sender it knows us by.
import type { Via } from '#domain/sms/choose-sender.ts'
import type { Org } from '../platform/in-organization.ts'
import { readNumber } from '../platform/phone-number.ts'
import {
  consentsOfPhones, isOptedOut, phonesByNumber, type ConsentAct,
} from './consent-store.ts'

export interface PhoneState {
  number: string
  country: string | null
  isOptedOut: boolean
  /** The newest act on record. */
  consent: ConsentAct | null
  /** What was said or written then. */
  wording: string
  via: Via
  stickySenderId: string | null
}

export async function phoneState(org: Org, number: string): Promise<PhoneState> {
  const [known] = await phonesByNumber(org, [number])
  const [newest] = await consentsOfPhones(org, [number])
  return {
    number, country: known?.country ?? readNumber(number, null)?.country ?? null,
    isOptedOut: await isOptedOut(org, number), consent: newest?.act ?? null,
    wording: newest?.wording ?? '', via: known?.via ?? 'sms',
    stickySenderId: known?.sticky_sender_id ?? null,
  }
}
