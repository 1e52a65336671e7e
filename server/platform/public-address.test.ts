// Which addresses are on the open internet.
import { expect, test } from 'vitest'
import { isPublicAddress, resolvePublic } from './public-address.ts'

test.each([
  '127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255',
  '192.168.1.1', '169.254.169.254', '100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255',
  '::', '::1', 'fe80::1', 'fc00::1', 'fd12:3456::1', 'ff02::1', '::ffff:127.0.0.1',
  '::ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', 'localhost', '',
  '2130706433', '0x7f.1',
])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false))

test.each(['93.184.216.34', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::8'])(
  '%s is public', (address) => expect(isPublicAddress(address)).toBe(true))

test('a name that leads to this machine leads nowhere', async () => {
  expect(await resolvePublic('localhost')).toBeNull()
  expect(await resolvePublic('[::1]')).toBeNull()
})

test('one forbidden address among several forbids the name', async () => {
  let asked = 0
  expect(await resolvePublic('localhost', () => asked++ < 0)).toBeNull()
})
