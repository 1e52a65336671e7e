// Prices as Twilio writes them, in millionths: `-0.00750` is 7,500, without a rounding in between.

/** Null for what is no price. What is charged comes with a minus, which says nothing here. */
export function microsOf(text: unknown): number | null {
  if (typeof text !== 'string' && typeof text !== 'number') return null
  const parts = /^-?(\d{1,8})(?:\.(\d+))?$/.exec(String(text).trim())
  if (parts === null) return null
  const [, whole = '0', fraction = ''] = parts
  const micros = Number(whole) * 1_000_000 + Number(fraction.slice(0, 6).padEnd(6, '0'))
  return micros + (Number(fraction[6] ?? '0') >= 5 ? 1 : 0)
}

/** `usd` and `USD` both occur. */
export const currencyOf = (text: unknown): string | null =>
  typeof text === 'string' && /^[a-z]{3}$/i.test(text) ? text.toUpperCase() : null
