import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openApi } from '../api.ts'
import { keepLinks, listLinks, makePreviewLink, newLink, revokeLink } from '../customers/links.ts'
import { placeCustomer } from '../customers/place-customer.ts'
import { changeCustomer } from '../customers/save-customer.ts'
import { deleteContact } from '../customers/save-contact.ts'
import { keepDocument } from '../invoices/keep-document.ts'
import { saveInvoices } from '../invoices/save-invoice.ts'
import { recordPayment } from '../invoices/record-payment.ts'
import { newId } from '../platform/ids.ts'
import type { Installation } from '../platform/installation.ts'
import { hashToken } from '../platform/secrets.ts'
import { saveLinkSettings } from '../settings/link-settings.ts'
import { createApiKey } from '../team/api-key.ts'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { aLinkingCompany, type Linking } from '../testing/links-scene.ts'
import { openInstallation } from '../testing/mail-scene.ts'

const LINKS = {
  linkOrigin: null, linkDays: 60, payLinkTemplate: null, bankDetails: 'IBAN FR76 1234',
  asksSecondFactor: false,
}
const PERSON = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1'
const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n')

let database: FreshDatabase
let installation: Installation & { close: () => Promise<void> }
let company: Linking
let call: (path: string, given?: {
  method?: string; body?: unknown; from?: string; agent?: string; bearer?: string
}) => Promise<Response>

beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url)
  company = await aLinkingCompany(installation)
  await company.do((org) => saveLinkSettings(org, LINKS))
  const app = openApi(installation, { webDir: '/nowhere', isReady: () => true })
  let callers = 0
  call = async (path, given = {}) => app.fetch(
    new Request(`https://duebox.example/api/v1/portal/${path}`, {
      method: given.method ?? (given.body === undefined ? 'GET' : 'POST'),
      headers: { 'content-type': 'application/json', 'user-agent': given.agent ?? PERSON,
        ...(given.bearer === undefined ? {} : { authorization: `Bearer ${given.bearer}` }) },
      ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
    }), { incoming: { socket: { remoteAddress: given.from ?? `10.0.${callers++}.1` } } } as never)
})
afterAll(async () => {
  await installation.close()
  await database.close()
})

/** Overdue by four weeks when the page is looked at, and reminded before. */
async function reminded(name: string, numbers: readonly string[] = [`${name}-1`]) {
  const customer = await company.aCustomer(name, numbers.map((number) =>
    ({ number, dueOn: '2027-01-25' })))
  await company.send(customer.id, customer.email, 'See https://duebox.example/p/XXXXXXXXXXXXX')
  const [token] = await company.tokensOf(customer.email)
  const { rows: invoices } = await company.do(({ tx }) => sql<{ id: string; number: string }>`
    select id, number from invoice where customer_id = ${customer.id} order by number`.execute(tx))
  return { ...customer, token: token ?? '', invoices, ids: invoices.map((row) => row.id) }
}

const page = async (token: string) => {
  const response = await call(token)
  expect(response.status).toBe(200)
  return await response.json() as Record<string, never> & {
    state: string; sums: unknown[]; invoices: Record<string, unknown>[]; settled: unknown[]
  }
}

async function rowCounts(): Promise<Record<string, number>> {
  return company.do(async ({ tx }) => {
    const { rows: tables } = await sql<{ name: string }>`select relname as name from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`.execute(tx)
    const counts: Record<string, number> = {}
    for (const { name } of tables) {
      const { rows } = await sql<{ count: number; newest: string }>`
        select count(*) as count from ${sql.table(name)}`.execute(tx)
      counts[name] = rows[0]?.count ?? 0
    }
    return counts
  })
}

describe('the page', () => {
  test('shows what is open per currency, and never a sum of two', async () => {
    const { token, id } = await reminded('Mixed')
    await company.do((org) => saveInvoices(org, [{
      customerId: id, number: 'Mixed-USD', currency: 'USD', totalMinor: 5_000,
      issuedOn: '2027-01-01', dueOn: '2027-12-31' }]))
    expect(await page(token)).toMatchObject({
      state: 'open', organization: 'Seller', customer: 'Mixed', locale: 'en', isPreview: false,
      proof: { isNeeded: false },
      sums: [
        { currency: 'EUR', openMinor: 10_000, overdueMinor: 0, payAddress: null },
        { currency: 'USD', openMinor: 5_000, overdueMinor: 0 }],
      invoices: [{ number: 'Mixed-1', openMinor: 10_000, hasDocument: false },
        { number: 'Mixed-USD', currency: 'USD' }],
      bank: { details: 'IBAN FR76 1234' }, settled: [],
    })
  })
  test('shows nothing to pay after the payment, and what was settled', async () => {
    const { token, invoices, id } = await reminded('Paid')
    await company.do((org) => recordPayment(org, {
      customerId: id, reference: 'P-1', currency: 'EUR', amountMinor: 10_000,
      receivedOn: '2027-01-25', wanted: null }))
    expect(await page(token)).toMatchObject({ state: 'open', sums: [], invoices: [],
      settled: [{ number: invoices[0]?.number, totalMinor: 10_000, settledOn: '2027-01-25' }] })
  })
  test('hands out the PDF of its own invoices and the statement, and of nobody else’s', async () => {
    const mine = await reminded('Mine')
    const other = await reminded('Other')
    for (const id of [mine.ids[0], other.ids[0]]) {
      await company.as('mara', (org) => keepDocument(org, id ?? '', {
        name: 'i.pdf', content: PDF }))
    }
    const document = await call(`${mine.token}/invoices/${mine.ids[0]}`)
    expect(Buffer.from(await document.arrayBuffer())).toEqual(PDF)
    expect(document.headers.get('content-disposition')).toContain('attachment')
    expect(document.headers.get('cache-control')).toContain('no-store')
    expect((await call(`${mine.token}/invoices/${other.ids[0]}`)).status).toBe(404)
    const statement = await call(`${mine.token}/statement.pdf`)
    expect((await statement.arrayBuffer()).byteLength).toBeGreaterThan(1000)
    expect(statement.headers.get('content-type')).toBe('application/pdf')
  })
  test('E36: a parent sees, disputes and downloads what it is asked for; a child sees its own',
    async () => {
      const parent = await reminded('Mother')
      const child = await reminded('Daughter')
      const stopped = await reminded('Stopped')
      await company.do(async (org) => {
        await keepDocument(org, child.ids[0] ?? '', { name: 'a.pdf', content: PDF })
        for (const { id } of [child, stopped]) {
          await placeCustomer(org, { customerId: id, parentId: parent.id, collectAt: 'parent' })
        }
        await changeCustomer(org, stopped.id, { legalStopReason: 'Insolvent' })
      })
      const own = await page(parent.token)
      expect(Object.fromEntries(own.invoices.map((one) => [one['number'], one['child']])))
        .toEqual({ 'Daughter-1': 'Daughter', 'Mother-1': null })
      expect(own.sums).toMatchObject([{ currency: 'EUR', openMinor: 20_000 }])
      const [document] = child.ids
      expect((await call(`${parent.token}/invoices/${document}`)).status).toBe(200)
      expect((await call(`${parent.token}/invoices/${stopped.ids[0]}`)).status).toBe(404)
      expect((await page(child.token)).invoices.map((one) => one['number']))
        .toEqual(['Daughter-1'])
      expect((await call(`${child.token}/invoices/${parent.ids[0]}`)).status).toBe(404)
      const disputed = await call(`${parent.token}/dispute`, { body: {
        key: newId(), invoiceIds: child.ids, reason: 'defective', text: '' } })
      expect(disputed.status).toBe(201)
      const { rows } = await company.do(({ tx }) => sql`select customer_id from dispute
        where invoice_id = ${document} and state = 'open'`.execute(tx))
      expect(rows).toEqual([{ customer_id: child.id }])
    })

  test('makes pay links of the template', async () => {
    const { token } = await reminded('Payer')
    await company.do((org) => saveLinkSettings(org, {
      ...LINKS, payLinkTemplate: 'https://pay.example/{invoice}/{amount}/{currency}' }))
    expect((await page(token)).invoices[0]?.payAddress).toBe('https://pay.example/Payer-1/100.00/EUR')
    await company.do((org) => saveLinkSettings(org, {
      ...LINKS, payLinkTemplate: 'https://pay.example/?a={amount}' }))
    expect((await page(token)).sums[0]).toMatchObject({
      payAddress: 'https://pay.example/?a=100.00' })
    await company.do((org) => saveLinkSettings(org, LINKS))
  })
  test('changes nothing, however often it is got', async () => {
    const { token, ids } = await reminded('Quiet')
    await company.as('mara', (org) => keepDocument(org, ids[0] ?? '', { name: 'i.pdf', content: PDF }))
    const before = await rowCounts()
    const link = await company.do(({ tx }) => sql`select * from customer_link
      where token_hash = ${hashToken(token)}`.execute(tx))
    for (let time = 0; time < 17; time++) {
      await call(token)
      await call(`${token}/invoices/${ids[0]}`)
      await call(`${token}/statement.pdf`)
    }
    expect(await rowCounts()).toEqual(before)
    expect((await company.do(({ tx }) => sql`select * from customer_link
      where token_hash = ${hashToken(token)}`.execute(tx))).rows).toEqual(link.rows)
  })
})

describe('a token', () => {
  test('that is none, or another organization’s, is told the same and reads nothing', async () => {
    const { token } = await reminded('Known')
    const other = await aLinkingCompany(installation)
    const number = await other.do(async (org) => org.settings.link_number)
    const answers = await Promise.all([`${number}${token.slice(-12)}`, 'x', `1${'a'.repeat(12)}`,
      `9${'a'.repeat(12)}`, `${token}a`, 'a'.repeat(3000), '%00', '..%2f'].map(async (one) => {
      const response = await call(one)
      const { code, detail } = await response.json() as { code: string; detail: string }
      return { status: response.status, code, detail }
    }))
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 404, code: 'not_found' })
  })
  test.each(['expired', 'revoked', 'of a removed contact'])(
    'that is %s shows whom to ask and nothing else', async (how) => {
      const { token, id } = await reminded(`Ended ${how}`)
      const link = (await company.do((org) => listLinks(org, id)))[0]
      if (how === 'revoked') await company.as('mara', (org) => revokeLink(org, link?.id ?? ''))
      if (how === 'of a removed contact') {
        await company.do((org) => deleteContact(org, link?.contactId ?? ''))
      }
      if (how === 'expired') {
        await company.do(({ tx }) => sql`update customer_link set expires_at = made_at
          where id = ${link?.id}`.execute(tx))
      }
      expect(await page(token)).toEqual({ state: 'ended', organization: 'Seller', locale: 'en' })
      const answer = await call(`${token}/answer`, { body: { key: newId(), text: 'Hello' } })
      expect(answer.status).toBe(410)
      expect((await call(`${token}/statement.pdf`)).status).toBe(410)
    })
})

describe('its opening', () => {
  const opened = async (id: string) => (await company.do(({ tx }) => sql<{ detail: unknown }>`
    select detail from event where kind = 'link_opened' and customer_id = ${id}`.execute(tx))).rows
  const timesOf = async (id: string) => (await company.do((org) => listLinks(org, id)))[0]
  test('is counted each time and told once a day, crawlers aside', async () => {
    const { token, id, email } = await reminded('Opener')
    await call(token)
    expect(await opened(id)).toEqual([])
    for (const agent of ['Googlebot/2.1', 'Mozilla/5.0 Google-PageRenderer', '']) {
      expect((await call(`${token}/opened`, { method: 'POST', agent })).status).toBe(204)
    }
    expect(await timesOf(id)).toMatchObject({ openedTimes: 0, firstOpenedAt: null })
    for (let time = 0; time < 3; time++) await call(`${token}/opened`, { method: 'POST' })
    expect(await opened(id)).toEqual([{ detail: { name: 'Bea', address: email } }])
    expect(await timesOf(id)).toMatchObject({ openedTimes: 3, lastOpenedOn: '2027-01-25' })
  })
})

describe('what is done there', () => {
  const messages = async (id: string) => (await company.do(({ tx }) => sql<{
    body_text: string; thread: boolean; from_address: string; state: string; replies: string
  }>`select m.body_text, m.from_address, m.state, m.thread_id = o.thread_id as thread, r.state as replies
    from message m join message o on o.customer_id = m.customer_id and o.direction = 'out'
      left join reply_action r on r.id = m.reply_action_id
    where m.direction = 'in' and m.customer_id = ${id} order by m.id`.execute(tx))).rows
  const promises = async (id: string) => (await company.do(({ tx }) => sql`
    select amount_minor, promised_on::text, made_by, state from promise
    where customer_id = ${id}`.execute(tx))).rows

  test('an answer lands in the thread, opens the reply action, is told, and halts', async () => {
    const { token, id, email } = await reminded('Writer')
    const body = { key: newId(), text: 'Which account, please?' }
    const clicks = await Promise.all([1, 2, 3].map(() => call(`${token}/answer`, { body })))
    expect(clicks.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(await messages(id)).toEqual([{ body_text: 'Which account, please?', thread: true,
      from_address: email, state: 'received', replies: 'open' }])
    expect((await company.waiting(id)).map((one) => one.ownerId)).toEqual(['mara'])
    const { rows } = await company.do(({ tx }) => sql`select title from notification
      where user_id = 'mara' and customer_id = ${id}`.execute(tx))
    expect(rows).toEqual([{ title: 'Writer wrote: Re: Hello' }])
    const { rows: events } = await company.do(({ tx }) => sql`select kind, actor from event
      where customer_id = ${id} and kind in ('message_received', 'reply_opened') order by id`
      .execute(tx))
    expect(events).toEqual([{ kind: 'message_received', actor: 'portal:contact' },
      { kind: 'reply_opened', actor: 'portal:contact' }])
  })
  test('a promise of all that is overdue holds at once, by the customer', async () => {
    const { token, id, ids } = await reminded('Promiser', ['PR-1', 'PR-2'])
    const response = await call(`${token}/promise`, { body: {
      key: newId(), invoiceIds: ids, amountMinor: 20_000, promisedOn: '2027-02-08',
      text: 'Sorry for the delay.' } })
    expect(await response.json()).toEqual({ isHeld: true })
    expect(await promises(id)).toEqual(['active', 'active'].map((state) => ({
      amount_minor: 10_000, promised_on: '2027-02-08', made_by: 'portal:contact', state })))
    expect(await messages(id)).toMatchObject([{ replies: 'open',
      body_text: 'We will pay €200.00 on February 8, 2027 (PR-1, PR-2).\n\nSorry for the delay.' }])
    expect((await page(token)).invoices.map((row) => [row.promisedMinor, row.promisedOn]))
      .toEqual([[10_000, '2027-02-08'], [10_000, '2027-02-08']])
  })
  test('a promise for later than two weeks waits for a person, as a suggestion', async () => {
    const { token, id, ids } = await reminded('Later')
    const response = await call(`${token}/promise`, { body: {
      key: newId(), invoiceIds: ids, amountMinor: 10_000, promisedOn: '2027-02-09' } })
    expect(await response.json()).toEqual({ isHeld: false })
    expect(await promises(id)).toEqual([])
    const { rows } = await company.do(({ tx }) => sql`select s.kind from suggestion s
      join message m on m.id = s.message_id where m.customer_id = ${id}`.execute(tx))
    expect(rows).toEqual([{ kind: 'promise' }])
    expect(await company.waiting(id)).toHaveLength(1)
  })
  test.each<[string, object, string]>([
    ['for yesterday', { promisedOn: '2027-01-24' }, 'promisedOn'],
    ['for next year', { promisedOn: '2028-01-24' }, 'promisedOn'],
    ['of more than is open', { amountMinor: 10_001 }, 'amountMinor'],
    ['of nothing', { amountMinor: 0 }, 'amountMinor'],
    ['for a day that is none', { promisedOn: '2027-02-30' }, 'promisedOn'],
  ])('a promise %s is refused and nothing is written', async (what, wrong, field) => {
    const { token, id, ids } = await reminded(`Wrong ${what}`)
    const response = await call(`${token}/promise`, { body: {
      key: newId(), invoiceIds: ids, amountMinor: 10_000, promisedOn: '2027-02-01', ...wrong } })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ fields: [{ field }] })
    expect(await messages(id)).toEqual([])
  })
  test('a promise on another customer’s invoice is refused', async () => {
    const { token } = await reminded('Stranger')
    const { ids } = await reminded('Foreign')
    const response = await call(`${token}/promise`, { body: {
      key: newId(), invoiceIds: ids, amountMinor: 1, promisedOn: '2027-02-01' } })
    expect(response.status).toBe(409)
  })
  test('a dispute takes its invoices out of collection, and no others', async () => {
    const { token, id, ids } = await reminded('Disputer', ['DI-1', 'DI-2'])
    const response = await call(`${token}/dispute`, { body: {
      key: newId(), invoiceIds: [ids[0]], reason: 'not_received', text: 'Two boxes are missing.' } })
    expect(response.status).toBe(201)
    const { rows } = await company.do(({ tx }) => sql`select invoice_id, reason, state from dispute
      where customer_id = ${id}`.execute(tx))
    expect(rows).toEqual([{ invoice_id: ids[0], state: 'open',
      reason: 'Goods or service not received: Two boxes are missing.' }])
    expect(await messages(id)).toMatchObject([{ replies: 'open' }])
    expect((await page(token)).invoices.map((row) => row.disputedMinor)).toEqual([10_000, 0])
    const { rows: pauses } = await company.do(({ tx }) => sql`select 1 from pause`.execute(tx))
    expect(pauses).toEqual([])
  })
  test('no more SMS is obeyed at once for the whole organization, and told', async () => {
    const { id, email, token: byMail } = await reminded('Texted')
    const phone = '+33612345678'
    const token = await company.do(async (org) => {
      await sql`insert into contact_address (channel, address, contact_id, customer_id)
        select 'phone', ${phone}, id, customer_id from contact where customer_id = ${id}`
        .execute(org.tx)
      const link = newLink(org)
      await keepLinks(org, [{ link, customerId: id, recipient: phone, messageId: null,
        invoiceId: null }])
      return link.token
    })
    expect(await page(byMail)).toMatchObject({ mayStopSms: false })
    expect((await call(`${byMail}/stop-sms`, { method: 'POST' })).status).toBe(409)
    expect(await page(token)).toMatchObject({ mayStopSms: true })
    for (let time = 0; time < 2; time++) {
      expect((await call(`${token}/stop-sms`, { method: 'POST' })).status).toBe(204)
    }
    expect(await page(token)).toMatchObject({ state: 'open', mayStopSms: false })
    const { rows } = await company.do(({ tx }) => sql`select s.state, c.act, c.means,
        (select count(*)::int from event where kind = 'consent_revoked'
          and customer_id = ${id}) as told,
        (select title from notification where event = 'sms_consent') as title
      from suppression s join consent c on c.phone = s.address where s.address = ${phone}
      order by c.id limit 1`.execute(tx))
    expect(rows).toEqual([{ state: 'opted_out', act: 'revoked', means: 'payment_page', told: 1,
      title: `${phone} wants no more SMS` }])
    // E-mail goes on.
    await company.send(id, email, 'Still here')
    expect((await company.captured(email))[0]?.text).toBe('Still here')
  })
  test('a colleague who has the link cannot speak for the customer', async () => {
    const { token, id } = await reminded('Impersonated')
    const key = await company.do((org) => createApiKey(org, { name: 'K', role: 'owner' }))
    const other = await aLinkingCompany(installation)
    const foreign = await other.do((org) => createApiKey(org, { name: 'K', role: 'owner' }))
    const answerWith = (bearer: string) => call(`${token}/answer`, {
      body: { key: newId(), text: 'Hello' }, bearer })
    expect((await answerWith(key.key)).status).toBe(403)
    expect((await call(`${token}/opened`, { method: 'POST', bearer: key.key })).status).toBe(204)
    expect((await company.do((org) => listLinks(org, id)))[0]?.openedTimes).toBe(0)
    expect((await answerWith(foreign.key)).status).toBe(201)
  })
  test('a colleague’s look shows the same page and does nothing', async () => {
    const { id, ids } = await reminded('Looked at')
    const address = await company.as('mara', (org) => makePreviewLink(org, id))
    const token = address.split('/p/')[1] ?? ''
    expect(await page(token)).toMatchObject({ isPreview: true, customer: 'Looked at' })
    const before = await rowCounts()
    await call(`${token}/opened`, { method: 'POST' })
    for (const [path, body] of [['answer', { key: newId(), text: 'x' }], ['code', {}],
      ['promise', { key: newId(), invoiceIds: ids, amountMinor: 1, promisedOn: '2027-02-01' }],
      ['proof', { code: '123456' }]] as const) {
      expect((await call(`${token}/${path}`, { body })).status).toBe(403)
    }
    expect(await rowCounts()).toEqual(before)
  })
})

test('an answer given on the page halts the reminders until it is handled', async () => {
  const [silent, writer] = [await reminded('Silent', ['SI-1']), await reminded('Halted', ['HA-1'])]
  await company.goTo('2027-01-30')
  expect(await company.remindedOn(writer.email)).toEqual(['2027-01-30'])
  const body = { key: newId(), text: 'What is this about?' }
  expect((await call(`${writer.token}/answer`, { body })).status).toBe(201)
  await company.goTo('2027-02-07')
  expect(await company.remindedOn(silent.email)).toEqual(['2027-01-30', '2027-02-06'])
  expect(await company.remindedOn(writer.email)).toEqual(['2027-01-30'])
  const [waiting] = await company.waiting(writer.id)
  await company.answer(waiting?.id ?? '')
  await company.goTo('2027-02-13')
  expect(await company.remindedOn(writer.email)).toEqual(['2027-01-30', '2027-02-12'])
})

describe('too many calls', () => {
  test('of one network are refused, and no other’s', async () => {
    const { token } = await reminded('Busy')
    const statuses = []
    for (let time = 0; time < 31; time++) {
      statuses.push((await call('x', { from: '192.0.2.7' })).status)
    }
    expect(statuses.slice(0, 30).every((status) => status === 404)).toBe(true)
    const refused = await call(token, { from: '192.0.2.7' })
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('60')
    expect((await call(token, { from: '192.0.2.8' })).status).toBe(200)
  })
  test('of one link to do something are refused, from wherever', async () => {
    const { token } = await reminded('Spammer')
    const statuses = []
    for (let time = 0; time < 11; time++) {
      statuses.push((await call(`${token}/answer`, {
        body: { key: newId(), text: `Again ${time}` } })).status)
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 201), 429])
  })
})
