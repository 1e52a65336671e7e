// What a refused or undelivered SMS means for a person, and what is done next.

/**
 * retry: the same text again soon · next_window: once more in the next allowed hours ·
 * bad_number: the number is unusable · landline: call instead · opted_out: never again ·
 * pause_sender, close_country, stop_channel: an admin must look · change_text: the template must
 * change · other_sender: once more from another number · unclear: it may have left · nothing.
 */
export const REMEDIES = [
  'retry', 'next_window', 'bad_number', 'landline', 'opted_out', 'pause_sender', 'close_country',
  'stop_channel', 'change_text', 'other_sender', 'unclear', 'nothing',
] as const
export type Remedy = (typeof REMEDIES)[number]

export interface SmsFailure {
  /** The provider's number for it; null when it gave none. */
  code: number | null
  /** Plain words for the collector. */
  text: string
  remedy: Remedy
}

/** What a person reads as the next step, beside the cause. */
export const REMEDY_TEXTS: Record<Remedy, string> = {
  retry: 'It is tried again by itself.',
  next_window: 'It is tried once more in the next allowed hours.',
  bad_number: 'Ask the customer for another number; e-mail goes on.',
  landline: 'Call this number, or ask for a mobile one.',
  opted_out: 'No SMS goes to this number any more; e-mail goes on.',
  pause_sender: 'An admin must look at the sender in Settings › SMS.',
  close_country: 'An admin must open this country in Settings › SMS.',
  stop_channel: 'An admin must look at Settings › SMS; nothing is texted until then.',
  change_text: 'Change the text of the template.',
  other_sender: 'It is tried once from another sender.',
  unclear: 'Decide in To Do › Needs check.',
  nothing: 'Nothing to do.',
}
