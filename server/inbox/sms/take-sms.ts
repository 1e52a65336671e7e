// Takes an SMS that Twilio hands over: signed, for this account and one of its senders, stored.
import type { Form } from '../../channels/sms/signature.ts'
import { invalid, notFound } from '../../platform/errors.ts'
import { inOrganization, SYSTEM, type Org } from '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { everySenderAddress } from '../../settings/sms/read-senders.ts'
import { storedAccount } from '../../settings/sms/read-sms-settings.ts'
import { readSmsForm, requireSigned } from './signed-call.ts'
import { storeSms } from './store-sms.ts'

export async function takeSms(
  installation: Installation, orgId: string, request: Request,
): Promise<void> {
  const form = await readSmsForm(request)
  await inOrganization(installation, orgId, SYSTEM, async (org) => {
    await requireSigned(org, request, form)
    const { MessageSid: sid = '', From: from = '' } = form.fields
    if (!/^(?:SM|MM)[0-9a-f]{32}$/i.test(sid) || from === '') {
      throw invalid('This call names no message and no sender.')
    }
    if (!await isOurs(org, form)) throw notFound('No such sender is set up here.')
    await storeSms(org, form.fields, 'webhook')
  })
}

/**
 * Whatever came in to an account of its own is the organization's. On one that several share it is
 * known by the number, listed now or once; a service may own numbers that nobody has listed here.
 */
async function isOurs(org: Org, { fields }: Form): Promise<boolean> {
  const own = await storedAccount(org)
  const { AccountSid: account, To: to = '', MessagingServiceSid: service = '' } = fields
  if (own !== null && account === own.accountSid
    && account !== org.installation.config.twilio.accountSid) return true
  const senders = await everySenderAddress(org)
  return senders.includes(to) || (service !== '' && senders.includes(service))
}
