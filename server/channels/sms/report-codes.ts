// Twilio's codes in a later report: why an SMS did not arrive, and what is done next.
import type { Meanings } from './answer-codes.ts'

const OVERLOADED = 'The carrier was overloaded or took too long.'
const REGISTER = 'The sender must be registered for this country.'
const TOO_LARGE = 'The attachment is too large.'
const INSIDE = 'The provider had a fault of its own while planning the SMS.'
const US_LIMIT = 'The limit of the US carriers for this hour or day is reached.'
const FRAUD = "The provider's fraud protection, or the account's daily limit, blocked it."
const NOT_NOW = 'Not allowed at this hour or by local rules.'
const NOT_THERE = 'This person is not on this channel.'
const REFUSED_CONTENT = 'The channel refused the content.'
const BLOCKED_US = 'This person blocked us on this channel.'
const HOOK = 'The provider could not reach our server with its report.'
const NO_AGENCY = 'Collection for others is not admitted on US and Canadian SMS.'

export const REPORT_CODES: Meanings = {
  11200: [HOOK, 'nothing'],
  11205: [HOOK, 'nothing'],
  11751: [TOO_LARGE, 'change_text'],
  14107: ['Too many SMS between two numbers: a guard against loops stopped it.', 'stop_channel'],
  21610: ['This person replied STOP; they must write START before an SMS may go.', 'opted_out'],
  21703: ['No sender in our pool can reach this country.', 'close_country'],
  21704: ['No sender in our pool can reach this country.', 'close_country'],
  30001: ['Too many SMS were waiting; this one was dropped.', 'next_window'],
  30002: ['The SMS account is suspended.', 'stop_channel'],
  30003: ['The phone is off, out of reach, or unable to get SMS.', 'next_window'],
  30004: ['The carrier or the person blocks our messages.', 'nothing'],
  30005: ['The number does not exist (any more).', 'bad_number'],
  30006: ['A landline, or a carrier that this sender cannot reach.', 'landline'],
  30007: ['Filtered as spam by the carrier or the provider.', 'change_text'],
  30008: ['The carrier gave no reason.', 'next_window'],
  30017: [OVERLOADED, 'next_window'],
  30018: [REGISTER, 'close_country'],
  30019: [TOO_LARGE, 'change_text'],
  30020: [INSIDE, 'next_window'],
  30021: [INSIDE, 'next_window'],
  30022: [US_LIMIT, 'next_window'],
  30023: [US_LIMIT, 'next_window'],
  30024: [REGISTER, 'close_country'],
  30027: [US_LIMIT, 'next_window'],
  30032: ['The toll-free number is not verified yet.', 'pause_sender'],
  30034: ['The US number is not registered for business SMS.', 'pause_sender'],
  30036: ['It could not be sent in time, and expired on purpose.', 'next_window'],
  30037: ['Outgoing SMS are disabled for this account.', 'stop_channel'],
  30040: [REGISTER, 'close_country'],
  30041: ['For the United Kingdom the sender must be registered.', 'close_country'],
  30042: ['The sender name is too generic, or not allowed.', 'pause_sender'],
  30047: [INSIDE, 'next_window'],
  30410: [OVERLOADED, 'next_window'],
  30450: [FRAUD, 'stop_channel'],
  30453: [FRAUD, 'stop_channel'],
  30454: [FRAUD, 'stop_channel'],
  30485: [NOT_NOW, 'next_window'],
  30610: [NOT_NOW, 'next_window'],
  30640: ['This number is on a list of litigants; let a lawyer look.', 'opted_out'],
  30863: [NO_AGENCY, 'stop_channel'],
  30943: [NO_AGENCY, 'stop_channel'],
  60410: ["The provider's fraud guard blocked it.", 'stop_channel'],
  63003: [NOT_THERE, 'other_sender'],
  63005: [REFUSED_CONTENT, 'change_text'],
  63007: ['Our sender on this channel is wrong.', 'pause_sender'],
  63013: [REFUSED_CONTENT, 'change_text'],
  63014: [BLOCKED_US, 'opted_out'],
  63016: ['Outside the 24 hours after an answer, WhatsApp takes templates only.', 'other_sender'],
  63018: ['Too many messages at once on this channel.', 'retry'],
  63024: [NOT_THERE, 'other_sender'],
  63033: [BLOCKED_US, 'opted_out'],
  63036: ['The phone cannot receive RCS.', 'other_sender'],
  63038: [FRAUD, 'stop_channel'],
}
