import { expect, test } from 'vitest'
import { networkOf, peerOf, readProxies } from './peer.ts'

const NONE = readProxies('')
const TRUSTED = readProxies('127.0.0.1, 10.0.0.0/8, fd00::/8')

test.each([
  ['no proxy is trusted', '203.0.113.9', '198.51.100.1', NONE, '203.0.113.9'],
  ['a stranger forges the header', '203.0.113.9', '198.51.100.1', TRUSTED, '203.0.113.9'],
  ['a proxy tells its client', '127.0.0.1', '198.51.100.1', TRUSTED, '198.51.100.1'],
  ['a client forges before the proxy', '127.0.0.1', '192.0.2.7, 198.51.100.1', TRUSTED,
    '198.51.100.1'],
  ['two proxies in a row', '127.0.0.1', '192.0.2.7, 198.51.100.1, 10.1.2.3', TRUSTED,
    '198.51.100.1'],
  ['a proxy says nothing', '127.0.0.1', null, TRUSTED, '127.0.0.1'],
  ['a proxy says nonsense', '127.0.0.1', 'unknown', TRUSTED, '127.0.0.1'],
  ['IPv4 inside IPv6', '::ffff:127.0.0.1', '198.51.100.1', TRUSTED, '198.51.100.1'],
  ['a port behind the address', '127.0.0.1', '198.51.100.1:4711', TRUSTED, '198.51.100.1'],
  ['IPv6 in brackets', 'fd00::1', '[2001:db8::5]:443', TRUSTED, '2001:db8::5'],
] as const)('%s', (_, socket, header, proxies, peer) => {
  expect(peerOf(socket, header, proxies)).toBe(peer)
})

test.each(['proxy.example.com', '10.0.0.0/33', '10.0.0.0/x', '300.1.1.1'])(
  '%s is refused as a proxy', (text) => expect(() => readProxies(text)).toThrow(text))

test('all addresses of one IPv6 network count together, others do not', () => {
  expect(networkOf('2001:db8:0:1::5')).toBe(networkOf('2001:0db8::1:ffff:0:0:9'))
  expect(networkOf('2001:db8:0:2::5')).not.toBe(networkOf('2001:db8:0:1::5'))
  expect(networkOf('203.0.113.9')).toBe('203.0.113.9')
})
