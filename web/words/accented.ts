// The language of tests: English with accents, some 40 % longer, in brackets.

const ACCENTS: Record<string, string> = {
  a: 'åå', e: 'éé', i: 'îî', o: 'öö', u: 'ûû', A: 'ÅÅ', E: 'ÉÉ', I: 'Î', O: 'ÖÖ', U: 'ÛÛ',
  c: 'ç', n: 'ñ', s: 'š', y: 'ý', z: 'ž', C: 'Ç', N: 'Ñ', S: 'Š', Y: 'Ý',
}

/** Of a compiled message; the brackets show a text that was glued from pieces. */
export const accented = (tokens: unknown[]): unknown[] => ['[', ...stretched(tokens), ']']

const stretched = (tokens: unknown[]): unknown[] => tokens.map((token) => {
  if (typeof token === 'string') {
    return token.replaceAll(/<\/?\w+\/?>|[a-zA-Z]/g, (found) => ACCENTS[found] ?? found)
  }
  if (!Array.isArray(token) || typeof token[2] !== 'object' || token[2] === null) return token
  const cases = Object.entries(token[2]).map(([key, value]) =>
    [key, Array.isArray(value) ? stretched(value) : value])
  return [token[0], token[1], Object.fromEntries(cases)]
})
