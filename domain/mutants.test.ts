// The list of `npm run mutants` fits the rules as they are: each wrong can still be put in.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { MUTANTS } from '../scripts/mutants-list.mjs'

test.each(MUTANTS)('%s', (_, name, from, to) => {
  const text = fs.readFileSync(path.join(import.meta.dirname, name), 'utf8')
  expect(text.split(from)).toHaveLength(2)
  expect(to).not.toBe(from)
})
