// Guessing passwords over the real door: what counts, and what a guesser cannot change.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApi } from '../api.ts'
import { readProxies } from '../platform/peer.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import { countGuess, forgetGuesses } from './count-guesses.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation() })
afterAll(() => installation.close())

const MOST = 20

/** The socket's end is what Node says, so a test says it in Node's place. */
async function guess(given: {
  from: string; email: string; headers?: Record<string, string>; proxies?: string
}): Promise<Response> {
  const config = { ...installation.config, proxies: readProxies(given.proxies ?? '') }
  const app = openApi({ ...installation, config }, { webDir: '', isReady: () => true })
  return app.request('/api/v1/session', {
    method: 'POST', body: JSON.stringify({ email: given.email, password: 'wrong' }),
    headers: { 'content-type': 'application/json', ...given.headers },
  }, { incoming: { socket: { remoteAddress: given.from } } })
}

test('one address may not try many accounts, forged headers or not; another still may', async () => {
  // All but one are counted without hashing a password for each.
  for (let place = 1; place < MOST; place++) {
    countGuess({ email: `a${place}@x.example`, address: '203.0.113.1' })
  }
  const next = (place: number) => guess({
    from: '203.0.113.1', email: `b${place}@x.example`,
    headers: { 'x-forwarded-for': `192.0.2.${place}`, 'x-duebox-peer': `192.0.2.${place}` },
  })
  expect((await next(1)).status).toBe(401)
  const refused = await next(2)
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await guess({ from: '203.0.113.2', email: 'b2@x.example' })).status).toBe(401)
})

test('behind a trusted proxy its clients count apart, however they forge', async () => {
  const behind = (client: string, forged: string) => guess({
    from: '127.0.0.1', email: `c${forged}@x.example`, proxies: '127.0.0.1',
    headers: { 'x-forwarded-for': `${forged}, ${client}` },
  })
  for (let place = 1; place < MOST; place++) {
    countGuess({ email: `d${place}@x.example`, address: '203.0.113.3' })
  }
  expect((await behind('203.0.113.3', '192.0.2.1')).status).toBe(401)
  expect((await behind('203.0.113.3', '192.0.2.2')).status).toBe(429)
  expect((await behind('203.0.113.4', '192.0.2.3')).status).toBe(401)
})

test('many addresses may not try one account; who signed in starts anew', () => {
  const email = 'e@x.example'
  const next = (place: number) => countGuess({ email, address: `198.51.100.${place}` })
  for (let place = 1; place <= MOST; place++) next(place)
  expect(() => next(MOST + 1)).toThrow('Too many tries')
  forgetGuesses(email)
  expect(() => next(MOST + 2)).not.toThrow()
})

test('who is refused by address uses up no try of an account', () => {
  const email = 'f@x.example'
  const next = () => countGuess({ email, address: '203.0.113.5' })
  for (let place = 0; place < MOST; place++) countGuess({ email: `g${place}`, address: '203.0.113.5' })
  for (let place = 0; place < MOST; place++) expect(next).toThrow('Too many tries')
  expect(() => countGuess({ email, address: '203.0.113.6' })).not.toThrow()
})
