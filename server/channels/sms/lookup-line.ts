// Asks Twilio's Lookup what kind of line a number is; each question costs money.
import { z } from 'zod'
import { askTwilio, type Answered, type AskOptions } from './ask-twilio.ts'
import type { TwilioAccount } from './sms-account.ts'

export type LookedUpLine =
  'mobile' | 'landline' | 'voip' | 'toll_free' | 'premium' | 'invalid' | 'unknown'

const LINES: Readonly<Record<string, LookedUpLine>> = {
  mobile: 'mobile', landline: 'landline', fixedVoip: 'voip', nonFixedVoip: 'voip',
  tollFree: 'toll_free', premium: 'premium',
}

const Intelligence = z.object({ type: z.string().nullish() }).nullish().catch(null)

export async function lookUpLine(
  account: TwilioAccount, number: string, options: AskOptions = {},
): Promise<Answered<LookedUpLine>> {
  if (!/^\+[1-9]\d{4,14}$/.test(number)) return { kind: 'told', value: 'invalid' }
  const answered = await askTwilio(account, async (client) => {
    const seen = await client.lookups.v2.phoneNumbers(number)
      .fetch({ fields: 'line_type_intelligence' })
    if (seen.valid === false) return 'invalid'
    return LINES[Intelligence.parse(seen.lineTypeIntelligence)?.type ?? ''] ?? 'unknown'
  }, options)
  return answered.kind === 'gone' ? { kind: 'told', value: 'invalid' } : answered
}
