// After a crash: frees imports that nobody works on, removes uploads that nobody reads any more.
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { addSeconds } from '#domain/day.ts'
import { inOrganization, SYSTEM, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { organizationsOf } from '../platform/list-organizations.ts'
import { dropUpload, uploadDir } from './keep-upload.ts'
import { failLostImports, forgottenImports, keptImports, releaseImports } from './queue-store.ts'
import { deleteImport } from './store.ts'
import { dropOldChanges } from './change-store.ts'

/** Once, when a server starts, before it takes calls. */
export async function cleanUpImports(installation: Installation): Promise<void> {
  const dir = uploadDir(installation)
  const names = await readdir(dir).catch(() => [])
  const pids = [...new Set(names.flatMap((name) => name.split('.')[1] ?? []))]
  const alive = pids.filter((pid) => isOtherProcess(Number(pid)))
  const kept = new Set<string>()
  const why = 'The server stopped while this import ran; what is in is right. Import the same file '
    + 'again to go on.'
  for (const { id } of await organizationsOf(installation)) {
    await inOrganization(installation, id, SYSTEM, async (org) => {
      const held = names.flatMap((name) => (/^[^.]+\.csv$/.test(name) ? [name.slice(0, -4)] : []))
      const reading = names.flatMap((name) => {
        const [importId = '', pid = ''] = name.split('.')
        return alive.includes(pid) ? [importId] : []
      })
      await failLostImports(org, { why, except: [...held, ...reading] })
      await releaseImports(org, { isGone: (pid) => !isOtherProcess(pid) })
      for (const importId of await keptImports(org)) kept.add(importId)
    })
  }
  for (const name of names) {
    const [importId = '', pid = ''] = name.split('.')
    const isRead = pid === 'csv' ? kept.has(importId) : alive.includes(pid)
    if (!isRead) await rm(path.join(dir, name), { force: true })
  }
}

/** A command line may be importing beside us; what bears our own number is from before us. */
function isOtherProcess(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const FORGOTTEN_DAYS = 14
const UNDO_DAYS = 2

/** Each night: imports that were begun and left alone, and what only an undo needed. */
export async function forgetImports(org: Org): Promise<void> {
  const day = 86_400
  for (const id of await forgottenImports(org, addSeconds(org.now, -FORGOTTEN_DAYS * day))) {
    await deleteImport(org, id)
    await dropUpload(org.installation, id)
  }
  await dropOldChanges(org, addSeconds(org.now, -UNDO_DAYS * day))
}
