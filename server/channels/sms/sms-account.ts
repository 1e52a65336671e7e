// The account at Twilio that an SMS is sent with.
import type { Config } from '../../platform/config.ts'

export interface TwilioAccount {
  accountSid: string
  /** The newest first; two while the token is rotated. They also sign what Twilio calls. */
  authTokens: readonly string[]
  /** With both, requests are made with the key instead of the token. */
  apiKeySid: string | null
  apiKeySecret: string | null
  /** The service that a message goes through when its sender is none of its own. */
  messagingServiceSid: string | null
  /** Without a slash at its end; checked by `readProviderAddress`. */
  baseUrl: string
}

/** The installation's account, from its settings; null while they name none that can sign in. */
export function installationAccount({ twilio }: Pick<Config, 'twilio'>): TwilioAccount | null {
  const { accountSid, authTokens, apiKeySid, apiKeySecret } = twilio
  const canSignIn = authTokens.length > 0 || (apiKeySid !== null && apiKeySecret !== null)
  return accountSid === null || !canSignIn ? null : { ...twilio, accountSid }
}

/** What a request signs in with; null when the account has neither key nor token. */
export function credentialsOf(account: TwilioAccount): { user: string; secret: string } | null {
  if (account.apiKeySid !== null && account.apiKeySecret !== null) {
    return { user: account.apiKeySid, secret: account.apiKeySecret }
  }
  const [token] = account.authTokens
  return token === undefined ? null : { user: account.accountSid, secret: token }
}

const HEX = '[0-9a-fA-F]{32}'
const SIDS = {
  account: new RegExp(`^AC${HEX}$`), key: new RegExp(`^SK${HEX}$`),
  service: new RegExp(`^MG${HEX}$`), message: new RegExp(`^(?:SM|MM)${HEX}$`),
  content: new RegExp(`^HX${HEX}$`), media: new RegExp(`^ME${HEX}$`),
}

/** Whether a text is one of Twilio's identifiers. */
export const isSid = (kind: keyof typeof SIDS, text: string): boolean => SIDS[kind].test(text)
