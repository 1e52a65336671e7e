// Vite plugins: turn `t`, `<Trans>` and `plural` of the sources into messages; read catalogues.
import type { Plugin } from 'vite'
import { accented } from './words/accented.ts'
import { readCatalogue } from './words/catalogue.ts'
import { compileMessage, generateMessageId, withTexts } from './words/texts.ts'

/** The English text stays in the code, so English needs no catalogue and no word can be missing. */
export const languageMacros = (): Plugin => ({
  name: 'language-macros',
  enforce: 'pre',
  transform: {
    filter: { id: /\/web\/.*\.tsx?$/, code: /@lingui\/(core|react)\/macro|\bcounted\(/ },
    handler: withTexts,
  },
})

/** `en.po` holds the sources alone and is what the accented language is made from. */
export const languageCatalogues = (): Plugin => ({
  name: 'language-catalogues',
  transform: {
    filter: { id: /\/web\/words\/\w+\.po$/ },
    handler(text, id) {
      const isPseudo = id.endsWith('/en.po')
      const messages = readCatalogue(text).flatMap(({ context, source, translation }) => {
        const shown = isPseudo ? source : translation
        if (shown === '') return []
        const compiled = compileMessage(shown)
        return [[generateMessageId(source, context),
          isPseudo ? accented(compiled) : compiled] as const]
      })
      const json = JSON.stringify(JSON.stringify(Object.fromEntries(messages)))
      return { code: `export const messages = JSON.parse(${json})`, map: null, moduleType: 'js' }
    },
  },
})
