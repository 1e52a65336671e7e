// docs/screens.md shows every route, is what the list of screens says, and stays small.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ROUTE_PATHS } from './route-addresses.ts'
import { DOCUMENT_SCREENS, screensPage } from './screens.ts'

const docs = path.join(import.meta.dirname, '../docs')
const folder = path.join(docs, 'images/screens')

/** The sample company is made without an import of its own that could be opened. */
const WITHOUT = new Set(['/import/$importId'])

test('every route has its picture', () => {
  const shown = new Set(DOCUMENT_SCREENS.map(({ route }) => route))
  expect(ROUTE_PATHS.length).toBeGreaterThan(20)
  expect(ROUTE_PATHS.filter((route) => !shown.has(route) && !WITHOUT.has(route))).toEqual([])
})

test('the page is made from this list, and each of its pictures is there', () => {
  expect(fs.readFileSync(path.join(docs, 'screens.md'), 'utf8')).toBe(screensPage())
  const files = DOCUMENT_SCREENS.map(({ file }) => `${file}.webp`)
  expect(fs.readdirSync(folder).toSorted()).toEqual(files.toSorted())
})

test('the pictures together stay below 6 MB', () => {
  const sum = fs.readdirSync(folder).reduce((whole, file) =>
    whole + fs.statSync(path.join(folder, file)).size, 0)
  expect(sum).toBeLessThan(6 * 1024 * 1024)
})
