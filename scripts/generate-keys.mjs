// Writes docs/keys.md from the registry of shortcuts, whose words go through the pages' macros.
import fs from 'node:fs'
import path from 'node:path'
import { createServer } from 'vite'
import { root } from './ensure.mjs'

const server = await createServer({
  configFile: path.join(root, 'web/vite.config.ts'), root: path.join(root, 'web'),
  server: { middlewareMode: true, hmr: false, ws: false, watch: null }, logLevel: 'error',
  appType: 'custom', optimizeDeps: { noDiscovery: true },
})
try {
  await server.ssrLoadModule('/words.ts')
  const { keysPage } = await server.ssrLoadModule('/keys-page.ts')
  fs.writeFileSync(path.join(root, 'docs/keys.md'), keysPage())
  process.stderr.write('Wrote docs/keys.md.\n')
} finally {
  await server.close()
}
