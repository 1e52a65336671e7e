import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test.each([
  ['PORT', '99999', 'PORT=3000'],
  ['PORT', 'abc', 'PORT=3000'],
  ['SMTP_LISTEN_PORT', 'abc', 'SMTP_LISTEN_PORT=2525'],
  ['PUBLIC_URL', 'collect.example.com', 'PUBLIC_URL=https://collect.example.com'],
  ['PUBLIC_URL', 'ftp://collect.example.com', 'PUBLIC_URL=https://collect.example.com'],
  ['PUBLIC_URL', 'localhost:3000', 'PUBLIC_URL=https://collect.example.com'],
  ['TRUST_PROXY', 'proxy', 'TRUST_PROXY=127.0.0.1'],
  ['LOG_LEVEL', 'loud', 'LOG_LEVEL=info'],
])('%s=%s is refused in plain words, with one that works', (name, value, example) => {
  expect(() => readConfig({ [name]: value }, '/')).toThrow(`${name} is "${value}"`)
  expect(() => readConfig({ [name]: value }, '/')).toThrow(example)
})

test('every wrong setting is named at once, and a secret is not said back', () => {
  const read = () => readConfig({ PORT: 'x', SECRET_KEY: 'hush' }, '/')
  expect(read).toThrow(/PORT is "x"[^]*SECRET_KEY must be/)
  expect(read).not.toThrow(/hush/)
})

test('a variable that is set to nothing counts as not set', () => {
  expect(readConfig({ PORT: '', TRUST_PROXY: '' }, '/').port).toBe(3000)
})

const SID = `AC${'1'.repeat(32)}`

test.each<[string, Record<string, string>, string]>([
  ['a name that is none', { TWILIO_ACCOUNT_SID: 'AChush', TWILIO_AUTH_TOKEN: 'hush' },
    'TWILIO_ACCOUNT_SID'],
  ['an account without a secret', { TWILIO_ACCOUNT_SID: SID }, 'TWILIO_AUTH_TOKEN'],
  ['a secret without an account', { TWILIO_AUTH_TOKEN: 'hush' }, 'TWILIO_ACCOUNT_SID'],
  ['three tokens', { TWILIO_ACCOUNT_SID: SID, TWILIO_AUTH_TOKEN: 'hush,b,c' },
    'TWILIO_AUTH_TOKEN'],
  ['half a key', { TWILIO_ACCOUNT_SID: SID, TWILIO_API_KEY: `SK${'2'.repeat(32)}` },
    'TWILIO_API_SECRET'],
  ['a base address with credentials', { TWILIO_BASE_URL: 'https://hush:hush@127.0.0.1' },
    'TWILIO_BASE_URL'],
  ['a base address in the own net', { TWILIO_BASE_URL: 'http://10.0.0.7:4010' },
    'TWILIO_BASE_URL'],
])('Twilio: %s is refused, and not said back', (_what, settings, name) => {
  expect(() => readConfig(settings, '/')).toThrow(`${name} must be`)
  expect(() => readConfig(settings, '/')).not.toThrow(/hush|10\.0\.0/)
})

test('Twilio: two tokens during a rotation, and a stand-in on this machine', () => {
  const { twilio } = readConfig({
    TWILIO_ACCOUNT_SID: SID, TWILIO_AUTH_TOKEN: 'new, old', TWILIO_BASE_URL: 'http://127.0.0.1:1/',
  }, '/')
  expect(twilio.authTokens).toEqual(['new', 'old'])
  expect(twilio.baseUrl).toBe('http://127.0.0.1:1')
})
