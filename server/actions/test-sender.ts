// A test of the e-mail sender: a real text with a real customer's figures, to oneself alone.
import { sql } from 'kysely'
import { receiptOf, type Outgoing } from '../channels/channel.ts'
import { openChannel } from '../channels/open-channel.ts'
import { conflict, forbidden } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { emailSettingsOf } from '../settings/read-email-settings.ts'
import { noteSenderTest, readSenderState, type SenderStanding } from '../settings/sender-state.ts'
import { inboundDomainOf } from '../settings/addresses.ts'
import { textToHtml } from '../templates/text-to-html.ts'
import { previewText } from './preview-text.ts'

export async function testSender(
  installation: Installation, orgId: string, caller: { actor: string; userId: string | null },
): Promise<SenderStanding & { to: string; subject: string }> {
  const { userId } = caller
  if (userId === null) throw forbidden('A test goes to a person; an API key has no address.')
  const { outgoing, smtp } = await inOrganization(installation, orgId, caller.actor,
    async (org) => ({ outgoing: await write(org, userId), smtp: emailSettingsOf(org).smtp }))
  const channel = openChannel(installation, { orgId, smtp, sms: null }, 'email')
  const receipt = await receiptOf(() => channel.send(outgoing))
  const why = receipt.kind === 'accepted' ? null : receipt.why
  return inOrganization(installation, orgId, caller.actor, async (org) => {
    if (smtp !== null) await noteSenderTest(org, why)
    return { ...await readSenderState(org), to: outgoing.to[0] ?? '', subject: outgoing.subject }
  })
}

interface Sample {
  customerId: string | null
  subject: string | null
  body: string | null
}

async function write(org: Org, userId: string): Promise<Outgoing> {
  const settings = emailSettingsOf(org)
  if (!settings.isSenderReady) throw conflict('Name the address that mail is sent from first.')
  const { rows } = await sql<{ email: string }>`select email from member
    where org_id = ${org.id} and user_id = ${userId}`.execute(org.tx)
  const to = rows[0]?.email
  if (to === undefined) throw forbidden('You are not a member of this organization.')
  const text = await sampleText(org)
  const id = newId()
  return {
    attemptId: id, channel: 'email', to: [to], cc: [], bcc: [],
    from: { name: settings.fromName, address: settings.fromAddress },
    replyTo: settings.replyTo, subject: `Test: ${text.subject}`, text: text.body,
    html: textToHtml(text.body),
    messageRef: `test-${id}@${inboundDomainOf(org.installation.config)}`,
    inReplyTo: null, references: [], isAutomatic: true,
  }
}

/** Of whoever owes most by the oldest invoice; without a ledger, plain words. */
async function sampleText(org: Org): Promise<{ subject: string; body: string }> {
  const { rows } = await sql<Sample>`select
      (select i.customer_id from invoice i where i.org_id = ${org.id} and i.open_minor > 0
        and i.state = 'open' order by i.due_on, i.id limit 1) as "customerId",
      t.subject, t.body
    from (select 1) one left join lateral (
      select v.subject, v.body from template m join template_text v
        on v.org_id = m.org_id and v.template_id = m.id and v.version = m.version
      where m.org_id = ${org.id} and m.channel = 'email'
      order by v.locale = ${org.settings.locale} desc, m.created_at, m.name limit 1) t on true`
    .execute(org.tx)
  const { customerId, subject, body } = rows[0] ?? {}
  if (customerId && subject && body) {
    const shown = await previewText(org, { channel: 'email', subject, body, customerId })
    if (shown.problem === null) return { subject: shown.subject, body: shown.body }
  }
  return {
    subject: `E-mail of ${org.settings.name} works`,
    body: 'This is a test of Duebox. Import invoices, and the next one shows a real reminder.',
  }
}
