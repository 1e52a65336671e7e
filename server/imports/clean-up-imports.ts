// After a crash: removes uploads that nobody reads any more, and says which imports they broke.
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { inOrganization, SYSTEM } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { organizationsOf } from '../platform/list-organizations.ts'
import { uploadDir } from './keep-upload.ts'
import { failRunningImports } from './store.ts'

/** Once, when a server starts, before it takes calls. */
export async function cleanUpImports(installation: Installation): Promise<void> {
  const dir = uploadDir(installation)
  const alive: string[] = []
  for (const name of await readdir(dir).catch(() => [])) {
    const [importId, pid] = name.split('.')
    if (importId && isOtherProcess(Number(pid))) alive.push(importId)
    else await rm(path.join(dir, name), { force: true })
  }
  const why = 'The server stopped while this import ran; what is in is right. Import the same file '
    + 'again to go on.'
  for (const { id } of await organizationsOf(installation)) {
    await inOrganization(installation, id, SYSTEM,
      (org) => failRunningImports(org, { why, except: alive }))
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
