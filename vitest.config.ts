// Tests: pure ones and those on a real PostgreSQL; whole stories in a browser come last.
import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { languageCatalogues, languageMacros } from './web/macros.ts'

const here = import.meta.dirname
export default defineConfig({
  plugins: [languageMacros(), languageCatalogues()],
  resolve: {
    alias: ['domain', 'contract', 'server'].map((room) => ({
      find: new RegExp(`^#${room}/`), replacement: `${path.join(here, room)}/`,
    })),
  },
  test: {
    include: ['*.test.ts', '{domain,contract,server,web,bench}/**/*.test.{ts,tsx}',
      'e2e/**/*.test.ts'],
    globalSetup: ['server/testing/global-setup.ts'],
    setupFiles: ['web/words.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
