// How a call can go, in words, and what follows from each.

export const OUTCOMES = [
  { value: 'reached', label: 'Reached', about: 'Counts as a contact.',
    key: 'callReached' },
  { value: 'voicemail', label: 'Left a message', about: 'Counts as a contact.',
    key: 'callVoicemail' },
  { value: 'no_answer', label: 'Not reached', about: 'No contact; the workflow moves on.',
    key: 'callNoAnswer' },
  { value: 'promised', label: 'Promised to pay', about: 'Then note the promise.',
    key: 'callPromised' },
  { value: 'disputed', label: 'Disputes it', about: 'Then note what is contested.',
    key: 'callDisputed' },
  { value: 'call_back', label: 'Call back', about: 'It comes back on a day; no contact.',
    key: 'callBack' },
  { value: 'wrong_number', label: 'Wrong number', about: 'Opens a task to find the right one.',
    key: 'callWrong' },
] as const

export type Outcome = (typeof OUTCOMES)[number]['value']

const WORDS: Readonly<Record<string, string>> =
  Object.fromEntries(OUTCOMES.map(({ value, label }) => [value, label]))

export const outcomeWord = (outcome: string): string => WORDS[outcome] ?? 'Done'
