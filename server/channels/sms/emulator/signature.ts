// Signs a webhook as the provider does; written apart from what checks it, so each tests the other.
import { createHmac } from 'node:crypto'

/** Each key with each of its different values, keys in order of code units, values sorted. */
export function signatureOf(
  authToken: string, url: string, form: ReadonlyMap<string, readonly string[]>,
): string {
  const keys = [...form.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const text = keys.reduce((sum, key) => {
    const values = [...new Set(form.get(key) ?? [])].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    return sum + values.map((value) => key + value).join('')
  }, url)
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64')
}
