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
