// Where the provider reports to, and whether it can reach us there at all.
import net from 'node:net'
import { isPublicAddress } from '../../platform/guarded-address.ts'
import type { Org } from '../../platform/in-organization.ts'

export interface HookAddresses {
  statusUrl: string
  inboundUrl: string
  problem: string | null
}

/** Built from PUBLIC_URL alone: the signature of each call is checked against these very texts. */
export function hookAddresses(org: Pick<Org, 'id' | 'installation'>): HookAddresses {
  const { publicUrl } = org.installation.config
  const below = `${publicUrl}/api/v1/hooks/twilio/${org.id}`
  return {
    statusUrl: `${below}/status`, inboundUrl: `${below}/inbound`, problem: problemOf(publicUrl),
  }
}

export function problemOf(publicUrl: string): string | null {
  const url = new URL(publicUrl)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isOwnNet = /(^|\.)(localhost|local|internal|lan|home\.arpa)$/i.test(host)
    || (net.isIP(host) !== 0 && !isPublicAddress(host)) || (net.isIP(host) === 0
      && !host.includes('.'))
  if (isOwnNet) {
    return `The provider cannot reach ${host}: it is inside your own network. Set PUBLIC_URL to `
      + 'the address at which this installation is on the internet. Until then, what became of an '
      + 'SMS and what customers answer is asked for every few minutes.'
  }
  if (url.protocol !== 'https:') {
    return 'PUBLIC_URL begins with http://, so answers of customers would cross the internet in '
      + 'clear text. Put a certificate in front and set PUBLIC_URL to https://.'
  }
  return null
}
