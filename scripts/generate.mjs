// npm run generate: writes what is made from the code and kept for reading, so that nobody edits it
// by hand: database/schema.sql from the migrations, docs/api.md from the contract, docs/keys.md.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { ensureBuilt, ensureInstalled, root, run } from './ensure.mjs'

ensureInstalled()
ensureBuilt()
const cli = path.join(root, 'dist/server/cli.js')
run(process.execPath, [cli, 'schema'])
const page = spawnSync(process.execPath, [cli, 'openapi', '--page'], {
  cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'],
})
if (page.status !== 0) process.exit(page.status ?? 1)
fs.mkdirSync(path.join(root, 'docs'), { recursive: true })
fs.writeFileSync(path.join(root, 'docs/api.md'), page.stdout)
process.stderr.write('Wrote docs/api.md.\n')
run(process.execPath, [path.join(root, 'scripts/generate-keys.mjs')])
