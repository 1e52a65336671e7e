// Twilio's codes in an answer to our request: what they mean to a person, and what is done next.
import type { Remedy } from '#domain/sms/sms-failure.ts'

export type Meanings = Readonly<Record<number, readonly [text: string, remedy: Remedy]>>

const EMPTY = 'The text was empty.'
const TEMPLATE = 'The message template or its values are wrong.'
const OURS = 'The provider did not understand our request: a fault of this program.'
const PLANNED = 'The planned time is missing or out of range: a fault of this program.'
const NO_SET_UP = 'The SMS set-up of this account (its messaging service) does not exist any more.'
const NOT_A_NUMBER = 'This is not a valid phone number.'
const NOT_OUR_SENDER = 'The sending number cannot send SMS, or is not ours.'
const SENDER_NAME = 'The sender is not allowed for this destination.'
const NO_SENDER_HERE = 'No sender in our pool can reach this country.'
const FAULT = 'The provider had a fault; nobody knows whether the SMS went out.'

export const ANSWER_CODES: Meanings = {
  20003: ['Our access to the SMS provider was refused.', 'stop_channel'],
  20005: ['The SMS account is not active.', 'stop_channel'],
  20009: ['The text can be erased only after its delivery is settled.', 'retry'],
  20404: [NO_SET_UP, 'stop_channel'],
  20429: ['Too many requests at once; the provider asked us to slow down.', 'retry'],
  20500: [FAULT, 'unclear'],
  20503: [FAULT, 'unclear'],
  21211: [NOT_A_NUMBER, 'bad_number'],
  21212: [SENDER_NAME, 'pause_sender'],
  21401: [NOT_A_NUMBER, 'bad_number'],
  21408: ['SMS to this country are switched off in our account.', 'close_country'],
  21601: [NOT_OUR_SENDER, 'pause_sender'],
  21602: [EMPTY, 'change_text'],
  21603: ['The sender is missing: a fault of this program.', 'stop_channel'],
  21604: ['The recipient is missing: a fault of this program.', 'stop_channel'],
  21606: [NOT_OUR_SENDER, 'pause_sender'],
  21608: ['This is a trial account: only numbers verified there get SMS.', 'stop_channel'],
  21609: ['Our address for delivery reports is wrong; check the public address.', 'stop_channel'],
  21610: ['This person replied STOP; they must write START before an SMS may go.', 'opted_out'],
  21611: ['The sending number has more than ten hours of SMS waiting.', 'next_window'],
  21612: ['The provider cannot reach this number from our sender.', 'other_sender'],
  21614: ['This is not a mobile number.', 'landline'],
  21617: ['The text is longer than 1,600 characters.', 'change_text'],
  21619: [EMPTY, 'change_text'],
  21620: ['The address of the attachment is wrong.', 'change_text'],
  21623: ['The message has too many attachments.', 'change_text'],
  21624: ['The time after which the SMS expires is wrong: a fault of this program.',
    'stop_channel'],
  21635: ['This is a landline; in this country it cannot get SMS.', 'landline'],
  21654: [TEMPLATE, 'change_text'],
  21655: [TEMPLATE, 'change_text'],
  21656: [TEMPLATE, 'change_text'],
  21657: [SENDER_NAME, 'pause_sender'],
  21659: [NOT_OUR_SENDER, 'pause_sender'],
  21703: [NO_SENDER_HERE, 'close_country'],
  21704: [NO_SENDER_HERE, 'close_country'],
  21705: [NO_SET_UP, 'stop_channel'],
  21709: [SENDER_NAME, 'pause_sender'],
  21910: ['Sender and recipient are on different channels: a fault of this program.',
    'stop_channel'],
  30029: ['This account may not drop the texts at once.', 'stop_channel'],
  30030: ['This account may not hide the numbers.', 'stop_channel'],
  30409: ['It is too late to withdraw this SMS.', 'nothing'],
  35111: [PLANNED, 'stop_channel'],
  35114: [PLANNED, 'stop_channel'],
  35115: [PLANNED, 'stop_channel'],
  35118: [OURS, 'stop_channel'],
  35119: [OURS, 'stop_channel'],
  35125: ['Too many SMS are planned at the provider.', 'retry'],
}
