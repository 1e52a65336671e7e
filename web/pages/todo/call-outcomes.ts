// How a call can go, in words, and what follows from each.
import { t } from '@lingui/core/macro'

export const OUTCOMES = [
  { value: 'reached', label: t`Reached`, about: t`Counts as a contact.`,
    key: 'callReached' },
  { value: 'voicemail', label: t`Left a message`, about: t`Counts as a contact.`,
    key: 'callVoicemail' },
  { value: 'no_answer', label: t`Not reached`, about: t`No contact; the workflow moves on.`,
    key: 'callNoAnswer' },
  { value: 'promised', label: t`Promised to pay`, about: t`Then note the promise.`,
    key: 'callPromised' },
  { value: 'disputed', label: t`Disputes it`, about: t`Then note what is contested.`,
    key: 'callDisputed' },
  { value: 'call_back', label: t`Call back`, about: t`It comes back on a day; no contact.`,
    key: 'callBack' },
  { value: 'wrong_number', label: t`Wrong number`, about: t`Opens a task to find the right one.`,
    key: 'callWrong' },
] as const

export type Outcome = (typeof OUTCOMES)[number]['value']

const WORDS: Readonly<Record<string, string>> =
  Object.fromEntries(OUTCOMES.map(({ value, label }) => [value, label]))

export const outcomeWord = (outcome: string): string => WORDS[outcome] ?? t`Done`
