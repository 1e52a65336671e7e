// Lets one process at a time do a thing to a folder, and outlives holders that were killed.
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 50
const LONGEST_WAIT_MS = 120_000

/** Waits for its turn, works, and lets the next one in. */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const mine = `${file}.${randomUUID()}`
  // Written aside and linked into place: a lock never stands there without its holder's name.
  fs.writeFileSync(mine, nameOf(process.pid))
  try {
    await take(file, mine)
  } finally {
    fs.rmSync(mine, { force: true })
  }
  try {
    return await work()
  } finally {
    fs.rmSync(file, { force: true })
  }
}

async function take(file: string, mine: string): Promise<void> {
  for (let waitedMs = 0; !link(mine, file); waitedMs += POLL_MS) {
    if (waitedMs > LONGEST_WAIT_MS) {
      throw new Error(`${file} has been held for two minutes by process ${holderOf(file)}. `
        + 'End that process, or remove the file if there is none.')
    }
    const holder = holderOf(file)
    if (holder !== null && !lives(holder)) removeStale(file, mine, holder)
    else await sleep(POLL_MS)
  }
}

function link(mine: string, file: string): boolean {
  try {
    fs.linkSync(mine, file)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

/** Null when it was let go just now. */
function holderOf(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

/** Two may find the same dead holder; who moves the lock aside second has a living one in hand. */
function removeStale(file: string, mine: string, dead: string): void {
  const aside = `${mine}.stale`
  try {
    fs.renameSync(file, aside)
    if (fs.readFileSync(aside, 'utf8') !== dead) link(aside, file)
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error
  } finally {
    fs.rmSync(aside, { force: true })
  }
}

/** A pid alone may be a stranger's after a container's restart; with its start time it is not. */
export function lives(holder: string): boolean {
  const [pid, since] = holder.split(' ')
  if (!exists(Number(pid))) return false
  const started = startOf(Number(pid))
  return started === UNKNOWN || started === since
}

const UNKNOWN = '-'
/** Names a process so that no later one of the same pid is taken for it. */
export const nameOf = (pid: number) => `${pid} ${startOf(pid)}`

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it is there, under another account.
    return isCode(error, 'EPERM')
  }
}

function startOf(pid: number): string {
  if (process.platform !== 'linux') return UNKNOWN
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // Field 22 of proc(5), the third being the state. A zombie holds nothing any more.
    return state === 'Z' ? 'ended' : rest[18] ?? UNKNOWN
  } catch {
    return UNKNOWN
  }
}

const isCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code
