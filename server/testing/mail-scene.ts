// Builders for mail tests: an organization with customers, runs and sent messages to be answered.
import { sql } from 'kysely'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Instant } from '#domain/day.ts'
import { addContact } from '../customers/save-contact.ts'
import { addCustomer } from '../customers/save-customer.ts'
import { readConfig } from '../platform/config.ts'
import { asOrg, openDatabase } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization, SYSTEM, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { openLog } from '../platform/log.ts'
import { hashToken, openSecrets, randomToken } from '../platform/secrets.ts'
import { replyAddress } from '../settings/addresses.ts'

export const NOW: Instant = '2026-03-10T09:00:00.000Z'

/** An installation on a database that is there already, as each process of ours has it. */
export async function openInstallation(
  url: string, now: () => Instant = () => NOW,
  // Shared by processes that open the same secrets.
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'duebox-scene-')),
): Promise<Installation & { close: () => Promise<void> }> {
  const config = readConfig({
    DATA_DIR: dataDir, DATABASE_URL: url, PUBLIC_URL: 'https://duebox.example', LOG_LEVEL: 'silent',
    MAIL_AUTH: 'off',
  }, dataDir)
  const database = await openDatabase(config, { poolSize: 8 })
  return {
    config, database, log: openLog('silent'), secrets: openSecrets({ dataDir }), now,
    close: async () => {
      await database.close()
      fs.rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export interface SceneOrganization {
  id: string
  intake: string
  do: <T>(work: (org: Org) => Promise<T>) => Promise<T>
}

export async function anOrganization(
  installation: Installation, given: { holdOnReply?: boolean } = {},
): Promise<SceneOrganization> {
  const id = newId()
  const code = randomToken(50)
  await asOrg(installation.database.db, id, async (tx) => {
    await sql`insert into organization (org_id, name, currency, zone, intake_code, hold_on_reply,
        created_at)
      values (${id}, 'Seller', 'EUR', 'Europe/Paris', ${code}, ${given.holdOnReply ?? true},
        ${NOW})`.execute(tx)
    await sql`insert into member (user_id, name, email, role, joined_at)
      values ('owner', 'Olga Owner', 'olga@seller.example', 'owner', ${NOW}),
        ('clerk', 'Carl Clerk', 'carl@seller.example', 'collector', ${NOW})`.execute(tx)
  })
  return {
    id, intake: `in-${code}@duebox.example`,
    do: (work) => inOrganization(installation, id, SYSTEM, work),
  }
}

export async function aCustomer(
  org: SceneOrganization, given: { name?: string; emails?: string[] } = {},
): Promise<string> {
  const reference = `C-${randomToken(40)}`
  return org.do(async (open) => {
    const id = await addCustomer(open, { reference, name: given.name ?? 'Buyer Ltd' })
    await addContact(open, id, {
      name: 'Bea Buyer', emails: given.emails ?? [], phones: [], positions: [], isMain: true,
      locale: null,
    })
    return id
  })
}

export async function anInvoice(
  org: SceneOrganization, given: { customerId: string; number: string },
): Promise<string> {
  const id = newId()
  await org.do((open) => sql`
    insert into invoice (id, customer_id, number, currency, total_minor, open_minor, issued_on,
      due_on, created_at, updated_at)
    values (${id}, ${given.customerId}, ${given.number}, 'EUR', 10000, 10000, '2026-01-01',
      '2026-02-01', ${NOW}, ${NOW})`.execute(open.tx))
  return id
}

export async function aCustomerRun(org: SceneOrganization, customerId: string): Promise<string> {
  const [id, workflowId, versionId] = [newId(), newId(), newId()]
  await org.do(async ({ tx }) => {
    await sql`insert into workflow (id, name, level, created_at)
      values (${workflowId}, ${`Workflow ${workflowId}`}, 'customer', ${NOW})`.execute(tx)
    await sql`insert into workflow_version (id, workflow_id, number, entry_logic, mcd_days, steps,
        published_at)
      values (${versionId}, ${workflowId}, 1, 'standard', 5, '[]', ${NOW})`.execute(tx)
    await sql`insert into run (id, workflow_id, version_id, level, customer_id, created_at)
      values (${id}, ${workflowId}, ${versionId}, 'customer', ${customerId}, ${NOW})`.execute(tx)
  })
  return id
}

export interface SceneMessage {
  id: string
  ref: string
  replyTo: string
}

/** A reminder that went out, with the two things an answer to it can be known by. */
export async function aSentMessage(org: SceneOrganization, given: {
  customerId: string; to: string[]; runId?: string; authorId?: string; invoiceId?: string
}): Promise<SceneMessage> {
  const id = newId()
  const token = randomToken(100)
  const snapshot = given.invoiceId === undefined ? []
    : [{ invoiceId: given.invoiceId, number: 'INV-1', openMinor: 10000, currency: 'EUR' }]
  return org.do(async (open) => {
    const ref = `${id}@duebox.example`
    await sql`insert into message (id, customer_id, direction, channel, state, thread_id, run_id,
        from_address, to_addresses, subject, body_text, message_ref, author_id, snapshot, at)
      values (${id}, ${given.customerId}, 'out', 'email', 'sent', ${newId()},
        ${given.runId ?? null}, 'ar@seller.example', ${given.to}, 'Your invoices', 'Please pay.',
        ${ref}, ${given.authorId ?? null}, ${JSON.stringify(snapshot)}::jsonb, ${NOW})`
      .execute(open.tx)
    await sql`insert into contact_log (id, customer_id, channel, is_automatic, contacted_on, at,
        message_id)
      values (${newId()}, ${given.customerId}, 'email', true, ${open.today}, ${NOW}, ${id})`
      .execute(open.tx)
    await sql`insert into reply_token (token_hash, message_id, created_at)
      values (${hashToken(token)}, ${id}, ${NOW})`.execute(open.tx)
    return { id, ref, replyTo: replyAddress(open, token) }
  })
}
