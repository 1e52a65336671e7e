import { describe, expect, test } from 'vitest'
import {
  BASE62, fillPlaceholders, hasPlaceholder, isCrawler, linkState, placeholderLink, readToken,
  SECRET_LENGTH, writeToken,
} from './link.ts'

const secret = 'aB3dE6gH9jKl'

test('a token has seventy random bits or more', () => {
  expect(SECRET_LENGTH * Math.log2(BASE62.length)).toBeGreaterThanOrEqual(70)
})

test.each([1, 61, 62, 3843, 3844, 1_000_000, 2_147_483_647])(
  'the organization %i comes back out of its token', (organizationNumber) => {
    const token = writeToken({ organizationNumber, secret })
    expect(readToken(token)).toEqual({ organizationNumber, secret })
  })

test.each(['', '1', secret, `0${secret}`, `1${secret}-`, `1 ${secret}`, `1234567${secret}`,
  `zzzzzz${secret}`, `../${secret}`])('“%s” is no token', (token) => {
  expect(readToken(token)).toBeNull()
})

describe('the stand-in', () => {
  test.each([1, 61, 62, 5000])('is as long as the real link of organization %i', (number) => {
    const real = `https://pay.example/p/${writeToken({ organizationNumber: number, secret })}`
    expect(placeholderLink('https://pay.example', number)).toHaveLength(real.length)
  })
  test('gives way everywhere, with what follows it kept', () => {
    const link = placeholderLink('https://pay.example', 7)
    const text = `Pay: ${link}. Statement: ${link}/s, <a href="${link}/i">${link}/i</a>`
    expect(fillPlaceholders(text, 'https://b.example/p/7abc')).toBe('Pay: https://b.example/p/7abc.'
      + ' Statement: https://b.example/p/7abc/s, '
      + '<a href="https://b.example/p/7abc/i">https://b.example/p/7abc/i</a>')
  })
  test('is known when the address of the pages has changed since, or has a path', () => {
    expect(hasPlaceholder(placeholderLink('http://localhost:3000/app', 1))).toBe(true)
  })
  test('is no real link', () => {
    expect(hasPlaceholder(`https://pay.example/p/1${secret}`)).toBe(false)
    expect(hasPlaceholder('https://pay.example/p/XXXXXXXXXXXXXa')).toBe(false)
  })
})

test.each([
  ['2026-05-01T00:00:00.000Z', null, 'open'],
  ['2026-04-01T00:00:00.000Z', null, 'expired'],
  ['2026-03-31T23:59:59.999Z', null, 'expired'],
  ['2026-05-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z', 'revoked'],
] as const)('a link that ends on %s, revoked %s, is %s', (expiresAt, revokedAt, state) => {
  expect(linkState({ expiresAt, revokedAt }, '2026-04-01T00:00:00.000Z')).toBe(state)
})

test.each([
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 '
    + 'Mobile/15E148 Safari/604.1', false],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36', false],
  ['Mozilla/5.0 (Linux; Android 15; CUBOT X70) AppleWebKit/537.36', false],
  ['Mozilla/5.0 (compatible; Googlebot/2.1)', true],
  ['Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; Google-PageRenderer) Chrome/90', true],
  ['Slackbot-LinkExpanding 1.0', true],
  ['curl/8.5.0', true],
  ['', true],
])('the visitor “%s” is a crawler: %s', (userAgent, is) => {
  expect(isCrawler(userAgent)).toBe(is)
})
