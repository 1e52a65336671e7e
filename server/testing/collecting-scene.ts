// Builders for whole stories: a sandbox company that collects, people who work there, time to pass.
import { STEP_DEFAULTS } from '#domain/workflow.ts'
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import { composeMessage } from '../actions/compose-message.ts'
import { addContact } from '../customers/save-contact.ts'
import { addCustomer } from '../customers/save-customer.ts'
import { saveInvoices } from '../invoices/save-invoice.ts'
import { inOrganization, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { createOrganization } from '../settings/create-organization.ts'
import { createTemplate } from '../templates/save-template.ts'
import { advanceClock } from '../workflows/advance-clock.ts'
import { createWorkflow, type StepWish } from '../workflows/save-workflow.ts'
import { tickUntilQuiet } from '../workflows/tick.ts'
import { aMail, receive } from './arriving-mail.ts'
import type { SceneOrganization } from './mail-scene.ts'

export interface Collecting extends SceneOrganization {
  as: <T>(userId: string, work: (org: Org) => Promise<T>) => Promise<T>
  /** Moves to the send time of a day; all that is due on the way happens. */
  goTo: (day: Day) => Promise<void>
  tick: () => Promise<void>
  aCustomer: (name: string, invoices: readonly { number: string; dueOn: Day }[]) =>
  Promise<{ id: string; email: string }>
  /** The customer answers the newest mail that was sent to them, or writes anew. */
  write: (email: string, given?: Written) =>
  Promise<string>
  /** A colleague answers; it has left when this comes back. */
  answer: (replyActionId: string, userId?: string) => Promise<void>
  waiting: (customerId: string) => Promise<{ id: string; state: string; ownerId: string }[]>
  /** The days on which automatic mail left to an address. */
  remindedOn: (email: string) => Promise<Day[]>
}

export interface Written {
  text?: string
  subject?: string
  /** Not an answer to our newest mail. */
  isNew?: boolean
  inReplyTo?: string
}

interface Company {
  start: Day
  workflows: readonly {
    level: 'customer' | 'invoice'; offsets: readonly number[]; mcdDays: number
    thresholdMinor?: Record<string, number>
    /** What every step of it says besides. */
    step?: Partial<StepWish>
  }[]
  /** Of every step; e-mail unless told. */
  channel?: 'email' | 'sms' | 'letter'
  holdScope?: 'customer' | 'invoice'
  holdOnReply?: boolean
  weekend?: readonly number[]
  members?: readonly { userId: string; role: string }[]
}

/** Every day is a business day unless told, so that the numbers are those of the rules. */
export async function aCollectingCompany(
  installation: Installation, given: Company,
): Promise<Collecting> {
  const id = await createOrganization(installation, 'test', {
    name: 'Seller', country: null, currency: 'EUR', zone: 'Europe/Paris', locale: 'en',
    sandboxNow: `${given.start}T05:00:00.000Z`,
  }, (org) => furnish(org, given))
  const open = <T>(work: (org: Org) => Promise<T>) =>
    inOrganization(installation, id, 'system', work)
  const intake = await open(async (org) => `in-${org.settings.intake_code}@duebox.example`)
  const scene: SceneOrganization = { id, intake, do: open }
  return {
    ...scene,
    as: (userId, work) => inOrganization(installation, id, `user:${userId}`, work),
    goTo: async (day) => { await advanceClock(installation, id, 'test', { to: day }) },
    tick: async () => { await tickUntilQuiet(installation, id, { leaveAtOnce: true }) },
    aCustomer: (name, invoices) => open((org) => aCustomer(org, name, invoices)),
    write: (email, wish = {}) => write(installation, scene, email, wish),
    answer: async (replyActionId, userId = 'mara') => {
      await inOrganization(installation, id, `user:${userId}`, (org) => answer(org, replyActionId))
      await tickUntilQuiet(installation, id, { leaveAtOnce: true })
    },
    waiting: (customerId) => open(async ({ tx }) => (await sql<{
      id: string; state: string; ownerId: string }>`
      select id, state, owner_id as "ownerId" from reply_action
      where customer_id = ${customerId} and state in ('open', 'snoozed') order by opened_at`
      .execute(tx)).rows),
    remindedOn: (email) => open(async ({ tx }) => (await sql<{ day: Day }>`
      select (at at time zone 'Europe/Paris')::date as day from message
      where direction = 'out' and author_id is null and to_addresses = array[${email}]
        and state in ('sent', 'delivered') order by at`.execute(tx)).rows.map((row) => row.day)),
  }
}

async function furnish(org: Org, given: Company): Promise<void> {
  await sql`update organization set automation_on_since = ${org.now},
      from_address = 'ar@seller.example', weekend = ${[...given.weekend ?? []]}::int[],
      reply_hold_scope = ${given.holdScope ?? 'customer'},
      hold_on_reply = ${given.holdOnReply ?? true}, rests_with_recipient = false
    where org_id = ${org.id}`.execute(org.tx)
  const members = given.members ?? [
    { userId: 'olga', role: 'owner' }, { userId: 'max', role: 'manager' },
    { userId: 'mara', role: 'collector' }]
  for (const { userId, role } of members) {
    await sql`insert into member (user_id, name, email, role, joined_at, undo_seconds)
      values (${userId}, ${`${userId.slice(0, 1).toUpperCase()}${userId.slice(1)}`},
        ${`${userId}@seller.example`}, ${role}, ${org.now}, 0)`.execute(org.tx)
  }
  const { id: templateId } = await createTemplate(org, {
    name: 'T', channel: given.channel ?? 'email',
    texts: { en: {
      subject: given.channel === 'sms' ? '' : 'Open: {{ total_open }}',
      body: 'Dear {{ customer.name }}',
    } },
  })
  for (const [place, workflow] of given.workflows.entries()) {
    await createWorkflow(org, {
      name: `W${place}`, level: workflow.level, isDefault: true, isPublished: true,
      entryLogic: 'standard', mcdDays: workflow.mcdDays, mcdScope: 'customer',
      thresholdMinor: workflow.thresholdMinor ?? {},
      steps: workflow.offsets.map((offsetDays) => ({
        name: `Day ${offsetDays}`, channel: given.channel ?? 'email' as const,
        mode: 'automatic' as const,
        trigger: { anchor: 'due' as const, offsetDays, unit: 'calendar' as const },
        positions: [], ...STEP_DEFAULTS, templateId, ...workflow.step,
      })),
    })
  }
}

let customers = 0
async function aCustomer(
  org: Org, name: string, invoices: readonly { number: string; dueOn: Day }[],
): Promise<{ id: string; email: string }> {
  const number = ++customers
  const id = await addCustomer(org, { reference: `C-${number}`, name })
  await sql`update customer set owner_id = 'mara' where id = ${id}`.execute(org.tx)
  const email = `ap@c${number}.example.com`
  await addContact(org, id, {
    name: 'Bea', emails: [email], phones: [], positions: [], isMain: true, locale: null,
  })
  await saveInvoices(org, invoices.map((invoice) => ({
    customerId: id, number: invoice.number, currency: 'EUR', totalMinor: 10_000,
    issuedOn: '2027-01-01', dueOn: invoice.dueOn,
  })))
  return { id, email }
}

async function write(
  installation: Installation, scene: SceneOrganization, email: string,
  wish: Written,
): Promise<string> {
  const ref = wish.isNew ? wish.inReplyTo : await scene.do(async ({ tx }) => (await sql<{ ref: string }>`
    select message_ref as ref from message where direction = 'out' and to_addresses = array[${email}]
    order by id desc limit 1`.execute(tx)).rows[0]?.ref)
  const { message } = await receive(installation, scene, aMail({
    from: email, subject: wish.subject ?? 'Re: Open', text: wish.text ?? 'We look into it.',
    headers: ['Content-Type: text/plain; charset=utf-8',
      ...(ref === undefined ? [] : [`In-Reply-To: <${ref}>`])],
  }), { from: email })
  return message?.id ?? ''
}

async function answer(org: Org, replyActionId: string): Promise<void> {
  const { rows } = await sql<{ customer_id: string; from: string }>`
    select r.customer_id, m.from_address as from from reply_action r
      join message m on m.org_id = r.org_id and m.id = r.newest_message_id
    where r.id = ${replyActionId}`.execute(org.tx)
  await composeMessage(org, {
    customerId: rows[0]?.customer_id ?? '', channel: 'email', to: [rows[0]?.from ?? ''], cc: [],
    bcc: [], subject: '', body: 'Thank you.', replyActionId, undoSeconds: 0,
  })
}
