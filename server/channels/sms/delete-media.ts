// Deletes a file of an incoming message at Twilio, once it is kept here.
import { askTwilio, type Answered, type AskOptions } from './ask-twilio.ts'
import { mediaNamed } from './fetch-media.ts'
import type { TwilioAccount } from './sms-account.ts'

export async function deleteMedia(
  account: TwilioAccount, address: string, options: AskOptions = {},
): Promise<Answered<boolean>> {
  const named = mediaNamed(account, address)
  if (named === null) return { kind: 'gone' }
  return askTwilio(account, (client) =>
    client.messages(named.messageSid).media(named.mediaSid).remove(), options)
}
