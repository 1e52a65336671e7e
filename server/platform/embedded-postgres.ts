// A PostgreSQL server of our own: made, started, adopted and stopped without any configuration.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { lives, nameOf, withFileLock } from './file-lock.ts'
import {
  chooseLaunch, packagedBinaries, run, serverEnvironment, type Launch,
} from './postgres-launch.ts'

export interface EmbeddedPostgres {
  url: (user: string, database: string) => string
  /** False when another process of ours runs it and we only joined. */
  isOwned: boolean
  /** After its end, with its holder or by itself: starts it again here, or joins whoever did. */
  revive: () => Promise<void>
  stop: () => Promise<void>
}

/** Starts the server of a data directory, or joins the one that already serves it. */
export async function startEmbeddedPostgres(
  options: { dataDir: string; cacheDir?: string },
): Promise<EmbeddedPostgres> {
  const dataDir = path.resolve(options.dataDir)
  fs.mkdirSync(path.dirname(dataDir), { recursive: true })
  const cacheDir = options.cacheDir ?? path.join(os.tmpdir(), 'duebox-postgres-bin')
  // The app and a command beside it may be started at once; one makes the server, one joins it.
  const begin = () => withFileLock(`${dataDir}.lock`, () => startOrJoin(dataDir, cacheDir))
  let current = await begin()
  let reviving: Promise<void> | null = null
  let isStopped = false
  return {
    url: current.url,
    get isOwned() { return current.child !== null },
    revive: () => {
      if (isStopped) return Promise.reject(new Error('The database was stopped on purpose.'))
      reviving ??= begin().then((next) => {
        // A server of ours that still runs was merely busy, and is kept.
        if (next.child !== null || current.child === null || hasEnded(current.child)) current = next
      }).finally(() => { reviving = null })
      return reviving
    },
    stop: async () => {
      isStopped = true
      await reviving?.catch(() => {})
      if (current.child) await stop(current.child)
    },
  }
}

interface Started {
  url: EmbeddedPostgres['url']
  /** Null when another process of ours runs it. */
  child: ChildProcess | null
}

async function startOrJoin(dataDir: string, cacheDir: string): Promise<Started> {
  const { launch, native } = chooseLaunch(packagedBinaries(), dataDir, cacheDir)
  if (!fs.existsSync(path.join(dataDir, 'PG_VERSION'))) createCluster(native, launch, dataDir)
  const sockets = socketDirectory(dataDir)
  // Unix sockets alone: no port to collide with, no password to keep.
  const url = (user: string, database: string) =>
    `postgres://${user}@localhost/${database}?host=${encodeURIComponent(sockets)}`
  if (await acceptsConnections(dataDir, url('postgres', 'postgres'))) {
    return { url, child: null }
  }
  removeLeftovers(dataDir, sockets)
  const child = spawnServer({ native, launch, dataDir, sockets })
  await ready(child)
  fs.writeFileSync(holderFile(dataDir), nameOf(process.pid))
  return { url, child }
}

/** initdb works in a side directory that is renamed when whole: a kill leaves nothing half made. */
function createCluster(native: string, launch: Launch, dataDir: string): void {
  const stage = `${dataDir}.new`
  fs.rmSync(stage, { recursive: true, force: true })
  fs.mkdirSync(stage, { mode: 0o700 })
  if (launch.as) fs.chownSync(stage, launch.as.uid, launch.as.gid)
  // The built-in collation sorts alike on every host, whatever its C library.
  const made = run(launch, [path.join(native, 'bin/initdb'), '-D', stage, '-U', 'postgres',
    '--auth=trust', '--encoding=UTF8', '--locale=C', '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8', '--no-instructions'])
  if (made.status !== 0) {
    throw new Error(`The database could not be made: ${made.error?.message ?? made.stderr}`)
  }
  if (fs.existsSync(dataDir)) fs.rmdirSync(dataDir)
  fs.renameSync(stage, dataDir)
}

// The kernel limits a socket's path to 107 bytes, its name included.
const LONGEST_SOCKET_DIR = 85

/** The data directory itself, or a short one for a deep path. */
function socketDirectory(dataDir: string): string {
  if (Buffer.byteLength(dataDir) < LONGEST_SOCKET_DIR) return dataDir
  const hash = Buffer.from(dataDir).reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7)
  const dir = path.join(os.tmpdir(), `duebox-pg-${hash.toString(36)}`)
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 })
  const { uid, gid } = fs.statSync(dataDir)
  if (process.getuid?.() === 0) fs.chownSync(dir, uid, gid)
  return dir
}

const socketFile = (sockets: string) => path.join(sockets, '.s.PGSQL.5432')

// A large cache is written back before a server ends.
const LONGEST_END_MS = 60_000
// Time enough for a server to hear that its holder was killed.
const LONGEST_ORPHAN_MS = 15_000

/** True when a server already serves this directory; waits out one that is ending. */
async function acceptsConnections(dataDir: string, url: string): Promise<boolean> {
  const since = performance.now()
  while (isServed(dataDir)) {
    const waitedMs = performance.now() - since
    // A killed holder's server still answers for a moment, and then ends under whoever joined.
    const isEnding = hasDeadHolder(dataDir) && waitedMs < LONGEST_ORPHAN_MS
    if (!isEnding && await connects(url)) return true
    if (waitedMs > LONGEST_END_MS) {
      throw new Error(`A PostgreSQL server on ${dataDir} neither answers nor ends. End the process `
        + `that ${path.join(dataDir, 'postmaster.pid')} names, then start again.`)
    }
    await sleep(100)
  }
  return false
}

const holderFile = (dataDir: string) => `${dataDir}.holder`

function hasDeadHolder(dataDir: string): boolean {
  const file = holderFile(dataDir)
  return fs.existsSync(file) && !lives(fs.readFileSync(file, 'utf8'))
}

// SQLSTATE of a server that starts or ends just now: it takes the connection, then says no.
const CANNOT_CONNECT_NOW = '57P03'

async function connects(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.end()
    return true
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
    if (code === CANNOT_CONNECT_NOW || code === 'ENOENT' || code === 'ECONNREFUSED') return false
    throw error
  }
}

/**
 * The pid in postmaster.pid may belong to a zombie or, after a container's restart, to a stranger;
 * PostgreSQL itself cannot tell them apart.
 */
function isServed(dataDir: string): boolean {
  try {
    const file = fs.readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8')
    const pid = Number(file.split('\n')[0])
    process.kill(pid, 0)
    if (process.platform !== 'linux') return true
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(dataDir)
  } catch {
    return false
  }
}

function removeLeftovers(dataDir: string, sockets: string): void {
  const socket = socketFile(sockets)
  for (const file of [path.join(dataDir, 'postmaster.pid'), socket, `${socket}.lock`]) {
    fs.rmSync(file, { force: true })
  }
}

/**
 * A shell watches a pipe from us: when we end in any way, kill -9 included, it reads the end of
 * the file and gives PostgreSQL a fast shutdown.
 */
function spawnServer(of: {
  native: string; launch: Launch; dataDir: string; sockets: string
}): ChildProcess {
  const settings = {
    listen_addresses: '', unix_socket_directories: of.sockets, max_connections: '100',
    // Containers give /dev/shm only 64 MB.
    dynamic_shared_memory_type: 'mmap', jit: 'off', log_checkpoints: 'off',
  }
  const watch = 'exec 3<&0 0</dev/null; "$@" & pg=$!; '
    + '(cat <&3 >/dev/null; kill -INT $pg 2>/dev/null) & wait $pg'
  const argv = [...of.launch.prefix, '/bin/sh', '-c', watch, 'sh',
    path.join(of.native, 'bin/postgres'), '-D', of.dataDir,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const [command = '', ...args] = argv
  return spawn(command, args, {
    ...of.launch.as, cwd: '/', detached: true, env: serverEnvironment(),
    stdio: ['pipe', 'ignore', 'pipe'],
  })
}

const ready = (child: ChildProcess) => new Promise<void>((resolve, reject) => {
  let tail = ''
  child.stderr?.on('data', (bytes: Buffer) => {
    tail = (tail + bytes.toString()).slice(-4000)
    if (tail.includes('ready to accept connections')) resolve()
  })
  child.once('error', reject)
  child.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}: ${tail}`)))
})

/** Killed by a signal it has no exit code, and no second 'exit' will ever come. */
const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const gone = once(child, 'exit')
  child.stdin?.end()
  await gone
}
