import { STEP_DEFAULTS } from '#domain/workflow.ts'
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { addDays, daysBetween, isBusinessDay, weekdayOf, type Day } from '#domain/day.ts'
import { composeMessage } from './actions/compose-message.ts'
import { decideUnclear } from './actions/close-action.ts'
import { addContact } from './customers/save-contact.ts'
import { saveCustomers } from './customers/save-customer.ts'
import { receiveMessage } from './inbox/receive-message.ts'
import { ignoreReply, pauseReply } from './inbox/reply-action.ts'
import { storeMailFor } from './inbox/store-mail.ts'
import { recordPayments, reversePayment } from './invoices/record-payment.ts'
import { saveInvoices } from './invoices/save-invoice.ts'
import { systemNow } from './platform/clock.ts'
import { inOrganization, type Org } from './platform/in-organization.ts'
import { runDoctor } from './reports/doctor.ts'
import { createOrganization } from './settings/create-organization.ts'
import { saveEmailSettings } from './settings/save-organization.ts'
import { freshDatabase, type FreshDatabase } from './testing/fresh-database.ts'
import { openInstallation } from './testing/mail-scene.ts'
import { startMailProvider, type Fault, type MailProvider } from './testing/mail-provider.ts'
import { createTemplate } from './templates/save-template.ts'
import { advanceClock } from './workflows/advance-clock.ts'
import { previewAutomation, setAutomation } from './workflows/automation.ts'
import { createWorkflow } from './workflows/save-workflow.ts'
import { tickUntilQuiet } from './workflows/tick.ts'

const START: Day = '2027-03-01'
const DAYS = 90
const MCD = 4
const CUSTOMERS = 12
const SEEDS = process.env['SEED'] ? [Number(process.env['SEED'])] : [1, 20270301]

type Installation = Awaited<ReturnType<typeof openInstallation>>
let database: FreshDatabase | null = null
let provider: MailProvider | null = null
afterEach(async () => {
  await provider?.stop()
  await database?.close()
})

/** Small, seeded, and good enough to live by (mulberry32). */
function chance(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return { of: (p: number) => next() < p, upTo: (n: number) => Math.floor(next() * n) }
}

/** What the other side knows of a customer; it plans nothing, it only says what may not be. */
interface Known {
  id: string
  email: string
  lastMailOn: Day | null
  repliedOn: Day | null
  /** Staff wrote back; whether it arrived shows in the provider's book. */
  isAnswered: boolean
  handledOn: Day | null
  pausedUntil: Day | null
  lastRef: string | null
}

test.each(SEEDS)('a company lives ninety days and nobody is wronged (seed %i)', async (seed) => {
  const dice = chance(seed)
  database = await freshDatabase()
  const faults = new Map<string, Fault>()
  provider = await startMailProvider((to) => faults.get(to) ?? 'none')
  let installation = await openInstallation(database.url, systemNow)
  const { orgId, customers } = await settle(installation, provider.port)
  try {
    for (let day = 0; day <= DAYS; day++) {
      const today = addDays(START, day)
      drawFaults(dice, faults, customers)
      const before = provider.accepted.length
      await advanceClock(installation, orgId, 'test', { to: today })
      checkMails(provider, before, customers, today)
      await customersAct(installation, orgId, customers, dice, today)
      await staffActs(installation, orgId, customers, dice, today, provider)
      const evening = provider.accepted.length
      await tickUntilQuiet(installation, orgId, { leaveAtOnce: true })
      checkMails(provider, evening, customers, today)
      if (dice.of(0.1)) {
        await installation.close()
        // The key is in a file beside the database; a restart finds the same one.
        const { secrets } = installation
        installation = { ...await openInstallation(database.url, systemNow), secrets }
      }
      const report = await runDoctor(installation)
      expect({ day: today, broken: report.checks.filter((check) => check.breaches > 0) })
        .toEqual({ day: today, broken: [] })
    }
    // A quarter in which nothing happened would prove nothing.
    expect(provider.accepted.length).toBeGreaterThan(CUSTOMERS)
  } finally {
    await installation.close()
  }
}, 300_000)

async function settle(installation: Installation, port: number) {
  const orgId = await createOrganization(installation, 'test', {
    name: 'Quarter', country: null, currency: 'EUR', zone: 'Europe/Paris', locale: 'en',
    sandboxNow: `${START}T07:00:00.000Z`,
  }, async (org) => {
    const { id } = await createTemplate(org, {
      name: 'T', channel: 'email',
      texts: { en: { subject: 'Open: {{ total_open }}', body: 'Dear {{ customer.name }}' } },
    })
    const step = (offsetDays: number) => ({
      name: `Day ${offsetDays}`, channel: 'email' as const, mode: 'automatic' as const,
      trigger: { anchor: 'due' as const, offsetDays, unit: 'calendar' as const }, positions: [],
      ...STEP_DEFAULTS, templateId: id,
    })
    await createWorkflow(org, {
      name: 'W', level: 'customer', isDefault: true, isPublished: true, entryLogic: 'standard',
      mcdDays: MCD, mcdScope: 'customer', thresholdMinor: {},
      steps: [-3, 2, 7, 9, 20, 35, 50].map(step),
    })
  })
  return inOrganization(installation, orgId, 'test', async (org) => {
    await saveEmailSettings(org, {
      channel: 'smtp', fromName: null, fromAddress: 'ar@seller.example', replyTo: null,
      smtp: { host: '127.0.0.1', port, isTls: false, user: null, password: null },
    })
    const saved = await saveCustomers(org, Array.from({ length: CUSTOMERS }, (_, n) =>
      ({ reference: `C${n}`, name: `Customer ${n}` })))
    const customers: Known[] = []
    for (const [n, { id }] of saved.entries()) {
      const email = `ap@c${n}.example.com`
      await addContact(org, id, {
        name: '', emails: [email], phones: [], positions: [], isMain: true, locale: null,
      })
      customers.push({
        id, email, lastMailOn: null, repliedOn: null, isAnswered: false, handledOn: null,
        pausedUntil: null, lastRef: null,
      })
    }
    await saveInvoices(org, customers.map((customer, n) => invoiceOf(customer, n, 0, START)))
    return { orgId, customers }
  }).then(async (made) => {
    const { typedCount } = await previewAutomation(installation, orgId)
    await setAutomation(installation, orgId, { actor: 'test', role: 'owner' },
      { isOn: true, typedCount })
    return made
  })
}

const invoiceOf = (customer: Known, n: number, count: number, from: Day) => ({
  customerId: customer.id, number: `INV-${n}-${count}`, currency: 'EUR',
  totalMinor: 10_000 + n * 100, issuedOn: addDays(from, -30 + n), dueOn: addDays(from, n - 4),
})

function drawFaults(dice: ReturnType<typeof chance>, faults: Map<string, Fault>, all: Known[]) {
  faults.clear()
  for (const { email } of all) {
    if (dice.of(0.1)) faults.set(email, 'refuse_for_now')
    else if (dice.of(0.08)) faults.set(email, 'hang_up_after_taking')
    else if (dice.of(0.01)) faults.set(`rcpt:${email}`, 'refuse_recipient')
  }
}

/** Judged on what the provider took, by rules written from the specification alone. */
function checkMails(from: MailProvider, before: number, customers: Known[], today: Day) {
  const attempts = from.accepted.map((mail) => mail.attemptId)
  expect(new Set(attempts).size, 'an attempt was accepted twice').toBe(attempts.length)
  for (const mail of from.accepted.slice(before)) {
    const customer = customers.find((one) => one.email === mail.to)
    expect(customer, mail.to).toBeDefined()
    if (!customer) continue
    const say = `${today} ${mail.to}`
    if (/^re:/i.test(mail.subject)) {
      // A colleague's answer is a contact like any other, on whatever day it is written.
      customer.lastMailOn = today
      continue
    }
    expect(weekdayOf(today), `${say} on a weekend`).toBeLessThan(6)
    expect(isBusinessDay(today, { weekend: [6, 7], holidays: new Set() })).toBe(true)
    expect(customer.repliedOn, `${say} although an answer waits`).toBeNull()
    if (customer.pausedUntil) expect(today >= customer.pausedUntil, `${say} paused`).toBe(true)
    if (customer.lastMailOn) {
      expect(daysBetween(customer.lastMailOn, today), `${say} too soon`)
        .toBeGreaterThanOrEqual(MCD)
    }
    if (customer.handledOn) {
      expect(daysBetween(customer.handledOn, today), `${say} too soon after an answer`)
        .toBeGreaterThanOrEqual(MCD)
    }
    customer.lastMailOn = today
    customer.lastRef = mail.messageRef
  }
}

async function customersAct(
  installation: Installation, orgId: string, customers: Known[],
  dice: ReturnType<typeof chance>, today: Day,
) {
  for (const [n, customer] of customers.entries()) {
    if (dice.of(0.03)) {
      await inOrganization(installation, orgId, 'test', async (org) => {
        const [paid] = await recordPayments(org, [{
          customerId: customer.id, reference: `P-${n}-${today}`, currency: 'EUR',
          amountMinor: 2_000 + dice.upTo(12_000), receivedOn: today, wanted: null,
        }])
        if (paid?.did === 'created' && dice.of(0.15)) await reversePayment(org, paid.id)
      })
    }
    if (dice.of(0.04)) {
      await inOrganization(installation, orgId, 'test', (org) =>
        saveInvoices(org, [invoiceOf(customer, n, 1 + daysBetween(START, today), today)]))
    }
    if (customer.lastRef && dice.of(0.04)) {
      await write(installation, orgId, customer, today, 'human')
      customer.repliedOn ??= today
    } else if (customer.lastRef && dice.of(0.02)) {
      await write(installation, orgId, customer, today, 'away')
    }
  }
}

async function write(
  installation: Installation, orgId: string, customer: Known, today: Day, kind: 'human' | 'away',
) {
  const raw = [
    `From: <${customer.email}>`, 'To: <ar@seller.example>',
    `Subject: ${kind === 'away' ? 'Automatic reply: open' : 'Re: open'}`,
    `Message-ID: <${kind}-${customer.id}-${today}@c.example.com>`,
    `In-Reply-To: <${customer.lastRef}>`,
    ...(kind === 'away' ? ['Auto-Submitted: auto-replied'] : []), '',
    kind === 'away' ? 'I am out of the office.' : `We looked at it on ${today} and will pay soon.`,
    '',
  ].join('\r\n')
  const id = await storeMailFor(installation, orgId, 'test', {
    raw: Buffer.from(raw), envelopeFrom: customer.email, envelopeTo: [], source: 'webhook',
  })
  await receiveMessage(installation, orgId, id)
}

async function staffActs(
  installation: Installation, orgId: string, customers: Known[],
  dice: ReturnType<typeof chance>, today: Day, truth: MailProvider,
) {
  const { replies, unclear } = await inOrganization(installation, orgId, 'test', readWork)
  for (const customer of customers) {
    const waits = replies.filter((reply) => reply.customer_id === customer.id)
    if (waits.length === 0 && customer.isAnswered) customer.repliedOn = null
    if (waits.length === 0) customer.isAnswered = false
    expect(waits.length > 0, `${today} ${customer.email}: an answer is lost`)
      .toBe(customer.repliedOn !== null)
    if (customer.isAnswered) continue
    if (waits.length === 0 || !dice.of(0.35)) continue
    for (const reply of waits) {
      await inOrganization(installation, orgId, 'test', (org) =>
        handle(org, reply.id, customer, dice, today))
    }
    if (!customer.isAnswered) customer.repliedOn = null
  }
  for (const action of unclear) {
    if (!dice.of(0.5)) continue
    const hasIt = truth.accepted.some((mail) => mail.attemptId === action.attempt_id)
    await inOrganization(installation, orgId, 'test', (org) =>
      decideUnclear(org, action.id, hasIt ? 'sent' : 'send_again'))
  }
}

async function readWork(org: Org) {
  const replies = await sql<{ id: string; customer_id: string }>`
    select id, customer_id from reply_action where org_id = ${org.id} and state = 'open'`
    .execute(org.tx)
  const unclear = await sql<{ id: string; attempt_id: string }>`
    select a.id, t.id as attempt_id from action a
      join message m on m.org_id = a.org_id and m.action_id = a.id
      join attempt t on t.org_id = m.org_id and t.message_id = m.id
    where a.org_id = ${org.id} and a.state = 'needs_check'`.execute(org.tx)
  return { replies: replies.rows, unclear: unclear.rows }
}

async function handle(
  org: Org, replyActionId: string, customer: Known, dice: ReturnType<typeof chance>, today: Day,
) {
  const way = dice.upTo(3)
  if (way === 0) await ignoreReply(org, replyActionId, 'seen')
  if (way === 1) {
    customer.pausedUntil = addDays(today, 3 + dice.upTo(10))
    await pauseReply(org, replyActionId, { untilOn: customer.pausedUntil, reason: 'they asked' })
    return
  }
  if (way === 2) {
    await composeMessage(org, {
      customerId: customer.id, channel: 'email', to: [customer.email], cc: [], bcc: [],
      subject: '', body: 'Thank you.', replyActionId, undoSeconds: 0,
    })
    customer.isAnswered = true
    return
  }
  customer.handledOn = today
}
