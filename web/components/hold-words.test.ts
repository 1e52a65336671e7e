// The words of holds on the pages: all of them, and never in place of what only the server knows.
import { expect, test } from 'vitest'
import { HOLD_CODES, HOLD_TEXTS } from '#domain/hold.ts'
import { HOLD_WORDS, holdWord, inOwnWords } from './hold-words.ts'

test.each(HOLD_CODES)('%s has words of the page, in English what the server says', (code) => {
  expect(HOLD_WORDS[code]).toEqual(HOLD_TEXTS[code])
})

test('particulars that a code cannot tell are shown as they came', () => {
  const told = { code: 'automation_off', text: 'Nothing leaves before 09:30.', fix: 'It leaves.' }
  expect(inOwnWords(told)).toEqual(told)
})

test('a code the page does not know is told as it came', () => {
  const told = { code: 'moon_is_full', text: 'The moon is full.', fix: 'Wait a day.' }
  expect(inOwnWords(told)).toEqual(told)
  expect(holdWord('moon_is_full')).toBe('moon_is_full')
})
