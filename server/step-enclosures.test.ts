// The PDFs that a step asks for go along: with e-mails by machine and by hand, and behind letters.
import { PDFDocument } from '@cantoo/pdf-lib'
import PostalMime from 'postal-mime'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MOST_TOGETHER_BYTES } from '#domain/enclosures.ts'
import { completeAction, decideUnclear } from './actions/close-action.ts'
import { letterPdf } from './actions/letters/print-letters.ts'
import { openDraft } from './actions/open-draft.ts'
import { closeChannels } from './channels/open-channel.ts'
import { placeCustomer } from './customers/place-customer.ts'
import { keepDocument } from './invoices/keep-document.ts'
import { saveEmailSettings } from './settings/save-organization.ts'
import { aCollectingCompany, type Collecting } from './testing/collecting-scene.ts'
import { day, DUE, invoiceId } from './testing/edge-scene.ts'
import { freshInstallation, type FreshInstallation } from './testing/fresh-installation.ts'
import { startMailProvider, type Fault } from './testing/mail-provider.ts'
import type { StepWish } from './workflows/save-workflow.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation() })
afterAll(async () => {
  closeChannels()
  await installation.close()
})

const OVERDUE_AND_STATEMENT = { invoices: 'overdue', statement: true } as const
const STATEMENT = expect.stringMatching(/^Statement-.*\.pdf$/)

const aCompany = (step: Partial<StepWish>, channel: 'email' | 'letter' = 'email') =>
  aCollectingCompany(installation, {
    start: DUE, channel, workflows: [{ level: 'customer', offsets: [3, 20], mcdDays: 5, step }],
  })

const aPdf = (pages: number) => PDFDocument.create().then(async (document) => {
  for (let count = 0; count < pages; count++) document.addPage([300, 300])
  return Buffer.from(await document.save())
})

async function keep(company: Collecting, number: string, pages = 1): Promise<Buffer> {
  const content = await aPdf(pages)
  const id = await invoiceId(company, number)
  await company.do((org) => keepDocument(org, id, { name: `${number}.pdf`, content }))
  return content
}

interface Sent { id: string; state: string; author: string | null; notes: string[] }

const sentTo = (company: Collecting, customerId: string): Promise<Sent[]> =>
  company.do(async ({ tx }) => (await sql<Sent>`
    select id, state, author_id as author, reasons->'notes' as notes from message
    where customer_id = ${customerId} and direction = 'out' order by id`.execute(tx)).rows)

/** As the captured outbox took it: what a mail server would have got. */
const captured = (company: Collecting, messageId: string | undefined) =>
  company.do(async ({ tx }) => (await sql<{ name: string; content: Buffer }>`
    select f.name, f.content from captured_file f join captured_message c
      on c.org_id = f.org_id and c.id = f.captured_message_id
      join attempt a on a.org_id = c.org_id and a.id = c.attempt_id
    where a.message_id = ${messageId ?? null} order by f.name`.execute(tx)).rows)
const namesOf = (files: readonly { name: string }[]) => files.map(({ name }) => name)

const filesKept = (company: Collecting, messageId: string | undefined) =>
  company.do(async ({ tx }) => (await sql<{ name: string }>`select name from attachment
    where message_id = ${messageId ?? null} order by name`.execute(tx)).rows)

const actionOf = (company: Collecting, customerId: string, state: string) =>
  company.do(async ({ tx }) => (await sql<{ id: string }>`select id from action
    where customer_id = ${customerId} and state = ${state}`.execute(tx)).rows[0]?.id ?? '')

describe('an e-mail by the machine', () => {
  test('takes along the overdue PDFs and the statement; one that is missing is told', async () => {
    const company = await aCompany({ attachments: OVERDUE_AND_STATEMENT })
    const { id } = await company.aCustomer('Buyer', [{ number: 'A', dueOn: DUE },
      { number: 'B', dueOn: day(1) }, { number: 'C', dueOn: day(2) }, { number: 'D', dueOn: day(9) }])
    const contents = [await keep(company, 'A'), await keep(company, 'C', 2)]
    await keep(company, 'D')
    await company.goTo(day(3))
    const [sent] = await sentTo(company, id)
    expect(sent).toMatchObject({
      state: 'sent', notes: ['No PDF of B: none is kept here.'],
    })
    const files = await captured(company, sent?.id)
    expect(namesOf(files)).toEqual(['A.pdf', 'C.pdf', STATEMENT])
    expect(files.slice(0, 2).map(({ content }) => content)).toEqual(contents)
    expect((await PDFDocument.load(files[2]?.content ?? Buffer.of())).getPageCount()).toBe(1)
    expect(await filesKept(company, sent?.id)).toEqual(files.map(({ name }) => ({ name })))
  })

  test('takes a statement in the place of more than a message takes', async () => {
    const company = await aCompany({ attachments: { invoices: 'open', statement: false } })
    const { id } = await company.aCustomer('Buyer', [{ number: 'A', dueOn: DUE },
      { number: 'B', dueOn: day(1) }])
    await keep(company, 'A')
    await keep(company, 'B')
    await company.do(({ tx }) => sql`update invoice_document
      set size_bytes = ${MOST_TOGETHER_BYTES / 2 + 1}`.execute(tx))
    await company.goTo(day(3))
    const [sent] = await sentTo(company, id)
    expect(sent?.notes).toEqual([expect.stringContaining('too much for one message')])
    expect(namesOf(await captured(company, sent?.id))).toEqual([STATEMENT])
  })

  test('asks a parent for its daughter’s invoice with that PDF', async () => {
    const company = await aCompany({ attachments: { invoices: 'open', statement: false } })
    const parent = await company.aCustomer('Parent', [{ number: 'P', dueOn: DUE }])
    const child = await company.aCustomer('Daughter', [{ number: 'K', dueOn: DUE }])
    await keep(company, 'K')
    await company.do((org) => placeCustomer(org,
      { customerId: child.id, parentId: parent.id, collectAt: 'parent' }))
    await company.goTo(day(3))
    const [sent] = await sentTo(company, parent.id)
    expect(namesOf(await captured(company, sent?.id))).toEqual(['K.pdf'])
    expect(await sentTo(company, child.id)).toEqual([])
  })

  test('of which nobody knows whether it left keeps its files; the next try has its own', async () => {
    let fault: Fault = 'refuse_for_now'
    const provider = await startMailProvider((to) => (to.startsWith('rcpt:') ? 'none' : fault))
    try {
      const company = await aCompany({ attachments: OVERDUE_AND_STATEMENT })
      await company.do((org) => saveEmailSettings(org, {
        channel: 'smtp', fromName: null, fromAddress: 'ar@seller.example', replyTo: null,
        smtp: { host: '127.0.0.1', port: provider.port, isTls: false, user: null, password: null },
      }))
      const { id } = await company.aCustomer('Buyer', [{ number: 'A', dueOn: DUE }])
      await keep(company, 'A')
      await company.goTo(day(3))
      const [refused] = await sentTo(company, id)
      expect(refused?.state).toBe('cancelled')
      expect(await filesKept(company, refused?.id)).toEqual([])
      fault = 'hang_up_after_taking'
      await passRetryTime(company)
      await company.goTo(day(4))
      const [, unknown] = await sentTo(company, id)
      expect(unknown?.state).toBe('unknown')
      expect(namesOf(await filesKept(company, unknown?.id))).toEqual(['A.pdf', STATEMENT])
      fault = 'none'
      const actionId = await actionOf(company, id, 'needs_check')
      await company.as('mara', (org) => decideUnclear(org, actionId, 'send_again'))
      await company.goTo(day(5))
      expect((await sentTo(company, id)).at(-1)?.state).toBe('sent')
      const mails = await Promise.all(provider.accepted.map(({ raw }) => PostalMime.parse(raw)))
      expect(mails.map(({ attachments }) => attachments.map(({ filename }) => filename)))
        .toEqual([[STATEMENT, 'A.pdf'], [STATEMENT, 'A.pdf']])
    } finally {
      closeChannels()
      await provider.stop()
    }
  })
})

const passRetryTime = (company: Collecting) => company.do(({ tx, id }) =>
  sql`update attempt set retry_at = '2020-01-01'
    where org_id = ${id} and retry_at is not null`.execute(tx))

describe('an e-mail by hand', () => {
  const manual = async () => {
    const company = await aCompany({ attachments: OVERDUE_AND_STATEMENT, mode: 'manual' })
    const { id } = await company.aCustomer('Buyer', [{ number: 'A', dueOn: DUE },
      { number: 'B', dueOn: DUE }])
    await keep(company, 'A')
    await company.goTo(day(3))
    return { company, id, actionId: await actionOf(company, id, 'open') }
  }
  const send = async (
    company: Collecting, actionId: string, wish: Partial<Parameters<typeof completeAction>[2]>,
  ) => {
    await company.as('mara', (org) => completeAction(org, actionId,
      { outcome: 'done', note: '', undoSeconds: 0, ...wish }))
    await company.tick()
  }

  test('is filled in with them, and takes them along when nothing else is said', async () => {
    const { company, id, actionId } = await manual()
    const draft = await company.as('mara', (org) => openDraft(org, `action-${actionId}`))
    expect(draft).toMatchObject({
      enclosesStatement: true, enclosedInvoiceIds: [await invoiceId(company, 'A')],
      enclosureNotes: ['No PDF of B: none is kept here.'],
    })
    await send(company, actionId, {})
    const [sent] = await sentTo(company, id)
    expect(sent).toMatchObject({
      author: 'mara', notes: ['No PDF of B: none is kept here.'],
    })
    expect(namesOf(await captured(company, sent?.id))).toEqual(['A.pdf', STATEMENT])
  })

  test('takes along what the person leaves of them, and then tells nothing of the step’s', async () => {
    const { company, id, actionId } = await manual()
    await send(company, actionId, { enclosesStatement: false,
      enclosedInvoiceIds: [await invoiceId(company, 'A')] })
    const [sent] = await sentTo(company, id)
    expect(sent?.notes).toEqual([])
    expect(namesOf(await captured(company, sent?.id))).toEqual(['A.pdf'])
  })
})

test.each([['automatic', 5], ['manual', 5]] as const)(
  'a letter that is %s has the pages of statement and PDF behind its own: %i in all',
  async (mode, pages) => {
    const company = await aCompany({ attachments: OVERDUE_AND_STATEMENT, mode }, 'letter')
    const { id } = await company.aCustomer('Buyer', [{ number: 'A', dueOn: DUE }])
    await company.do(({ tx }) => sql`update customer set street = 'Hauptstr. 1',
      postcode = '10115', city = 'Berlin', country = 'DE' where id = ${id}`.execute(tx))
    await keep(company, 'A', 3)
    await company.goTo(day(3))
    if (mode === 'manual') {
      const actionId = await actionOf(company, id, 'open')
      await company.as('mara', (org) =>
        completeAction(org, actionId, { outcome: 'done', note: '', undoSeconds: 0 }))
      await company.tick()
    }
    const letterId = await company.do(async ({ tx }) => (await sql<{ id: string }>`
      select l.id from letter l join attempt t on t.org_id = l.org_id and t.id = l.attempt_id
        join message m on m.org_id = t.org_id and m.id = t.message_id
      where m.customer_id = ${id}`.execute(tx)).rows[0]?.id ?? '')
    const printed = await PDFDocument.load(await company.do((org) => letterPdf(org, letterId)))
    expect(printed.getPageCount()).toBe(pages)
    // The invoice is of an odd size, so its pages are known again: behind letter and statement.
    expect(printed.getPages().map((page) => page.getWidth() === 300))
      .toEqual([false, false, true, true, true])
  })
