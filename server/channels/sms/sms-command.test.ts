import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { allowLoopbackOnly } from '../../testing/loopback-only.ts'
import { startTwilioStub, type StubAnswer, type TwilioStub } from '../../testing/twilio-stub.ts'
import { smsCommand } from './sms-command.ts'

let stub: TwilioStub
const network = allowLoopbackOnly()
const NONE = ['TWILIO_BASE_URL', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_API_KEY',
  'TWILIO_API_SECRET', 'TWILIO_MESSAGING_SERVICE_SID']
const OWN = { TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`, TWILIO_AUTH_TOKEN: '5ecret5ecret' }
const SERVICE = `MG${'2'.repeat(32)}`

beforeAll(async () => { stub = await startTwilioStub() })
beforeEach(() => {
  Object.assign(stub, { seen: [], answers: [], listed: [] })
  for (const name of NONE) vi.stubEnv(name, '')
})
afterEach(() => {
  expect(network.refused).toEqual([])
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  process.exitCode = undefined
})
afterAll(async () => {
  network.lift()
  await stub.close()
})

interface Run { text: string; exitCode: unknown; error: string | null }

async function run(options: string, settings: Record<string, string> = {}): Promise<Run> {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
  let text = ''
  const written = vi.spyOn(process.stdout, 'write').mockImplementation((chunk, ...rest) => {
    text += String(chunk)
    for (const one of rest) if (typeof one === 'function') one()
    return true
  })
  const given = ['send-test', '--to', '+33612345678', ...options.split(' ').filter(Boolean)]
  const error = await smsCommand().exitOverride().parseAsync(given, { from: 'user' })
    .then(() => null, (thrown: unknown) => String(thrown))
  written.mockRestore()
  return { text, exitCode: process.exitCode ?? 0, error }
}

/** Twilio's rules for what we use of it, from its published description. */
const RULES: Record<string, RegExp> = {
  To: /^\+[1-9]\d{1,14}$/, From: /^(\+[1-9]\d{1,14}|[\w ]{1,11})$/, Body: /^[^]{1,1600}$/,
  MessagingServiceSid: /^MG[0-9a-fA-F]{32}$/,
  ValidityPeriod: /^([1-9]\d{0,3}|[12]\d{4}|3[0-5]\d{3}|36000)$/,
  SmartEncoded: /^(true|false)$/, Attempt: /^[1-9]\d*$/, ScheduleType: /^fixed$/,
  SendAt: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, Status: /^canceled$/, PageSize: /^\d{1,4}$/,
  'DateSent>': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
}

test('a stand-in is asked five things, each as Twilio describes it, and all work', async () => {
  const { text, exitCode, error } = await run(`--base-url ${stub.baseUrl}`)
  expect({ exitCode, error }).toEqual({ exitCode: 0, error: null })
  expect(text).toMatch(/Made up .*account, auth token, messaging service, sender/)
  expect(text.match(/^ok /gm)).toHaveLength(5)
  const path = '/2010-04-01/Accounts/AC[0-9a-f]{32}/Messages'
  const asked = stub.seen.map(({ method, url }) => `${method} ${url.replace(/\?.*/, '')}`)
  const wanted = [`^POST ${path}.json$`, `^GET ${path}/SM\\w{32}.json$`, `^GET ${path}.json$`,
    `^POST ${path}.json$`, `^POST ${path}/SM\\w{32}.json$`]
  expect(asked).toHaveLength(wanted.length)
  asked.forEach((one, at) => expect(one).toMatch(new RegExp(wanted[at] ?? '')))
  for (const { form, query } of stub.seen) {
    for (const [name, value] of [...form, ...query]) expect(value).toMatch(RULES[name] ?? /never/)
  }
  expect(stub.seen[2]?.query.get('To')).toBe('+33612345678')
  expect(stub.seen[3]?.form.get('ScheduleType')).toBe('fixed')
  const ahead = Date.parse(stub.seen[3]?.form.get('SendAt') ?? '') - Date.now()
  expect(ahead).toBeGreaterThan(300_000)
  expect(stub.seen[4]?.body).toBe('Status=canceled')
})

test('account, service and address come from the settings; the line goes before them', async () => {
  await run('', { ...OWN, TWILIO_BASE_URL: stub.baseUrl, TWILIO_MESSAGING_SERVICE_SID: SERVICE })
  expect(stub.seen[0]?.path).toContain(OWN.TWILIO_ACCOUNT_SID)
  expect(stub.seen[0]?.form.get('MessagingServiceSid')).toBe(SERVICE)
  expect(stub.seen[0]?.form.has('From')).toBe(false)
  const other = `AC${'3'.repeat(32)}`
  stub.seen.length = 0
  const { text } = await run(`--json --account-sid ${other} --from ACME --base-url ${stub.baseUrl}`,
    { ...OWN, TWILIO_BASE_URL: 'http://127.0.0.1:1' })
  expect(JSON.parse(text)).toMatchObject({ accountSid: other, worked: true })
  expect(stub.seen[0]?.form.get('From')).toBe('ACME')
  expect(text).not.toContain(OWN.TWILIO_AUTH_TOKEN)
})

test.each<[string, StubAnswer[], number, RegExp]>([
  ['a refusal', [{ status: 400, json: { code: 21211 } }], 1,
    /FAILED {4}create .*phone number.*\nIf the stand-in has names/],
  ['a fault', [{ status: 500, json: {} }], 1, /may have gone out; look before you try again/],
  ['a list that is none', [{ status: 201, json: { sid: `SM${'1'.repeat(32)}`, status: 'queued' } },
    { status: 200, json: { status: 'sent' } }, { status: 404, json: { code: 20404 } }], 5,
  /FAILED {4}list /],
])('%s ends it with exit code 1, nothing asked twice', async (_what, answers, posts, said) => {
  stub.answers.push(...answers)
  const { text, exitCode } = await run(`--base-url ${stub.baseUrl}`)
  expect(exitCode).toBe(1)
  expect(text).toMatch(said)
  expect(stub.seen).toHaveLength(posts)
})

test.each<[string, string, Record<string, string>, RegExp]>([
  ['Twilio itself without --yes', '--messaging-service MG' + '2'.repeat(32), OWN, /Add --yes/],
  ['Twilio itself without an account', '--yes', {}, /no account/],
  ['Twilio itself with a name and no secret', `--yes --account-sid AC${'3'.repeat(32)}`, {},
    /Set TWILIO_AUTH_TOKEN/],
  ['Twilio itself without a sender', '--yes', OWN, /Name the sender/],
  ['a hostile address', '--base-url http://api.twilio.com.evil.example', {}, /--base-url: /],
  ['a service that is none', '--base-url http://127.0.0.1:1 --messaging-service MG1', {},
    /32 hexadecimal/],
  ['an account that is none', '--base-url http://127.0.0.1:1 --account-sid AC1', {},
    /TWILIO_ACCOUNT_SID must be/],
])('%s is not asked', async (_what, options, settings, why) => {
  const { error, text } = await run(options, settings)
  expect(error).toMatch(why)
  expect(text).toBe('')
})
