// Keys on other keyboards than the American: AltGr, brackets by their place, foreign letters.
import { expect, test } from 'vitest'
import { isSingle, namesOf, type Pressed } from './pressed-keys.ts'

const pressed = (given: Partial<Pressed>): Pressed => ({
  key: '', code: '', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false,
  isAltGraph: false, ...given,
})

test.each([
  ['a letter goes by what is printed on it (AZERTY)', { key: 'a', code: 'KeyQ' }, ['a']],
  ['QWERTZ undoes with its own z', { key: 'z', code: 'KeyY', ctrlKey: true }, ['mod+z']],
  ['the bracket written with AltGr is a sign, no chord',
    { key: '[', code: 'Digit8', ctrlKey: true, altKey: true, isAltGraph: true }, ['[']],
  ['ü stands where the bracket is', { key: 'ü', code: 'BracketLeft' }, ['ü', '[']],
  ['a dead circumflex stands where the bracket is (AZERTY)',
    { key: 'Dead', code: 'BracketLeft' }, ['Dead', '[']],
  ['a Cyrillic letter goes by its place', { key: 'о', code: 'KeyJ' }, ['о', 'j']],
  ['a question mark needs shift, and is itself', { key: '?', code: 'Minus', shiftKey: true },
    ['?']],
  ['a slash over the seven is a slash', { key: '/', code: 'Digit7', shiftKey: true }, ['/']],
  ['the minus of QWERTZ is not the slash in whose place it is', { key: '-', code: 'Slash' },
    ['-']],
  ['shift makes another letter', { key: 'R', code: 'KeyR', shiftKey: true }, ['R']],
  ['shift and a chord', { key: 'P', code: 'KeyP', shiftKey: true, metaKey: true },
    ['mod+shift+p']],
  ['an arrow with alt', { key: 'ArrowUp', code: 'ArrowUp', altKey: true }, ['alt+ArrowUp']],
] as const)('%s', (_, given, names) => {
  expect(namesOf(pressed(given))).toEqual(names)
})

test('single are letters and signs, alone or in turn; not Enter, arrows and chords', () => {
  expect(['j', '?', 'g t', 'R'].map(isSingle)).toEqual([true, true, true, true])
  expect(['Enter', 'ArrowUp', 'mod+k', 'shift+ArrowLeft', ''].map(isSingle))
    .toEqual([false, false, false, false, false])
})
