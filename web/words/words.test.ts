// The pages speak through messages alone, and the catalogues hold exactly those messages.
import { parseSync, traverse, types, type NodePath } from '@babel/core'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { type CatalogueEntry, readCatalogue } from './catalogue.ts'
import { type Catalogue, CATALOGUES, catalogueFile, catalogueOf, gatherTexts, sourceFiles }
  from './gather.ts'
import { compileMessage } from './texts.ts'

/** Every text of these is translated, and stays so. */
const FILLED: readonly Catalogue[] = []

/** Names, units and codes that are the same in every language. */
const SAME_EVERYWHERE = /^(Duebox|SMS|PDF|CSV|API|URL|IBAN|BIC|Twilio|WhatsApp|RCS|px|kB|MB|s|x)$/
const SHOWN_ATTRIBUTES = new Set(['label', 'title', 'placeholder', 'description', 'aria-label',
  'about', 'windowTitle', 'save', 'nothing', 'nothingFoundMessage', 'alt', 'empty', 'suffix'])

/** An address is an example in every language. */
const isWord = (text: string): boolean => !/^(https:\/\/|[\w.]+@)\S+$/.test(text)
  && text.split(/[^\p{L}]+/u)
    .some((word) => word.length > 1 && !SAME_EVERYWHERE.test(word))

const isInMessage = (found: NodePath): boolean => found.findParent(({ node }) =>
  types.isJSXElement(node) && types.isJSXIdentifier(node.openingElement.name)
  && ['Trans', 'Plural', 'code'].includes(node.openingElement.name.name)) !== null

/** Texts of a source that no catalogue would see. */
function plainTexts(code: string, name: string): string[] {
  const ast = parseSync(code, { filename: name, configFile: false, babelrc: false,
    parserOpts: { plugins: ['typescript', 'jsx'] } })
  const plain: string[] = []
  if (ast === null) return plain
  traverse(ast, {
    JSXText(found) {
      const text = found.node.value.trim()
      if (isWord(text) && !isInMessage(found)) plain.push(`${name}: ${text}`)
    },
    JSXAttribute({ node }) {
      const { name: attribute, value } = node
      if (!types.isJSXIdentifier(attribute) && !types.isJSXNamespacedName(attribute)) return
      if (!types.isStringLiteral(value) || !SHOWN_ATTRIBUTES.has(String(attribute.name))) return
      if (isWord(value.value)) plain.push(`${name}: ${String(attribute.name)}="${value.value}"`)
    },
  })
  return plain
}

test.each([
  ['const a = <b>Paid</b>', 1], ['const a = <b><Trans>Paid</Trans></b>', 0],
  ['const a = <i title="Paid" />', 1], ['const a = <i title={t`Paid`} className="paid one" />', 0],
  ['const a = <b>SMS · {n}</b>', 0],
])('of %s so many texts are plain: %i', (code, count) => {
  expect(plainTexts(code, 'a.tsx')).toHaveLength(count)
})

test('no text of a page stands outside a message', () => {
  const web = path.join(import.meta.dirname, '..')
  expect(sourceFiles().filter((name) => name.endsWith('.tsx')).flatMap((name) =>
    plainTexts(fs.readFileSync(path.join(web, name), 'utf8'), name))).toEqual([])
})

const read = (language: Catalogue) => fs.readFileSync(catalogueFile(language), 'utf8')

test('the catalogues hold the texts of the sources; `npm run words` writes them', async () => {
  const texts = await gatherTexts()
  const stale = CATALOGUES.filter((language) =>
    catalogueOf(language, texts, read(language)) !== read(language))
  expect(stale).toEqual([])
}, 240_000)

/** `{name}`, `{count, plural, …}` and `<0>` by name, each once, in the order of the alphabet. */
function placeholders(message: string): string[] {
  const names = new Set<string>(message.match(/<\d+\/?>/g) ?? [])
  const visit = (tokens: unknown): void => {
    if (!Array.isArray(tokens)) return
    for (const token of tokens) {
      if (!Array.isArray(token)) continue
      names.add(String(token[0]))
      const cases: unknown = token[2]
      if (typeof cases === 'object' && cases !== null) Object.values(cases).forEach(visit)
    }
  }
  visit(compileMessage(message))
  return [...names].sort()
}

const isUnlike = ({ source, translation }: CatalogueEntry): boolean => translation !== ''
  && JSON.stringify(placeholders(source)) !== JSON.stringify(placeholders(translation))

test('a translation with other placeholders than its source is seen', () => {
  const entry = { context: '', files: [], source: '<0>{n}</0> of {total}' }
  expect(isUnlike({ ...entry, translation: 'von {total} <0>{n}</0>' })).toBe(false)
  expect(isUnlike({ ...entry, translation: '{n} von {total}' })).toBe(true)
  expect(isUnlike({ ...entry, translation: '<0>{zahl}</0> von {total}' })).toBe(true)
})

test('every translation has the placeholders of its source', () => {
  const unlike = CATALOGUES.flatMap((language) => readCatalogue(read(language)).filter(isUnlike)
    .map(({ translation }) => `${language}: ${translation}`))
  expect(unlike).toEqual([])
})

test('what is filled stays filled', () => {
  const missing = FILLED.flatMap((language) => readCatalogue(read(language))
    .filter(({ translation }) => translation === '').map(({ source }) => `${language}: ${source}`))
  expect(missing).toEqual([])
})
