// The words for why a mail came back.
import { expect, test } from 'vitest'
import { bounceWords } from './bounce-words.ts'

test.each([
  ['5.1.1', /no such mailbox/], ['5.1.10', /no such mailbox/], ['5.1.2', /domain/],
  ['4.2.2', /full/], ['5.3.4', /larger/], ['4.4.1', /not be reached/], ['5.7.1', /refused/],
])('status %s is told as what it means', (status, words) => {
  expect(bounceWords({ status, isHard: false, isTemporary: false })).toMatch(words)
})

test('a dead address is called dead even without a status', () => {
  expect(bounceWords({ status: null, isHard: true, isTemporary: false })).toMatch(/no such mailbox/)
})

test('an unknown status invents no reason', () => {
  expect(bounceWords({ status: '5.0.0', isHard: false, isTemporary: false }))
    .toMatch(/without a clear reason/)
})

test('a delay says that delivery goes on', () => {
  expect(bounceWords({ status: '4.4.1', isHard: false, isTemporary: true })).toMatch(/still/)
})
