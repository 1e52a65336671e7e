// Builds the pages: `vite build web --outDir ../dist/web --emptyOutDir`.
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { helpModule } from './help-pages.ts'
import { languageCatalogues, languageMacros } from './macros.ts'

const root = path.join(import.meta.dirname, '..')
const backend = `http://127.0.0.1:${process.env.PORT ?? '3000'}`

export default defineConfig({
  plugins: [languageMacros(), languageCatalogues(), helpModule(), react()],
  resolve: {
    alias: ['domain', 'contract'].map((room) => ({
      find: new RegExp(`^#${room}/`), replacement: `${path.join(root, room)}/`,
    })),
  },
  server: { proxy: { '/api': backend, '/health': backend } },
  build: {
    target: 'es2022', sourcemap: false, chunkSizeWarningLimit: 600,
    rolldownOptions: { input: ['index.html', 'payment.html'].map((page) =>
      path.join(import.meta.dirname, page)) },
  },
})
