import { expect, test } from 'vitest'
import { mentionsIn } from './mention.ts'

const members = [
  { userId: 'ana', name: 'Ana Roth' }, { userId: 'ana2', name: 'Ana Bell' },
  { userId: 'jo', name: 'José Núñez' },
]

test.each([
  ['@Ana Roth please call', ['ana']],
  ['ask @jose or @José Núñez', ['jo']],
  ['@Ana is two people, so nobody is told', []],
  ['write to ana@Roth.example', []],
  ['(@ana bell) and @Ana Roth, now', ['ana2', 'ana']],
])('%s', (text, told) => expect(mentionsIn(text, members)).toEqual(told))
