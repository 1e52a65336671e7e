import fc from 'fast-check'
import crypto from 'node:crypto'
import twilio from 'twilio'
import { expect, test } from 'vitest'
import { isSignedBody, isSignedForm, MOST_FORM_BYTES, readForm } from './signature.ts'

const TOKEN = 'old token of the account'
const URL_ = 'https://collect.acme.example/api/v1/hooks/twilio/org/status?attempt=1'
const bytes = (text: string) => new TextEncoder().encode(text)
const formOf = (text: string) => readForm(bytes(text)) ?? { pairs: [], fields: {} }
// Empty fields, blanks and repeated names are all signed.
const BODY = 'Body=+Yes%2C+please+&FromCity=&From=%2B336&Body2=a%26b&Multi=b&Multi=a&Multi=b'
const FIELDS = {
  Body: ' Yes, please ', FromCity: '', From: '+336', Body2: 'a&b', Multi: ['b', 'a', 'b'],
}
const signed = (url: string, token = TOKEN, fields: Record<string, unknown> = FIELDS) =>
  twilio.getExpectedTwilioSignature(token, url, fields)
const isGood = (over: Partial<Parameters<typeof isSignedForm>[0]>, body = BODY) =>
  isSignedForm({ url: URL_, authTokens: [TOKEN], signature: signed(URL_), ...over }, formOf(body))

test('26: what the account signed passes', () => {
  expect(isGood({})).toBe(true)
})

test.each<[string, Parameters<typeof isGood>]>([
  ['no signature', [{ signature: undefined }]], ['an empty one', [{ signature: '' }]],
  ['a short one', [{ signature: signed(URL_).slice(0, 27) }]],
  ['one with a blank', [{ signature: `${signed(URL_)} ` }]],
  ['the same bytes spelled sloppily', [{ signature: sloppy(signed(URL_)) }]],
  ['another token', [{ signature: signed(URL_, 'another') }]],
  ['no token', [{ authTokens: [] }]],
  ['another path', [{ url: URL_.replace('status', 'inbound') }]],
  ['http', [{ url: URL_.replace('https', 'http') }]],
  ['a slash more', [{ url: URL_.replace('status?', 'status/?') }]],
  ['the fragment left on', [{ signature: signed(`${URL_}#rc=3`) }]],
  ['a field added', [{}, `${BODY}&X=1`]],
  ['an empty field dropped', [{}, BODY.replace('FromCity=&', '')]],
  ['a value trimmed', [{}, BODY.replace('please+', 'please')]],
  ['a value changed', [{}, BODY.replace('Yes', 'yes')]],
])('26: %s does not', (_what, given) => {
  expect(isGood(...given)).toBe(false)
})

test('27, 28: the address may be signed with its port, in capitals, and with an old query', () => {
  const url = "https://Collect.acme.example/x?q=it's%20due&r=é"
  for (const spelling of ["https://Collect.acme.example:443/x?q=it's%20due&r=é",
    new URL(url).toString(), `${new URL(url).origin}:443/x?q=it%27s%20due&r=%C3%A9`]) {
    expect(isGood({ url, signature: signed(spelling) })).toBe(true)
  }
})

test('29: empties, blanks and the first of several values are read as they came', () => {
  const { fields, pairs } = formOf('?A=+x+&B=&C&A=2&__proto__=y&%zz=1')
  expect({ ...fields }).toEqual({ '?A': ' x ', 'B': '', 'C': '', 'A': '2', '%zz': '1',
    ['__proto__']: 'y' })
  expect(pairs).toHaveLength(6)
})

test('30: while a token is rotated the old and the new one sign', () => {
  for (const token of ['new', TOKEN]) {
    expect(isGood({ authTokens: ['new', TOKEN], signature: signed(URL_, token) })).toBe(true)
  }
})

test('39: a longer form than 64 kB is not read', () => {
  expect(readForm(new Uint8Array(MOST_FORM_BYTES + 1))).toBeNull()
  expect(readForm(bytes(`A=${'x'.repeat(MOST_FORM_BYTES - 2)}`))?.pairs).toHaveLength(1)
})

test('a body that is no form is proven by its hash in the address', () => {
  const body = bytes('{"a":"é"}')
  const hash = crypto.createHash('sha256').update(body).digest('hex')
  const url = `${URL_}&bodySHA256=${hash}`
  const call = { url, authTokens: [TOKEN], signature: signed(url, TOKEN, {}) }
  expect(isSignedBody(call, body)).toBe(true)
  expect(twilio.validateRequestWithBody(TOKEN, call.signature, url, '{"a":"é"}')).toBe(true)
  expect(isSignedBody(call, bytes('{"a":"e"}'))).toBe(false)
  expect(isSignedBody({ ...call, url: URL_, signature: signed(URL_, TOKEN, {}) }, body)).toBe(false)
})

test('40: it judges 20,000 random calls as the official validator does', () => {
  let valid = 0
  fc.assert(fc.property(RANDOM_CALL, ({ url, token, names, values, fault, pick }) => {
    const pairs = names.map((name, at): [string, string] => [name, values[at] ?? ''])
    const body = String(new URLSearchParams(pairs))
    const good = signed(spell(url, pick), token, fieldsOf(pairs))
    const signature = broken(good, fault, pick)
    const given = fault === 'field' ? [...pairs, ['Zz', '1'] as [string, string]] : pairs
    const ours = isSignedForm({ url, authTokens: [token], signature },
      formOf(fault === 'field' ? String(new URLSearchParams(given)) : body))
    const theirs = twilio.validateRequest(token, signature, url, fieldsOf(given))
    if (ours) valid++
    expect(ours).toBe(theirs)
  }), { numRuns: 20_000, seed: 20_261_127 })
  // Both answers are common, or the comparison would say little.
  expect(valid).toBeGreaterThan(5000)
  expect(valid).toBeLessThan(15_000)
}, 120_000)

const FAULTS = ['none', 'none', 'none', 'cut', 'flip', 'sloppy', 'field', 'blank'] as const
const WORD = fc.string({ unit: 'grapheme', maxLength: 8 })
const RANDOM_CALL = fc.record({
  url: fc.record({
    scheme: fc.constantFrom('https', 'http', 'HTTPS'),
    host: fc.constantFrom('a.example', 'A.Example', 'user:pw@a.example', '[::1]', '127.0.0.1'),
    port: fc.constantFrom('', '', ':443', ':80', ':8443'),
    path: fc.constantFrom('', '/', '/x', '/x/%20', "/it's", '/é', '/x;y=1'),
    query: fc.constantFrom('', '?', '?a=1', '?b=2&a=1', "?q=it's", '?q=a%20b', '?q=a+b', '?a&b=',
      '?q=é', '?q=%27', '?a=1&a=2', '?q=a?b', '?%zz=1'),
  }).map(({ scheme, host, port, path, query }) => `${scheme}://${host}${port}${path}${query}`),
  token: fc.string({ minLength: 1, maxLength: 12 }),
  names: fc.array(fc.oneof(fc.constantFrom('Body', 'From', 'A', 'a', 'B'), WORD)
    .filter((name) => name !== '__proto__'), { maxLength: 6 }),
  values: fc.array(WORD, { maxLength: 6 }),
  fault: fc.constantFrom(...FAULTS),
  pick: fc.nat({ max: 1000 }),
})

/** As the official validator is given them: one text, or a list of several. */
function fieldsOf(pairs: readonly (readonly [string, string])[]): Record<string, unknown> {
  const fields: Record<string, unknown> = Object.assign(Object.create(null), {})
  for (const name of new Set(pairs.map(([one]) => one))) {
    const all = pairs.filter(([one]) => one === name).map(([, value]) => value)
    fields[name] = all.length > 1 ? all : all[0]
  }
  return fields
}

/** Some way in which the one who signs may have written the address. */
function spell(url: string, pick: number): string {
  const normal = new URL(url).toString()
  const spellings = [url, url, normal, normal.replace(/(:\/\/[^/?]*)/, '$1:443'),
    url.replace(/:(443|80|8443)(?=[/?]|$)/, ''), `${url}/`]
  return spellings[pick % spellings.length] ?? url
}

function broken(good: string, fault: (typeof FAULTS)[number], pick: number): string {
  switch (fault) {
    case 'none': case 'field': return good
    case 'cut': return good.slice(0, pick % 28)
    case 'blank': return ` ${good}`
    case 'sloppy': return sloppy(good)
    case 'flip': {
      const at = pick % 27
      return good.slice(0, at) + (good[at] === 'A' ? 'B' : 'A') + good.slice(at + 1)
    }
  }
}

/** Other letters for the same bytes: the last two bits before the padding say nothing. */
function sloppy(text: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const last = letters.indexOf(text[26] ?? 'A')
  return `${text.slice(0, 26)}${letters[last ^ 1]}=`
}
