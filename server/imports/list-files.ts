// Writes lists as CSV with the headings of the imports, so that they come back as they went.
import { sql } from 'kysely'
import { safeCell } from '#domain/cells.ts'
import { exponentOf } from '#domain/money.ts'
import type { Org } from '../platform/in-organization.ts'

export type FileRow = Record<string, string | number | null>
export type ListName = 'customers' | 'contacts' | 'invoices' | 'credit_notes' | 'payments'

/** An amount as `1234.50`; where three decimals could be thousands, a zero in front tells. */
function amountCell(minor: number, currency: string): string {
  const exponent = exponentOf(currency)
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent)
  const sign = minor < 0 ? '-' : ''
  if (exponent === 0) return sign + whole
  return `${sign}${exponent >= 3 ? '0' : ''}${whole}.${digits.slice(-exponent)}`
}

export const lineOf = (cells: readonly (string | number | null)[]): string =>
  `${cells.map((cell) => safeCell(String(cell ?? ''))).join(',')}\r\n`

const contactOf = (org: Org, column: 'email' | 'phone') => sql`(select a.address
  from contact_address a where a.org_id = ${org.id} and a.customer_id = k.customer_id
    and a.contact_id = k.id and a.channel = ${column} order by a.place, a.address limit 1)`

/** By ids, in the order of the ids. */
export async function customerRows(org: Org, ids: readonly string[]): Promise<FileRow[]> {
  const { rows } = await sql<FileRow & { custom_fields: Record<string, string> }>`
    select c.reference, c.name, c.country, c.zone, c.locale as language,
      split_part(c.street, E'\n', 1) as street, split_part(c.street, E'\n', 2) as street_2,
      c.postcode, c.city, k.name as contact_name, ${contactOf(org, 'email')} as email,
      ${contactOf(org, 'phone')} as phone, c.debtor_kind, p.reference as parent_reference,
      case when p.id is not null then c.collect_at end as collect_at, c.wished_channel,
      case when c.wished_channel is not null then c.wished_by end as wished_by, c.wished_on,
      c.custom_fields
    from unnest(${[...ids]}::uuid[]) with ordinality x(id, place)
      join customer c on c.org_id = ${org.id} and c.id = x.id
      left join customer p on p.org_id = c.org_id and p.id = c.parent_id
      left join lateral (select * from contact m where m.org_id = c.org_id
        and m.customer_id = c.id order by m.is_main desc, m.created_at, m.id limit 1) k on true
    order by x.place`.execute(org.tx)
  return rows.map(({ custom_fields: custom, ...row }) => ({ ...row, ...custom }))
}

export async function invoiceRows(org: Org, ids: readonly string[]): Promise<FileRow[]> {
  const { rows } = await sql<FileRow & { custom_fields: Record<string, string>
    total_minor: number; open_minor: number; currency: string }>`
    select c.reference as customer_reference, i.number, i.total_minor, i.currency, i.issued_on,
      i.due_on, i.purchase_order, c.name as customer_name, i.open_minor,
      i.state as duebox_state, i.custom_fields
    from unnest(${[...ids]}::uuid[]) with ordinality x(id, place)
      join invoice i on i.org_id = ${org.id} and i.id = x.id
      join customer c on c.org_id = i.org_id and c.id = i.customer_id
    order by x.place`.execute(org.tx)
  return rows.map(({ custom_fields: custom, total_minor: total, open_minor: open, ...row }) => ({
    ...row, total: amountCell(total, row.currency), duebox_open: amountCell(open, row.currency),
    ...custom,
  }))
}

/** The others as a whole, a page behind an id. */
export async function plainRows(
  org: Org, list: 'contacts' | 'credit_notes' | 'payments', after: string, limit: number,
): Promise<{ id: string; row: FileRow }[]> {
  const { rows } = await sql<FileRow & { id: string; currency: string; minor: number }>`
    ${list === 'contacts' ? sql`select k.id, c.reference as customer_reference, k.name,
        ${contactOf(org, 'email')} as email, ${contactOf(org, 'phone')} as phone,
        k.positions[1] as position, case when k.is_main then 'yes' end as main,
        k.locale as language
      from contact k join customer c on c.org_id = k.org_id and c.id = k.customer_id`
    : list === 'credit_notes' ? sql`select k.id, k.number, c.reference as customer_reference,
        k.total_minor as minor, k.currency, k.issued_on
      from credit_note k join customer c on c.org_id = k.org_id and c.id = k.customer_id`
      : sql`select k.id, k.reference, c.reference as customer_reference,
        k.amount_minor as minor, k.currency, k.received_on, k.state, k.expected_on
      from payment k join customer c on c.org_id = k.org_id and c.id = k.customer_id`}
    where k.org_id = ${org.id} and k.id > ${after} order by k.id limit ${limit}`.execute(org.tx)
  return rows.map(({ id, minor, ...row }) => ({ id, row: list === 'contacts' ? row
    : { ...row, [list === 'payments' ? 'amount' : 'total']: amountCell(minor, row.currency) } }))
}

/** Columns that only some rows have: their headings in one order. */
export async function customHeadings(
  org: Org, table: 'customer' | 'invoice',
): Promise<string[]> {
  const { rows } = await sql<{ heading: string }>`
    select distinct jsonb_object_keys(custom_fields) as heading from ${sql.table(table)}
    where org_id = ${org.id} and custom_fields <> '{}' order by 1 limit 200`.execute(org.tx)
  return rows.map((row) => row.heading)
}
