// Changes by which account SMS leave; secrets are sealed, and what is left out is kept.
import { conflict, invalid } from '../../platform/errors.ts'
import type { Org } from '../../platform/in-organization.ts'
import { hasInstallationAccount } from './installation-account.ts'
import {
  smsPurpose, storedAccount, type SealedAccount, type SmsAccount,
} from './read-sms-settings.ts'
import { updateChannel, writeAccount, type SmsChannel } from './settings-store.ts'

export interface AccountWish {
  accountSid: string
  authToken: string | null
  keepsFormerToken: boolean
  apiKeySid: string | null
  apiKeySecret: string | null
  messagingServiceSid: string | null
}

export async function saveSmsChannel(
  org: Org, wish: { channel: SmsChannel; account: AccountWish | null },
): Promise<void> {
  const before = await storedAccount(org)
  if (wish.channel === 'installation' && !hasInstallationAccount(org.installation)) {
    throw invalid('This installation has no SMS account of its own.', [{
      field: 'channel',
      message: 'Set TWILIO_ACCOUNT_SID and its kin on the server, or use an account of your own.',
    }])
  }
  if (wish.account !== null) await saveAccount(org, wish.account, before)
  if (wish.channel === 'own' && wish.account === null && before === null) {
    throw invalid('Enter the account first.', [
      { field: 'account.accountSid', message: 'Copy it from the provider’s console.' }])
  }
  await updateChannel(org, wish.channel)
}

async function saveAccount(org: Org, wish: AccountWish, before: SmsAccount | null): Promise<void> {
  // Of another account no secret is kept.
  const isSame = before?.accountSid === wish.accountSid
  const kept = isSame ? before : null
  const authTokens = tokensAfter(kept?.authTokens ?? [], wish)
  if (authTokens.length === 0) {
    throw invalid('The auth token is missing.', [{
      field: 'account.authToken',
      message: 'The provider signs its reports with it, even where an API key sends.',
    }])
  }
  const isSameKey = before?.apiKeySid === wish.apiKeySid
  const apiKeySecret = wish.apiKeySid === null ? null
    : wish.apiKeySecret ?? (isSameKey ? kept?.apiKeySecret ?? null : null)
  if (wish.apiKeySid !== null && apiKeySecret === null) {
    throw invalid('The secret of the API key is missing.', [
      { field: 'account.apiKeySecret', message: 'It was shown once, when the key was made.' }])
  }
  await writeAccount(org, {
    account_sid: wish.accountSid, api_key_sid: wish.apiKeySid,
    messaging_service_sid: wish.messagingServiceSid,
    sealed: seal(org, { authTokens, apiKeySecret }),
  })
}

function tokensAfter(before: readonly string[], wish: AccountWish): string[] {
  const { authToken } = wish
  if (authToken === null) return [...before]
  const former = before.filter((one) => one !== authToken).slice(0, 1)
  return wish.keepsFormerToken ? [authToken, ...former] : [authToken]
}

const seal = (org: Org, secrets: SealedAccount): string =>
  org.installation.secrets.seal(JSON.stringify(secrets), smsPurpose(org.id))

export async function forgetFormerToken(org: Org): Promise<void> {
  const account = await storedAccount(org)
  if (account === null) throw conflict('No account is set up yet.')
  const { apiKeySecret, authTokens } = account
  await writeAccount(org, {
    account_sid: account.accountSid, api_key_sid: account.apiKeySid,
    messaging_service_sid: account.messagingServiceSid,
    sealed: seal(org, { authTokens: authTokens.slice(0, 1), apiKeySecret }),
  })
}
