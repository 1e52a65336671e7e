// The page of edge cases and the tests that carry their numbers say the same.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '..')
const NUMBERED = /\(\s*['"`](?:[\d, ]+: )?(E\d+)(?: \([^)]*\))?: /g

/** Case and file of each test whose name begins with a number. */
function numberedTests(): string[] {
  const found = new Set<string>()
  for (const room of ['domain', 'server']) {
    const files = fs.readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })
    for (const file of files.filter((name) => name.endsWith('.test.ts'))) {
      const text = fs.readFileSync(path.join(root, room, file), 'utf8')
      for (const [, number] of text.matchAll(NUMBERED)) found.add(`${number} ${room}/${file}`)
    }
  }
  return [...found].toSorted()
}

const rows = fs.readFileSync(path.join(root, 'docs/edge-cases.md'), 'utf8').split('\n')
  .filter((line) => /^\| E\d/.test(line)).map((line) => line.split('|').map((cell) => cell.trim()))

test('the page has each of the 48 cases once, in order, with its test or that it is not built', () => {
  expect(rows.map((cells) => cells[1]))
    .toEqual(Array.from({ length: 48 }, (_, place) => `E${place + 1}`))
  for (const cells of rows) {
    expect(cells[3]).toMatch(/^(not built|`[^`]+\.test\.ts`(, `[^`]+\.test\.ts`)*)$/)
  }
})

test('the files that the page names have a test of that number, and no others do', () => {
  const told = rows.flatMap((cells) => [...(cells[3] ?? '').matchAll(/`([^`]+)`/g)]
    .map(([, file]) => `${cells[1]} ${file}`))
  expect(numberedTests()).toEqual(told.toSorted())
})
