// The one error of a call to Twilio: what is known of it, without credentials, numbers or texts.

/**
 * not_written: no byte of the request left · lost: it left and no answer came · garbled: an answer
 * that cannot be read · answered: Twilio, or something before it, said no.
 */
export type Told =
  | { kind: 'not_written'; cause: string }
  | { kind: 'lost'; cause: string }
  | { kind: 'garbled'; status: number }
  | {
    kind: 'answered'; status: number
    /** Twilio's own number for it; null when the answer was not Twilio's. */
    code: number | null
    retryAfterSeconds: number | null
  }

export class TwilioTrouble extends Error {
  readonly told: Told

  constructor(told: Told) {
    super(sentenceOf(told))
    this.name = 'TwilioTrouble'
    this.told = told
  }
}

/** Whatever was thrown around a call, as what is known of it; nothing of a stranger is kept. */
export const toldBy = (thrown: unknown): Told =>
  thrown instanceof TwilioTrouble ? thrown.told : { kind: 'garbled', status: 0 }

export const pageOfCode = (code: number): string => `https://www.twilio.com/docs/errors/${code}`

export function sentenceOf(told: Told): string {
  switch (told.kind) {
    case 'not_written': return `The SMS provider could not be reached (${told.cause}).`
    case 'lost': return `The SMS provider did not answer (${told.cause}); it may have acted.`
    case 'garbled': return 'The SMS provider gave an answer that cannot be read.'
    case 'answered': return told.code === null
      ? `The SMS provider answered ${told.status}.`
      : `The SMS provider refused it: code ${told.code}, see ${pageOfCode(told.code)}.`
  }
}
