// The channel a customer has asked for: what of ours goes another way because of it (domain E48).
import { dayText } from './template.ts'
import type { Day } from './day.ts'
import { isAutomatable, type Channel, type Remedy } from './workflow.ts'
import type { WishedChannel } from './wished-channels.ts'

export interface ChannelWish {
  channel: WishedChannel
  /** Who asked for it, as it was told to us; may be empty. */
  by: string
  on: Day | null
}

/** The wish is about what we write; whether to call all the same, a person decides. */
export const isAgainstWish = (channel: Channel, wished: WishedChannel | null): boolean =>
  wished !== null && isAutomatable(channel) && channel !== wished

/**
 * The way a written step takes instead. Any text makes a letter or an e-mail; only a text that was
 * written for it makes an SMS. Null: the wish cannot be followed with this text.
 */
export function turnedTo(
  wished: WishedChannel, can: { letter: boolean; email: boolean },
): Exclude<WishedChannel, 'sms'> | null {
  if (wished === 'call') return 'call'
  if (wished === 'letter' && can.letter) return 'letter'
  return wished === 'email' && can.email ? 'email' : null
}

/** Of a step's remedies those that do not write on a channel that was declined. */
export const remediesWithin = (
  remedies: readonly Remedy[], wished: WishedChannel | null,
): Remedy[] => remedies.filter((remedy) => wished === null || remedy === wished
  || remedy === 'call' || remedy === 'task')

const ONLY: Record<WishedChannel, string> = {
  email: 'by e-mail', sms: 'by SMS', letter: 'by post', call: 'by telephone',
}

/** The wish as a sentence that stands beside what it changes. */
export function wishText({ channel, by, on }: ChannelWish): string {
  const who = by === '' ? 'They' : by
  return `${who} asked${on === null ? '' : ` on ${dayText(on, 'en')}`} to be contacted only ${
    ONLY[channel]}.`
}
