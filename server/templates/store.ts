// The template tables: names and versions, and the immutable texts of each version.
import { sql } from 'kysely'
import type { Channel } from '#domain/workflow.ts'
import type { Org } from '../platform/in-organization.ts'

export interface TemplateRow {
  id: string
  name: string
  channel: Channel
  version: number
  texts: Record<string, TemplateText>
}

export interface TemplateText {
  subject: string
  body: string
  /** The provider's template that says the same over WhatsApp; null: there is none. */
  contentSid: string | null
}

const MOST_TEMPLATES = 500

const columns = sql`t.id, t.name, t.channel, t.version,
  (select coalesce(jsonb_object_agg(x.locale,
      jsonb_build_object('subject', x.subject, 'body', x.body,
        'contentSid', x.content_sid)), '{}')
    from template_text x
    where x.org_id = t.org_id and x.template_id = t.id and x.version = t.version) as texts`

export async function readTemplates(org: Org): Promise<TemplateRow[]> {
  const { rows } = await sql<TemplateRow>`
    select ${columns} from template t order by lower(t.name) limit ${MOST_TEMPLATES}`
    .execute(org.tx)
  return rows
}

export async function readTemplatesByIds(org: Org, ids: readonly string[]): Promise<TemplateRow[]> {
  const { rows } = await sql<TemplateRow>`
    select ${columns} from template t
    where t.org_id = ${org.id} and t.id = any(${[...ids]}::uuid[])`.execute(org.tx)
  return rows
}

export async function insertTemplate(org: Org, row: TemplateRow): Promise<void> {
  await sql`insert into template (id, name, channel, version, created_at, updated_at)
    values (${row.id}, ${row.name}, ${row.channel}, ${row.version}, ${org.now}, ${org.now})`
    .execute(org.tx)
  await insertTexts(org, row)
}

export async function updateTemplate(org: Org, row: TemplateRow): Promise<void> {
  await sql`update template set name = ${row.name}, channel = ${row.channel},
      version = ${row.version}, updated_at = ${org.now}
    where org_id = ${org.id} and id = ${row.id}`.execute(org.tx)
  await insertTexts(org, row)
}

export async function isNameTaken(org: Org, name: string, butId: string | null): Promise<boolean> {
  const { rows } = await sql`select from template
    where org_id = ${org.id} and name = ${name} and id is distinct from ${butId}::uuid`
    .execute(org.tx)
  return rows.length > 0
}

async function insertTexts(org: Org, row: TemplateRow): Promise<void> {
  await sql`insert into template_text (template_id, version, locale, subject, body,
      content_sid)
    select ${row.id}, ${row.version}, key, value->>'subject', value->>'body',
      value->>'contentSid'
    from jsonb_each(${JSON.stringify(row.texts)}::jsonb)`.execute(org.tx)
}
