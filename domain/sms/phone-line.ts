// What kind of line a number is, and whether an SMS can reach it.

export const PHONE_LINES = [
  'mobile', 'landline', 'maybe_mobile', 'voip', 'toll_free', 'premium', 'invalid', 'unknown',
] as const
export type PhoneLine = (typeof PHONE_LINES)[number]

const PROBLEMS: Readonly<Partial<Record<PhoneLine, string>>> = {
  landline: 'a landline', invalid: 'not in use', premium: 'a premium number',
  toll_free: 'a toll-free number',
}

/** Null: it may be texted. What a number cannot tell is tried; its errors teach us. */
export const lineProblem = (line: PhoneLine): string | null => PROBLEMS[line] ?? null
