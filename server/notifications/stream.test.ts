// The stream of changes: what a screen hears, what it never hears, and when it is cut off.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordEvent } from '../timeline/record-event.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import {
  aCustomer, anOrganization, type SceneOrganization,
} from '../testing/mail-scene.ts'
import { notify } from './notify.ts'
import { closeStreams, openStream } from './stream.ts'

let installation: FreshInstallation
let ours: SceneOrganization
let theirs: SceneOrganization
beforeAll(async () => {
  installation = await freshInstallation()
  ours = await anOrganization(installation)
  theirs = await anOrganization(installation)
})
afterAll(async () => {
  closeStreams(installation)
  await installation.close()
})

/** A screen: everything it has heard, and a way to wait for a word. */
async function look(org: SceneOrganization, userId: string | null = 'owner') {
  const body = openStream(installation, { orgId: org.id, userId }).body
  const reader = body?.getReader()
  const heard = { text: '', isEnded: false }
  void (async () => {
    for (;;) {
      const part = await reader?.read()
      if (part === undefined || part.done) break
      heard.text += new TextDecoder().decode(part.value)
    }
    heard.isEnded = true
  })()
  const hears = (word: string) => expect.poll(() => heard.text, { timeout: 10_000 }).toContain(word)
  await hears('event: resync')
  return { heard, hears, leave: () => reader?.cancel() }
}

test('a screen hears what changed in its own organization and nothing of another', async () => {
  const [mine, other] = [await look(ours), await look(theirs)]
  const customerId = await aCustomer(ours)
  await ours.do((org) => recordEvent(org, { kind: 'pause_ended', customerId }))
  await mine.hears('pause_ended')
  const marker = await aCustomer(theirs)
  await theirs.do((org) => recordEvent(org, { kind: 'pause_ended', customerId: marker }))
  await other.hears(marker)
  expect(other.heard.text).not.toContain(customerId)
  expect(mine.heard.text).toContain(customerId)
  expect(mine.heard.text).not.toContain(marker)
  await Promise.all([mine.leave(), other.leave()])
})

test('a transaction tells once, however much it did, and not at all when it is taken back',
  async () => {
    const screen = await look(ours)
    const customerId = await aCustomer(ours)
    await screen.hears(customerId)
    screen.heard.text = ''
    await expect(ours.do(async (org) => {
      await recordEvent(org, { kind: 'automation_off', customerId })
      throw new Error('taken back')
    })).rejects.toThrow('taken back')
    await ours.do(async (org) => {
      for (let count = 0; count < 20; count++) {
        await recordEvent(org, { kind: 'pause_ended', customerId })
        await recordEvent(org, { kind: 'run_started', customerId })
      }
    })
    await screen.hears('run_started')
    expect(screen.heard.text.match(/event: change/g)).toHaveLength(1)
    expect(screen.heard.text).not.toContain('automation_off')
    await screen.leave()
  })

test('too many customers to be named are told as "any"', async () => {
  const screen = await look(ours)
  const customerId = await aCustomer(ours)
  await ours.do(async (org) => {
    org.changes.kinds.add('import_finished')
    for (let count = 0; count < 5000; count++) org.changes.customerIds.add(`${customerId}${count}`)
  })
  await screen.hears('"kinds":["import_finished"],"customerIds":null')
  await screen.leave()
})

test('the bell of one person rings on that person’s screens alone', async () => {
  const [clerk, owner] = [await look(ours, 'clerk'), await look(ours, 'owner')]
  await ours.do((org) => notify(org, { event: 'assigned', to: ['clerk'], title: 'Yours' }))
  await clerk.hears('"isForYou":true')
  await owner.hears('"isForYou":false')
  expect(owner.heard.text).not.toContain('"isForYou":true')
  expect(owner.heard.text).not.toContain('clerk')
  await Promise.all([clerk.leave(), owner.leave()])
})

test('a lost listening connection is opened again, and screens are told to read anew', async () => {
  const screen = await look(ours)
  screen.heard.text = ''
  await ours.do(({ tx }) => sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query = 'listen duebox_live'`.execute(tx))
  await screen.hears('event: resync')
  const customerId = await aCustomer(ours)
  await screen.hears(customerId)
  await screen.leave()
})

test('a screen that reads nothing is cut off before a megabyte waits for it', async () => {
  const body = openStream(installation, { orgId: ours.id, userId: null }).body
  const screen = await look(ours)
  const kind = 'x'.repeat(6000)
  for (let count = 0; count < 200; count++) {
    await ours.do(async (org) => { org.changes.kinds.add(`${kind}${count}`) })
  }
  await screen.hears(`${kind}199`)
  let bytes = 0
  for await (const part of body ?? []) bytes += part.byteLength
  expect(bytes).toBeGreaterThan(900_000)
  expect(bytes).toBeLessThan(1_200_000)
  expect(screen.heard.isEnded).toBe(false)
  await screen.leave()
})
