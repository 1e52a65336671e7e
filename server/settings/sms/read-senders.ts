// Who may send SMS for an organization, where it is closed, and what it costs.
import parsePhoneNumber from 'libphonenumber-js/max'
import type { Sender } from '#domain/sms/choose-sender.ts'
import type { Org } from '../../platform/in-organization.ts'
import {
  listClosedCountries, listEveryAddress, listPrices, listSenderRows, type PriceRow, type SenderRow,
} from './sender-store.ts'

export type { PriceRow, SenderRow } from './sender-store.ts'

export interface SmsPool {
  senders: readonly Sender[]
  closedCountries: ReadonlyMap<string, string>
  prices: ReadonlyMap<string, PriceRow>
}

export async function readSmsPool(org: Org): Promise<SmsPool> {
  const senders = await listSenderRows(org)
  const closed = await listClosedCountries(org)
  const prices = await listPrices(org)
  return {
    senders: senders.map(toSender),
    closedCountries: new Map(closed.map((row) => [row.country, row.why])),
    prices: new Map(prices.map((row) => [row.country, row])),
  }
}

export const readSenders = async (org: Org): Promise<Sender[]> =>
  (await listSenderRows(org)).map(toSender)

/** Of those that were removed too: their numbers may still be answered to. */
export const everySenderAddress = (org: Org): Promise<string[]> => listEveryAddress(org)

export const toSender = (row: SenderRow): Sender => ({
  id: row.id, kind: row.kind, address: row.address, countries: row.countries,
  homeCountry: homeCountryOf(row), isTwoWay: row.is_two_way, registration: row.registration,
  isPaused: row.paused_at !== null,
})

/** The country of a number; short codes, names and services have none. */
export function homeCountryOf(row: Pick<SenderRow, 'address'>): string | null {
  const number = row.address.replace(/^(whatsapp|rcs):/, '')
  return number.startsWith('+') ? parsePhoneNumber(number)?.country ?? null : null
}
