// Where the SMS provider's API may be looked for: Twilio itself, or a stand-in the operator runs.
import net from 'node:net'
import { isLoopback, isPublicAddress } from './guarded-address.ts'

export const TWILIO_API = 'https://api.twilio.com'

export type ProviderAddress = { ok: true; baseUrl: string } | { ok: false; why: string }

/** The address without a slash at its end. What only looks like one is refused, for the account's
 * secret goes wherever this points. */
export function readProviderAddress(
  text: string, options: { allowsPrivate: boolean },
): ProviderAddress {
  const parts = ADDRESS.exec(text)
  if (parts === null) {
    return refused('Write it as https://host or https://host/path, without user, query or spaces.')
  }
  const [, scheme = '', host = '', port, path = ''] = parts
  // The parser of addresses reads `0x7f.1`, `127.1` and the like as something else.
  if (!URL.canParse(text) || new URL(text).hostname !== host) {
    return refused(`The host ${host} is written in an unusual way.`)
  }
  if (port !== undefined && (Number(port) === 0 || Number(port) > 65535)) {
    return refused(`There is no port ${port}.`)
  }
  const isOwnNet = isPrivateHost(host)
  if (!isOwnNet && looksLikeTwilio(host)) {
    const isTwilio = scheme === 'https' && TWILIO_HOST.test(host) && port === undefined
      && path === ''
    return isTwilio ? { ok: true, baseUrl: `${scheme}://${host}` }
      : refused(`Twilio itself is ${TWILIO_API}, or a host such as api.dublin.ie1.twilio.com.`)
  }
  if (scheme === 'http' && !isLoopbackHost(host) && !(options.allowsPrivate && isOwnNet)) {
    return refused('Without TLS only this machine may be named, or a host of the own net with '
      + 'ALLOW_PRIVATE_HOSTS=true.')
  }
  return { ok: true, baseUrl: `${scheme}://${host}${port === undefined ? '' : `:${port}`}${path}` }
}

// Lower case only, so that what is written is what the parser says.
const NAME = /[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\]/.source
const ADDRESS = new RegExp(`^(https?)://(${NAME})(?::(\\d{1,5}))?((?:/[\\w-]+)*)/?$`)
const TWILIO_HOST = /^api(?:\.[a-z0-9]+){0,2}\.twilio\.com$/

const refused = (why: string): ProviderAddress => ({ ok: false, why })

// With the marks that stand in for letters of other alphabets: none of them is needed here.
const looksLikeTwilio = (host: string): boolean =>
  /tw[i1l]{3}o/.test(host.replaceAll(/[.-]/g, '')) || /(^|\.)xn--/.test(host)

const bare = (host: string): string => host.replace(/^\[|\]$/g, '')

const isLoopbackHost = (host: string): boolean =>
  host === 'localhost' || isLoopback(bare(host))

/** An address of a private network, or a name that only such a network knows. */
function isPrivateHost(host: string): boolean {
  if (net.isIP(bare(host)) !== 0) return !isPublicAddress(bare(host))
  return !host.includes('.') || /\.(?:local|internal|lan|localhost|home\.arpa)$/.test(host)
}
