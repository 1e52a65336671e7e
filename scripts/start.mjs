// npm start: installs, builds and serves. With --dev it runs the sources and restarts on changes.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { ensureBuilt, ensureInstalled, root } from './ensure.mjs'

ensureInstalled()
if (process.argv.includes('--dev')) {
  const child = spawn(process.execPath, [path.join(root, 'node_modules/tsx/dist/cli.mjs'), 'watch',
    path.join(root, 'server/main.ts')], { cwd: root, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 0))
} else {
  ensureBuilt()
  // In this very process: a kill -9 of it leaves no server behind.
  await import(path.join(root, 'dist/server/main.js'))
}
