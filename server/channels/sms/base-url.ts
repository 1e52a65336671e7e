// Turns an address that the Twilio package made into the one that is really called.

const PRODUCT = /^(api|messaging|lookups|pricing)\.twilio\.com$/

/** True when requests reach Twilio itself, which sends real texts and takes real money. */
export const isRealTwilio = (baseUrl: string): boolean =>
  new URL(baseUrl).hostname.endsWith('.twilio.com')

/**
 * A stand-in answers for every product at one origin; Twilio's regions keep one host a product.
 * Null for an address that is neither Twilio's nor below the base: it gets no credentials.
 */
export function addressAt(baseUrl: string, made: string): URL | null {
  if (!URL.canParse(made)) return null
  const url = new URL(made)
  const product = PRODUCT.exec(url.hostname)?.[1]
  if (product === undefined || url.protocol !== 'https:' || url.port !== '') {
    // The address of a next page, as a stand-in writes it.
    return made.startsWith(`${baseUrl}/`) && url.origin === new URL(baseUrl).origin ? url : null
  }
  if (!isRealTwilio(baseUrl)) return new URL(`${baseUrl}${url.pathname}${url.search}`)
  const host = new URL(baseUrl).hostname.replace(/^api/, product)
  return new URL(`https://${host}${url.pathname}${url.search}`)
}
