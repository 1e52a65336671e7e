import { STEP_DEFAULTS } from '#domain/workflow.ts'
import { build } from 'esbuild'
import { sql } from 'kysely'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addContact } from './customers/save-contact.ts'
import { saveCustomers } from './customers/save-customer.ts'
import { saveInvoices } from './invoices/save-invoice.ts'
import { systemNow } from './platform/clock.ts'
import { inOrganization } from './platform/in-organization.ts'
import { openSecrets } from './platform/secrets.ts'
import { runDoctor } from './reports/doctor.ts'
import { createOrganization } from './settings/create-organization.ts'
import { saveEmailSettings } from './settings/save-organization.ts'
import { createTemplate } from './templates/save-template.ts'
import { freshDatabase, type FreshDatabase } from './testing/fresh-database.ts'
import { openInstallation } from './testing/mail-scene.ts'
import { startMailProvider, type MailProvider } from './testing/mail-provider.ts'
import { previewAutomation, setAutomation } from './workflows/automation.ts'
import { createWorkflow } from './workflows/save-workflow.ts'
import { decideUnclear } from './actions/close-action.ts'
import { settleSilentSends } from './actions/settle-silent-sends.ts'

const KILLS = 200
const CUSTOMERS = 240
const ROOT = path.resolve(import.meta.dirname, '..')
const CHILD = path.join(ROOT, 'node_modules/.cache/duebox/planning-process.mjs')

let database: FreshDatabase
let provider: MailProvider
let installation: Awaited<ReturnType<typeof openInstallation>>
beforeAll(async () => {
  // Bundled, so that a process is up in a moment and most kills hit work.
  await build({
    entryPoints: [path.join(ROOT, 'server/testing/planning-process.ts')], outfile: CHILD,
    bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20',
    alias: { '#domain': path.join(ROOT, 'domain'), '#contract': path.join(ROOT, 'contract'),
      '#server': path.join(ROOT, 'server') },
  })
  database = await freshDatabase()
  provider = await startMailProvider()
  const opened = await openInstallation(database.url, systemNow)
  installation = {
    ...opened, secrets: openSecrets({ dataDir: '', secretKey: 'the key of all test processes' }),
    config: { ...opened.config, sendLeaseSeconds: 0 },
  }
})
afterAll(async () => {
  await installation.close()
  await provider.stop()
  await database.close()
})

test(`E40: killed ${KILLS} times while planning and sending, nobody is mailed twice`, async () => {
  const orgId = await settle()
  let seed = 7
  const chance = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
  let kills = 0
  while (kills < KILLS) {
    const child = fork(CHILD, [database.url, orgId, '2099-12-31'], { silent: true })
    const ended = once(child, 'exit')
    const [word] = await Promise.race([once(child, 'message'), ended])
    if (word !== 'ready') throw new Error('the planning process did not start')
    await Promise.race([momentToKill(chance), ended])
    child.kill('SIGKILL')
    await ended
    kills++
    // A person keeps up with Needs check; else every customer would be held before long. What the
    // last kills leave stands for the checks below.
    if (kills % 10 === 0 && kills < KILLS) await decideByProvider(orgId)
  }
  await settleSilentSends(installation, orgId)

  const attempts = provider.accepted.map((mail) => mail.attemptId)
  expect(new Set(attempts).size).toBe(attempts.length)
  const steps = provider.accepted.map((mail) => `${mail.to} ${mail.subject}`)
  expect(new Set(steps).size, 'a step reached somebody twice').toBe(steps.length)
  // The kills must have hit work.
  expect(provider.accepted.length).toBeGreaterThan(CUSTOMERS / 2)
  const { rows } = await inOrganization(installation, orgId, 'test', (org) => sql<{
    in_doubt: number; shown: number; known: number
  }>`select
    (select count(*) from attempt where state in ('sending', 'unknown')) as in_doubt,
    (select count(*) from action where state = 'needs_check') as shown,
    (select count(*) from attempt where state = 'accepted') as known`.execute(org.tx))
  const [count] = rows
  expect(count?.in_doubt).toBe(count?.shown)
  expect(count?.in_doubt, 'no kill hit a send on its way').toBeGreaterThan(0)
  // What the provider has is either known to have been sent, or stands in Needs check.
  expect((count?.known ?? 0) + (count?.in_doubt ?? 0)).toBeGreaterThanOrEqual(attempts.length)
  const report = await runDoctor(installation)
  expect(report.checks.filter((check) => check.breaches > 0)).toEqual([])
}, 1_500_000)

/** Somebody looks at the provider's log and settles each send in doubt by it. */
async function decideByProvider(orgId: string): Promise<void> {
  await settleSilentSends(installation, orgId)
  // What a killed client had handed over is all in the log by now.
  await sleep(200)
  const taken = new Set(provider.accepted.map((mail) => mail.attemptId))
  await inOrganization(installation, orgId, 'test', async (org) => {
    const { rows } = await sql<{ action_id: string; attempt_id: string }>`
      select a.id as action_id, t.id as attempt_id from action a
        join message m on m.org_id = a.org_id and m.action_id = a.id
        join attempt t on t.org_id = m.org_id and t.message_id = m.id and t.state = 'unknown'
      where a.state = 'needs_check'`.execute(org.tx)
    for (const { action_id: id, attempt_id: attempt } of rows) {
      await decideUnclear(org, id, taken.has(attempt) ? 'sent' : 'send_again')
    }
  })
}

/**
 * Any moment for one in three, planning too; else just after the provider has taken some mails, so
 * that a slow machine's processes get as far as a fast one's.
 */
async function momentToKill(chance: () => number): Promise<void> {
  if (chance() < 1 / 3) return sleep(20 + chance() ** 2 * 900)
  const goal = provider.accepted.length + 1 + Math.floor(chance() * 12)
  const longest = sleep(2_000, 'waited')
  while (provider.accepted.length < goal) {
    if (await Promise.race([longest, sleep(5)]) === 'waited') return
  }
  await sleep(chance() * 15)
}

async function settle(): Promise<string> {
  const orgId = await createOrganization(installation, 'test', {
    name: 'Killed', country: null, currency: 'EUR', zone: 'UTC', locale: 'en',
    sandboxNow: '2027-03-01T08:00:00.000Z',
  }, async (org) => {
    const steps = []
    for (const offsetDays of [2, 4, 6, 9, 11, 13, 16, 18, 20, 23, 25, 27, 30, 32, 34, 37, 39]) {
      const { id } = await createTemplate(org, {
        name: `T${offsetDays}`, channel: 'email',
        texts: { en: { subject: `Step ${offsetDays}`, body: 'Dear {{ customer.name }}' } },
      })
      steps.push({
        name: `S${offsetDays}`, channel: 'email' as const, mode: 'automatic' as const,
        trigger: { anchor: 'due' as const, offsetDays, unit: 'calendar' as const },
        positions: [], ...STEP_DEFAULTS, templateId: id,
      })
    }
    await createWorkflow(org, {
      name: 'W', level: 'customer', isDefault: true, isPublished: true, entryLogic: 'standard',
      mcdDays: 1, mcdScope: 'customer', thresholdMinor: {}, steps,
    })
  })
  await inOrganization(installation, orgId, 'test', async (org) => {
    await saveEmailSettings(org, {
      channel: 'smtp', fromName: null, fromAddress: 'ar@seller.example', replyTo: null,
      smtp: { host: '127.0.0.1', port: provider.port, isTls: false, user: null, password: null },
    })
    const saved = await saveCustomers(org, Array.from({ length: CUSTOMERS }, (_, n) =>
      ({ reference: `C${n}`, name: `Customer ${n}` })))
    for (const [n, { id }] of saved.entries()) {
      await addContact(org, id, {
        name: '', emails: [`ap@c${n}.example.com`], phones: [], positions: [], isMain: true,
        locale: null,
      })
    }
    await saveInvoices(org, saved.map(({ id }, n) => ({
      customerId: id, number: `INV-${n}`, currency: 'EUR', totalMinor: 10_000,
      issuedOn: '2027-02-01', dueOn: '2027-02-27',
    })))
  })
  // The daily limit has tests of its own.
  await inOrganization(installation, orgId, 'test', ({ tx }) =>
    sql`update organization set daily_cap = 100000`.execute(tx))
  const { typedCount } = await previewAutomation(installation, orgId)
  await setAutomation(installation, orgId, { actor: 'test', role: 'owner' },
    { isOn: true, typedCount })
  return orgId
}
