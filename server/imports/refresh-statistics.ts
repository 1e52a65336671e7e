// Tells PostgreSQL how large tables have become while an import fills them.
import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

const TABLES = ['customer', 'contact', 'contact_address', 'invoice', 'payment', 'credit_note',
  'allocation', 'event', 'event_invoice']

/**
 * Autovacuum comes a minute later. Until then plans are those of empty tables: each foreign key
 * would be looked up by reading a whole table, and a first import would take three times as long.
 */
export async function refreshStatistics(db: Db): Promise<void> {
  const { rows } = await sql<{ relname: string }>`
    select c.relname from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relname = any(${TABLES})
      and pg_relation_size(c.oid) > 65536
      and pg_relation_size(c.oid) / 8192 > 3 * greatest(c.relpages, 1)`.execute(db)
  for (const { relname } of rows) await sql`analyze ${sql.id(relname)}`.execute(db)
}
