import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ENDPOINTS } from '#contract/all.ts'
import { apiPage } from './api-page.ts'

test('docs/api.md is what the contract says; if not, run `npm run generate`', () => {
  const file = path.join(import.meta.dirname, '../../docs/api.md')
  expect(apiPage(ENDPOINTS)).toBe(fs.readFileSync(file, 'utf8'))
})

test('every endpoint stands on the page once', () => {
  const rows = apiPage(ENDPOINTS).split('\n').filter((line) => line.startsWith('| `'))
  expect(rows).toHaveLength(ENDPOINTS.length)
})
