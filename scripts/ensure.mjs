// Makes a fresh clone ready: installs what the lockfile names and builds what is older than its
// sources. Says what it does on stderr, and nothing when there is nothing to do.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '..')
const stamp = path.join(root, 'node_modules/.duebox-installed')
const built = path.join(root, 'dist/.duebox-built')
const SOURCES = ['domain', 'contract', 'server', 'web', 'package-lock.json', 'scripts/build.mjs']

const say = (line) => process.stderr.write(`${line}\n`)

/** Installs dependencies when the lockfile is not the one that was installed. */
export function ensureInstalled() {
  const wanted = createHash('sha256').update(fs.readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return
  alone('install', () => {
    if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return
    say('Installing (once; about a minute) …')
    // NODE_ENV=production would leave out what building and testing need.
    run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
    fs.writeFileSync(stamp, wanted)
  })
}

/** Builds server and pages when a source is newer than the last build. */
export function ensureBuilt() {
  if (isFresh()) return
  alone('build', () => {
    if (isFresh()) return
    say('Building …')
    run(process.execPath, [path.join(root, 'scripts/build.mjs')])
  })
}

function isFresh() {
  if (!fs.existsSync(built)) return false
  const since = fs.statSync(built).mtimeMs
  return SOURCES.every((source) => newest(path.join(root, source)) <= since)
}

function newest(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...fs.readdirSync(file).map((name) => newest(path.join(file, name))))
}

/** Two commands started at once do not both install: the second waits for the first. */
function alone(what, work) {
  const lock = path.join(root, `.${what}.lock`)
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (!isAlive(Number(fs.readFileSync(lock, 'utf8')))) fs.rmSync(lock, { force: true })
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
    }
  }
  try {
    work()
  } finally {
    fs.rmSync(lock, { force: true })
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return pid > 0
  } catch {
    return false
  }
}

/** Runs to its end with its output on stderr; ends us when it fails. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, {
    cwd: root, stdio: ['ignore', process.stderr.fd, process.stderr.fd], ...options,
  })
  if (done.status === 0) return
  say(`\`${path.basename(command)} ${args.join(' ')}\` failed${done.error ? `: ${done.error.message}` : '.'}`)
  process.exit(done.status ?? 1)
}
