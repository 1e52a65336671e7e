// What is read from mail changes nothing by itself; what a person accepts can be taken back.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeMailParser } from '../inbox/parse-mail.ts'
import { listSuggestions, readSuggestion } from '../inbox/list-suggestions.ts'
import { linkMessage } from '../inbox/link-message.ts'
import { noteSuggestions } from '../inbox/note-suggestions.ts'
import { inOrganization, type Org } from '../platform/in-organization.ts'
import { aMail, answerTo, receive } from '../testing/arriving-mail.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import {
  aCustomer, anInvoice, anOrganization, aSentMessage, type SceneOrganization,
} from '../testing/mail-scene.ts'
import { acceptSuggestion, dismissSuggestion, reopenSuggestion } from './accept-suggestion.ts'

let installation: FreshInstallation
let org: SceneOrganization
beforeAll(async () => {
  installation = await freshInstallation()
  org = await anOrganization(installation)
})
afterAll(async () => {
  await closeMailParser()
  await installation.close()
})

const asClerk = <T>(work: (open: Org) => Promise<T>) =>
  inOrganization(installation, org.id, 'user:clerk', work)

let scenes = 0
/** A customer with two invoices of EUR 100 who writes `text`; received on 10 March 2026. */
async function aScene(text: string, given: { isAutomatic?: boolean } = {}) {
  scenes += 1
  const email = `bea@scene-${scenes}.example`
  const customerId = await aCustomer(org, { emails: [email] })
  const numbers = [`S${scenes}-204`, `S${scenes}-198`] as const
  const invoiceIds = [await anInvoice(org, { customerId, number: numbers[0] }),
    await anInvoice(org, { customerId, number: numbers[1] })]
  const sent = await aSentMessage(org, { customerId, to: [email] })
  const { message } = await receive(installation, org, aMail({
    from: email, text: text.replaceAll('INV', `S${scenes}`),
    headers: [...answerTo(sent), ...given.isAutomatic ? ['Auto-Submitted: auto-replied'] : []],
  }))
  const messageId = message?.id ?? ''
  const read = () => asClerk(async (open) =>
    (await listSuggestions(open, { limit: 50, messageId, state: 'all' })).items)
  return { customerId, invoiceIds, numbers, messageId, read, email }
}

const idOf = (items: readonly { id: string; kind: string }[], kind: string) =>
  items.find((item) => item.kind === kind)?.id ?? ''

const factsOf = (customerId: string) => asClerk(async ({ tx }) => {
  const { rows } = await sql<Record<string, unknown>>`select
    (select coalesce(jsonb_agg(jsonb_build_object('invoiceId', invoice_id, 'amountMinor',
        amount_minor, 'promisedOn', promised_on, 'state', state) order by made_on, id), '[]')
      from promise where customer_id = ${customerId}) as promises,
    (select coalesce(jsonb_agg(jsonb_build_object('invoiceId', invoice_id, 'amountMinor',
        amount_minor, 'reason', reason, 'state', state) order by id), '[]')
      from dispute where customer_id = ${customerId}) as disputes,
    (select coalesce(jsonb_agg(jsonb_build_object('name', name, 'note', note, 'state', state,
        'kind', kind) order by id), '[]')
      from action where customer_id = ${customerId}) as actions,
    (select coalesce(jsonb_agg(jsonb_build_object('untilOn', until_on, 'isOver',
        ended_at is not null) order by id), '[]')
      from pause where subject_id = ${customerId}) as pauses`.execute(tx)
  return rows[0]
})
const NOTHING = { promises: [], disputes: [], actions: [], pauses: [] }

const eventsOf = (customerId: string) => asClerk(async ({ tx }) => {
  const { rows } = await sql<{ kind: string; actor: string; detail: Record<string, unknown> }>`
    select kind, actor, detail from event where customer_id = ${customerId} order by at, id`
    .execute(tx)
  return rows
})

test('a mail alone writes suggestions and changes nothing else', async () => {
  const scene = await aScene('We will pay INV-204 on Friday. The goods of INV-198 were damaged.')
  expect(await scene.read()).toHaveLength(2)
  expect(await factsOf(scene.customerId)).toEqual(NOTHING)
  const kinds = (await eventsOf(scene.customerId)).map(({ kind }) => kind)
  expect(kinds.filter((kind) => /promise|dispute|suggestion|pause/.test(kind))).toEqual([])
})

test('a suggestion tells its words, day and invoices', async () => {
  const scene = await aScene('Hello,\r\n\r\nwe will pay INV-204 on Friday.\r\n\r\nBea')
  expect(await scene.read()).toMatchObject([{
    kind: 'promise', quote: `we will pay ${scene.numbers[0]} on Friday.`, confidence: 'clear',
    state: 'open', customerId: scene.customerId,
    detail: { promisedOn: '2026-03-13', invoiceIds: [scene.invoiceIds[0]], isNamed: true },
  }])
})

test('a message is read once, however often it is settled', async () => {
  const scene = await aScene('We will pay INV-204 on Friday.')
  await asClerk((open) => noteSuggestions(open, scene.messageId))
  await Promise.all([1, 2].map(() => asClerk((open) => noteSuggestions(open, scene.messageId))))
  expect(await scene.read()).toHaveLength(1)
})

test('quoted history suggests nothing', async () => {
  const scene = await aScene('Thanks.\r\n\r\nOn Mon, 9 Mar 2026, Olga wrote:\r\n'
    + '> We will pay INV-204 on Friday.\r\n')
  expect(await scene.read()).toEqual([])
})

test('an accepted promise is noted with corrections, oldest invoice first, and taken back',
  async () => {
    const scene = await aScene('We will pay on Friday.')
    const id = idOf(await scene.read(), 'promise')
    await asClerk((open) => acceptSuggestion(open, id, {
      invoiceIds: scene.invoiceIds, amountMinor: 15_000, promisedOn: '2026-03-20',
      pauseBusinessDays: 0,
    }))
    const { promises } = await factsOf(scene.customerId) as { promises: { amountMinor: number }[] }
    expect(promises.map(({ amountMinor }) => amountMinor).toSorted((a, b) => a - b))
      .toEqual([5_000, 10_000])
    expect(promises).toMatchObject([{ promisedOn: '2026-03-20', state: 'active' },
      { promisedOn: '2026-03-20', state: 'active' }])
    expect(await eventsOf(scene.customerId)).toContainEqual({
      kind: 'suggestion_accepted', actor: 'user:clerk',
      detail: { suggestionId: id, suggestion: 'promise', quote: 'We will pay on Friday.' },
    })
    expect(await asClerk((open) => readSuggestion(open, id))).toMatchObject({
      state: 'accepted', decidedByName: 'Carl Clerk',
    })
    await asClerk((open) => reopenSuggestion(open, id))
    expect(await factsOf(scene.customerId)).toMatchObject({
      promises: [{ state: 'cancelled' }, { state: 'cancelled' }],
    })
    expect(await asClerk((open) => readSuggestion(open, id))).toMatchObject({
      state: 'open', decidedByName: null,
    })
  })

test('a suggestion is accepted once, by whoever was first', async () => {
  const scene = await aScene('We will pay INV-204 on Friday.')
  const id = idOf(await scene.read(), 'promise')
  const accept = () => asClerk((open) => acceptSuggestion(open, id, { pauseBusinessDays: 0 }))
  const results = await Promise.allSettled([accept(), accept()])
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect((await factsOf(scene.customerId))?.promises).toHaveLength(1)
  await expect(accept()).rejects.toThrow('accepted already by Carl Clerk')
})

test('an amount above what is open, or invoices of another customer, are refused with a reason',
  async () => {
    const scene = await aScene('We will pay INV-204 on Friday.')
    const other = await aScene('Hello.')
    const id = idOf(await scene.read(), 'promise')
    await expect(asClerk((open) => acceptSuggestion(open, id, {
      amountMinor: 10_001, pauseBusinessDays: 0,
    }))).rejects.toThrow('Only 100.00 EUR is open')
    await expect(asClerk((open) => acceptSuggestion(open, id, {
      invoiceIds: other.invoiceIds, pauseBusinessDays: 0,
    }))).rejects.toThrow('belongs to another customer')
    expect(await factsOf(scene.customerId)).toEqual(NOTHING)
  })

test('an accepted dispute takes its part out of collection and is withdrawn by the undo',
  async () => {
    const scene = await aScene('You overcharged us by EUR 20.00 on INV-204.')
    const id = idOf(await scene.read(), 'dispute')
    await asClerk((open) => acceptSuggestion(open, id, { pauseBusinessDays: 0 }))
    expect(await factsOf(scene.customerId)).toMatchObject({ disputes: [{
      invoiceId: scene.invoiceIds[0], amountMinor: 2_000, state: 'open',
      reason: `Price: “You overcharged us by EUR 20.00 on ${scene.numbers[0]}.”`,
    }] })
    await asClerk((open) => reopenSuggestion(open, id))
    expect(await factsOf(scene.customerId)).toMatchObject({ disputes: [{ state: 'withdrawn' }] })
  })

test('a dispute that names no invoice asks which', async () => {
  const scene = await aScene('The goods arrived damaged.')
  const id = idOf(await scene.read(), 'dispute')
  const accept = (invoiceIds: string[]) => asClerk((open) =>
    acceptSuggestion(open, id, { invoiceIds, pauseBusinessDays: 0 }))
  await expect(accept([])).rejects.toThrow('choose those that are meant')
  await accept(scene.invoiceIds.slice(0, 1))
  expect((await factsOf(scene.customerId))?.disputes).toHaveLength(1)
})

test('E4: “they say it is paid” can be noted as money on its way, and taken back', async () => {
  const scene = await aScene('We paid INV-204 on 3 March, reference TX-998877.')
  const id = idOf(await scene.read(), 'already_paid')
  const announced = () => asClerk(async ({ tx }) => (await sql`select p.state, p.expected_on,
      s.invoice_id, s.amount_minor from payment p join pending_share s on s.payment_id = p.id
    where p.customer_id = ${scene.customerId} order by p.id`.execute(tx)).rows)
  const share = { invoice_id: scene.invoiceIds[0], amount_minor: 10_000 }
  const accept = () => asClerk((open) => acceptSuggestion(open, id,
    { pauseBusinessDays: 0, announces: true, expectedOn: '2026-03-12' }))
  await accept()
  expect(await announced()).toEqual([
    { ...share, state: 'pending', expected_on: '2026-03-12' }])
  await asClerk((open) => reopenSuggestion(open, id))
  expect(await announced()).toMatchObject([{ state: 'failed' }])
  await accept()
  expect(await announced()).toMatchObject([{ state: 'failed' }, { state: 'pending' }])
})

test('“already paid” opens a task to look for the money, with a pause only by choice', async () => {
  const scene = await aScene('We paid INV-204 on 3 March, reference TX-998877.')
  const id = idOf(await scene.read(), 'already_paid')
  await asClerk((open) => acceptSuggestion(open, id, { pauseBusinessDays: 5 }))
  expect(await factsOf(scene.customerId)).toMatchObject({
    actions: [{ name: 'Look for a payment', state: 'open', kind: 'adhoc',
      note: expect.stringContaining('Reference TX-998877') as string }],
    pauses: [{ untilOn: '2026-03-17', isOver: false }], promises: [],
  })
  await asClerk((open) => reopenSuggestion(open, id))
  expect(await factsOf(scene.customerId)).toMatchObject({
    actions: [{ state: 'cancelled' }], pauses: [{ isOver: true }],
  })
  await asClerk((open) => acceptSuggestion(open, id, { pauseBusinessDays: 0 }))
  expect((await factsOf(scene.customerId))?.pauses).toHaveLength(1)
})

test('E21: a missing order number and a wrong person open tasks and suppress nobody', async () => {
  const scene = await aScene('The PO number is missing on INV-204.\r\n\r\nI no longer work here, '
    + 'please contact Anna Roth (anna@buyer.example).')
  const items = await scene.read()
  for (const kind of ['po_missing', 'wrong_person']) {
    await asClerk((open) => acceptSuggestion(open, idOf(items, kind), { pauseBusinessDays: 0 }))
  }
  expect(await factsOf(scene.customerId)).toMatchObject({ actions: [
    { name: 'Put the order number on the invoice' },
    { name: 'Find the right contact', note: expect.stringContaining('anna@buyer.example') as string },
  ] })
  const suppressed = await asClerk(async ({ tx }) =>
    (await sql`select from suppression`.execute(tx)).rows)
  expect(suppressed).toEqual([])
})

test('E17: an automatic answer suggests a pause until the return and holds nothing', async () => {
  const scene = await aScene('I am out of the office and will be back on 16 March. We will pay '
    + 'INV-204 on Friday.', { isAutomatic: true })
  const items = await scene.read()
  expect(items.map(({ kind }) => kind)).toEqual(['out_of_office'])
  expect(await factsOf(scene.customerId)).toEqual(NOTHING)
  const id = idOf(items, 'out_of_office')
  await asClerk((open) => acceptSuggestion(open, id, { pauseBusinessDays: 0 }))
  expect(await factsOf(scene.customerId)).toMatchObject({ pauses: [{ untilOn: '2026-03-16' }] })
  await asClerk((open) => reopenSuggestion(open, id))
  expect(await factsOf(scene.customerId)).toMatchObject({ pauses: [{ isOver: true }] })
})

test('a dismissed suggestion notes nothing and comes back by the undo', async () => {
  const scene = await aScene('We will pay INV-204 on Friday.')
  const id = idOf(await scene.read(), 'promise')
  await asClerk((open) => dismissSuggestion(open, id))
  expect(await scene.read()).toMatchObject([{ state: 'dismissed', decidedByName: 'Carl Clerk' }])
  expect(await factsOf(scene.customerId)).toEqual(NOTHING)
  await expect(asClerk((open) => acceptSuggestion(open, id, { pauseBusinessDays: 0 })))
    .rejects.toThrow('dismissed already')
  await asClerk((open) => reopenSuggestion(open, id))
  expect(await scene.read()).toMatchObject([{ state: 'open' }])
  await expect(asClerk((open) => reopenSuggestion(open, id))).rejects.toThrow('nothing to undo')
})

test('an unmatched message is read when it is linked; a promise stands when it moves on',
  async () => {
    const { message } = await receive(installation, org, aMail({
      from: 'someone@unknown.example', text: 'We will pay on Friday.',
    }))
    const messageId = message?.id ?? ''
    const list = () => asClerk(async (open) =>
      (await listSuggestions(open, { limit: 50, messageId, state: 'all' })).items)
    expect(await list()).toEqual([])
    const customerId = await aCustomer(org, { emails: [] })
    const invoiceId = await anInvoice(org, { customerId, number: 'L-1' })
    await asClerk((open) => linkMessage(open, {
      messageId, customerId, alwaysForDomain: false, addContact: false,
    }))
    const id = idOf(await list(), 'promise')
    await asClerk((open) => acceptSuggestion(open, id, { pauseBusinessDays: 0 }))
    const otherId = await aCustomer(org, { emails: [] })
    await asClerk(({ tx }) => sql`update message set customer_id = ${otherId}
      where id = ${messageId}`.execute(tx))
    expect(await factsOf(customerId)).toMatchObject({
      promises: [{ invoiceId, promisedOn: '2026-03-13', state: 'active' }],
    })
    // The invoices of the former customer are not offered for the new one.
    expect(await list()).toMatchObject([{ customerId: otherId, detail: { invoiceIds: [] } }])
  })
