// Edge cases of a person who wants to be erased: no table remembers, and nobody writes again.
import { sql, type RawBuilder } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { composeMessage } from './actions/compose-message.ts'
import { erasePerson, exportPerson, previewErasure } from './actions/erasure/erase-person.ts'
import { forgetRetained, listRetained } from './actions/erasure/list-retained.ts'
import { recordByHand } from './customers/list-phones.ts'
import { addContact } from './customers/save-contact.ts'
import { suppressAddress } from './customers/suppress-address.ts'
import { writeNote } from './inbox/write-note.ts'
import { systemNow } from './platform/clock.ts'
import type { Org } from './platform/in-organization.ts'
import { aCollectingCompany, type Collecting } from './testing/collecting-scene.ts'
import { day, daysOf, DUE, following } from './testing/edge-scene.ts'
import { freshInstallation, type FreshInstallation } from './testing/fresh-installation.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(() => installation.close())

const NAME = 'Berta Lindqvist'
const EMAIL = 'berta.lindqvist@buyer.example'
const PHONE = '+33612345678'
const SAID = [NAME, EMAIL, PHONE, '06 12 34 56 78', 'lindqvist']

/**
 * Where any of the strings still stands, over every column of every table: texts, JSON, words of
 * the search, and bytes. Read from the catalogue and not by the code under test.
 */
async function remembering({ tx }: Org, strings: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ table: string; column: string; type: string }>`
    select table_name as "table", column_name as "column", udt_name as type
    from information_schema.columns c where table_schema = current_schema()
      and udt_name in ('text', '_text', 'jsonb', 'bytea', 'tsvector', 'json', 'varchar')
      and exists (select from information_schema.tables t where t.table_schema = c.table_schema
        and t.table_name = c.table_name and t.table_type = 'BASE TABLE')`.execute(tx)
  const found: string[] = []
  for (const { table, column, type } of rows) {
    const text: RawBuilder<unknown> = type === 'bytea'
      ? sql`encode(${sql.ref(column)}, 'escape')` : sql`${sql.ref(column)}::text`
    for (const one of strings) {
      const { rows: hits } = await sql`select from ${sql.table(table)}
        where position(${one.toLowerCase()} in lower(${text})) > 0 limit 1`.execute(tx)
      if (hits.length > 0) found.push(`${table}.${column}: ${one}`)
    }
  }
  return found
}

/** She was reminded, wrote back with her signature, and stands in notes, consents and lists. */
async function aKnownPerson() {
  const org = await aCollectingCompany(installation, following([3, 9]))
  const { id } = await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: DUE }])
  const contactId = await org.do(async (open) => {
    await sql`delete from contact_address where customer_id = ${id}`.execute(open.tx)
    const contact = await addContact(open, id, { name: NAME, emails: [EMAIL], phones: [PHONE],
      positions: ['payer'], isMain: true, locale: null })
    await recordByHand(open, id, { phone: PHONE, act: 'given', means: 'spoken',
      wording: `${NAME} said yes`, source: 'call' })
    return contact.id
  })
  await org.goTo(day(3))
  await org.write(EMAIL, { text:
    `We will see.\r\n\r\n${NAME}\r\nTel. 06 12 34 56 78\r\n${EMAIL.toUpperCase()}` })
  await org.as('mara', async (open) => {
    await writeNote(open, { customerId: id, body: `Spoke to berta  Lindqvist at ${PHONE}.` })
  })
  return { org, id, contactId }
}

const erase = (org: Collecting, contactId: string, keepsForClaims: boolean) =>
  org.as('olga', (open) => erasePerson(open, contactId, { typed: NAME, keepsForClaims }))

test('E44: no table remembers an erased person but what is kept under lock until its day',
  async () => {
    const { org, id, contactId } = await aKnownPerson()
    const before = await org.do((open) => remembering(open, SAID))
    for (const table of ['contact.name', 'contact_address.address', 'message.body_text',
      'inbound_mail.raw', 'event.detail', 'note.body', 'consent.wording', 'contact_log.person_key',
      'attempt.recipient', 'captured_message.to_addresses']) {
      expect(before.some((one) => one.startsWith(table)), table).toBe(true)
    }
    const preview = await org.do((open) => previewErasure(open, contactId))
    expect(preview).toMatchObject({ typeToConfirm: NAME, addresses: [EMAIL, PHONE],
      sharedAddresses: [], messages: 2 })
    await expect(org.as('olga', (open) => erasePerson(open, contactId,
      { typed: 'Berta', keepsForClaims: true }))).rejects.toThrow('Nothing was erased')
    const { keptUntil } = await erase(org, contactId, true)
    expect(keptUntil).toBe(preview.keptUntil)
    const left = await org.do((open) => remembering(open, SAID))
    expect(left.filter((one) => !one.startsWith('retained_message.'))).toEqual([])
    expect(left.length).toBeGreaterThan(0)
    const kept = await org.do((open) => listRetained(open, id))
    expect(new Set(kept.map(({ original }) => original['direction']))).toEqual(new Set(['in', 'out']))
    // The history is still there, and says nothing of her.
    const kinds = await org.do(async ({ tx }) => (await sql<{ kind: string }>`select kind from event
      where customer_id = ${id}`.execute(tx)).rows.map((row) => row.kind))
    expect(kinds).toEqual(expect.arrayContaining(['message_sent', 'message_received',
      'person_erased']))
    // When the day has come nothing at all is left.
    await org.do(({ tx }) => sql`update retained_message set until_on = ${DUE}`.execute(tx))
    await org.do(forgetRetained)
    expect(await org.do((open) => remembering(open, SAID))).toEqual([])
  })

test('E44: an erased person is never written to again, by a file, by hand or by a workflow',
  async () => {
    const { org, id, contactId } = await aKnownPerson()
    const [waiting] = await org.waiting(id)
    await org.as('mara', ({ tx }) => sql`update reply_action set state = 'ignored',
      closed_on = ${day(3)}, closed_at = now() where id = ${waiting?.id ?? ''}`.execute(tx))
    await erase(org, contactId, false)
    expect(await org.do((open) => listRetained(open, id))).toEqual([])
    await expect(org.as('mara', (open) => composeMessage(open, {
      customerId: id, channel: 'email', to: [EMAIL.toUpperCase()], cc: [], bcc: [],
      subject: 'Again', body: 'Hello', undoSeconds: 0,
    }))).rejects.toThrow('this person was erased at their own wish')
    await org.do((open) => addContact(open, id, { name: 'B', emails: [EMAIL], phones: [],
      positions: [], isMain: true, locale: null }))
    await org.goTo(day(40))
    expect(await daysOf(org, EMAIL)).toEqual([])
  })

test('E44: a mailbox that others use stays theirs, and people with other names are left alone',
  async () => {
    const { org, id, contactId } = await aKnownPerson()
    await org.do(async (open) => {
      await addContact(open, id, { name: 'Accounts', emails: [EMAIL], phones: [], positions: [],
        isMain: false, locale: null })
      await addContact(open, id, { name: 'Berta Lind', emails: [`x${EMAIL}`], phones: [],
        positions: [], isMain: false, locale: null })
      await suppressAddress(open, { channel: 'email', address: `x${EMAIL}`, state: 'bounced',
        reason: 'gone' })
    })
    expect(await org.do((open) => previewErasure(open, contactId)))
      .toMatchObject({ addresses: [PHONE], sharedAddresses: [EMAIL] })
    await erase(org, contactId, true)
    const left = await org.do(async ({ tx }) => (await sql<{ name: string; address: string }>`
      select k.name, a.address from contact k join contact_address a on a.contact_id = k.id
      where k.customer_id = ${id} order by k.name`.execute(tx)).rows)
    expect(left).toEqual([{ name: 'Accounts', address: EMAIL },
      { name: 'Berta Lind', address: `x${EMAIL}` }])
  })

test('E44: before it, everything about the person can be handed out', async () => {
  const { org, contactId } = await aKnownPerson()
  const { tables } = await org.do((open) => exportPerson(open, contactId))
  expect(Object.keys(tables)).toEqual(expect.arrayContaining(['contact', 'contact_address',
    'consent', 'event', 'message', 'note']))
  expect(JSON.stringify(tables)).not.toContain('"raw"')
})

test('E44: a consumer who owes keeps the name for the claim, and loses it with the debt', async () => {
  const { org, id, contactId } = await aKnownPerson()
  await org.do(({ tx }) => sql`update customer set name = ${NAME}, debtor_kind = 'consumer',
    street = '3 rue Neuve', city = 'Lyon' where id = ${id}`.execute(tx))
  await expect(erase(org, contactId, true)).rejects.toThrow('still owes money')
  await org.do(({ tx }) => sql`update invoice set state = 'written_off'
    where customer_id = ${id}`.execute(tx))
  await erase(org, contactId, false)
  const [left] = await org.do(async ({ tx }) => (await sql`select name, street, city from customer
    where id = ${id}`.execute(tx)).rows)
  expect(left).toEqual({ name: '[erased]', street: '', city: '' })
  expect(await org.do((open) => remembering(open, SAID))).toEqual([])
})
