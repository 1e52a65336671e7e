// Withdraws a planned message at Twilio, or erases the text of a settled one there.
import { askTwilio, type Answered, type AskOptions } from './ask-twilio.ts'
import { readMessage, type FetchedMessage } from './fetch-message.ts'
import type { TwilioAccount } from './sms-account.ts'

/** Only what is still planned can be withdrawn; afterwards it is refused with 30409. */
export const withdrawMessage = (
  account: TwilioAccount, sid: string, options: AskOptions = {},
): Promise<Answered<FetchedMessage>> => askTwilio(account, async (client) =>
  readMessage(sid, await client.messages(sid).update({ status: 'canceled' })), options)

/** Its numbers and status stay. Refused with 20009 until its delivery is settled. */
export const eraseText = (
  account: TwilioAccount, sid: string, options: AskOptions = {},
): Promise<Answered<FetchedMessage>> => askTwilio(account, async (client) =>
  readMessage(sid, await client.messages(sid).update({ body: '' })), options)
