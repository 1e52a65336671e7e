import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openApi } from '../api.ts'
import { keepLinks, newLink } from '../customers/links.ts'
import { addContact } from '../customers/save-contact.ts'
import { suppressAddress } from '../customers/suppress-address.ts'
import { newId } from '../platform/ids.ts'
import type { Installation } from '../platform/installation.ts'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { aLinkingCompany, type Linking } from '../testing/links-scene.ts'
import { NOW, openInstallation } from '../testing/mail-scene.ts'

const PHONE = '+33612345678'

let database: FreshDatabase
let installation: Installation & { close: () => Promise<void> }
let company: Linking
let now = NOW
let call: (path: string, given?: { body?: unknown; cookie?: string }) => Promise<Response>

beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url, () => now)
  company = await aLinkingCompany(installation)
  const app = openApi(installation, { webDir: '/nowhere', isReady: () => true })
  let callers = 0
  call = async (path, given = {}) => app.fetch(
    new Request(`https://duebox.example/api/v1/portal/${path}`, {
      method: given.body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json',
        ...(given.cookie === undefined ? {} : { cookie: given.cookie }) },
      ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
    }), { incoming: { socket: { remoteAddress: `10.1.${callers++}.1` } } } as never)
})
afterAll(async () => {
  await installation.close()
  await database.close()
})

/** A link as it went to an address; the customer’s contact has an e-mail unless told otherwise. */
async function linkTo(address: 'email' | 'phone', given: { hasEmail?: boolean } = {}) {
  const customer = await company.aCustomer(`Customer ${newId()}`, [
    { number: `N-${newId()}`, dueOn: '2027-01-20' }])
  const recipient = address === 'phone' ? PHONE : customer.email
  const token = await company.do(async (org) => {
    if (address === 'phone') {
      await sql`insert into contact_address (channel, address, contact_id, customer_id)
        select 'phone', ${PHONE}, id, customer_id from contact
        where customer_id = ${customer.id}`.execute(org.tx)
    }
    if (given.hasEmail === false) {
      await sql`delete from contact_address where customer_id = ${customer.id}
        and channel = 'email'`.execute(org.tx)
    }
    const link = newLink(org)
    await keepLinks(org, [{ link, customerId: customer.id, recipient, messageId: null,
      invoiceId: null }])
    return link.token
  })
  const number = await company.do(async ({ tx }) => (await sql<{ number: string }>`
    select number from invoice where customer_id = ${customer.id}`.execute(tx)).rows[0]?.number)
  return { ...customer, token, number: number ?? '' }
}

const code = async (email: string) =>
  /\n(\d{6})\n/.exec((await company.captured(email))[0]?.text ?? '')?.[1] ?? ''
const codesSent = async (email: string) => (await company.captured(email)).length
const answer = (token: string, cookie?: string) => call(`${token}/answer`, {
  body: { key: newId(), text: 'Hello' }, ...(cookie === undefined ? {} : { cookie }) })
const proofOf = async (token: string, cookie?: string) => {
  const response = await call(token, cookie === undefined ? {} : { cookie })
  return await response.json() as { proof: { isNeeded: boolean; way: string
    sentTo: string | null }; invoices: { id: string; number: string | null }[] }
}
const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''
const wrong = (right: string) => String((Number(right) + 1) % 1_000_000).padStart(6, '0')

test('E45: nothing is recorded without the second factor, and everything is kept to be sent again',
  async () => {
    const { token, id } = await linkTo('email')
    const { invoices } = await proofOf(token)
    for (const [path, body] of [
      ['answer', { text: 'Hello' }],
      ['promise', { invoiceIds: [invoices[0]?.id], amountMinor: 1, promisedOn: '2027-02-01' }],
      ['dispute', { invoiceIds: [invoices[0]?.id], reason: 'not_ours' }],
    ] as const) {
      const response = await call(`${token}/${path}`, { body: { key: newId(), ...body } })
      expect(response.status).toBe(403)
      expect(await response.json()).toMatchObject({ code: 'proof_needed' })
    }
    const { rows } = await company.do(({ tx }) => sql`select 1 from message
      where customer_id = ${id} and direction = 'in'
      union all select 1 from portal_act`.execute(tx))
    expect(rows).toEqual([])
  })

describe('the code', () => {
  test.each(['email', 'phone'] as const)(
    'for a link by %s goes to the mailbox on record and opens half an hour', async (by) => {
      const { token, email } = await linkTo(by)
      const hidden = `${email.slice(0, 1)}•••@${email.split('@')[1]}`
      expect((await proofOf(token)).proof).toEqual({ isNeeded: true, way: 'email', sentTo: hidden })
      const sent = await call(`${token}/code`, { body: {} })
      expect(sent.status).toBe(201)
      expect(await sent.json()).toEqual({ sentTo: hidden, minutes: 10 })
      const proved = await call(`${token}/proof`, { body: { code: ` ${await code(email)} ` } })
      expect(proved.status).toBe(200)
      expect(proved.headers.get('set-cookie')).toMatch(new RegExp(`^duebox_portal=[a-z0-9]{32}; `
        + `Path=/api/v1/portal/${token}; HttpOnly; SameSite=Strict; Max-Age=1800; Secure$`))
      const cookie = cookieOf(proved)
      expect((await proofOf(token, cookie)).proof.isNeeded).toBe(false)
      expect((await answer(token, cookie)).status).toBe(201)
      now = '2026-03-10T09:29:59.000Z'
      expect((await answer(token, cookie)).status).toBe(201)
      now = '2026-03-10T09:30:00.000Z'
      expect((await answer(token, cookie)).status).toBe(403)
      now = NOW
    })
  test('is in the language of the contact', async () => {
    const { token, email, id } = await linkTo('email')
    await company.do(({ tx }) => sql`update contact set locale = 'de-AT' where customer_id = ${id}`
      .execute(tx))
    await call(`${token}/code`, { body: {} })
    expect((await company.captured(email))[0]?.subject).toMatch(/^\d{6} ist Ihr Code für Seller$/)
  })
  test('works once, and only for its own link', async () => {
    const [one, two] = [await linkTo('email'), await linkTo('email')]
    await call(`${one.token}/code`, { body: {} })
    await call(`${two.token}/code`, { body: {} })
    const given = { body: { code: await code(one.email) } }
    const proved = await call(`${one.token}/proof`, given)
    expect(proved.status).toBe(200)
    expect((await call(`${one.token}/proof`, given)).status).toBe(400)
    expect((await answer(two.token, cookieOf(proved))).status).toBe(403)
  })
  test('is over after five wrong tries, even for the right one', async () => {
    const { token, email } = await linkTo('email')
    await call(`${token}/code`, { body: {} })
    const right = await code(email)
    for (let left = 4; left >= 0; left--) {
      const response = await call(`${token}/proof`, { body: { code: wrong(right) } })
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({
        fields: [{ field: 'code', message: left === 0 ? 'over' : 'wrong' }] })
    }
    const late = await call(`${token}/proof`, { body: { code: right } })
    expect(await late.json()).toMatchObject({ fields: [{ message: 'over' }] })
  })
  test('is over after ten minutes', async () => {
    const { token, email } = await linkTo('email')
    await call(`${token}/code`, { body: {} })
    now = '2026-03-10T09:10:00.000Z'
    const late = await call(`${token}/proof`, { body: { code: await code(email) } })
    now = NOW
    expect(late.status).toBe(400)
  })
  test('is over when a newer one is sent, and three are sent in ten minutes at most', async () => {
    const { token, email } = await linkTo('email')
    await call(`${token}/code`, { body: {} })
    const first = await code(email)
    expect((await call(`${token}/code`, { body: {} })).status).toBe(201)
    if (first !== await code(email)) {
      expect((await call(`${token}/proof`, { body: { code: first } })).status).toBe(400)
    }
    expect((await call(`${token}/code`, { body: {} })).status).toBe(201)
    expect((await call(`${token}/code`, { body: {} })).status).toBe(429)
    expect(await codesSent(email)).toBe(3)
    expect((await call(`${token}/proof`, { body: { code: await code(email) } })).status).toBe(200)
  })
  test('is stored as a keyed hash only', async () => {
    const { token, email } = await linkTo('email')
    await call(`${token}/code`, { body: {} })
    const right = await code(email)
    const { rows } = await company.do(({ tx }) => sql<{ all: string }>`
      select portal_proof::text as all from portal_proof`.execute(tx))
    expect(rows.some((row) => row.all.includes(`,${right},`))).toBe(false)
  })
  test('does not go to a mailbox that has opted out', async () => {
    const { token, email } = await linkTo('email')
    await company.do((org) => suppressAddress(org, {
      channel: 'email', address: email, state: 'opted_out', reason: '' }))
    expect((await proofOf(token)).proof).toMatchObject({ way: 'knowledge', sentTo: null })
    expect((await call(`${token}/code`, { body: {} })).status).toBe(409)
    expect(await codesSent(email)).toBe(0)
  })
  test('cannot be asked for in the name of another contact', async () => {
    const { token, id } = await linkTo('phone', { hasEmail: false })
    await company.do((org) => addContact(org, id, {
      name: 'Else', emails: ['else@buyer.example'], phones: [], positions: [], isMain: false,
      locale: null }))
    expect((await proofOf(token)).proof.way).toBe('knowledge')
  })
})

describe('who has no mailbox', () => {
  test('is not told the numbers and documents that are asked for', async () => {
    const { token, number, id } = await linkTo('phone', { hasEmail: false })
    const seen = await call(token)
    expect(await seen.text()).not.toContain(number)
    expect((await call(`${token}/statement.pdf`)).status).toBe(403)
    const { rows } = await company.do(({ tx }) => sql<{ id: string }>`select id from invoice
      where customer_id = ${id}`.execute(tx))
    expect((await call(`${token}/invoices/${rows[0]?.id}`)).status).toBe(403)
  })
  test.each<[string, (number: string) => { invoiceNumber: string; amount: string }, number]>([
    ['both', (number) => ({ invoiceNumber: number, amount: '100.00' }), 200],
    ['both, as people write them', (number) =>
      ({ invoiceNumber: ` ${number.toLowerCase()} `, amount: '100,00 €' }), 200],
    ['another amount', (number) => ({ invoiceNumber: number, amount: '100.01' }), 400],
    ['another number', () => ({ invoiceNumber: 'N-1', amount: '100.00' }), 400],
    ['no amount at all', (number) => ({ invoiceNumber: number, amount: 'all' }), 400],
  ])('proves it by number and open amount: %s', async (_, given, status) => {
    const { token, number } = await linkTo('phone', { hasEmail: false })
    const response = await call(`${token}/proof`, { body: given(number) })
    expect(response.status).toBe(status)
    if (status !== 200) return
    const cookie = cookieOf(response)
    expect((await proofOf(token, cookie)).invoices[0]?.number).toBe(number)
    expect((await answer(token, cookie)).status).toBe(201)
  })
  test('may try five times in ten minutes', async () => {
    const { token, number } = await linkTo('phone', { hasEmail: false })
    const right = { invoiceNumber: number, amount: '100.00' }
    for (let time = 0; time < 5; time++) {
      await call(`${token}/proof`, { body: { ...right, amount: '1.00' } })
    }
    expect((await call(`${token}/proof`, { body: right })).status).toBe(400)
    now = '2026-03-10T09:10:00.000Z'
    expect((await call(`${token}/proof`, { body: right })).status).toBe(200)
    now = NOW
  })
  test('cannot take this way where a code can be sent', async () => {
    const { token, number } = await linkTo('email')
    const response = await call(`${token}/proof`, {
      body: { invoiceNumber: number, amount: '100.00' } })
    expect(response.status).toBe(403)
  })
})
