// Which hosts this server may call when a person or a mail names the address: never our own net.
import dns from 'node:dns/promises'
import net from 'node:net'

export interface CheckedAddress { address: string; family: 4 | 6 }

export type Resolve = (host: string) => Promise<CheckedAddress[]>

const closed = new net.BlockList()
// This net, private, carrier, loopback, link-local, protocol and test nets, multicast, reserved.
for (const [prefix, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16],
  ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24],
  ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24],
  ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) closed.addSubnet(prefix, bits, 'ipv4')
const open6 = new net.BlockList()
open6.addSubnet('2000::', 3, 'ipv6')
// Inside the global range, but a way to other places: Teredo and kin, 6to4, documentation.
const closed6 = new net.BlockList()
for (const [prefix, bits] of [
  ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20],
] as const) closed6.addSubnet(prefix, bits, 'ipv6')

/** True for an address of the open internet. What maps IPv4 into IPv6 is none. */
export function isPublicAddress(address: string): boolean {
  const family = net.isIP(address)
  if (family === 4) return !closed.check(address, 'ipv4')
  return family === 6 && open6.check(address, 'ipv6') && !closed6.check(address, 'ipv6')
}

export const isLoopback = (address: string): boolean =>
  /^127\.\d+\.\d+\.\d+$/.test(address) || address === '::1'

const MOST_ADDRESSES = 16

/** Why an address may not be called, or all addresses of its host, each of them checked. */
export async function checkAddress(
  url: URL, options: { allowsPrivate: boolean; resolve?: Resolve },
): Promise<{ ok: true; addresses: CheckedAddress[] } | { ok: false; why: string }> {
  if (url.username !== '' || url.password !== '') {
    return { ok: false, why: 'The address holds a user name; leave it out.' }
  }
  const wantsTls = { ok: false as const, why: 'Use an address that begins with https://.' }
  if (url.protocol !== 'https:' && !(options.allowsPrivate && url.protocol === 'http:')) {
    return wantsTls
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const addresses = await addressesOf(host, options.resolve ?? resolveAll)
  if (addresses === null || addresses.length === 0) {
    return { ok: false, why: `The host ${host} was not found.` }
  }
  if (url.protocol !== 'https:') {
    const isOwn = addresses.every(({ address }) => isLoopback(address))
    return isOwn ? { ok: true, addresses } : wantsTls
  }
  // One private address among public ones is a trap as well.
  const isOpen = options.allowsPrivate || addresses.every(({ address }) => isPublicAddress(address))
  return isOpen ? { ok: true, addresses }
    : { ok: false, why: `The host ${host} is not on the open internet.` }
}

async function addressesOf(host: string, resolve: Resolve): Promise<CheckedAddress[] | null> {
  const family = net.isIP(host)
  if (family !== 0) return [{ address: host, family: family === 4 ? 4 : 6 }]
  try {
    return (await resolve(host)).slice(0, MOST_ADDRESSES)
  } catch {
    return null
  }
}

const resolveAll: Resolve = async (host) =>
  (await dns.lookup(host, { all: true })).map(({ address, family }) =>
    ({ address, family: family === 6 ? 6 : 4 }))
