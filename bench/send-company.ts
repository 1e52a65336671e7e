// A company whose SMS are all due at once, made by arithmetic: the same on every machine.
import { STEP_DEFAULTS } from '#domain/workflow.ts'
import { sql } from 'kysely'
import { inOrganization } from '#server/platform/in-organization.ts'
import type { Installation } from '#server/platform/installation.ts'
import { newId } from '#server/platform/ids.ts'
import { createOrganization } from '#server/settings/create-organization.ts'
import { smsPurpose } from '#server/settings/sms/read-sms-settings.ts'
import { createTemplate } from '#server/templates/save-template.ts'
import { advanceWorkflows } from '#server/workflows/advance-workflows.ts'
import { createWorkflow } from '#server/workflows/save-workflow.ts'

/** A Monday morning in Paris. */
export const NOW = '2027-03-01T09:30:00.000Z'
export const ACCOUNT = { sid: `AC${'a'.repeat(32)}`, token: 'the token of the bench' }
export const SENDER = '+33600000001'
export const TEXT = '{{ organization.name }}: {{ total_open }} is open for {{ customer.name }}. '
  + 'Please pay within 7 days, or write to us. Reply STOP to opt out.'

/** Gives its id; the planner has opened one automatic SMS for each customer. */
export async function aTextingCompany(
  installation: Installation, customers: number,
): Promise<string> {
  const orgId = await createOrganization(installation, 'bench', {
    name: 'Bench', country: null, currency: 'EUR', zone: 'Europe/Paris', locale: 'en',
    sandboxNow: null,
  }, async (org) => {
    const sealed = installation.secrets.seal(
      JSON.stringify({ authTokens: [ACCOUNT.token], apiKeySecret: null }), smsPurpose(org.id))
    await sql`update organization set automation_on_since = ${NOW}::timestamptz - interval '1 day',
        sms_channel = 'own', sms_consent_rule = 'given_number', from_address = 'ar@seller.example',
        ledger_changed_at = ${NOW}, daily_cap = 1000000
      where org_id = ${org.id}`.execute(org.tx)
    await sql`insert into sms_account (account_sid, sealed, saved_at)
      values (${ACCOUNT.sid}, ${sealed}, ${NOW})`.execute(org.tx)
    await sql`insert into sms_sender (id, kind, address, is_two_way, created_at)
      values (${newId()}, 'mobile', ${SENDER}, true, ${NOW})`.execute(org.tx)
    await sql`insert into sms_price (country, micros, currency, saved_at)
      values ('FR', 69000, 'USD', ${NOW})`.execute(org.tx)
    const { id: templateId } = await createTemplate(org, {
      name: 'SMS', channel: 'sms', texts: { en: { subject: '', body: TEXT } } })
    await createWorkflow(org, {
      name: 'W', level: 'customer', isDefault: true, isPublished: true, entryLogic: 'standard',
      mcdDays: 3, mcdScope: 'customer', thresholdMinor: {}, steps: [{
        name: 'SMS', channel: 'sms', mode: 'automatic', positions: [], templateId,
        trigger: { anchor: 'due', offsetDays: 3, unit: 'calendar' },
        ...STEP_DEFAULTS,
      }],
    })
  })
  await fill(installation, orgId, customers)
  for (;;) {
    const { looked } = await advanceWorkflows(installation, orgId)
    if (looked === 0) return orgId
  }
}

const INVOICES = 3

const fill = (installation: Installation, orgId: string, customers: number): Promise<void> =>
  inOrganization(installation, orgId, 'bench', async ({ tx }) => {
    // Ids are of this organization, for there is one a round.
    const id = (kind: string, n = 'n') => sql`overlay(overlay(${orgId}::text
      placing lpad(to_hex(${sql.raw(n)}), 8, '0') from 1) placing ${kind} from 15 for 1)::uuid`
    const every = sql`generate_series(1, ${customers}::int) n`
    await sql`insert into customer (id, reference, name, created_at, updated_at, next_look_at)
      select ${id('1')}, 'C' || n, 'Customer ' || n, ${NOW}, ${NOW}, ${NOW} from ${every}`
      .execute(tx)
    await sql`insert into contact (id, customer_id, name, is_main, created_at)
      select ${id('2')}, ${id('1')}, 'Person ' || n, true, ${NOW} from ${every}`.execute(tx)
    await sql`insert into contact_address (channel, address, contact_id, customer_id)
      select 'phone', '+33612' || lpad(n::text, 6, '0'), ${id('2')}, ${id('1')} from ${every}`
      .execute(tx)
    await sql`insert into invoice (id, customer_id, number, currency, total_minor, open_minor,
        issued_on, due_on, created_at, updated_at)
      select ${id('3', `n * ${INVOICES} + place`)}, ${id('1')}, 'INV-' || n || '-' || place, 'EUR',
        1000 + n, 1000 + n, date '2027-01-20', date '2027-02-20' + place, ${NOW}, ${NOW}
      from ${every}, generate_series(0, ${INVOICES - 1}::int) place`.execute(tx)
    await sql`insert into run (id, workflow_id, version_id, level, customer_id, created_at)
      select ${id('4')}, w.id, w.published_version_id, 'customer', ${id('1')}, ${NOW}
      from ${every}, workflow w where w.is_default`.execute(tx)
    await sql`analyze`.execute(tx)
  })
