import { expect, test } from 'vitest'
import { readProviderAddress } from './provider-address.ts'

const read = (text: string, allowsPrivate = false) => readProviderAddress(text, { allowsPrivate })

test.each([
  ['https://api.twilio.com', 'https://api.twilio.com'],
  ['https://api.twilio.com/', 'https://api.twilio.com'],
  ['https://api.dublin.ie1.twilio.com', 'https://api.dublin.ie1.twilio.com'],
  ['https://api.ie1.twilio.com', 'https://api.ie1.twilio.com'],
  ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
  ['http://127.0.0.1', 'http://127.0.0.1'],
  ['http://localhost:4010/', 'http://localhost:4010'],
  ['http://[::1]:4010', 'http://[::1]:4010'],
  ['https://stand-in.example.com:8443/twilio/v1/', 'https://stand-in.example.com:8443/twilio/v1'],
])('14: %s may be the base', (text, baseUrl) => {
  expect(read(text)).toEqual({ ok: true, baseUrl })
})

test.each([
  'https://user:secret@api.twilio.com', 'https://user@127.0.0.1:4010', 'file:///etc/passwd',
  'ftp://127.0.0.1', 'https://api.twilio.com.evil.example', 'https://api-twilio.com',
  'https://tvvilio.twilio.com', 'https://evil.twilio.com', 'https://api.tw1lio.com',
  'https://api.twiIio.com', 'https://api.xn--twlio-q4a.com', 'https://api.twilio.com:8443',
  'https://api.twilio.com:443', 'https://api.twilio.com/2010-04-01', 'http://api.twilio.com',
  'https://api.twilio.com?x=1', 'https://api.twilio.com#x', 'https://api.twilio.com\\@evil.example',
  'https://127.0.0.1/../x', 'https://127.0.0.1/%2e%2e', 'https://127.0.0.1//x',
  ' https://api.twilio.com', 'https://api.twilio.com\n', 'https://api.twi\tlio.com',
  'http://stand-in.example.com', 'http://10.0.0.7', 'http://twilio-stand-in:4010',
  'http://127.1', 'http://0x7f000001', 'http://2130706433', 'https://', 'https:///x', 'https:x',
  '//127.0.0.1', '127.0.0.1:4010', 'https://127.0.0.1:0', 'https://127.0.0.1:99999',
  'https://bücher.example', 'http://127.0.0.1.evil.example', 'http://localhost.evil.example', '',
])('14: %j may not', (text) => {
  expect(read(text).ok).toBe(false)
})

test.each([
  ['http://10.0.0.7:4010', true], ['http://twilio-stand-in:4010', true],
  ['http://stand-in.internal', true], ['http://[fd00::1]:4010', true],
  ['http://stand-in.example.com', false], ['http://8.8.8.8', false],
])('14: %s without TLS in the own net, with ALLOW_PRIVATE_HOSTS: %s', (text, isAllowed) => {
  expect(read(text, true).ok).toBe(isAllowed)
})
