// Makes a fresh clone ready: installs what the lockfile names and builds what is older than its
// sources. Says what it does on stderr, and nothing when there is nothing to do.
import { spawnSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '..')
const stamp = path.join(root, 'node_modules/.duebox-installed')
const built = path.join(root, 'dist/.duebox-built')
const SOURCES = ['domain', 'contract', 'server', 'web', 'docs', 'package-lock.json', 'scripts/build.mjs']

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

/**
 * Two commands started at once do not both install: the second waits for the first. As
 * server/platform/file-lock.ts does it, which cannot be loaded before anything is installed.
 */
function alone(what, work) {
  const lock = path.join(root, `.${what}.lock`)
  const mine = `${lock}.${randomUUID()}`
  // Written aside and linked into place: a lock never stands there without its holder's name.
  fs.writeFileSync(mine, nameOf(process.pid))
  try {
    while (!link(mine, lock)) {
      const holder = read(lock)
      if (holder !== null && !lives(holder)) removeStale(lock, mine, holder)
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
    }
  } finally {
    fs.rmSync(mine, { force: true })
  }
  try {
    work()
  } finally {
    fs.rmSync(lock, { force: true })
  }
}

function link(from, to) {
  try {
    fs.linkSync(from, to)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** Null when it is gone. */
function read(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
}

/** Two may find the same dead holder; who moves the lock aside second has a living one in hand. */
function removeStale(lock, mine, dead) {
  const aside = `${mine}.stale`
  try {
    fs.renameSync(lock, aside)
    if (read(aside) !== dead) link(aside, lock)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  } finally {
    fs.rmSync(aside, { force: true })
  }
}

/** A pid alone may be a stranger's after a container's restart; with its start time it is not. */
function lives(holder) {
  const [pid, since] = holder.split(' ')
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  const started = startOf(pid)
  return Number(pid) > 0 && (started === '-' || started === since)
}

const nameOf = (pid) => `${pid} ${startOf(pid)}`

function startOf(pid) {
  const stat = process.platform === 'linux' ? read(`/proc/${pid}/stat`) : null
  if (stat === null) return '-'
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // Field 22 of proc(5), the third being the state. A zombie holds nothing any more.
  return state === 'Z' ? 'ended' : rest[18]
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
