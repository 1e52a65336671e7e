// Every hold of SPEC §4 in the real engine: the Why names it, and what it says would help, helps.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HOLD_CODES, type HoldCode } from '#domain/hold.ts'
import { STEP_DEFAULTS } from '#domain/workflow.ts'
import { suppressAddress } from '../../customers/suppress-address.ts'
import { endPause, startPause } from '../../customers/pause.ts'
import { addContact, saveContact } from '../../customers/save-contact.ts'
import { changeCustomer } from '../../customers/save-customer.ts'
import { askWithoutText } from '../../actions/ask-gate.ts'
import { composeMessage } from '../../actions/compose-message.ts'
import { decideUnclear } from '../../actions/close-action.ts'
import { ignoreReply } from '../../inbox/reply-action.ts'
import { cancelPromise, closeDispute, raiseDispute } from '../../invoices/hold-invoice.ts'
import { notePromise } from '../../invoices/note-promise.ts'
import { recordPayments } from '../../invoices/record-payment.ts'
import { systemNow } from '../../platform/clock.ts'
import { smtpPurpose } from '../../settings/read-email-settings.ts'
import { freshInstallation, type FreshInstallation } from '../../testing/fresh-installation.ts'
import { actionsOf, change, day, DUE, following, invoiceId, owe, setClock } from
  '../../testing/edge-scene.ts'
import { aCollectingCompany, type Collecting } from '../../testing/collecting-scene.ts'
import { expectItHelps, whyOf } from '../../testing/why-scene.ts'
import { createTemplate } from '../../templates/save-template.ts'
import { setAutomation } from '../automation.ts'
import { factsOf, readWorld } from './world.ts'
import { publishDraft } from '../publish-version.ts'
import { createWorkflow, saveDraft } from '../save-workflow.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(() => installation.close())

interface Scene { org: Collecting; id: string; email: string; invoice: string }
interface Case {
  /** On day 3 the one e-mail of the workflow is due. */
  arrange: (scene: Scene) => Promise<unknown>
  deed: Parameters<typeof expectItHelps>[2]['deed']
  carryOut: (scene: Scene, subjectId: string) => Promise<unknown>
  /** What the engine wrote on the action itself; null: none is open. */
  isHeld?: boolean
}

const aContact = { name: 'Cy', emails: ['cy@c.example.com'], phones: [], positions: [],
  isMain: false, locale: null }
const run = (org: Collecting, statement: ReturnType<typeof sql>) =>
  org.do(({ tx }) => statement.execute(tx))

const CASES: Partial<Record<HoldCode, Case>> = {
  automation_off: {
    arrange: ({ org }) => change(org, 'automation_on_since', null), deed: 'turn_on_automation',
    carryOut: ({ org }) => setAutomation(installation, org.id,
      { actor: 'user:olga', role: 'owner' }, { isOn: true, typedCount: 1 }), isHeld: true,
  },
  workflow_draft: {
    arrange: async ({ org }) => {
      await org.goTo(day(1))
      const { workflowId, rules } = await workflowOf(org)
      await org.do((open) => saveDraft(open, workflowId, rules))
      await run(org, sql`update run set version_id = (select id from workflow_version
        where published_at is null and org_id = ${org.id}) where org_id = ${org.id}`)
    },
    deed: 'publish_workflow',
    carryOut: async ({ org }, id) => org.do((open) => publishDraft(open, id, { runs: 'keep' })),
    isHeld: true,
  },
  reply_pending: {
    arrange: ({ org, email }) => org.write(email, { isNew: true }), deed: 'ignore_reply',
    carryOut: ({ org }, id) => org.do((open) => ignoreReply(open, id, '')),
  },
  customer_paused: {
    arrange: ({ org, id }) => org.do((open) => startPause(open, { scope: 'customer',
      subjectId: id, untilOn: null, reviewOn: day(20), reason: 'They moved' })),
    deed: 'end_pause', carryOut: ({ org }, id) => org.do((open) => endPause(open, id)),
  },
  invoice_paused: {
    arrange: ({ org, invoice }) => org.do((open) => startPause(open, { scope: 'invoice',
      subjectId: invoice, untilOn: null, reviewOn: day(20), reason: 'Wrong PDF' })),
    deed: 'end_pause', carryOut: ({ org }, id) => org.do((open) => endPause(open, id)),
  },
  disputed: {
    arrange: ({ org, invoice }) => org.do((open) => raiseDispute(open, invoice,
      { amountMinor: null, reason: 'Broken' })),
    deed: 'settle_dispute',
    carryOut: ({ org }, id) => org.do((open) => closeDispute(open, id, 'upheld')),
  },
  promise_active: {
    arrange: ({ org, invoice }) => org.do((open) => notePromise(open, invoice,
      { amountMinor: null, promisedOn: day(10) })),
    deed: 'cancel_promise',
    carryOut: ({ org }, id) => org.do((open) => cancelPromise(open, id)),
  },
  opted_out: {
    arrange: ({ org, email }) => org.do((open) => suppressAddress(open,
      { channel: 'email', address: email, state: 'opted_out', reason: 'Asked by phone' })),
    deed: 'add_contact', carryOut: ({ org, id }) => org.do((open) =>
      addContact(open, id, aContact)), isHeld: true,
  },
  missing_email: {
    arrange: ({ org, id }) => run(org, sql`delete from contact_address
      where customer_id = ${id}`),
    deed: 'add_contact', carryOut: ({ org, id }) => org.do((open) =>
      addContact(open, id, aContact)), isHeld: true,
  },
  address_bounced: {
    arrange: ({ org, email }) => org.do((open) => suppressAddress(open,
      { channel: 'email', address: email, state: 'bounced', reason: '550' })),
    deed: 'add_contact', carryOut: ({ org, id }) => org.do((open) =>
      addContact(open, id, aContact)), isHeld: true,
  },
  min_contact_delay: {
    arrange: async ({ org, email }) => {
      const twin = await org.aCustomer('Twin', [{ number: 'T-1', dueOn: DUE }])
      await run(org, sql`update contact_address set address = ${email}
        where customer_id = ${twin.id}`)
      // The twin is looked at first, so that the other one finds the address written to.
      await run(org, sql`update customer set next_look_at = null where id <> ${twin.id}
        and org_id = ${org.id}`)
      await org.goTo(day(3))
      await run(org, sql`update customer set next_look_at = ${`${day(3)}T00:00:00Z`}
        where org_id = ${org.id}`)
      await org.tick()
    },
    deed: 'write_by_hand', isHeld: true,
    carryOut: async ({ org, id, email }) => {
      await org.as('mara', (open) => composeMessage(open, { customerId: id, channel: 'email',
        to: [email], cc: [], bcc: [], subject: 'Hello', body: 'Hello', undoSeconds: 0 }))
      await org.tick()
    },
  },
  below_threshold: {
    arrange: async ({ org }) => {
      await org.goTo(day(1))
      await publishWith(org, { EUR: 20_000 })
    },
    deed: 'lower_threshold', isHeld: true, carryOut: ({ org }) => publishWith(org, {}),
  },
  covered_by_credit: {
    arrange: ({ org, id }) => org.do((open) => recordPayments(open, [{ customerId: id,
      reference: 'P-1', currency: 'EUR', amountMinor: 10_000, receivedOn: DUE, wanted: [] }])),
    deed: 'apply_cash', isHeld: true,
    carryOut: ({ org, invoice }) => org.do(async ({ tx }) => {
      await sql`update payment set open_minor = 0`.execute(tx)
      await sql`update invoice set open_minor = 0 where id = ${invoice}`.execute(tx)
    }),
  },
  data_stale: {
    arrange: async ({ org }) => {
      await change(org, 'stale_after_hours', 36)
      await change(org, 'ledger_changed_at', `${DUE}T05:00:00Z`)
    },
    deed: 'update_ledger', isHeld: true,
    carryOut: async ({ org }) => {
      const other = await org.aCustomer('Other', [])
      await owe(org, other.id, { number: 'N-1', dueOn: day(90) })
    },
  },
  send_budget: {
    arrange: ({ org }) => change(org, 'daily_cap', 0), deed: 'raise_limit', isHeld: true,
    carryOut: ({ org }) => change(org, 'daily_cap', 50),
  },
  sender_unverified: {
    arrange: async ({ org }) => {
      const sealed = installation.secrets.seal(JSON.stringify({ host: '127.0.0.1', port: 1,
        isTls: false, user: null, password: null }), smtpPurpose(org.id))
      await change(org, 'smtp_sealed', sealed)
      await change(org, 'from_address', null)
      await change(org, 'email_channel', 'smtp')
    },
    deed: 'set_sender', isHeld: true,
    carryOut: ({ org }) => change(org, 'from_address', 'ar@seller.example'),
  },
  template_incomplete: {
    arrange: ({ org, id }) => run(org, sql`update contact set name = ''
      where customer_id = ${id}`),
    deed: 'complete_template', isHeld: true,
    carryOut: ({ org, id, email }) => org.do(async (open) => {
      const { rows: [contact] } = await sql<{ id: string }>`select id from contact
        where customer_id = ${id}`.execute(open.tx)
      await saveContact(open, contact?.id ?? '', { ...aContact, emails: [email] })
    }),
  },
  needs_check: {
    arrange: async ({ org, id }) => {
      await org.goTo(day(3))
      await run(org, sql`update attempt set state = 'unknown' where org_id = ${org.id}`)
      await run(org, sql`update message set state = 'unknown' where customer_id = ${id}`)
      await run(org, sql`update contact_log set voided_at = at where customer_id = ${id}`)
      await run(org, sql`update customer set last_contact_on = null where id = ${id}`)
      await run(org, sql`update action set state = 'needs_check', closed_at = null
        where customer_id = ${id}`)
    },
    deed: 'settle_unclear',
    carryOut: ({ org }, id) => org.as('mara', (open) => decideUnclear(open, id, 'sent')),
  },
  legal_stop: {
    arrange: ({ org, id }) => org.do((open) => changeCustomer(open, id,
      { legalStopReason: 'Insolvent' }, { liftStop: true })),
    deed: 'lift_stop',
    carryOut: ({ org, id }) => org.do((open) => changeCustomer(open, id,
      { legalStopReason: null }, { liftStop: true })),
  },
}

async function aScene(): Promise<Scene> {
  const org = await aCollectingCompany(installation, { ...following([], 5), workflows: [] })
  await org.do(async (open) => {
    const { id: templateId } = await createTemplate(open, { name: 'By name', channel: 'email',
      texts: { en: { subject: 'Open', body: 'Dear {{ contact.name }},' } } })
    await createWorkflow(open, { name: 'W', level: 'customer', isDefault: true,
      isPublished: true, ...rulesWith(templateId, {}) })
  })
  const customer = await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: DUE }])
  return { org, ...customer, invoice: await invoiceId(org, 'I-1') }
}

const rulesWith = (templateId: string, thresholdMinor: Record<string, number>) => ({
  entryLogic: 'standard' as const, mcdDays: 5, mcdScope: 'customer' as const, thresholdMinor,
  steps: [3, 9].map((offsetDays) => ({ id: `day-${offsetDays}`, name: `Day ${offsetDays}`,
    channel: 'email' as const, mode: 'automatic' as const, positions: [], templateId,
    trigger: { anchor: 'due' as const, offsetDays, unit: 'calendar' as const },
    ...STEP_DEFAULTS })),
})

const workflowOf = (org: Collecting, thresholdMinor = {}) => org.do(async ({ tx }) => {
  const { rows: [row] } = await sql<{ id: string; template: string }>`select w.id,
    (select id from template where name = 'By name') as template from workflow w`.execute(tx)
  return { workflowId: row?.id ?? '', rules: rulesWith(row?.template ?? '', thresholdMinor) }
})

async function publishWith(org: Collecting, thresholdMinor: Record<string, number>) {
  const { workflowId, rules } = await workflowOf(org, thresholdMinor)
  await org.do(async (open) => {
    await saveDraft(open, workflowId, rules)
    await publishDraft(open, workflowId, { runs: 'migrate' })
  })
}

describe('W2: a hold of an e-mail', () => {
  test.each(Object.entries(CASES))('%s is named, and what would change it does', async (code,
    given) => {
    const scene = await aScene()
    const { org, id } = scene
    await given.arrange(scene)
    if (await org.do(async ({ today }) => today < day(3))) await org.goTo(day(3))
    await org.tick()
    if (given.isHeld) {
      expect(await actionsOf(org, id)).toContainEqual(expect.objectContaining({ held: code }))
    }
    const verdict = await expectItHelps(org, id, {
      // The keys of a table over hold codes.
      code: code as HoldCode, deed: given.deed,
      carryOut: (subjectId) => given.carryOut(scene, subjectId),
    })
    // Its mail would go to a server that is not there.
    if (code === 'sender_unverified' || verdict.state !== 'goes') return
    await run(org, sql`update customer set next_look_at = ${`${day(3)}T00:00:00Z`}
      where id = ${id}`)
    await org.tick()
    expect(await actionsOf(org, id)).toContainEqual(expect.objectContaining({ state: 'done' }))
  })
})

const ELSEWHERE: HoldCode[] = ['no_consent', 'missing_phone', 'quiet_hours', 'no_local_sender',
  'non_business_day', 'provider_down', 'paid', 'end_of_workflow']

test('every hold of the list has a case here or in the two tests that are named so', () => {
  expect([...Object.keys(CASES), ...ELSEWHERE].sort()).toEqual([...HOLD_CODES].sort())
})

test('paid: nothing is to be done, and nothing is offered', async () => {
  const { org, id, invoice } = await aScene()
  await org.goTo(day(1))
  await org.do((open) => recordPayments(open, [{ customerId: id, reference: 'P-1',
    currency: 'EUR', amountMinor: 10_000, receivedOn: day(1), wanted: [{ invoiceId: invoice }] }]))
  await org.goTo(day(3))
  expect(await whyOf(org, id)).toMatchObject({
    verdict: { state: 'nothing', code: 'paid', next: null }, changes: [],
    decidedBy: 'Nobody; there is nothing to do' })
})

test('end_of_workflow: all steps are done, and a person decides', async () => {
  const { org, id } = await aScene()
  await org.goTo(day(20))
  expect(await whyOf(org, id)).toMatchObject({
    verdict: { state: 'ended', code: 'end_of_workflow' }, decidedBy: 'Mara' })
})

test('provider_down: it is tried again by itself, and the Why says when', async () => {
  const { org, id } = await aScene()
  await org.goTo(day(3))
  await run(org, sql`update attempt set state = 'retry', retry_at = now() + interval '1 hour'
    where org_id = ${org.id}`)
  await run(org, sql`update contact_log set voided_at = at where customer_id = ${id}`)
  await run(org, sql`update customer set last_contact_on = null where id = ${id}`)
  await run(org, sql`update action set state = 'open', closed_at = null, outcome = null,
    held_code = 'provider_down', held_since = ${`${day(3)}T07:30:00Z`}
    where customer_id = ${id}`)
  const why = await whyOf(org, id)
  expect(why).toMatchObject({ verdict: { state: 'waits', code: 'provider_down' } })
  expect(why.reasons[0]).toMatchObject({ rule: 'provider_down', isHold: true,
    since: `${day(3)}T07:30:00.000Z` })
})

test('non_business_day: what is due on a Saturday by a late planner comes on Monday', async () => {
  const { org, id } = await aScene()
  await org.goTo(day(1))
  await run(org, sql`update organization set weekend = '{6,7}' where org_id = ${org.id}`)
  await setClock(org, `${day(5)}T09:00:00.000Z`)
  // Whoever asked the gate today would be told so; the plan has moved on already.
  const asked = await org.do(async (open) => {
    const world = await readWorld(open, id)
    const customer = factsOf(world)
    const [of] = customer.runs
    if (of === undefined) throw new Error('No run.')
    const [step] = of.rules.steps
    if (step === undefined) throw new Error('No step.')
    return askWithoutText(open, step, { customer, run: of }, world.reach).code
  })
  expect(asked).toBe('non_business_day')
  const why = await whyOf(org, id)
  expect(why.verdict).toMatchObject({ state: 'waits', next: { on: day(7) } })
  expect(why.reasons.map(({ rule }) => rule)).toContain('business_day')
})
