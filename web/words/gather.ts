// Gathers the texts of the sources into the catalogues; what is translated stays.
import fs from 'node:fs'
import path from 'node:path'
import { type CatalogueEntry, readCatalogue, writeCatalogue } from './catalogue.ts'
import { withTexts } from './texts.ts'

const WEB = path.join(import.meta.dirname, '..')
export const CATALOGUES = ['en', 'de', 'fr', 'es'] as const
export type Catalogue = (typeof CATALOGUES)[number]

export const catalogueFile = (language: Catalogue) =>
  path.join(import.meta.dirname, `${language}.po`)

/** Sources whose texts are shown; the payment page has words of its own. */
export const sourceFiles = (): string[] =>
  fs.readdirSync(WEB, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => /\.tsx?$/.test(name) && !/\.(test|d)\.tsx?$/.test(name)
      && !/^(pages\/payment|words|gallery)\//.test(name))
    .sort()

const keyOf = ({ context, source }: Pick<CatalogueEntry, 'context' | 'source'>) =>
  `${context}\u0004${source}`

/** In an order that nothing but the texts decides, so that two branches rarely collide. */
export async function gatherTexts(): Promise<CatalogueEntry[]> {
  const found = new Map<string, CatalogueEntry & { files: string[] }>()
  for (const name of sourceFiles()) {
    const code = fs.readFileSync(path.join(WEB, name), 'utf8')
    if (!/@lingui\/(core|react)\/macro|\bcounted\(/.test(code)) continue
    for (const text of (await withTexts(code, path.join(WEB, name)))?.texts ?? []) {
      const entry = found.get(keyOf(text)) ?? { ...text, translation: '', files: [] }
      if (!entry.files.includes(name)) entry.files.push(name)
      found.set(keyOf(text), entry)
    }
  }
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  return [...found.values()].sort((a, b) => order(keyOf(a), keyOf(b)))
}

/** The catalogue as it should stand: texts that are gone leave it, new ones are empty. */
export function catalogueOf(
  language: Catalogue, texts: readonly CatalogueEntry[], before: string,
): string {
  const known = new Map(readCatalogue(before).map((entry) => [keyOf(entry), entry.translation]))
  return writeCatalogue(language, texts.map((text) =>
    ({ ...text, translation: known.get(keyOf(text)) ?? '' })))
}
