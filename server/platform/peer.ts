// Whom a request comes from: the socket's other end, or what a proxy that we trust says of it.
import net from 'node:net'
import type { HttpBindings } from '@hono/node-server'

/** The proxies that TRUST_PROXY names; throws for what is no address. */
export function readProxies(text: string): net.BlockList {
  const proxies = new net.BlockList()
  for (const part of text.split(',').map((one) => one.trim()).filter((one) => one !== '')) {
    const [address = '', bits] = part.split('/')
    const family = familyOf(address)
    const most = family === 'ipv4' ? 32 : 128
    const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : most + 1
    if (family === null || prefix > most) throw new Error(`"${part}" is no address or network`)
    proxies.addSubnet(address, prefix, family)
  }
  return proxies
}

const familyOf = (address: string): 'ipv4' | 'ipv6' | null =>
  net.isIPv4(address) ? 'ipv4' : net.isIPv6(address) ? 'ipv6' : null

/**
 * Each proxy adds whom it heard from at the right end, so reading goes from there to the first
 * that is no proxy of ours; whatever stands further left anyone may have written.
 */
export function peerOf(
  socket: string, forwardedFor: string | null, proxies: net.BlockList,
): string {
  const told = (forwardedFor ?? '').split(',').map(plain)
  let peer = plain(socket)
  while (isIn(proxies, peer)) {
    const next = told.pop()
    if (next === undefined || familyOf(next) === null) return peer
    peer = next
  }
  return peer
}

/** Without the brackets, port and IPv4-in-IPv6 form that some write. */
function plain(text: string): string {
  const address = text.trim().replace(/^\[([^\]]*)\](?::\d+)?$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1').replace(/^::ffff:(?=\d+\.)/i, '')
  return address.split('%')[0] ?? ''
}

function isIn(proxies: net.BlockList, address: string): boolean {
  const family = familyOf(address)
  return family !== null && proxies.check(address, family)
}

/** What guesses are counted by: one person has a whole /64 of IPv6 addresses to guess from. */
export function networkOf(address: string): string {
  if (familyOf(address) !== 'ipv6') return address
  const [head = '', tail] = address.toLowerCase().split('::')
  const [left, right] = [groupsOf(head), groupsOf(tail ?? '')]
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array.from({ length: gap }, () => '0'), ...right]
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${network.join(':')}::/64`
}

const groupsOf = (text: string): string[] => (text === '' ? [] : text.split(':'))

/** The other end of the connection; empty where a request came over none, as in tests. */
export const socketPeer = (env: Partial<HttpBindings> | undefined): string =>
  env?.incoming?.socket.remoteAddress ?? ''
