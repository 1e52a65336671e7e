// npm test: gets what it needs (dependencies, a browser), then types, lint and all tests. The last
// line is the runner's own count.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ensureBuilt, ensureInstalled, root } from './ensure.mjs'

ensureInstalled()
const bin = (name) => path.join(root, 'node_modules/.bin', name)
const run = (command, args, env = {}) => spawnSync(command, args, {
  cwd: root, stdio: 'inherit', env: { ...process.env, ...env },
}).status === 0

let passed = 0
let failed = 0
// Cheapest first: what fails here fails in seconds.
for (const [name, args] of [['tsc', ['-p', '.']], ['oxlint', []]]) {
  if (run(bin(name), args)) passed++
  else failed++
}
const extra = process.argv.slice(2)
const wantsBrowser = extra.length === 0 || extra.some((arg) => arg.includes('e2e'))
if (wantsBrowser) ensureBuilt()
const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'duebox-report-')), 'report.json')
const hasRun = run(bin('vitest'), ['run', '--reporter=default', '--reporter=json',
  `--outputFile.json=${report}`, ...extra],
  wantsBrowser ? { CHROMIUM_PATH: ensureBrowser() } : {})
const counts = fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')) : null
passed += counts?.numPassedTests ?? 0
// A file that cannot be loaded has no tests to count, so it counts itself.
const broken = (counts?.testResults ?? []).filter((file) =>
  file.status === 'failed' && file.assertionResults.length === 0).length
failed += counts ? counts.numFailedTests + broken : 1
if (!hasRun && failed === 0) failed++
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)

function ensureBrowser() {
  const named = process.env.CHROMIUM_PATH
  if (named && fs.existsSync(named)) return named
  const found = findBrowser()
  if (found) return found
  const apt = ['/usr/bin/apt-get', '/bin/apt-get'].find((file) => fs.existsSync(file))
  if (apt && process.getuid?.() === 0) {
    process.stderr.write('Installing a browser for the tests (once) …\n')
    run(apt, ['update', '-qq'])
    run(apt, ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
      { DEBIAN_FRONTEND: 'noninteractive' })
    const installed = findBrowser()
    if (installed) return installed
  }
  process.stderr.write('No Chromium was found for the browser tests. Install it (for instance '
    + '`sudo apt-get install chromium`), or name one in CHROMIUM_PATH.\n')
  return ''
}

function findBrowser() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find((file) => fs.existsSync(file))
}
