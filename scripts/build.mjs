// Builds the server with esbuild and the pages with Vite into dist/.
import { build } from 'esbuild'
import fs from 'node:fs'
import path from 'node:path'
import { build as buildPages } from 'vite'

const root = path.resolve(import.meta.dirname, '..')
const startedAt = new Date()
const entries = {
  main: 'server/main.ts', cli: 'server/cli.ts', mail: 'server/inbox/mail-main.ts',
  'parse-worker': 'server/inbox/parse-worker.ts',
}
await build({
  entryPoints: Object.fromEntries(Object.entries(entries)
    .map(([name, file]) => [name, path.join(root, file)])
    .filter(([, file]) => fs.existsSync(file))),
  outdir: path.join(root, 'dist/server'),
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
  // Subpath imports are ours, so they are bundled and not left to the runtime.
  alias: Object.fromEntries(['domain', 'contract', 'server']
    .map((room) => [`#${room}`, path.join(root, room)])),
})
if (fs.existsSync(path.join(root, 'web/index.html'))) {
  const config = ['vite.config.ts', 'web/vite.config.ts'].map((file) => path.join(root, file))
    .find((file) => fs.existsSync(file))
  await buildPages({
    root: path.join(root, 'web'), configFile: config ?? false, logLevel: 'warn',
    build: { outDir: path.join(root, 'dist/web'), emptyOutDir: true },
  })
}
// As of the start: what changed while we built is built next time.
fs.writeFileSync(path.join(root, 'dist/.duebox-built'), '')
fs.utimesSync(path.join(root, 'dist/.duebox-built'), startedAt, startedAt)
