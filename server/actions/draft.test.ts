// Drafts on the server: kept, never lost to a second tab, gone when sent, back when undone.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Content } from './draft-store.ts'
import { MOST_FILES } from '#domain/enclosures.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization, type Org } from '../platform/in-organization.ts'
import { insertMessage } from '../inbox/write-message.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import {
  aCustomer, anOrganization, NOW, type SceneOrganization,
} from '../testing/mail-scene.ts'
import { createTemplate } from '../templates/save-template.ts'
import { sql } from 'kysely'
import { composeMessage, undoMessage } from './compose-message.ts'
import { fillTemplate } from './fill-template.ts'
import { openDraft } from './open-draft.ts'
import { addFile, removeFile, saveDraft } from './save-draft.ts'

let installation: FreshInstallation
let org: SceneOrganization
beforeAll(async () => {
  installation = await freshInstallation()
  org = await anOrganization(installation)
})
afterAll(() => installation.close())

const as = <T>(user: string, work: (open: Org) => Promise<T>) =>
  inOrganization(installation, org.id, `user:${user}`, work)

const written = (body: string, more: Partial<Content> = {}): Content => ({
  to: ['bea@buyer.example'], cc: [], bcc: [], subject: 'Hello', body, quotesOriginal: true,
  enclosesStatement: false, enclosedInvoiceIds: [], ...more,
})

async function aNewDraft(): Promise<{ about: string; customerId: string }> {
  const customerId = await aCustomer(org, { emails: [`${newId()}@buyer.example`] })
  return { about: `new-${customerId}`, customerId }
}

test('what is saved is there again in another browser, and for nobody else', async () => {
  const { about } = await aNewDraft()
  await as('owner', (open) => saveDraft(open, about,
    { ...written('Half a sent'), revision: 0, settles: false }))
  expect(await as('owner', (open) => openDraft(open, about)))
    .toMatchObject({ body: 'Half a sent', revision: 1, rival: null })
  expect(await as('clerk', (open) => openDraft(open, about))).toMatchObject({ body: '',
    revision: 0 })
})

test('a second tab that wrote over an older revision loses nothing and overwrites nothing', async () => {
  const { about } = await aNewDraft()
  const save = (body: string, revision: number, settles = false) => as('owner', async (open) => {
    await saveDraft(open, about, { ...written(body), revision, settles })
    return openDraft(open, about)
  })
  await save('Start', 0)
  await save('From tab one', 1)
  expect(await save('From tab two', 1)).toMatchObject({
    body: 'From tab one', revision: 2, rival: { body: 'From tab two' },
  })
  expect(await save('From tab two', 2, true)).toMatchObject({ body: 'From tab two', rival: null })
})

test('sending takes the draft away with the message, and undo brings text and files back', async () => {
  const { about, customerId } = await aNewDraft()
  const messageId = await as('owner', async (open) => {
    await saveDraft(open, about, { ...written('Off it goes'), revision: 0, settles: false })
    await addFile(open, about, { name: '../../etc/pass\u202Ewd.txt', content: Buffer.from('x') })
    return composeMessage(open, {
      customerId, channel: 'email', to: ['bea@buyer.example'], cc: [], bcc: [], subject: 'Hello',
      body: 'Off it goes', draft: about,
    })
  })
  expect(await as('owner', (open) => openDraft(open, about)))
    .toMatchObject({ revision: 0, body: '', files: [] })
  await as('owner', async (open) => {
    await saveDraft(open, about, { ...written('A new one'), revision: 0, settles: false })
    await undoMessage(open, messageId)
  })
  expect(await as('owner', (open) => openDraft(open, about))).toMatchObject({
    body: 'Off it goes', files: [{ name: 'passwd.txt', contentType: 'text/plain' }],
    rival: { body: 'A new one' },
  })
})

test('an answer goes to From, copies to the others, never to us; its subject has Re: once', async () => {
  const customerId = await aCustomer(org, { emails: ['ann@ask.example'] })
  const id = newId()
  await org.do((open) => insertMessage(open, {
    id, customerId, direction: 'in', channel: 'email', state: 'received', kind: 'human',
    threadId: id, fromAddress: 'ann@ask.example', to: [org.intake, 'boss@ask.example'],
    cc: ['carl@seller.example', 'ANN@ask.example', 'ap@ask.example'],
    subject: 'AW: Re: RE[2]: Invoice', bodyText: 'When is it due?', messageRef: `${id}@ask`, at: NOW,
  }))
  expect(await as('owner', (open) => openDraft(open, `message-${id}`))).toMatchObject({
    to: ['ann@ask.example'], cc: ['boss@ask.example', 'ap@ask.example'], subject: 'Re: Invoice',
    original: { quoted: expect.stringMatching(/ask\.example> wrote:\n> When is it due\?$/) },
  })
})

test('one more file than a message takes is refused, and one taken off makes room', async () => {
  const { about } = await aNewDraft()
  const add = () => as('owner', (open) => addFile(open, about,
    { name: 'a.csv', content: Buffer.from('1,2') }))
  const first = await add()
  for (let count = 1; count < MOST_FILES; count++) await add()
  await expect(add()).rejects.toThrow('25 files')
  await as('owner', (open) => removeFile(open, about, first.id))
  expect((await add()).contentType).toBe('text/csv')
})

test.each([
  ['our own intake', () => ({ to: [org.intake] }), 'our own address'],
  ['twenty-one people', () => ({ to: ['a@b.example'],
    bcc: Array.from({ length: 20 }, (_, n) => `p${n}@b.example`) }), 'may go to 20 people'],
  ['a variable nobody filled in', () => ({ body: 'Dear {{ contact.name }}' }), 'Fill in'],
])('%s stops the send and keeps the text', async (_, wrong, says) => {
  const { about, customerId } = await aNewDraft()
  await as('owner', (open) => saveDraft(open, about,
    { ...written('Kept'), revision: 0, settles: false }))
  await expect(as('owner', (open) => composeMessage(open, {
    customerId, channel: 'email', to: ['a@b.example'], cc: [], bcc: [], subject: 'S', body: 'B',
    draft: about, ...wrong(),
  }))).rejects.toThrow(says)
  expect(await as('owner', (open) => openDraft(open, about))).toMatchObject({ body: 'Kept' })
})

test('a template is filled in the customer’s language; what has no value stays in braces', async () => {
  const { customerId } = await aNewDraft()
  const filled = await as('owner', async (open) => {
    await sql`update customer set locale = 'de-AT' where org_id = ${open.id}
      and id = ${customerId}`.execute(open.tx)
    const { id } = await createTemplate(open, {
      name: `Both ${newId()}`, channel: 'email', texts: {
        en: { subject: 'Hello', body: 'Dear {{ customer.name }}, {{ total_overdue }}' },
        de: { subject: 'Hallo', body: 'An {{ customer.name }}: {{ invoice.number }}.' },
      },
    })
    return fillTemplate(open, { templateId: id, customerId })
  })
  expect(filled).toEqual({
    subject: 'Hallo', body: 'An Buyer Ltd: {{ invoice.number }}.', locale: 'de',
    gaps: ['{{ invoice.number }}'], problem: null,
  })
})
