// Mail in bursts, by SMTP, to a process that is killed in the middle: none is lost (I7).
import { sql } from 'kysely'
import { fork, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import nodemailer from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import {
  aCustomer, anOrganization, openInstallation, type SceneOrganization,
} from '../testing/mail-scene.ts'
import type { Installation } from '../platform/installation.ts'
import { closeMailParser } from './parse-mail.ts'
import { receiveWaiting } from './receive-message.ts'

let database: FreshDatabase
let installation: Installation & { close: () => Promise<void> }
const children: ChildProcess[] = []
const BURST = 1_000
beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url)
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await closeMailParser()
  await installation.close()
  await database.close()
})

/** Starts the process; resolves when it listens. */
function receivingProcess(): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(path.join(import.meta.dirname, '../testing/receiving-process.ts'),
    [database.url], { execArgv: ['--import', 'tsx'] })
  children.push(child)
  return new Promise((resolve, reject) => {
    child.once('message', (message: { port: number }) => resolve({ child, port: message.port }))
    child.once('exit', (code) => reject(new Error(`It ended with ${code} before it listened.`)))
  })
}

/** Sends mails over several connections; tells of each that got its 250. */
async function sendMails(port: number, given: {
  to: string; from: string; count: number; name: string; accepted: (ref: string) => void
}): Promise<void> {
  const client = nodemailer.createTransport({
    pool: true, maxConnections: 6, host: '127.0.0.1', port, ignoreTLS: true,
  })
  await Promise.allSettled(Array.from({ length: given.count }, async (_, at) => {
    const ref = `${given.name}-${at}@mailer.example`
    await client.sendMail({
      from: given.from, to: given.to, subject: `Answer ${at}`, messageId: `<${ref}>`,
      text: `We will pay, says mail ${at}.`,
    })
    given.accepted(ref)
  }))
  client.close()
}

/** How often each Message-ID became a message, and what is not settled. */
async function outcome(org: SceneOrganization) {
  return org.do(async ({ tx }) => {
    const messages = await sql<{ ref: string; count: number }>`
      select message_ref as ref, count(*) as count from message where direction = 'in'
      group by message_ref`.execute(tx)
    const waiting = await sql`select 1 from inbound_mail where state = 'stored'`.execute(tx)
    return {
      countOf: new Map(messages.rows.map((row) => [row.ref, row.count])),
      waitingCount: waiting.rows.length,
    }
  })
}

async function untilSettled(org: SceneOrganization, count: number): Promise<void> {
  for (const end = Date.now() + 240_000; Date.now() < end;) {
    const { countOf, waitingCount } = await outcome(org)
    if (waitingCount === 0 && countOf.size >= count) return
    await new Promise((resolve) => { setTimeout(resolve, 100) })
  }
}

test('of 1,000 mails in a burst each becomes one message of one waiting answer', async () => {
  const org = await anOrganization(installation)
  const customerId = await aCustomer(org, { emails: ['bea@burst.example'] })
  const { child, port } = await receivingProcess()
  const accepted: string[] = []
  await sendMails(port, {
    to: org.intake, from: 'bea@burst.example', count: BURST, name: 'burst',
    accepted: (ref) => accepted.push(ref),
  })
  expect(accepted).toHaveLength(BURST)
  await untilSettled(org, BURST)
  child.kill('SIGKILL')
  const { countOf, waitingCount } = await outcome(org)
  expect(waitingCount).toBe(0)
  expect([...countOf.values()].filter((count) => count !== 1)).toEqual([])
  expect(countOf.size).toBe(BURST)
  const { rows } = await org.do(({ tx }) => sql`select message_count, state from reply_action
    where customer_id = ${customerId}`.execute(tx))
  expect(rows).toEqual([{ message_count: BURST, state: 'open' }])
}, 300_000)

test('after a kill in the middle, every mail that got 250 is settled exactly once', async () => {
  const org = await anOrganization(installation)
  const customerId = await aCustomer(org, { emails: ['bea@killed.example'] })
  const accepted: string[] = []
  for (const [round, killAfter] of [1, 40, 110, 200].entries()) {
    const { child, port } = await receivingProcess()
    let countdown = killAfter
    await sendMails(port, {
      to: org.intake, from: 'bea@killed.example', count: BURST / 4, name: `kill-${round}`,
      accepted: (ref) => {
        accepted.push(ref)
        countdown -= 1
        if (countdown === 0) child.kill('SIGKILL')
      },
    })
    child.kill('SIGKILL')
  }
  await receiveWaiting(installation, org.id)
  const { countOf, waitingCount } = await outcome(org)
  expect(waitingCount).toBe(0)
  expect(accepted.length).toBeGreaterThanOrEqual(1 + 40 + 110 + 200)
  expect(accepted.filter((ref) => countOf.get(ref) !== 1)).toEqual([])
  expect([...countOf.values()].filter((count) => count !== 1)).toEqual([])
  const { rows } = await org.do(({ tx }) => sql<{ message_count: number }>`
    select message_count from reply_action where customer_id = ${customerId}`.execute(tx))
  expect(rows).toEqual([{ message_count: countOf.size }])
}, 300_000)
