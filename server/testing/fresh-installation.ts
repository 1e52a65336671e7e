// An installation on a database of its own, for the tests of one file.
import type { Instant } from '#domain/day.ts'
import type { Installation } from '../platform/installation.ts'
import { freshDatabase } from './fresh-database.ts'
import { openInstallation } from './mail-scene.ts'

export type FreshInstallation = Installation & { close: () => Promise<void> }

/** Closing it drops the database. `now`: the real clock, or that of the scene. */
export async function freshInstallation(now?: () => Instant): Promise<FreshInstallation> {
  const database = await freshDatabase()
  const installation = await openInstallation(database.url, now)
  return {
    ...installation,
    close: async () => {
      await installation.close()
      await database.close()
    },
  }
}
