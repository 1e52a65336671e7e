// Migrations that rewrite rows really reach them, though isolation binds the owner of the tables.
import { sql } from 'kysely'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { freshDatabase } from '../testing/fresh-database.ts'
import { newId } from './ids.ts'
import { migrate } from './migrate.ts'

const MIGRATIONS = path.resolve(import.meta.dirname, '../../database/migrations')

test('steps published before 0023 say the same in the new shape', async () => {
  const database = await freshDatabase({ template: 'template0' })
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'duebox-rows-'))
  try {
    const names = fs.readdirSync(MIGRATIONS).filter((name) => name.endsWith('.sql'))
    const bring = (name: string) =>
      fs.copyFileSync(path.join(MIGRATIONS, name), path.join(dir, name))
    names.filter((name) => name < '0023').forEach(bring)
    await migrate(database.db, dir)
    const [orgId, workflowId, versionId] = [newId(), newId(), newId()]
    const owner = { kind: 'user', userId: 'mara' }
    await database.db.transaction().execute(async (tx) => {
      await sql`select set_config('app.org_id', ${orgId}, true)`.execute(tx)
      await sql`insert into organization (org_id, name, currency, zone, intake_code, created_at)
        values (${orgId}, 'Old', 'EUR', 'Europe/Paris', 'old', now())`.execute(tx)
      await sql`insert into workflow (id, name, level, created_at)
        values (${workflowId}, 'W', 'customer', now())`.execute(tx)
      await sql`insert into workflow_version (id, workflow_id, number, entry_logic, mcd_days, steps,
          published_at) values (${versionId}, ${workflowId}, 1, 'standard', 5,
          ${JSON.stringify([{ id: 'a', channel: 'sms', owner }, { id: 'b', channel: 'email' }])},
          now())`.execute(tx)
      await sql`insert into customer (id, reference, name, no_workflow, created_at, updated_at)
        values (${newId()}, 'C1', 'Left alone', true, now(), now())`.execute(tx)
    })
    names.filter((name) => name >= '0023').forEach(bring)
    await migrate(database.db, dir)
    await database.db.transaction().execute(async (tx) => {
      await sql`select set_config('app.org_id', ${orgId}, true)`.execute(tx)
      const { rows } = await sql<{ steps: unknown }>`select steps from workflow_version`.execute(tx)
      const rest = {
        sender: { kind: 'organization' }, copies: { positions: [], accountOwner: false },
        attachments: { invoices: 'none', statement: false },
      }
      expect(rows).toEqual([{ steps: [
        { id: 'a', channel: 'sms', owners: [owner], ...rest,
          onFailure: ['next_contact', 'email', 'call'] },
        { id: 'b', channel: 'email', owners: [{ kind: 'account_owner' }], ...rest, onFailure: [] },
      ] }])
      const chosen = await sql`select chosen_by from customer`.execute(tx)
      expect(chosen.rows).toEqual([{ chosen_by: 'hand' }])
    })
  } finally {
    fs.rmSync(dir, { recursive: true })
    await database.close()
  }
})
