// What the provider refused for good stops until a person looks: a sender, a country, or all.
import type { Org } from '../../platform/in-organization.ts'
import { closeCountryRow, pauseSenderRow, stopSmsOf } from './sender-store.ts'

/** Each says whether that is new, so that nobody is told twice. */
export const pauseSender = (org: Org, senderId: string, why: string): Promise<boolean> =>
  pauseSenderRow(org, senderId, why)

export const closeCountry = (org: Org, country: string, why: string): Promise<boolean> =>
  closeCountryRow(org, country, why)

export const stopSms = (org: Org, why: string): Promise<boolean> => stopSmsOf(org, why)
