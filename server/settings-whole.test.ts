// Settings as several people and programs meet them: versions, the sender, health, sessions, keys.
import fs from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDraft } from './actions/open-draft.ts'
import { testSender } from './actions/test-sender.ts'
import { closeChannels } from './channels/open-channel.ts'
import { askTls } from './channels/email/look-up-sender.ts'
import { asInstallation } from './platform/database.ts'
import { Problem } from './platform/errors.ts'
import { inOrganization, type Org } from './platform/in-organization.ts'
import { readHealth, runHealthChecks } from './reports/health.ts'
import { saveEmailSettings, saveOrganization } from './settings/save-organization.ts'
import { readSenderState } from './settings/sender-state.ts'
import { createApiKey } from './team/api-key.ts'
import { saveProfile } from './team/save-member.ts'
import { openSession } from './team/sign-in.ts'
import { teamRoutes } from './team/routes.ts'
import { systemNow } from './platform/clock.ts'
import { answerCall } from './platform/answer-call.ts'
import { endOtherSessions, listSessions } from '#contract/sessions.ts'
import { freshInstallation, type FreshInstallation } from './testing/fresh-installation.ts'
import { aCustomer, anOrganization, NOW, type SceneOrganization } from
  './testing/mail-scene.ts'

let installation: FreshInstallation
let org: SceneOrganization
beforeAll(async () => {
  installation = await freshInstallation()
  org = await anOrganization(installation)
})
afterAll(async () => {
  closeChannels()
  await installation.close()
})

const as = <T>(user: string, work: (open: Org) => Promise<T>) =>
  inOrganization(installation, org.id, `user:${user}`, work)
const revision = () => org.do(async (open) => open.settings.revision)
const problemOf = async (work: Promise<unknown>): Promise<Problem> => {
  const thrown: unknown = await work.then(() => null, (error: unknown) => error)
  if (!(thrown instanceof Problem)) throw new Error('It should have been refused.')
  return thrown
}

test('who saves over a version that a colleague has changed is told who, and changes nothing', async () => {
  const seenRevision = await revision()
  await as('owner', (open) => saveOrganization(open, { name: 'Olga’s', seenRevision }))
  const problem = await problemOf(as('clerk', (open) =>
    saveOrganization(open, { name: 'Carl’s', seenRevision })))
  expect(problem).toMatchObject({ status: 409, code: 'changed_meanwhile' })
  expect(problem.message).toContain('Olga Owner')
  expect(await org.do(async (open) => open.settings.name)).toBe('Olga’s')
  // Having seen it, the second may.
  const seen = await revision()
  await as('clerk', (open) => saveOrganization(open, { name: 'Carl’s', seenRevision: seen }))
  expect(await revision()).toBe(seen + 1)
  // A program that gives no revision means what it says.
  await as('owner', (open) => saveOrganization(open, { name: 'Seller' }))
})

const REFUSED = 454

/** A mail server on this machine that can be told to take nothing. */
async function aMailServer() {
  const taken: { to: string[]; raw: string }[] = []
  let isDown = false
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (isDown) {
          done(Object.assign(new Error('mailbox busy'), { responseCode: REFUSED }))
          return
        }
        taken.push({ to: session.envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString() })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const address = server.server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0, taken,
    fail: (wanted: boolean) => { isDown = wanted },
    close: () => new Promise<void>((resolve) => { server.close(resolve) }),
  }
}

test('a sender is verified by a test to oneself, failing when the server refuses, and well again', async () => {
  const mail = await aMailServer()
  const states = () => org.do(readSenderState)
  expect((await states()).state).toBe('outbox')
  const smtp = { host: '127.0.0.1', port: mail.port, isTls: false, user: null, password: null }
  await as('owner', (open) => saveEmailSettings(open, {
    channel: 'smtp', fromName: null, fromAddress: 'ar@seller.example', replyTo: null, smtp }))
  expect((await states()).state).toBe('unverified')
  const run = () => testSender(installation, org.id, { actor: 'user:owner', userId: 'owner' })
  expect(await run()).toMatchObject({ state: 'verified', verifiedAt: NOW,
    to: 'olga@seller.example' })
  expect(mail.taken).toHaveLength(1)
  expect(mail.taken[0]?.to).toEqual(['olga@seller.example'])
  mail.fail(true)
  const failed = await run()
  expect(failed).toMatchObject({ state: 'failing', failingSince: NOW })
  expect(failed.error).toContain('mailbox busy')
  mail.fail(false)
  expect((await run()).state).toBe('verified')
  // A key has no mailbox of its own.
  expect((await problemOf(testSender(installation, org.id,
    { actor: 'key:1', userId: null }))).status).toBe(403)
  expect((await askTls(smtp)).result, 'a server without TLS').toBe('missing')
  await as('owner', (open) => saveEmailSettings(open, {
    channel: 'outbox', fromName: null, fromAddress: null, replyTo: null, smtp: null }))
  closeChannels()
  await mail.close()
}, 60_000)

test('the checks are those of the doctor, kept with their time, and tell of a breach', async () => {
  expect(await org.do(readHealth)).toMatchObject({ checkedAt: null, checks: [], inDoubt: 0 })
  await org.do(runHealthChecks)
  const well = await org.do(readHealth)
  expect(well.checkedAt).toBe(NOW)
  expect(well.checks.length).toBeGreaterThan(10)
  expect(well.checks.filter(({ breaches }) => breaches > 0)).toEqual([])
  const customerId = await aCustomer(org, { emails: ['broken@buyer.example'] })
  await org.do((open) => sql`update customer set last_contact_on = '2026-01-01'
    where id = ${customerId}`.execute(open.tx))
  await org.do(runHealthChecks)
  expect((await org.do(readHealth)).checks.filter(({ breaches }) => breaches > 0)
    .map(({ name }) => name)).toEqual(['CONTACT'])
  expect(well.backup.at).toBeNull()
  fs.writeFileSync(path.join(installation.config.dataDir, 'last-backup'), '')
  expect((await org.do(readHealth)).backup.at).not.toBeNull()
})

test('one sees where one is signed in, and ends the other places', async () => {
  await asInstallation(installation.database.db, (tx) => sql`insert into account
    (user_id, name, email, password_hash, created_at)
    values ('owner', 'Olga', 'olga@seller.example', 'x', now())`.execute(tx))
  // A session ends by the real clock.
  const real = { ...installation, now: systemNow }
  const tokens = await Promise.all(['Firefox on a desk', 'Safari on a phone', 'An old tablet']
    .map(async (agent) => (/duebox_session=([^;]+)/
      .exec(await openSession(real, 'owner', agent))?.[1] ?? '')))
  const routes = teamRoutes({
    furnish: () => Promise.resolve(), createSample: () => Promise.resolve(''),
    removeSample: () => Promise.resolve(), handOver: () => Promise.resolve(),
  })
  const call = async (endpoint: unknown, token = '') => {
    const route = routes.find((one) => one.endpoint === endpoint)
    if (!route) throw new Error('No such route.')
    const response = await answerCall(real, route, {
      request: new Request('https://duebox.example', { headers: {
        cookie: `duebox_session=${token}` } }), params: {}, query: {},
    }, () => Promise.resolve({ orgId: org.id, actor: 'user:owner', role: 'owner',
      userId: 'owner' }))
    return await response.json() as { items: { agent: string; isThis: boolean }[]; ended: number }
  }
  const { items } = await call(listSessions, tokens[1])
  expect(items).toHaveLength(3)
  expect(items.filter(({ isThis }) => isThis).map(({ agent }) => agent))
    .toEqual(['Safari on a phone'])
  expect(await call(endOtherSessions, tokens[1])).toEqual({ ended: 2 })
  expect((await call(listSessions, tokens[1])).items).toHaveLength(1)
})

test('of a key its end is kept; a signature stands below what its owner begins to write', async () => {
  const made = await as('owner', (open) => createApiKey(open, { name: 'Shop', role: 'manager' }))
  const { rows } = await org.do((open) => sql<{ ends_with: string }>`select ends_with from api_key
    where id = ${made.id}`.execute(open.tx))
  expect(made.key.endsWith(rows[0]?.ends_with ?? '?')).toBe(true)
  expect(rows[0]?.ends_with).toHaveLength(3)
  const customerId = await aCustomer(org, { emails: ['sign@buyer.example'] })
  await as('owner', (open) => saveProfile(open, 'owner', { signature: 'Olga Owner\nAccounts' }))
  const bodyFor = async (user: string) =>
    (await as(user, (open) => openDraft(open, `new-${customerId}`))).body
  expect(await bodyFor('owner')).toBe('\n\nOlga Owner\nAccounts')
  expect(await bodyFor('clerk')).toBe('')
})
