// Says whether an address is on the open internet: what strangers name is fetched only there.
import dns from 'node:dns'
import net from 'node:net'

const NOT_PUBLIC = new net.BlockList()
for (const [address, prefix] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16],
  ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24],
  ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24],
  ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) NOT_PUBLIC.addSubnet(address, prefix, 'ipv4')

// Only global unicast; from it, what hides another address or is for documents.
const GLOBAL_UNICAST = new net.BlockList()
GLOBAL_UNICAST.addSubnet('2000::', 3, 'ipv6')
for (const [address, prefix] of [
  ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20],
] as const) NOT_PUBLIC.addSubnet(address, prefix, 'ipv6')

/** False for private, local, reserved and mapped addresses, and for what is no address. */
export function isPublicAddress(address: string): boolean {
  if (net.isIPv4(address)) return !NOT_PUBLIC.check(address, 'ipv4')
  if (!net.isIPv6(address)) return false
  return GLOBAL_UNICAST.check(address, 'ipv6') && !NOT_PUBLIC.check(address, 'ipv6')
}

export interface Resolved { address: string; family: 4 | 6 }

/**
 * Resolves a host once; every address it has must be allowed, or none is. Whoever connects uses
 * the address given back, so that a second answer of the name server changes nothing.
 */
export async function resolvePublic(
  host: string, isAllowed: (address: string) => boolean = isPublicAddress,
): Promise<Resolved | null> {
  const bare = host.replace(/^\[|\]$/g, '')
  const addresses = net.isIP(bare) ? [bare]
    : (await dns.promises.lookup(bare, { all: true })).map(({ address }) => address)
  const [first] = addresses
  if (first === undefined || !addresses.every(isAllowed)) return null
  return { address: first, family: net.isIPv6(first) ? 6 : 4 }
}
