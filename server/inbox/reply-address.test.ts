// The reply address: its test comes back, a provider's question is for admins only.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { getRawMail } from '#contract/messages.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import { aMail, receive } from '../testing/arriving-mail.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import { anOrganization, type SceneOrganization } from '../testing/mail-scene.ts'
import { closeMailParser } from './parse-mail.ts'
import { saveReplyAddress } from './probe-store.ts'
import { readReplyAddress } from './read-reply-address.ts'
import { inboxRoutes } from './routes.ts'
import { sendProbe } from './send-probe.ts'

let now = ''
let installation: FreshInstallation
let org: SceneOrganization
beforeAll(async () => { installation = await freshInstallation(() => now) })
afterAll(async () => {
  await closeMailParser()
  await installation.close()
})
beforeEach(async () => {
  now = '2026-03-10T09:00:00.000Z'
  org = await anOrganization(installation)
  await org.do((open) => saveReplyAddress(open, {
    kind: 'group', address: 'ar@seller.example', provider: 'microsoft365',
  }))
})

interface Captured {
  subject: string
  text: string
  from: string
  headers: Record<string, string>
}

/** Sends the test and gives what the captured outbox took. */
async function sendTest(): Promise<Captured> {
  await sendProbe(installation, org.id, 'user:owner')
  const { rows } = await org.do(({ tx }) => sql<Captured>`
    select subject, body_text as text, from_address as from, headers from captured_message
    order by captured_at desc limit 1`.execute(tx))
  const [sent] = rows
  if (!sent) throw new Error('No test was sent.')
  return sent
}
const show = () => org.do(readReplyAddress)
const mailOf = (sent: Captured, wish: { from?: string; id?: string; extra?: string[] } = {}) =>
  aMail({
    from: wish.from ?? sent.from, subject: sent.subject, text: sent.text,
    id: wish.id ?? sent.headers['Message-ID']?.slice(1, -1) ?? '',
    headers: [`References: ${sent.headers['References'] ?? ''}`, 'Content-Type: text/plain',
      ...wish.extra ?? []],
  })

test('a test that comes back turns the step green, holds nothing and is no message', async () => {
  const sent = await sendTest()
  expect((await show()).probe).toMatchObject({ state: 'waiting', isCaptured: true })
  now = '2026-03-10T09:00:44.000Z'
  const { state, message } = await receive(installation, org, mailOf(sent, {
    extra: ['X-Forwarded-To: in-abc@duebox.example',
      'X-Forwarded-For: ar@seller.example in-abc@duebox.example', 'X-Duebox-Loop: x'],
  }))
  expect({ state, message }).toEqual({ state: 'own', message: null })
  expect((await show()).probe).toMatchObject({
    state: 'returned', waitedSeconds: 44, advice: [], seen: {
      way: 'smtp', isSenderKept: true, isThreadKept: true,
      forwardedVia: 'Gmail, ar@seller.example',
    },
  })
})

test('without its return it is amber, with more reasons after 2, 10 and 30 minutes', async () => {
  await sendTest()
  const adviceAt = async (moment: string) => {
    now = moment
    const { probe } = await show()
    return { state: probe?.state, count: probe?.advice.length }
  }
  expect(await adviceAt('2026-03-10T09:01:59.000Z')).toEqual({ state: 'waiting', count: 0 })
  expect(await adviceAt('2026-03-10T09:02:00.000Z')).toEqual({ state: 'late', count: 1 })
  expect((await show()).probe?.advice[0]).toContain('5.7.520')
  expect(await adviceAt('2026-03-10T09:10:00.000Z')).toEqual({ state: 'late', count: 3 })
  expect(await adviceAt('2026-03-10T09:30:00.000Z')).toEqual({ state: 'late', count: 5 })
})

test('a test that comes back under another sender says what that does', async () => {
  const sent = await sendTest()
  await receive(installation, org, mailOf(sent, { from: 'group@seller.example' }))
  const { probe } = await show()
  expect(probe).toMatchObject({ state: 'changed', seen: { isSenderKept: false } })
  expect(probe?.advice[0]).toContain('group@seller.example')
})

test('an automatic answer to the test is not its return, and a refusal is told', async () => {
  const sent = await sendTest()
  const away = aMail({
    from: 'ar@seller.example', subject: `Automatic reply: ${sent.subject}`,
    headers: ['Auto-Submitted: auto-replied'], text: 'I am away.',
  })
  expect((await receive(installation, org, away)).state).toBe('own')
  expect((await show()).probe?.state).toBe('waiting')
  const bounce = aMail({
    from: 'MAILER-DAEMON@seller.example', subject: 'Undelivered Mail Returned to Sender',
    text: `550 5.1.1 <ar@seller.example>: User unknown\r\n\r\nSubject: ${sent.subject}`,
    headers: ['X-Failed-Recipients: ar@seller.example'],
  })
  await receive(installation, org, bounce)
  expect((await show()).probe).toMatchObject({
    state: 'failed', failedWhy: expect.stringContaining('550 5.1.1'),
  })
})

test('a token that nobody was given is a word like any other', async () => {
  const { state } = await receive(installation, org, aMail({
    subject: `Test [duebox-test-${'a'.repeat(24)}]`, text: 'Please stop reminding us.',
  }))
  expect(state).toBe('unmatched')
})

const LINK = 'https://mail-settings.google.com/mail/vf-%5BANGjdJ8abcdefgh%5D-token_123'

test('a provider’s question is told to admins, and code and link are for them alone', async () => {
  await receive(installation, org, aMail({
    from: 'Gmail Team <forwarding-noreply@google.com>', to: org.intake,
    subject: '(#123456789) Gmail Forwarding Confirmation - Receive Mail from ar@seller.example',
    text: `ar@seller.example has requested to forward mail.\r\nConfirmation code: 123456789\r\n`
      + `${LINK}\r\n`,
  }))
  expect((await show()).confirmation).toMatchObject({
    provider: 'gmail', code: '123456789', link: LINK, mailbox: 'ar@seller.example',
  })
  const { rows: told } = await org.do(({ tx }) => sql<{ user_id: string; text: string }>`
    select user_id, title || body as text from notification
    where event = 'forwarding_confirmation'`.execute(tx))
  expect(told).toHaveLength(1)
  expect(told[0]?.user_id).toBe('owner')
  // Neither the message that everybody sees nor the notice holds what would confirm it.
  const { rows: [seen] } = await org.do(({ tx }) => sql<{ all: string }>`
    select row_to_json(m)::text as all from message m where kind = 'forward_confirmation'`
    .execute(tx))
  expect(`${seen?.all}${told[0]?.text}`).not.toMatch(/123456789|vf-/)
})

test('the original of such a question is given to admins alone', async () => {
  await receive(installation, org, aMail({
    from: 'forwarding-noreply@google.com', subject: 'Gmail Forwarding Confirmation',
    text: `ar@seller.example wants to forward.\r\n${LINK}\r\n`,
  }))
  const { rows: [mail] } = await org.do(({ tx }) => sql<{ id: string }>`
    select id from inbound_mail`.execute(tx))
  const route = inboxRoutes.find((one) => one.endpoint === getRawMail as unknown as Endpoint)
  const download = (role: string) => route?.handle(installation, {
    params: { inboundMailId: mail?.id }, query: {}, body: undefined,
    caller: { orgId: org.id, actor: 'user:x', role, userId: 'x' },
    request: new Request('https://duebox.example'),
  } as never) // The handler reads params and caller only.
  await expect(download('collector')).rejects.toMatchObject({ status: 403 })
  await expect(download('admin')).resolves.toBeInstanceOf(Response)
})
