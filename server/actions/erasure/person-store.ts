// Finds and replaces words in every text of an organization's tables, whichever there are.
import { sql, type RawBuilder } from 'kysely'
import type { PersonalWord } from '#domain/personal-words.ts'
import type { Org } from '../../platform/in-organization.ts'

export interface TextTable {
  table: string
  columns: { name: string; type: 'text' | '_text' | 'jsonb' }[]
  /** How its rows belong to a customer; null: they do not say. */
  owner: 'customer' | 'customer_id' | 'message_id' | null
}

// What is ours and not of any customer's people; what is kept for claims is under lock.
const UNTOUCHED = ['organization', 'member', 'account', 'api_key', 'mailbox', 'mailbox_folder',
  'reply_address', 'template', 'template_text', 'workflow', 'workflow_version', 'notice_setting',
  'inbound_hook', 'inbound_hook_token', 'sms_account', 'sms_sender', 'session', 'instance',
  'erasure', 'erased_address', 'retained_message']

/** Read from the catalogue, so that a table of tomorrow is not forgotten. */
export async function textTables(org: Org): Promise<TextTable[]> {
  const { rows } = await sql<{ table: string; column: string; type: 'text' | '_text' | 'jsonb' }>`
    select c.table_name as "table", c.column_name as "column", c.udt_name as type
    from information_schema.columns c
      join information_schema.tables t on t.table_schema = c.table_schema
        and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
    where c.table_schema = current_schema() and c.udt_name in ('text', '_text', 'jsonb')
      and c.is_generated = 'NEVER' and c.table_name <> all(${UNTOUCHED})
      and exists (select from information_schema.columns o where o.table_schema = c.table_schema
        and o.table_name = c.table_name and o.column_name = 'org_id')
      and not exists (select from pg_inherits i where i.inhrelid = c.table_name::regclass)
    order by c.table_name, c.ordinal_position`.execute(org.tx)
  const owners = await ownersOf(org)
  const found = new Map<string, TextTable>()
  for (const { table, column, type } of rows) {
    const one = found.get(table) ?? { table, columns: [], owner: owners.get(table) ?? null }
    one.columns.push({ name: column, type })
    found.set(table, one)
  }
  return [...found.values()]
}

async function ownersOf(org: Org): Promise<Map<string, TextTable['owner']>> {
  const { rows } = await sql<{ table: string; owner: 'customer_id' | 'message_id' }>`
    select distinct on (table_name) table_name as "table", column_name as owner
    from information_schema.columns where table_schema = current_schema()
      and column_name in ('customer_id', 'message_id') and udt_name = 'uuid'
    order by table_name, column_name`.execute(org.tx)
  return new Map<string, TextTable['owner']>([
    ...rows.map((row) => [row.table, row.owner] as const), ['customer', 'customer']])
}

const asText = ({ name, type }: TextTable['columns'][number]): RawBuilder<unknown> =>
  (type === 'text' ? sql.ref(name) : sql`${sql.ref(name)}::text`)

const says = ({ columns }: TextTable, pattern: string): RawBuilder<unknown> =>
  sql`(${sql.join(columns.map((column) => sql`${asText(column)} ~* ${pattern}`), sql` or `)})`

/** Rows of some customers; null where the table does not say whose its rows are. */
function ofCustomers(
  { owner }: TextTable, customerIds: readonly string[],
): RawBuilder<unknown> | null {
  const ids = sql`any(${[...customerIds]}::uuid[])`
  if (owner === null) return null
  if (owner === 'customer') return sql`id = ${ids}`
  if (owner === 'customer_id') return sql`customer_id = ${ids}`
  return sql`message_id in (select id from message where customer_id = ${ids})`
}

const patternOf = (words: readonly PersonalWord[]) =>
  words.map(({ pattern }) => `(${pattern})`).join('|')

/** Returns how many rows were changed. With customers only what is theirs is looked at. */
export async function replaceWords(
  org: Org, table: TextTable, words: readonly PersonalWord[],
  within: readonly string[] | null,
): Promise<number> {
  const scope = within === null ? sql`true` : ofCustomers(table, within)
  if (words.length === 0 || scope === null) return 0
  const changed = table.columns.map((column) => {
    const replaced = words.reduce<RawBuilder<unknown>>((text, { pattern, token }) =>
      sql`regexp_replace(${text}, ${pattern}, ${token}, 'gi')`, asText(column))
    const value = column.type === 'text' ? replaced
      : sql`(${replaced})::${sql.raw(column.type === 'jsonb' ? 'jsonb' : 'text[]')}`
    return sql`${sql.ref(column.name)} = ${value}`
  })
  const { numAffectedRows } = await sql`update ${sql.table(table.table)} set ${sql.join(changed)}
    where org_id = ${org.id} and ${scope} and ${says(table, patternOf(words))}`.execute(org.tx)
  return Number(numAffectedRows ?? 0)
}

const MOST_ROWS = 10_000

/** The rows that speak of a person, as JSON without files. */
export async function rowsThatSay(
  org: Org, table: TextTable, words: readonly PersonalWord[],
  within: readonly string[] | null,
): Promise<Record<string, unknown>[]> {
  const scope = within === null ? sql`true` : ofCustomers(table, within)
  if (words.length === 0 || scope === null) return []
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select to_jsonb(t) - array['raw', 'content', 'org_id'] as row from ${sql.table(table.table)} t
    where org_id = ${org.id} and ${scope} and ${says(table, patternOf(words))}
    limit ${MOST_ROWS}`.execute(org.tx)
  return rows.map(({ row }) => row)
}
