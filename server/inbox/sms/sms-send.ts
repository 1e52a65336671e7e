// What an SMS is committed with besides its text, as the gate decided it.
import type { Instant } from '#domain/day.ts'

export interface SmsOfSend {
  senderId: string | null
  sender: { kind: string; address: string }
  country: string | null
  validitySeconds: number
  contentSid: string | null
  /** What the provider's template is filled with; a link in it is put in when it leaves. */
  contentVariables?: Readonly<Record<string, string>>
  /** The estimated price of one part in millionths; null: none is known. */
  segmentMicros: number | null
  currency: string
  /** The next allowed hours after these, for one that is to be tried once more. */
  opensAgainAt: Instant | null
}
