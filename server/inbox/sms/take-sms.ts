// Takes an SMS that Twilio hands over: signed, for this account and one of its senders, stored.
import {
  isSignedForm, MOST_FORM_BYTES, readForm, type Form,
} from '../../channels/sms/signature.ts'
import { forbidden, invalid, notFound, tooLarge } from '../../platform/errors.ts'
import { inOrganization, SYSTEM, type Org } from '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { readSenders } from '../../settings/sms/read-senders.ts'
import { readSmsAccount } from '../../settings/sms/read-sms-settings.ts'
import { storeSms } from './store-sms.ts'

const nobody = () => notFound('No SMS account with this sender is set up here.')

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
    if (!await isOurSender(org, form)) throw nobody()
    await storeSms(org, form.fields, 'webhook')
  })
}

/** The address that was signed is ours by the settings; no header of the call decides it. */
async function requireSigned(org: Org, request: Request, form: Form): Promise<void> {
  const account = await readSmsAccount(org)
  if (account === null) throw nobody()
  const { pathname, search } = new URL(request.url)
  const isSigned = isSignedForm({
    url: org.installation.config.publicUrl + pathname + search,
    authTokens: account.authTokens,
    signature: request.headers.get('x-twilio-signature') ?? undefined,
  }, form)
  if (!isSigned) throw forbidden('This call is not signed by the SMS account of this organization.')
  if (form.fields['AccountSid'] !== account.accountSid) throw nobody()
}

/** By its number; a messaging service may own numbers that nobody has listed here. */
async function isOurSender(org: Org, { fields }: Form): Promise<boolean> {
  const account = await readSmsAccount(org)
  const { To: to = '', MessagingServiceSid: service = '' } = fields
  if (service !== '' && service === account?.messagingServiceSid) return true
  return (await readSenders(org)).some((sender) => sender.address === to
    || (service !== '' && sender.address === service))
}

/** The body as it is signed: flat, nothing trimmed, empties kept. */
async function readSmsForm(request: Request): Promise<Form> {
  const refuse = () => tooLarge('This call is larger than 64 kB.')
  if (Number(request.headers.get('content-length') ?? 0) > MOST_FORM_BYTES) throw refuse()
  const chunks: Uint8Array[] = []
  let size = 0
  // Node's streams can be iterated, which the browser's types do not tell.
  for await (const chunk of (request.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > MOST_FORM_BYTES) throw refuse()
    chunks.push(chunk)
  }
  const form = readForm(Buffer.concat(chunks))
  if (form === null) throw refuse()
  return form
}
