// Reads a call of Twilio's as it was signed, and believes only the account of the organization.
import { isSignedForm, MOST_FORM_BYTES, readForm, type Form } from '../../channels/sms/signature.ts'
import { installationAccount, type TwilioAccount } from '../../channels/sms/sms-account.ts'
import { forbidden, notFound, tooLarge } from '../../platform/errors.ts'
import type { Org } from '../../platform/in-organization.ts'
import { storedAccount } from '../../settings/sms/read-sms-settings.ts'

/** The address that was signed is ours by the settings; no header of the call decides it. */
export async function requireSigned(org: Org, request: Request, form: Form): Promise<void> {
  const account = (await accountsOf(org))
    .find((one) => one.accountSid === form.fields['AccountSid'])
  if (account === undefined) throw nobody()
  const { pathname, search } = new URL(request.url)
  const isSigned = isSignedForm({
    url: org.installation.config.publicUrl + pathname + search,
    authTokens: account.authTokens,
    signature: request.headers.get('x-twilio-signature') ?? undefined,
  }, form)
  if (!isSigned) throw forbidden('This call is not signed by the SMS account of this organization.')
}

/**
 * The one in use, and those that were: a customer may answer what left before SMS were switched
 * off or over, and what became of it is still told.
 */
async function accountsOf(org: Org): Promise<TwilioAccount[]> {
  if (org.settings.is_sandbox) return []
  return [await storedAccount(org), installationAccount(org.installation.config)]
    .filter((account) => account !== null)
}

const nobody = () => notFound('No SMS account like this is set up here.')

/** The body as it is signed: flat, nothing trimmed, empties kept. */
export async function readSmsForm(request: Request): Promise<Form> {
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
