// Vite plugins: turn `t`, `<Trans>` and `plural` of the sources into messages; read catalogues.
import { type NodePath, parseSync, transformAsync, types } from '@babel/core'
import macros from '@lingui/babel-plugin-lingui-macro'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Plugin } from 'vite'
import { readCatalogue } from './words/catalogue.ts'

/** What @lingui/core runs is compiled by its own compiler, of the same version. */
const besideCore = createRequire(createRequire(import.meta.url).resolve('@lingui/core'))
const { compileMessage } = besideCore('@lingui/message-utils/compileMessage') as
  { compileMessage: (message: string) => unknown[] } // As its declaration says.
const { generateMessageId } = besideCore('@lingui/message-utils/generateMessageId') as
  { generateMessageId: (message: string, context?: string) => string } // As it declares.

/** The English text stays in the code, so English needs no catalogue and no word can be missing. */
export const languageMacros = (): Plugin => ({
  name: 'language-macros',
  enforce: 'pre',
  transform: {
    filter: { id: /\/web\/.*\.tsx?$/, code: /@lingui\/(core|react)\/macro/ },
    async handler(code, id) {
      const result = await transformAsync(code, {
        filename: id, sourceMaps: true, configFile: false, babelrc: false,
        cwd: path.join(import.meta.dirname, '..'),
        plugins: [[macros, { stripMessageField: false }], compileEnglish],
        parserOpts: { plugins: ['typescript', 'jsx'] },
      })
      return result?.code ? { code: result.code, map: result.map ?? null } : null
    },
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
        return shown === '' ? []
          : [[generateMessageId(source, context), compileMessage(shown)] as const]
      }).map(([id, compiled]) => [id, isPseudo ? accented(compiled, true) : compiled] as const)
      const json = JSON.stringify(JSON.stringify(Object.fromEntries(messages)))
      return { code: `export const messages = JSON.parse(${json})`, map: null, moduleType: 'js' }
    },
  },
})

/** Runs behind the macros: `message: 'Paid {n}'` becomes what the runtime reads. */
const compileEnglish = () => ({
  visitor: {
    Program: {
      exit(program: NodePath<types.Program>) {
        program.traverse({
          ObjectExpression({ node }) {
            const named = (name: string) => node.properties.find((property) =>
              types.isObjectProperty(property)
              && types.isIdentifier(property.key, { name }))
            const [id, message] = [named('id'), named('message')]
            if (!types.isObjectProperty(message) || !types.isStringLiteral(message.value)
              || !types.isObjectProperty(id)) return
            if (!node.leadingComments?.some((comment) => comment.value === 'i18n')) return
            const json = JSON.stringify(compileMessage(message.value.value))
            const parsed = parseSync(`(${json})`, { configFile: false, babelrc: false })
            const [statement] = parsed?.program.body ?? []
            if (types.isExpressionStatement(statement)) message.value = statement.expression
          },
        })
      },
    },
  },
})

const ACCENTS: Record<string, string> = {
  a: 'åå', e: 'éé', i: 'îî', o: 'öö', u: 'ûû', A: 'ÅÅ', E: 'ÉÉ', I: 'Î', O: 'ÖÖ', U: 'ÛÛ',
  c: 'ç', n: 'ñ', s: 'š', y: 'ý', z: 'ž', C: 'Ç', N: 'Ñ', S: 'Š', Y: 'Ý',
}

/** Some 40 % longer, in brackets that show a text glued from pieces. */
function accented(tokens: unknown[], isWhole: boolean): unknown[] {
  const told = tokens.map((token): unknown => {
    if (typeof token === 'string') {
      return token.replaceAll(/<\/?\w+\/?>|[a-zA-Z]/g, (found) => ACCENTS[found] ?? found)
    }
    if (!Array.isArray(token) || typeof token[2] !== 'object' || token[2] === null) return token
    const cases = Object.entries(token[2]).map(([key, value]) =>
      [key, Array.isArray(value) ? accented(value, false) : value])
    return [token[0], token[1], Object.fromEntries(cases)]
  })
  return isWhole ? ['[', ...told, ']'] : told
}
