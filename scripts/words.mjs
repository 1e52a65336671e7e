// Gathers the texts of the pages into the catalogues in web/words/, and says what is untranslated.
import fs from 'node:fs'
import { register } from 'tsx/esm/api'

register()
const { CATALOGUES, catalogueFile, catalogueOf, gatherTexts } =
  await import('../web/words/gather.ts')
const { readCatalogue } = await import('../web/words/catalogue.ts')

const texts = await gatherTexts()
for (const language of CATALOGUES) {
  const file = catalogueFile(language)
  const catalogue = catalogueOf(language, texts,
    fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '')
  fs.writeFileSync(file, catalogue)
  const empty = readCatalogue(catalogue).filter(({ translation }) => translation === '').length
  console.log(language === 'en' ? `${texts.length} texts.`
    : `${language}: ${empty === 0 ? 'all translated' : `${empty} without a translation`}.`)
}
