import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { freshDatabase } from '../testing/fresh-database.ts'
import { schemaText } from './write-schema.ts'

test('database/schema.sql is what the migrations add up to; if not, run `npm run schema`', async () => {
  const database = await freshDatabase()
  try {
    const file = path.join(import.meta.dirname, '../../database/schema.sql')
    expect(await schemaText(database.db)).toBe(fs.readFileSync(file, 'utf8'))
  } finally {
    await database.close()
  }
})
