// Looks at an account for the set-up: is it open, and which numbers and services has it.
import { askTwilio, type Answered, type AskOptions } from './ask-twilio.ts'
import type { TwilioAccount } from './sms-account.ts'

export interface AccountView {
  name: string
  status: 'active' | 'suspended' | 'closed' | 'unknown'
  /** A trial account texts numbers that were verified there, and no other. */
  isTrial: boolean
  numbers: OwnNumber[]
  services: { sid: string; name: string }[]
}

export interface OwnNumber {
  /** E.164. */
  address: string
  label: string
  /** Null for a number whose country cannot be told, such as +800. */
  country: string | null
  kind: 'local' | 'mobile' | 'toll_free'
  canSms: boolean
  canMms: boolean
  /** Where Twilio hands on what comes in; empty: nowhere. */
  smsUrl: string
}

const MOST = 500
const PAGE = 100

export const checkAccount = (
  account: TwilioAccount, options: AskOptions = {},
): Promise<Answered<AccountView>> => askTwilio(account, async (client) => {
  const { parsePhoneNumberFromString: parse } = await import('libphonenumber-js/max')
  const seen = await client.api.v2010.accounts(account.accountSid).fetch()
  const numbers = await client.incomingPhoneNumbers.list({ pageSize: PAGE, limit: MOST })
  const services = await client.messaging.v1.services.list({ pageSize: PAGE, limit: MOST })
  return {
    name: seen.friendlyName ?? '', isTrial: seen.type === 'Trial', status: statusOf(seen.status),
    numbers: numbers.flatMap((one): OwnNumber[] => {
      const address = one.phoneNumber ?? ''
      if (address === '') return []
      const parsed = parse(address)
      return [{
        address, label: one.friendlyName ?? address, country: parsed?.country ?? null,
        kind: kindOf(parsed?.getType()), canSms: one.capabilities?.sms === true,
        canMms: one.capabilities?.mms === true, smsUrl: one.smsUrl ?? '',
      }]
    }),
    services: services.flatMap(({ sid, friendlyName }) =>
      sid ? [{ sid, name: friendlyName ?? sid }] : []),
  }
}, options)

const STATUSES = ['active', 'suspended', 'closed'] as const

const statusOf = (word: string | null | undefined): AccountView['status'] =>
  STATUSES.find((one) => one === word) ?? 'unknown'

function kindOf(type: string | undefined): OwnNumber['kind'] {
  if (type === 'TOLL_FREE') return 'toll_free'
  return type === 'MOBILE' ? 'mobile' : 'local'
}
