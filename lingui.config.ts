// What `npm run words` gathers for translation: the texts of the pages, one catalogue a language.
import { defineConfig } from '@lingui/conf'

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'de', 'fr', 'es', 'pseudo'],
  pseudoLocale: 'pseudo',
  catalogs: [{ path: '<rootDir>/web/words/{locale}', include: ['web'] }],
})
