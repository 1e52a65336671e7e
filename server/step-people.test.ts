// Whose a step is, in whose name it is written, and who gets a copy, as the engine does it.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { completeAction } from './actions/close-action.ts'
import { handOverWork } from './actions/hand-over.ts'
import { closeChannels } from './channels/open-channel.ts'
import { addContact } from './customers/save-contact.ts'
import { addCustomer } from './customers/save-customer.ts'
import { suppressAddress } from './customers/suppress-address.ts'
import { applyReturn } from './inbox/apply-return.ts'
import { saveEmailSettings } from './settings/save-organization.ts'
import { saveMember } from './team/save-member.ts'
import { aCollectingCompany, type Collecting } from './testing/collecting-scene.ts'
import { day, DUE, owe } from './testing/edge-scene.ts'
import { freshInstallation, type FreshInstallation } from './testing/fresh-installation.ts'
import { startMailProvider } from './testing/mail-provider.ts'
import type { StepWish } from './workflows/save-workflow.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation() })
afterAll(async () => {
  closeChannels()
  await installation.close()
})

const aCompany = (step: Partial<StepWish>, collectors: string[] = ['mara', 'tim', 'max']) =>
  aCollectingCompany(installation, {
    start: DUE, workflows: [{ level: 'customer', offsets: [3], mcdDays: 5, step }],
    members: [{ userId: 'olga', role: 'owner' },
      ...collectors.map((userId) => ({ userId, role: 'collector' }))],
  })
const owing = (company: Collecting, name = 'Buyer') =>
  company.aCustomer(name, [{ number: `I-${name}`, dueOn: DUE }])
const addPerson = (company: Collecting, customerId: string, email: string, position: string) =>
  company.do((org) => addContact(org, customerId, {
    name: email.slice(0, 2), emails: [email], phones: [], positions: [position], isMain: false,
    locale: null,
  }))
const suppress = (company: Collecting, address: string, state: 'opted_out' | 'bounced') =>
  company.do((org) => suppressAddress(org, { channel: 'email', address, state, reason: 'asked' }))
const leaves = (company: Collecting, userId: string) =>
  company.as('olga', (org) => saveMember(org, { role: 'owner' },
    { userId, wish: { isActive: false } }, handOverWork))

interface Sent {
  id: string; from: string; to: string[]; cc: string[]; body: string; state: string
  notes: string[]
}
const sentBy = (company: Collecting, customerId: string): Promise<Sent[]> =>
  company.do(async ({ tx }) => (await sql<Sent>`
    select id, from_name as from, to_addresses as to, cc_addresses as cc, body_text as body, state,
      reasons->'notes' as notes
    from message where customer_id = ${customerId} and direction = 'out' order by id`
    .execute(tx)).rows)

describe('the work of a step', () => {
  const ownersOf = (company: Collecting) => company.do(async ({ tx, id }) =>
    (await sql<{ owner: string | null }>`select owner_id as owner from action
      where org_id = ${id} order by owner_id`.execute(tx)).rows.map((row) => row.owner))
  const aCall = (owners: StepWish['owners']): Partial<StepWish> =>
    ({ channel: 'call', mode: 'manual', templateId: null, owners })

  test('for a role is shared out among those of it who are there', async () => {
    const company = await aCompany(aCall([{ kind: 'role', role: 'collector' }]))
    await company.do(({ tx, id }) => sql`update member set away_until = '2027-12-31'
      where org_id = ${id} and user_id = 'max'`.execute(tx))
    for (const name of ['A', 'B', 'C', 'D']) await owing(company, name)
    await company.goTo(day(3))
    expect(await ownersOf(company)).toEqual(['mara', 'mara', 'tim', 'tim'])
  })

  test('E35: goes to the next of its owners when the first is put out', async () => {
    const company = await aCompany(aCall([{ kind: 'user', userId: 'max' },
      { kind: 'user', userId: 'tim' }, { kind: 'account_owner' }]))
    await owing(company)
    await company.goTo(day(3))
    expect(await ownersOf(company)).toEqual(['max'])
    await leaves(company, 'max')
    expect(await ownersOf(company)).toEqual(['tim'])
  })
})

describe('the sender', () => {
  test('is a person by name, in the head and in the text, and hears of the answer', async () => {
    const company = await aCompany({ sender: { kind: 'user', userId: 'max' } })
    await company.do(({ tx, id }) => sql`update template_text
      set body = 'Please pay. {{ sender.name }}' where org_id = ${id}`.execute(tx))
    const { id, email } = await owing(company)
    await company.goTo(day(3))
    expect(await sentBy(company, id)).toMatchObject(
      [{ from: 'Max, Seller', body: 'Please pay. Max', notes: [] }])
    await company.write(email)
    expect(await company.waiting(id)).toMatchObject([{ ownerId: 'max' }])
  })

  test('who has left is the account owner instead, and the message says so', async () => {
    const company = await aCompany({ sender: { kind: 'user', userId: 'max' } })
    const { id, email } = await owing(company)
    await leaves(company, 'max')
    await company.goTo(day(3))
    expect(await sentBy(company, id)).toMatchObject([{
      from: 'Mara, Seller',
      notes: ['Written in the name of Mara, who looks after the customer: '
        + 'Max does not work here any more.'],
    }])
    await company.write(email)
    expect(await company.waiting(id)).toMatchObject([{ ownerId: 'mara' }])
  })
})

describe('a copy', () => {
  const COPIES = { copies: { positions: ['payer', 'buyer'], accountOwner: true } }

  test('goes to the positions and to the account owner, of a step by hand as well', async () => {
    for (const mode of ['automatic', 'manual'] as const) {
      const company = await aCompany({ ...COPIES, mode })
      const { id, email } = await owing(company)
      await addPerson(company, id, 'pia@buyer.example', 'Payer')
      await addPerson(company, id, 'al@buyer.example', 'Accountant')
      await company.goTo(day(3))
      if (mode === 'manual') {
        await company.as('mara', async (org) => {
          const { rows } = await sql<{ id: string }>`select id from action
            where org_id = ${org.id}`.execute(org.tx)
          await completeAction(org, rows[0]?.id ?? '', { outcome: 'done', note: '' })
        })
        await company.tick()
      }
      expect(await sentBy(company, id)).toMatchObject([
        { to: [email], cc: ['pia@buyer.example', 'mara@seller.example'], notes: [] }])
    }
  })

  test('goes to our own people of each of their customers', async () => {
    const company = await aCompany({ copies: { positions: [], accountOwner: true } })
    const ids = [await owing(company, 'A'), await owing(company, 'B')].map(({ id }) => id)
    await company.goTo(day(3))
    for (const id of ids) {
      expect(await sentBy(company, id)).toMatchObject([{ cc: ['mara@seller.example'], notes: [] }])
    }
  })

  test('does not go to whom nobody may write to, and the message says so', async () => {
    const company = await aCompany(COPIES)
    const { id } = await owing(company)
    await addPerson(company, id, 'pia@buyer.example', 'Payer')
    await addPerson(company, id, 'bo@buyer.example', 'Buyer')
    await suppress(company, 'pia@buyer.example', 'opted_out')
    await suppress(company, 'bo@buyer.example', 'bounced')
    await leaves(company, 'mara')
    await company.goTo(day(3))
    expect(await sentBy(company, id)).toMatchObject([{ cc: [], notes: [
      'No copy went to pi, who does not want to be written to.',
      'No copy went to bo, who cannot be reached at bo@buyer.example.',
      'No copy went to Mara, who does not work here any more.'] }])
  })

  test('is a message to that person: who shares the address gets no other one today', async () => {
    const company = await aCompany({ copies: { positions: ['payer'], accountOwner: false } })
    const first = await owing(company, 'Daughter')
    await addPerson(company, first.id, 'group@buyer.example', 'Payer')
    const sister = await company.do(async (org) => {
      const id = await addCustomer(org, { reference: 'SISTER', name: 'Sister' })
      await addContact(org, id, { name: 'Bea', emails: ['group@buyer.example'], phones: [],
        positions: [], isMain: true, locale: null })
      return id
    })
    await company.goTo(day(3))
    expect(await sentBy(company, first.id)).toMatchObject([{ cc: ['group@buyer.example'] }])
    await owe(company, sister, { number: 'I-2', dueOn: DUE })
    await company.tick()
    expect(await sentBy(company, sister)).toEqual([])
    await company.goTo(day(4))
    expect(await sentBy(company, sister)).toMatchObject([{ to: ['group@buyer.example'] }])
  })

  test('that comes back marks its own address, and not the message', async () => {
    const company = await aCompany(COPIES)
    const { id, email } = await owing(company)
    await addPerson(company, id, 'pia@buyer.example', 'Payer')
    await company.goTo(day(3))
    const [sent] = await sentBy(company, id)
    const comesBack = (address: string) => company.do((org) => applyReturn(org, {
      id: sent?.id ?? '', customer_id: id, snapshot: [],
      recipients: [...sent?.to ?? [], ...sent?.cc ?? []],
    }, { addresses: [address], reason: 'No such mailbox', isHard: true }))
    await comesBack('pia@buyer.example')
    expect(await sentBy(company, id)).toMatchObject([{ state: 'sent' }])
    // The account owner still has it, which reaches nobody at the customer.
    await comesBack(email)
    expect(await sentBy(company, id)).toMatchObject([{ state: 'bounced' }])
  })

  test('that the server refuses marks its own address, and the message has left', async () => {
    const provider = await startMailProvider((to) =>
      (to === 'rcpt:pia@buyer.example' ? 'refuse_recipient' : 'none'))
    try {
      const company = await aCompany({ copies: { positions: ['payer'], accountOwner: false } })
      await company.do((org) => saveEmailSettings(org, {
        channel: 'smtp', fromName: null, fromAddress: 'ar@seller.example', replyTo: null,
        smtp: { host: '127.0.0.1', port: provider.port, isTls: false, user: null, password: null },
      }))
      const { id } = await owing(company)
      await addPerson(company, id, 'pia@buyer.example', 'Payer')
      await company.goTo(day(3))
      expect(await sentBy(company, id)).toMatchObject([{ state: 'sent' }])
      expect(provider.accepted).toHaveLength(1)
      const { rows } = await company.do(({ tx, id: org }) => sql`select address, state
        from suppression where org_id = ${org}`.execute(tx))
      expect(rows).toEqual([{ address: 'pia@buyer.example', state: 'bounced' }])
    } finally {
      closeChannels()
      await provider.stop()
    }
  })
})
