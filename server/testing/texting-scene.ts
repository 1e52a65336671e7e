// A company that texts for real, on a clock that is set, through an account at a stand-in.
import { STEP_DEFAULTS } from '#domain/workflow.ts'
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { SenderKind } from '#domain/sms/choose-sender.ts'
import { addContact } from '../customers/save-contact.ts'
import { addCustomer } from '../customers/save-customer.ts'
import { saveInvoices } from '../invoices/save-invoice.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization, type Org } from '../platform/in-organization.ts'
import type { Config } from '../platform/config.ts'
import type { Installation } from '../platform/installation.ts'
import { createOrganization } from '../settings/create-organization.ts'
import { smsPurpose } from '../settings/sms/read-sms-settings.ts'
import { createTemplate } from '../templates/save-template.ts'
import { createWorkflow } from '../workflows/save-workflow.ts'
import { freshDatabase } from './fresh-database.ts'
import { openInstallation } from './mail-scene.ts'
import { startTwilioStub, type TwilioStub } from './twilio-stub.ts'

export const ACCOUNT_SID = `AC${'a'.repeat(32)}`
export const AUTH_TOKEN = 'the token of this account'

export interface Texting {
  id: string
  do: <T>(work: (org: Org) => Promise<T>, actor?: string) => Promise<T>
}

export interface SceneStep {
  channel: 'sms' | 'email'
  offsetDays: number
  mode?: 'automatic' | 'manual'
}

/** Every day is a business day, consent needs no record outside North America, unless told. */
export async function aTextingCompany(installation: Installation, given: {
  steps?: readonly SceneStep[]
  text?: string
  zone?: string
  mcdDays?: number
  accountSid?: string
  senders?: readonly { kind: SenderKind; address: string; countries?: string[] }[]
  settings?: Record<string, string | number | boolean>
} = {}): Promise<Texting> {
  const id = await createOrganization(installation, 'test', {
    name: 'Seller', country: null, currency: 'EUR', zone: given.zone ?? 'Europe/Paris',
    locale: 'en', sandboxNow: null,
  }, async (org) => {
    await furnish(org, given)
    await openAccount(org, given.accountSid ?? ACCOUNT_SID)
    for (const [name, value] of Object.entries(given.settings ?? {})) {
      await sql`update organization set ${sql.ref(name)} = ${value} where org_id = ${org.id}`
        .execute(org.tx)
    }
    const senders = given.senders ?? [{ kind: 'mobile' as const, address: '+33600000001' }]
    for (const sender of senders) await aSender(org, sender)
  })
  return {
    id, do: (work, actor = 'system') => inOrganization(installation, id, actor, work),
  }
}

export async function aSender(org: Org, sender: {
  kind: SenderKind; address: string; countries?: string[]
}): Promise<string> {
  const id = newId()
  await sql`insert into sms_sender (id, kind, address, countries, is_two_way, created_at)
    values (${id}, ${sender.kind}, ${sender.address}, ${sender.countries ?? []},
      ${sender.kind !== 'alphanumeric'}, ${org.now})`.execute(org.tx)
  return id
}

async function openAccount(org: Org, accountSid: string): Promise<void> {
  const sealed = org.installation.secrets.seal(
    JSON.stringify({ authTokens: [AUTH_TOKEN], apiKeySecret: null }), smsPurpose(org.id))
  await sql`insert into sms_account (account_sid, sealed, saved_at)
    values (${accountSid}, ${sealed}, ${org.now})`.execute(org.tx)
}

async function furnish(org: Org, given: Parameters<typeof aTextingCompany>[1] = {}): Promise<void> {
  await sql`update organization set automation_on_since = ${org.now}, sms_channel = 'own',
      daily_cap = 100000,
      sms_consent_rule = 'given_number', from_address = 'ar@seller.example', weekend = '{}',
      rests_with_recipient = false
    where org_id = ${org.id}`.execute(org.tx)
  for (const { userId, role } of [{ userId: 'olga', role: 'owner' },
    { userId: 'mara', role: 'collector' }]) {
    await sql`insert into member (user_id, name, email, role, joined_at, undo_seconds)
      values (${userId}, ${userId}, ${`${userId}@seller.example`}, ${role}, ${org.now}, 0)`
      .execute(org.tx)
  }
  const body = given.text ?? '{{ organization.name }}: {{ total_open }} is open. Please pay.'
  const templates = {
    sms: await createTemplate(org, {
      name: 'SMS', channel: 'sms', texts: { en: { subject: '', body } } }),
    email: await createTemplate(org, {
      name: 'Mail', channel: 'email', texts: { en: { subject: 'Open', body } } }),
  }
  await createWorkflow(org, {
    name: 'W', level: 'customer', isDefault: true, isPublished: true, entryLogic: 'standard',
    mcdDays: given.mcdDays ?? 3, mcdScope: 'customer', thresholdMinor: {},
    steps: (given.steps ?? [{ channel: 'sms', offsetDays: 3 }]).map((step, place) => ({
      name: `Step ${place + 1}`, channel: step.channel, mode: step.mode ?? 'automatic',
      trigger: { anchor: 'due' as const, offsetDays: step.offsetDays, unit: 'calendar' as const },
      positions: [], ...STEP_DEFAULTS,
      templateId: templates[step.channel].id,
    })),
  })
}

let customers = 0

export async function aTextedCustomer(org: Org, given: {
  phones: readonly string[]; dueOn: string; emails?: readonly string[]; zone?: string
  country?: string
}): Promise<{ id: string; invoiceId: string }> {
  const number = ++customers
  const id = await addCustomer(org, { reference: `C-${number}`, name: `Buyer ${number}` })
  await sql`update customer set owner_id = 'mara', zone = ${given.zone ?? null},
    country = ${given.country ?? null} where org_id = ${org.id} and id = ${id}`.execute(org.tx)
  await addContact(org, id, {
    name: 'Bea', emails: [...given.emails ?? []], phones: [...given.phones], positions: [],
    isMain: true, locale: null,
  })
  await saveInvoices(org, [{
    customerId: id, number: `INV-${number}`, currency: 'EUR', totalMinor: 10_000,
    issuedOn: '2026-01-01', dueOn: given.dueOn,
  }])
  const { rows } = await sql<{ id: string }>`select id from invoice where org_id = ${org.id}
    and customer_id = ${id}`.execute(org.tx)
  return { id, invoiceId: rows[0]?.id ?? '' }
}

export interface SeenAction {
  state: string
  channel: string
  held: string | null
  note: string | null
}

export const actionsOf = (company: Texting, customerId: string): Promise<SeenAction[]> =>
  company.do(async ({ tx, id }) => (await sql<SeenAction>`
    select state, channel, held_code as held, note from action
    where org_id = ${id} and customer_id = ${customerId} order by id`.execute(tx)).rows)

/** A clock that a test sets. */
export function settableClock(start: Instant): { now: () => Instant; set: (at: Instant) => void } {
  let at = start
  return { now: () => at, set: (next) => { at = next } }
}

export interface TextingWire {
  /** Its organizations text through the stub. */
  installation: Installation
  stub: TwilioStub
  /** Nothing was asked yet, and noon again. */
  forget: () => void
  close: () => Promise<void>
}

/** A fresh database, a clock that is set, and a provider on the other side of the wire. */
export async function openTextingWire(
  clock: ReturnType<typeof settableClock>, noon: Instant, over: Partial<Config> = {},
): Promise<TextingWire> {
  const database = await freshDatabase()
  const stub = await startTwilioStub()
  const opened = await openInstallation(database.url, clock.now)
  const { config } = opened
  return {
    installation: { ...opened, config: {
      ...config, twilio: { ...config.twilio, baseUrl: stub.baseUrl }, ...over } },
    stub,
    forget: () => {
      clock.set(noon)
      for (const list of [stub.seen, stub.answers, stub.listed]) list.length = 0
      stub.made = 0
    },
    close: async () => {
      await opened.close()
      await stub.close()
      await database.close()
    },
  }
}
