// No key works that is not written down, and none is written down that does not work.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import './words.ts'
import { keysPage } from './keys-page.ts'
import { keysOf, rivalOf, USUAL_KEYS } from './own-keys.ts'
import { SHORTCUTS, type Shortcut } from './shortcuts.ts'

const web = import.meta.dirname
const sources = fs.readdirSync(web, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(?<![.]test)[.]tsx?$/.test(file))
  .map((file) => ({ file, text: fs.readFileSync(path.join(web, file), 'utf8') }))
// The keys of that very object.
const names = Object.keys(SHORTCUTS) as Shortcut[]

test('docs/keys.md is what the registry says; `npm run generate` writes it', () => {
  expect(fs.readFileSync(path.join(web, '../docs/keys.md'), 'utf8')).toBe(keysPage())
})

test('every shortcut of the registry is bound somewhere', () => {
  const binding = sources.filter(({ file, text }) =>
    file !== 'shortcuts.ts' && text.includes('useShortcut'))
  expect(names.filter((name) => !binding.some(({ text }) =>
    new RegExp(`\\('${name}'|${name}:|'${name}',`).test(text)))).toEqual([])
})

test('only keys.ts listens to the keys of the whole page, and a drag to its own end', () => {
  const listening = sources.filter(({ text }) =>
    /(document|window)[.]addEventListener\('key|useHotkeys|useWindowEvent\('key/.test(text))
  expect(listening.map(({ file }) => file).sort()).toEqual(['keys.ts', 'pages/workflows/use-line-drag.ts'])
})

test('single keys can be off, a shortcut can have other keys or none', () => {
  const off = { hasSingleKeys: false, own: {} }
  expect([keysOf('reply', off), keysOf('goToDo', off)]).toEqual([null, null])
  expect([keysOf('send', off), keysOf('open', off)]).toEqual(['mod+Enter', 'Enter'])
  const own = { hasSingleKeys: true, own: { reply: 'y', ignore: '' } }
  expect([keysOf('reply', own), keysOf('ignore', own), keysOf('pause', own)])
    .toEqual(['y', null, 'p'])
})

test('sending cannot be put on a single key', () => {
  expect(keysOf('send', { hasSingleKeys: true, own: { send: 's' } })).toBe('mod+Enter')
})

test('two shortcuts of one place cannot share keys; the workflow editor has its own', () => {
  expect(rivalOf('reply', 'e', USUAL_KEYS)).toBe('ignore')
  expect(rivalOf('reply', 'n', USUAL_KEYS)).toBe('note')
  expect(rivalOf('stepAdd', 'j', USUAL_KEYS)).toBeNull()
  expect(rivalOf('stepAdd', '/', USUAL_KEYS)).toBe('search')
})

test('the usual keys have no rivals among themselves', () => {
  expect(names.filter((name) => rivalOf(name, SHORTCUTS[name].keys, USUAL_KEYS) !== null))
    .toEqual([])
})
