// The palette's commands are found by the beginnings of their words.
import '../words.ts'
import { expect, test } from 'vitest'
import { fits } from './palette-commands.ts'

test.each([
  ['', 'Inbox', true], ['inb', 'Inbox', true], ['BOX', 'Inbox', false],
  ['rep add', 'Reply address', true], ['add rep', 'Settings › Reply address', true],
  ['  sms ', 'Settings › SMS', true], ['smsx', 'Settings › SMS', false],
  ['e-m', 'E-mail', true],
])('“%s” finds “%s”: %s', (query, text, found) => {
  expect(fits(query, text)).toBe(found)
})
