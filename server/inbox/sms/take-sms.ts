// Takes an SMS that Twilio hands over: signed, for this account and one of its senders, stored.
import type { Form } from '../../channels/sms/signature.ts'
import { invalid, notFound } from '../../platform/errors.ts'
import { inOrganization, SYSTEM, type Org } from '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { readSenders } from '../../settings/sms/read-senders.ts'
import { readSmsAccount } from '../../settings/sms/read-sms-settings.ts'
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
    if (!await isOurSender(org, form)) throw notFound('No such sender is set up here.')
    await storeSms(org, form.fields, 'webhook')
  })
}

/** By its number; a messaging service may own numbers that nobody has listed here. */
async function isOurSender(org: Org, { fields }: Form): Promise<boolean> {
  const account = await readSmsAccount(org)
  const { To: to = '', MessagingServiceSid: service = '' } = fields
  if (service !== '' && service === account?.messagingServiceSid) return true
  return (await readSenders(org)).some((sender) => sender.address === to
    || (service !== '' && sender.address === service))
}
