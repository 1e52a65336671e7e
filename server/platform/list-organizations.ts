// All organizations of the installation, for its operator.
import { sql } from 'kysely'
import { asInstallation } from './database.ts'
import type { Installation } from './installation.ts'

export const organizationsOf = (
  installation: Installation,
): Promise<{ id: string; name: string; isSandbox: boolean }[]> =>
  asInstallation(installation.database.db, async (tx) => {
    const { rows } = await sql<{ id: string; name: string; isSandbox: boolean }>`
      select org_id as id, name, is_sandbox as "isSandbox" from organization order by created_at`
      .execute(tx)
    return rows
  })
