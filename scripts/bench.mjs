// npm run bench: measures the product beside its floors; see bench/.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { ensureInstalled, root } from './ensure.mjs'

ensureInstalled()
const done = spawnSync(process.execPath, ['--import', 'tsx', path.join(root, 'bench/main.ts'),
  ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
process.exit(done.status ?? 1)
