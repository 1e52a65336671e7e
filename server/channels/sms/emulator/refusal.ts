// How the provider says no: its number, its HTTP status and its words.

/** Thrown by whatever answers a request; the door makes the answer of it. */
export class Refusal extends Error {
  readonly code: number
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  constructor(
    code: number, text?: string, status?: number, headers: Record<string, string> = {},
  ) {
    super(text ?? KNOWN[code]?.text ?? 'The request was refused')
    this.code = code
    this.status = status ?? KNOWN[code]?.status ?? 400
    this.headers = headers
  }
}

export const refusalBody = (refusal: Refusal): string => JSON.stringify({
  code: refusal.code, message: refusal.message,
  more_info: `https://www.twilio.com/docs/errors/${refusal.code}`, status: refusal.status,
})

const KNOWN: Readonly<Record<number, { status: number; text: string }>> = {
  20001: { status: 400, text: 'A parameter has a value that is not known' },
  20003: { status: 401, text: 'Authenticate' },
  20004: { status: 405, text: 'Method not allowed' },
  20005: { status: 403, text: 'The account is not active' },
  20009: { status: 409, text: 'The resource cannot be changed before it is finished' },
  20404: { status: 404, text: 'The requested resource was not found' },
  20429: { status: 429, text: 'Too many requests; this one was not processed' },
  20500: { status: 500, text: 'An internal error occurred' },
  20503: { status: 503, text: 'The service is not available' },
  21211: { status: 400, text: "The 'To' number is not a valid phone number" },
  21212: { status: 400, text: "The 'From' number or sender name is not valid" },
  21266: { status: 400, text: "'To' and 'From' cannot be the same" },
  21408: { status: 403, text: 'Permission to send to this region is not enabled' },
  21601: { status: 400, text: "The 'From' number cannot send SMS" },
  21602: { status: 400, text: 'A message body is required' },
  21603: { status: 400, text: "A 'From' or a 'MessagingServiceSid' is required" },
  21604: { status: 400, text: "A 'To' number is required" },
  21606: { status: 400, text: "The 'From' number is not an SMS-capable number of this account" },
  21608: { status: 400, text: 'A trial account can text verified numbers only' },
  21609: { status: 400, text: "The 'StatusCallback' is not a valid address" },
  21610: { status: 400, text: 'The recipient has unsubscribed' },
  21611: { status: 400, text: "The queue of this 'From' number is full" },
  21612: { status: 400, text: "'To' cannot be reached from this 'From'" },
  21614: { status: 400, text: "The 'To' number is not a mobile number" },
  21617: { status: 400, text: 'The body exceeds 1600 characters' },
  21619: { status: 400, text: 'A body, media or content is required' },
  21620: { status: 400, text: 'A media address is not valid' },
  21623: { status: 400, text: 'More than ten media addresses' },
  21624: { status: 400, text: "The 'ValidityPeriod' is out of range" },
  21635: { status: 400, text: "The 'To' number is a landline" },
  21654: { status: 400, text: 'A content sid is required for content variables' },
  21655: { status: 400, text: 'The content sid is not valid' },
  21656: { status: 400, text: 'The content variables are not valid' },
  21657: { status: 400, text: 'The destination does not allow a sender name' },
  21659: { status: 400, text: "The 'From' is not a number of this account" },
  21704: { status: 400, text: 'The messaging service has no sender' },
  21705: { status: 400, text: 'The messaging service does not exist' },
  21709: { status: 400, text: 'The sender is not in the pool of the messaging service' },
  21910: { status: 400, text: "'From' and 'To' are on different channels" },
  30029: { status: 400, text: 'Content retention is not available to this account' },
  30030: { status: 400, text: 'Address retention is not available to this account' },
  30409: { status: 409, text: 'The message cannot be canceled any more' },
  35111: { status: 400, text: "A 'SendAt' is required" },
  35114: { status: 400, text: "The 'SendAt' is not a timestamp" },
  35115: { status: 400, text: "The 'SendAt' is outside of the scheduling window" },
  35118: { status: 400, text: "A 'MessagingServiceSid' is required to schedule" },
  35119: { status: 400, text: "The 'ScheduleType' must be fixed" },
}

/** What the provider writes beside the code of a message that failed later. */
export const laterText = (code: number): string => LATER[code] ?? `The message failed with ${code}`

const LATER: Readonly<Record<number, string>> = {
  21610: 'The recipient has unsubscribed', 21703: 'No sender of the pool reaches this country',
  30001: 'Queue overflow', 30002: 'Account suspended', 30003: 'Unreachable destination handset',
  30004: 'Message blocked', 30005: 'Unknown destination handset',
  30006: 'Landline or unreachable carrier', 30007: 'Message filtered', 30008: 'Unknown error',
  30018: 'Sender must be registered', 30032: 'Toll-free number not verified',
  30034: 'Number not registered', 30036: 'Validity period expired',
  63036: 'The phone cannot receive RCS', 14107: 'Too many messages between two numbers',
  63016: 'Outside of the messaging window without a template',
}
