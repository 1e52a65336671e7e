// Vite plugin: turns `t`, `<Trans>` and `plural` of the sources into messages of a catalogue.
import { transformAsync } from '@babel/core'
import macros from '@lingui/babel-plugin-lingui-macro'
import path from 'node:path'
import type { Plugin } from 'vite'

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
        plugins: [[macros, { stripMessageField: false }]],
        parserOpts: { plugins: ['typescript', 'jsx'] },
      })
      return result?.code ? { code: result.code, map: result.map ?? null } : null
    },
  },
})
