// Asks what one segment to a country costs, as an estimate before anything is sent.
import { z } from 'zod'
import { askTwilio, type Answered, type AskOptions } from './ask-twilio.ts'
import { currencyOf, microsOf } from './micros.ts'
import type { TwilioAccount } from './sms-account.ts'

export interface SegmentPrice {
  country: string
  micros: number
  currency: string
}

const Price = z.object({ current_price: z.unknown(), base_price: z.unknown() }).partial()
const Carrier = z.object({ prices: z.array(Price).catch([]) }).partial()
const Carriers = z.array(Carrier).catch([])

/** Null when there is no price for it. Of several carriers the dearest: a budget must hold. */
export async function readPrice(
  account: TwilioAccount, country: string, options: AskOptions = {},
): Promise<Answered<SegmentPrice | null>> {
  if (!/^[A-Z]{2}$/.test(country)) return { kind: 'told', value: null }
  return askTwilio(account, async (client) => {
    const seen = await client.pricing.v1.messaging.countries(country).fetch()
    const prices = Carriers.parse(seen.outboundSmsPrices).flatMap((carrier) => carrier.prices ?? [])
      .flatMap((price) => microsOf(price.current_price) ?? microsOf(price.base_price) ?? [])
    const currency = currencyOf(seen.priceUnit)
    if (prices.length === 0 || currency === null) return null
    return { country, micros: Math.max(...prices), currency }
  }, options)
}
