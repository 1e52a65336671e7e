// What the columns of earlier files were, by their headings.
import { sql } from 'kysely'
import type { Org } from '../platform/in-organization.ts'
import type { ImportKind } from './columns.ts'

interface OfFile { kind: ImportKind; headings: string }

export async function rememberedWish(org: Org, of: OfFile): Promise<unknown> {
  const { rows } = await sql<{ wish: unknown }>`select wish from import_mapping
    where org_id = ${org.id} and kind = ${of.kind} and headings = md5(${of.headings})`
    .execute(org.tx)
  return rows[0]?.wish ?? null
}

export async function rememberWish(org: Org, of: OfFile, wish: unknown): Promise<void> {
  await sql`insert into import_mapping (kind, headings, wish, used_at)
    values (${of.kind}, md5(${of.headings}), ${JSON.stringify(wish)}::jsonb, ${org.now})
    on conflict (org_id, kind, headings)
      do update set wish = excluded.wish, used_at = excluded.used_at`.execute(org.tx)
}

export async function forgetWish(org: Org, of: OfFile): Promise<void> {
  await sql`delete from import_mapping
    where org_id = ${org.id} and kind = ${of.kind} and headings = md5(${of.headings})`
    .execute(org.tx)
}
