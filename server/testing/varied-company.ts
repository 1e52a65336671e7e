// A small company in which everything occurs: both levels and entries, pauses, disputes, promises.
import { sql } from 'kysely'
import { addDays, type Day } from '#domain/day.ts'
import { STEP_DEFAULTS, type Step } from '#domain/workflow.ts'
import { placeCustomer } from '../customers/place-customer.ts'
import { startPause } from '../customers/pause.ts'
import { addContact } from '../customers/save-contact.ts'
import { addCustomer } from '../customers/save-customer.ts'
import { suppressAddress } from '../customers/suppress-address.ts'
import { raiseDispute } from '../invoices/hold-invoice.ts'
import { keepDocument } from '../invoices/keep-document.ts'
import { notePromise, notePromiseOverSeveral } from '../invoices/note-promise.ts'
import { recordPayment, recordPayments } from '../invoices/record-payment.ts'
import { saveInvoices } from '../invoices/save-invoice.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { createOrganization } from '../settings/create-organization.ts'
import { createTemplate } from '../templates/save-template.ts'
import { createWorkflow, type StepWish } from '../workflows/save-workflow.ts'
import { aSender } from './texting-scene.ts'

/** mulberry32: the same company in every run. */
export function dice(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    between: (low: number, high: number) => low + Math.floor(next() * (high - low + 1)),
    chance: (share: number) => next() < share,
  }
}

export interface VariedCompany {
  start: Day
  customers: number
  seed: number
}

/** Returns the organization's id: a sandbox that stands at six in the morning of `start`. */
export const aVariedCompany = (
  installation: Installation, given: VariedCompany,
): Promise<string> => createOrganization(installation, 'test', {
  name: 'Seller', country: 'FR', currency: 'EUR', zone: 'Europe/Paris', locale: 'en',
  sandboxNow: `${given.start}T05:00:00.000Z`,
}, (org) => furnish(org, given))

async function furnish(org: Org, given: VariedCompany): Promise<void> {
  await sql`update organization set automation_on_since = ${org.now},
    from_address = 'ar@seller.example', sms_consent_rule = 'given_number' where org_id = ${org.id}`.execute(org.tx)
  await sql`insert into member (user_id, name, email, role, joined_at, undo_seconds)
    values ('olga', 'Olga', 'olga@seller.example', 'owner', ${org.now}, 0)`.execute(org.tx)
  await aSender(org, { kind: 'mobile', address: '+33600000001' })
  await aSender(org, { kind: 'mobile', address: '+5491123450000' })
  const workflows = await addWorkflows(org)
  for (let place = 0; place < given.customers; place++) {
    await addVaried(org, workflows, place, dice(given.seed * 1000 + place))
  }
  await addGroups(org)
  await sql`update customer set next_look_at = ${org.now} where org_id = ${org.id}`
    .execute(org.tx)
}

/** Some stand under another one and are collected there, one of them over two levels. */
async function addGroups(org: Org): Promise<void> {
  const { rows } = await sql<{ id: string; place: number }>`
    select id, substr(reference, 3)::int as place from customer order by place`.execute(org.tx)
  const id = (place: number) => rows.find((row) => row.place === place)?.id
  for (const { id: customerId, place } of rows) {
    const parentId = place % 10 === 8 ? id(place - 4) : place % 20 === 15 ? id(place - 7) : null
    if (parentId == null) continue
    await placeCustomer(org, { customerId, parentId, collectAt: 'parent' })
  }
}

type Wanted = readonly [offset: number, channel: Step['channel'], mode: Step['mode'],
  anchor?: Step['trigger']['anchor'], unit?: 'calendar' | 'business', more?: Partial<StepWish>]

async function addWorkflows(org: Org): Promise<{ contextual: string; perWorkflow: string }> {
  const template = async (
    name: string, body: string, channel: 'email' | 'sms' | 'letter' = 'email',
  ) => (await createTemplate(org, {
    name, channel,
    texts: { en: { subject: channel === 'sms' ? '' : 'Open: {{ total_open }}', body } },
  })).id
  const kind = await template('Kind',
    'Dear {{ customer.name }}, {% for i in invoices %}{{ i.number }} {{ i.open }} '
    + '{% if i.disputed != "" %}({{ i.disputed }} disputed) {% endif %}{% endfor %}'
    + '{% if total_received != "" %}received {{ total_received }}{% endif %}')
  const firm = await template('Firm', '{{ contact.name }}: {{ total_overdue }} of {{ today }}')
  const paper = await template('Paper', 'To {{ customer.name }}: {{ invoice.open }}', 'letter')
  const short = await template('Short', '{{ customer.name }} owes {{ total_open }}', 'sms')
  const steps = (wanted: readonly Wanted[]) => wanted.map(([offsetDays, channel, mode, anchor,
    unit, more], place) => ({
    name: `${channel} ${anchor === 'promise' ? 'promise ' : ''}${offsetDays} ${place}`, channel, mode, positions: place % 3 === 1
      ? ['accountant'] : [], ...STEP_DEFAULTS,
    trigger: { anchor: anchor ?? 'due' as const, offsetDays, unit: unit ?? 'calendar' as const },
    templateId: channel === 'call' || channel === 'task' ? null : channel === 'letter' ? paper
      : channel === 'sms' ? short
      : place % 2 === 0 ? kind : firm,
    ...more,
  }))
  const shared = { isPublished: true, thresholdMinor: { EUR: 500 } }
  await createWorkflow(org, { ...shared, name: 'Standard', level: 'customer', isDefault: true,
    entryLogic: 'standard', mcdDays: 5, mcdScope: 'customer', steps: steps([
      [-4, 'email', 'automatic', 'due', 'calendar', COPIED], [3, 'email', 'automatic', 'due',
        'calendar', { attachments: { invoices: 'overdue', statement: true } }],
      [6, 'call', 'manual'],
      [9, 'email', 'manual', 'due', 'calendar', { ...COPIED,
        attachments: { invoices: 'open', statement: false } }],
      [14, 'letter', 'automatic', 'due', 'calendar',
        { attachments: { invoices: 'none', statement: true } }], [20, 'task', 'manual'],
      [21, 'email', 'automatic', 'due', 'business', { onFailure: ['letter', 'task'] }], [1, 'call', 'manual', 'promise'],
      [5, 'email', 'automatic', 'promise', 'business']]) })
  const contextual = await createWorkflow(org, { ...shared, name: 'Contextual', level: 'customer',
    isDefault: false, entryLogic: 'contextual', mcdDays: 3, mcdScope: 'customer', steps: steps([
      [-2, 'email', 'automatic'], [2, 'sms', 'automatic'], [2, 'email', 'automatic', 'promise'],
      [5, 'email', 'manual'],
      [12, 'call', 'manual'], [15, 'email', 'automatic', 'issue'], [40, 'email', 'automatic']]) })
  const perWorkflow = await createWorkflow(org, { ...shared, name: 'By itself', level: 'customer',
    isDefault: false, entryLogic: 'standard', mcdDays: 7, mcdScope: 'workflow', steps: steps([
      [1, 'sms', 'automatic'], [4, 'email', 'automatic'], [12, 'sms', 'manual'],
      [30, 'sms', 'automatic']]) })
  await createWorkflow(org, { ...shared, name: 'Each invoice', level: 'invoice', isDefault: true,
    entryLogic: 'contextual', mcdDays: 4, mcdScope: 'customer', steps: steps([
      [-1, 'email', 'automatic'], [10, 'email', 'automatic'], [1, 'call', 'manual', 'promise'],
      [25, 'call', 'manual'],
      [50, 'email', 'automatic']]) })
  return { contextual, perWorkflow }
}

const COPIED = { copies: { positions: ['Accountant'], accountOwner: true } }

const A_PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')

type Dice = ReturnType<typeof dice>

async function addVaried(
  org: Org, workflows: { contextual: string; perWorkflow: string }, place: number, roll: Dice,
): Promise<void> {
  const id = await addCustomer(org, { reference: `C-${place}`, name: `Customer ${place}` })
  const chosen = place % 3 === 1 ? workflows.contextual
    : place % 5 === 2 ? workflows.perWorkflow : null
  await sql`update customer set chosen_workflow_id = ${chosen}, owner_id = 'olga',
      no_workflow = ${place % 11 === 7}, country = 'FR', postcode = '69001', city = 'Lyon',
      -- Some have an address that no letter can be written to.
      street = ${place % 13 === 5 ? '' : `${place + 1} rue de la République`},
      legal_stop_reason = ${place % 29 === 28 ? 'insolvent' : null},
      wished_channel = ${place % 16 === 10 ? 'letter' : place % 32 === 18 ? 'call' : null}
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
  await addPeople(org, id, place)
  const count = roll.between(1, 4)
  const wishes = Array.from({ length: count }, (_, of) => {
    const dueOn = addDays(org.today, roll.between(-60, 45))
    return {
      customerId: id, number: `I-${place}-${of}`, currency: roll.chance(0.15) ? 'USD' : 'EUR',
      totalMinor: roll.chance(0.1) ? 300 : roll.between(1_000, 90_000),
      issuedOn: addDays(dueOn, -30), dueOn,
    }
  })
  const saved = await saveInvoices(org, wishes)
  const ids = saved.flatMap((one) => (one.did === 'refused' ? [] : one.id))
  for (const one of ids.filter((_, of) => (place + of) % 3 > 0)) {
    await keepDocument(org, one, { name: 'Invoice.pdf', content: A_PDF })
  }
  // About half of the invoices have no run of their own.
  await sql`update invoice set no_workflow = true where org_id = ${org.id}
    and id = any(${ids.filter(() => roll.chance(0.55))}::uuid[])`.execute(org.tx)
  await holdSome(org, { id, ids, place, roll })
}

async function addPeople(org: Org, customerId: string, place: number): Promise<void> {
  if (place % 17 === 16) return
  const emails = [`ap@c${place}.example.com`]
  await addContact(org, customerId, {
    name: place % 13 === 12 ? '' : 'Bea', emails, phones: [phoneOf(place)], positions: [],
    isMain: true,
    locale: null,
  })
  if (place % 4 === 0) {
    await addContact(org, customerId, {
      name: 'Al', emails: [`al@c${place}.example.com`], phones: [], positions: ['Accountant'],
      isMain: false, locale: null,
    })
  }
  if (place % 19 === 18) {
    await suppressAddress(org, { channel: 'email', address: emails[0] ?? '', state: 'opted_out',
      reason: 'asked' })
  }
}

/** Some have a number of another continent: their morning is our afternoon. */
const phoneOf = (place: number) => (place % 4 === 1
  ? `+549112345${String(6_000 + place)}` : `+336120${String(10_000 + place)}`)

async function holdSome(org: Org, of: {
  id: string; ids: readonly string[]; place: number; roll: Dice
}): Promise<void> {
  const { id, ids, place, roll } = of
  const [first = '', second] = ids
  const later = (low: number, high: number) => addDays(org.today, roll.between(low, high))
  if (place % 6 === 3) await raiseDispute(org, first, { amountMinor: null, reason: 'damaged' })
  if (place % 6 === 4 && second) {
    await raiseDispute(org, second, { amountMinor: 100, reason: 'short' })
  }
  if (place % 7 === 5) {
    await notePromise(org, first, { amountMinor: null, promisedOn: later(0, 25) })
    if (second) await notePromise(org, second, { amountMinor: 200, promisedOn: later(5, 20) })
    if (second) await notePromise(org, second, { amountMinor: 250, promisedOn: later(21, 50) })
  }
  if (place % 5 === 1) {
    await notePromise(org, first, { amountMinor: 150, promisedOn: later(1, 12), graceDays: place % 2,
      holdsCollection: place % 3 > 0 })
  }
  if (place % 10 === 2 && second) {
    await notePromiseOverSeveral(org, id,
      { currency: 'EUR', amountMinor: null, promisedOn: later(2, 15) })
  }
  const pause = { reviewOn: null, reason: 'asked' }
  if (place % 8 === 6) {
    await startPause(org, { ...pause, scope: 'customer', subjectId: id, untilOn: later(2, 30) })
  }
  if (place % 9 === 7) {
    await startPause(org, { ...pause, scope: 'invoice', subjectId: first, untilOn: later(2, 40) })
  }
  if (place % 23 === 22) {
    await startPause(org, { scope: 'customer', subjectId: id, untilOn: null, reason: 'legal',
      reviewOn: later(10, 20) })
  }
  if (place % 12 === 9) {
    await recordPayment(org, { customerId: id, reference: `P-${place}`, currency: 'EUR',
      amountMinor: 5_000, receivedOn: org.today, wanted: [] })
  }
  if (place % 10 === 1) {
    // Refused where nothing is open in euros; the rest is on its way, in whole or in part.
    await recordPayments(org, [{ customerId: id, reference: `A-${place}`, currency: 'EUR',
      amountMinor: roll.between(200, 60_000), receivedOn: org.today, state: 'pending',
      expectedOn: later(0, 20), wanted: null }])
  }
  if (place % 14 === 10) await addReply(org, id, 'open')
  if (place % 14 === 3) await addReply(org, id, 'replied')
}

async function addReply(org: Org, customerId: string, state: 'open' | 'replied'): Promise<void> {
  await sql`insert into reply_action (id, customer_id, newest_message_id, state, owner_id,
      opened_at, closed_on, waiting_since)
    values (${newId()}, ${customerId}, ${newId()}, ${state}, 'olga', ${org.now},
      ${state === 'open' ? null : org.today}, ${org.today})`.execute(org.tx)
}
