import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readToken } from '#domain/link.ts'
import { fillTemplate } from '../actions/fill-template.ts'
import { previewText } from '../actions/preview-text.ts'
import type { Installation } from '../platform/installation.ts'
import { hashToken } from '../platform/secrets.ts'
import { standInLink } from '../settings/link-address.ts'
import { readLinkSettings, saveLinkSettings } from '../settings/link-settings.ts'
import { createTemplate } from '../templates/save-template.ts'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { aLinkingCompany, type Linking } from '../testing/links-scene.ts'
import { openInstallation } from '../testing/mail-scene.ts'
import { listLinks, makePreviewLink, revokeLink, withLink } from './links.ts'
import { addContact, deleteContact, saveContact } from './save-contact.ts'

let database: FreshDatabase
let installation: Installation & { close: () => Promise<void> }
let company: Linking

beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url)
  company = await aLinkingCompany(installation)
})
afterAll(async () => {
  await installation.close()
  await database.close()
})

const stateOf = async (token: string | undefined) =>
  withLink(installation, token ?? '', 'test', async (_, link) => link.state)

const customerWithLink = async (name: string) => {
  const customer = await company.aCustomer(name, [{ number: `${name}-1`, dueOn: '2027-03-01' }])
  const place = await company.do(async (org) => standInLink(org))
  await company.send(customer.id, customer.email, `Here: ${place}`)
  const [token] = await company.tokensOf(customer.email)
  const [contact] = await company.do(async ({ tx }) => (await sql<{ id: string }>`
    select id from contact where customer_id = ${customer.id}`.execute(tx)).rows)
  return { ...customer, token: token ?? '', contactId: contact?.id ?? '' }
}

describe('a reminder', () => {
  test('carries each recipient’s own link, of which only the hash is kept', async () => {
    const [one, two] = [
      await company.aCustomer('One', [{ number: 'A-1', dueOn: '2027-01-25' }]),
      await company.aCustomer('Two', [{ number: 'B-1', dueOn: '2027-01-25' }])]
    await company.goTo('2027-01-30')
    const tokens = [...await company.tokensOf(one.email), ...await company.tokensOf(two.email)]
    expect(new Set(tokens).size).toBe(2)
    const { rows } = await company.do(({ tx }) => sql<{
      token_hash: string; customer_id: string; has_contact: boolean; message_id: string | null
      invoice_id: string | null; days: number
    }>`select token_hash, customer_id, contact_id is not null as has_contact, message_id,
        invoice_id, (extract(epoch from expires_at - made_at) / 86400)::int as days
      from customer_link order by id`.execute(tx))
    expect(rows.map((row) => row.token_hash).toSorted()).toEqual(tokens.map(hashToken).toSorted())
    expect(new Set(rows.map((row) => row.customer_id))).toEqual(new Set([one.id, two.id]))
    expect(rows.every((row) => row.has_contact && row.message_id !== null
      && row.invoice_id !== null && row.days === 60)).toBe(true)
    const [sent] = await company.captured(one.email)
    expect(sent?.text).toBe(`Pay at https://duebox.example/p/${tokens[0]} or see `
      + `https://duebox.example/p/${tokens[0]}/s.`)
    expect(sent?.html).toContain(`href="https://duebox.example/p/${tokens[0]}/s"`)
    const stored = await company.do(async ({ tx }) => (await sql<{ count: number }>`
      select count(*) as count from message where body_text like '%XXXX%'`.execute(tx)).rows[0])
    expect(stored?.count).toBe(0)
  })
  test('that comes again carries another link; the first goes on working', async () => {
    const three = await company.aCustomer('Three', [{ number: 'C-1', dueOn: '2027-01-30' }])
    await company.goTo('2027-02-04')
    await company.goTo('2027-02-11')
    const tokens = await company.tokensOf(three.email)
    expect(new Set(tokens).size).toBe(2)
    expect(await Promise.all(tokens.map(stateOf))).toEqual(['open', 'open'])
  })
})

describe('a person’s message', () => {
  test('shows a stand-in of the same length until it leaves', async () => {
    const customer = await company.aCustomer('Four', [{ number: 'D-1', dueOn: '2027-03-01' }])
    const templateId = await company.do(async (org) => (await createTemplate(org, {
      name: 'With link', channel: 'sms',
      texts: { en: { subject: '', body: 'Invoice: {{ invoice_link }}' } },
    })).id)
    const filled = await company.as('mara', (org) => fillTemplate(org, {
      templateId, customerId: customer.id, recipient: customer.email }))
    expect(filled.gaps).toEqual([])
    const shown = await company.as('mara', (org) => previewText(org, {
      channel: 'sms', subject: '', body: 'Invoice: {{ invoice_link }}', customerId: customer.id }))
    expect(shown.body).toBe(filled.body)
    const messageId = await company.send(customer.id, customer.email, filled.body)
    const [sent] = await company.captured(customer.email)
    expect(sent?.text).not.toBe(filled.body)
    expect(sent?.text).toHaveLength(filled.body.length)
    expect(sent?.text).toMatch(/^Invoice: https:\/\/duebox\.example\/p\/[0-9A-Za-z]{13}\/i$/)
    const stored = await company.do(async ({ tx }) => (await sql<{ text: string; html: string }>`
      select body_text as text, body_html as html from message where id = ${messageId}`
      .execute(tx)).rows[0])
    expect(stored?.text).toBe(sent?.text)
    expect(stored?.html).toContain(`href="${sent?.text.slice('Invoice: '.length)}"`)
  })
  test('with a link of another customer is refused, with their own it may leave again', async () => {
    const [one, two] = [await customerWithLink('Mine'), await customerWithLink('Theirs')]
    const body = `See https://duebox.example/p/${two.token}`
    await expect(company.send(one.id, one.email, body)).rejects.toMatchObject({
      status: 400, fields: [{ field: 'body' }] })
    await company.send(two.id, two.email, body)
    expect((await company.captured(two.email))[0]?.text).toBe(body)
  })
  test('with a public shortener is refused', async () => {
    const customer = await company.aCustomer('Five', [{ number: 'E-1', dueOn: '2027-03-01' }])
    await expect(company.send(customer.id, customer.email, 'Pay at bit.ly/x'))
      .rejects.toThrow('bit.ly')
    expect(await company.captured(customer.email)).toEqual([])
  })
})

test.each([
  ['a shortener', 'sms', 'Pay: https://t.co/abc', /t\.co/],
  ['a link in a task', 'task', 'Look at {{ pay_link }}', /when a message leaves/],
] as const)('a template with %s is not saved', async (_, channel, body, message) => {
  const saved = company.do((org) => createTemplate(org, {
    name: 'Bad', channel, texts: { en: { subject: '', body } } }))
  await expect(saved).rejects.toMatchObject({
    status: 400, fields: [{ field: 'texts.en.body', message: expect.stringMatching(message) }] })
})

describe('a link ends', () => {
  test('when its days are over', async () => {
    const { token } = await customerWithLink('Six')
    expect(await stateOf(token)).toBe('open')
    await company.do(({ tx }) => sql`update customer_link
      set expires_at = made_at where token_hash = ${hashToken(token)}`.execute(tx))
    expect(await stateOf(token)).toBe('expired')
  })
  test('E45: when a person ends it, once, and this is told', async () => {
    const { token, id } = await customerWithLink('Seven')
    const [listed] = await company.do((org) => listLinks(org, id))
    expect(listed).toMatchObject({ state: 'open', contactName: 'Bea', openedTimes: 0 })
    await company.as('mara', (org) => revokeLink(org, listed?.id ?? ''))
    expect(await stateOf(token)).toBe('revoked')
    await expect(company.as('max', (org) => revokeLink(org, listed?.id ?? '')))
      .rejects.toMatchObject({ status: 409 })
    const { rows } = await company.do(({ tx }) => sql`select actor from event
      where kind = 'link_revoked' and customer_id = ${id}`.execute(tx))
    expect(rows).toEqual([{ actor: 'user:mara' }])
  })
  test('when its contact is removed', async () => {
    const { token, contactId } = await customerWithLink('Eight')
    await company.do((org) => deleteContact(org, contactId))
    expect(await stateOf(token)).toBe('revoked')
  })
  test('when its address is taken from the contact, and stays so when it comes back', async () => {
    const { token, contactId, email } = await customerWithLink('Nine')
    const contact = { name: 'Bea', phones: [], positions: [], isMain: true, locale: null }
    await company.do((org) => saveContact(org, contactId, { ...contact, emails: [email] }))
    expect(await stateOf(token)).toBe('open')
    await company.do((org) => saveContact(org, contactId, { ...contact, emails: [] }))
    expect(await stateOf(token)).toBe('revoked')
    await company.do((org) => saveContact(org, contactId, { ...contact, emails: [email] }))
    expect(await stateOf(token)).toBe('revoked')
  })
  test('when its address becomes another contact’s', async () => {
    const { token, contactId, email, id } = await customerWithLink('Ten')
    await company.do(async (org) => {
      const contact = { name: 'New', phones: [], positions: [], isMain: false, locale: null }
      await addContact(org, id, { ...contact, emails: [email] })
      await saveContact(org, contactId, { ...contact, emails: [`new-${email}`] })
    })
    expect(await stateOf(token)).toBe('revoked')
  })
})

test('a look at the page ends after a quarter of an hour, though the sandbox stands still',
  async () => {
    const customer = await company.aCustomer('Eleven', [{ number: 'K-1', dueOn: '2027-03-01' }])
    const address = await company.do((org) => makePreviewLink(org, customer.id))
    const token = address.split('/p/')[1] ?? ''
    const later = { ...installation, now: () => '2026-03-10T09:15:00.000Z' }
    const seen = (at: Installation) =>
      withLink(at, token, 'test', async (_, { state, isPreview }) => ({ state, isPreview }))
    expect(await seen(installation)).toEqual({ state: 'open', isPreview: true })
    expect(await seen(later)).toEqual({ state: 'expired', isPreview: true })
    expect(await company.do((org) => listLinks(org, customer.id))).toEqual([])
  })

test('a secret under the number of another organization opens nothing', async () => {
  const other = await aLinkingCompany(installation)
  const { token } = await customerWithLink('Twelve')
  const read = readToken(token)
  const number = await other.do(async (org) => org.settings.link_number)
  expect(number).not.toBe(read?.organizationNumber)
  expect(await stateOf(`${number}${read?.secret}`)).toBeNull()
  expect(await stateOf(`9${read?.secret}`)).toBeNull()
  expect(await stateOf(token)).toBe('open')
})

describe('settings of links', () => {
  const settings = {
    linkOrigin: null, linkDays: 30, payLinkTemplate: null, bankDetails: '', asksSecondFactor: true,
  }
  test.each([
    ['http://pay.seller.example', 'linkOrigin'], ['pay.seller.example', 'linkOrigin'],
    ['https://pay.seller.example/p', 'linkOrigin'], ['https://user@pay.seller.example', 'linkOrigin'],
    ['https://localhost', 'linkOrigin'], ['https://bit.ly', 'linkOrigin'],
    ['https://pay.seller.example?x', 'linkOrigin'], ['javascript:alert(1)', 'linkOrigin'],
  ])('%s is no address for links', async (linkOrigin, field) => {
    await expect(company.do((org) => saveLinkSettings(org, { ...settings, linkOrigin })))
      .rejects.toMatchObject({ status: 400, fields: [{ field }] })
  })
  test('the own domain is in the links that leave from then on', async () => {
    const other = await aLinkingCompany(installation)
    await other.do((org) => saveLinkSettings(org, {
      ...settings, linkOrigin: 'https://Pay.Seller.example/' }))
    expect(await other.do(readLinkSettings)).toMatchObject({
      linkOrigin: 'https://pay.seller.example', linkDays: 30 })
    const customer = await other.aCustomer('Own', [{ number: 'O-1', dueOn: '2027-03-01' }])
    // Written while links still pointed elsewhere.
    await other.send(customer.id, customer.email, 'https://old.example/p/XXXXXXXXXXXXX')
    expect((await other.captured(customer.email))[0]?.text)
      .toMatch(/^https:\/\/pay\.seller\.example\/p\/[0-9A-Za-z]{13}$/)
  })
})
