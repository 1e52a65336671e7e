// Message ids out of header texts, tidy or not.
import { expect, test } from 'vitest'
import { messageIdOf, messageIdsOf } from './message-id.ts'

const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['<a@b>', ['a@b']],
  ['<1@x> <2@x>\r\n\t<3@x>', ['1@x', '2@x', '3@x']],
  ['<1@x><1@x>', ['1@x']],
  ['<a\r\n b@c>', ['ab@c']],
  ['a@b, c@d', ['a@b', 'c@d']],
  ['Your message of Monday <a@b>', ['a@b']],
  ['<<a@b>>', ['a@b']],
  ['no id here', []],
  ['<', []],
]

test.each(CASES)('%j', (text, ids) => {
  expect(messageIdsOf(text)).toEqual(ids)
  expect(messageIdOf(text)).toBe(ids[0] ?? null)
})

test('of a very long thread the root and the newest stay', () => {
  const ids = Array.from({ length: 1_000 }, (_, at) => `<${at}@x>`).join(' ')
  const found = messageIdsOf(ids)
  expect(found).toHaveLength(100)
  expect(found[0]).toBe('0@x')
  expect(found.at(-1)).toBe('999@x')
})
