// Finds out whether this database is the one that this instance left, or a copy of it.
import { sql } from 'kysely'
import fs from 'node:fs'
import path from 'node:path'
import { asInstallation, type Tx } from './database.ts'
import { withFileLock } from './file-lock.ts'
import { newId } from './ids.ts'
import type { Installation } from './installation.ts'

interface InstanceRow {
  id: string
  epoch: string
}

/** What the file says: the epochs that the database may have, and the file's own place on disk. */
interface Mark {
  id: string
  /** Two only if we were killed between writing the file and the commit. */
  epochs: string[]
  /** A copied file still names the original's. */
  inode: string
}

/**
 * Asked at each start, before anything is sent. For a copy `onCopy` runs in the same transaction
 * that then takes the database over: it runs again until it has succeeded.
 */
export async function claimInstance(
  installation: Installation, onCopy: (tx: Tx) => Promise<void>,
): Promise<{ isCopy: boolean }> {
  const { dataDir, instanceId } = installation.config
  fs.mkdirSync(dataDir, { recursive: true })
  const file = path.join(dataDir, 'instance')
  return withFileLock(`${file}.lock`, async () => {
    const epoch = newId()
    const { isCopy, id } = await asInstallation(installation.database.db, async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtext('duebox instance'))`.execute(tx)
      const { rows } = await sql<InstanceRow>`select id, epoch from instance`.execute(tx)
      const isOther = rows[0] !== undefined && !fits(rows[0], readMark(file), instanceId)
      if (isOther) await onCopy(tx)
      const claimed = instanceId ?? (isOther || !rows[0] ? newId() : rows[0].id)
      writeMark(file, claimed, rows[0] && !isOther ? [epoch, rows[0].epoch] : [epoch])
      await sql`select set_config('app.installation', 'on', true)`.execute(tx)
      await sql`insert into instance (id, epoch) values (${claimed}, ${epoch})
        on conflict (is_only) do update set id = excluded.id, epoch = excluded.epoch`.execute(tx)
      return { isCopy: isOther, id: claimed }
    })
    writeMark(file, id, [epoch])
    return { isCopy }
  })
}

/** With a name of its own (INSTANCE_ID) an instance needs no file; its first naming does. */
function fits(row: InstanceRow, mark: Mark | null, instanceId: string | undefined): boolean {
  if (instanceId !== undefined && row.id === instanceId) return true
  return mark !== null && mark.id === row.id && mark.epochs.includes(row.epoch)
}

const inodeOf = (file: string) => String(fs.statSync(file, { bigint: true }).ino)

/** Null for a file that is not there, cannot be read, or was copied from elsewhere. */
function readMark(file: string): Mark | null {
  if (!fs.existsSync(file)) return null
  const [id = '', inode = '', ...epochs] = fs.readFileSync(file, 'utf8').trim().split('\n')
  return inode === inodeOf(file) ? { id, inode, epochs } : null
}

/** Written in place: the file keeps its inode. */
function writeMark(file: string, id: string, epochs: readonly string[]): void {
  const descriptor = fs.openSync(file, 'a+', 0o600)
  try {
    const inode = String(fs.fstatSync(descriptor, { bigint: true }).ino)
    fs.ftruncateSync(descriptor)
    fs.writeSync(descriptor, `${[id, inode, ...epochs].join('\n')}\n`)
    fs.fsyncSync(descriptor)
  } finally {
    fs.closeSync(descriptor)
  }
}
