import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')
const rows = [...read('docs/sms-contract.md').matchAll(/^\| (\d+) \| [^|]+ \| `([^`]+)` \|$/gm)]
  .map(([, number, file]) => [Number(number), file ?? ''] as const)

/** Names of tests, and rows of tables that name them, begin with their numbers and a colon. */
const numbersIn = (file: string) => new Set(
  [...read(file).matchAll(/['"`](\d+(?:, \d+)*): /g)]
    .flatMap(([, numbers]) => (numbers ?? '').split(', ').map(Number)))

test('the list has each number from 1 to 69 once, in order', () => {
  expect(rows.map(([number]) => number)).toEqual(Array.from({ length: 69 }, (_, at) => at + 1))
})

test.each(rows)('number %i stands in the name of a test in %s', (number, file) => {
  expect(numbersIn(file)).toContain(number)
})
