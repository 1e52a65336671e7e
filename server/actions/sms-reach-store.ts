// All that is known of the numbers of a batch of customers and of who may text them: one statement.
import { sql } from 'kysely'
import { addDays, instantAt, type Instant, type Zone } from '#domain/day.ts'
import type { Sender, Via } from '#domain/sms/choose-sender.ts'
import type { PhoneLine } from '#domain/sms/phone-line.ts'
import type { ConsentAct } from '#domain/sms/sms-consent.ts'
import type { DebtorKind } from '#domain/debtor-kind.ts'
import type { Org } from '../platform/in-organization.ts'
import { toSender, type SenderRow } from '../settings/sms/read-senders.ts'

export interface KnownPhone {
  customerId: string
  number: string
  /** Of the people who have the number, where it is noted. */
  contactZones: readonly Zone[]
  customerZone: Zone | null
  customerCountry: string | null
  debtorKind: DebtorKind
  /** Null: nothing was learned; the number itself is asked. */
  line: PhoneLine | null
  stickyId: string | null
  via: Via
  wroteAt: Instant | null
  newestConsent: ConsentAct | null
  /** Senders that cannot reach it. */
  refusedIds: readonly string[]
}

export interface SmsReach {
  senders: readonly Sender[]
  /** Why each is closed. */
  closedCountries: ReadonlyMap<string, string>
  /** Of one segment, in millionths. */
  prices: ReadonlyMap<string, { micros: number; currency: string }>
  /** By `customerId number`. */
  phones: ReadonlyMap<string, KnownPhone>
  /** This month, in the organization's SMS currency; grows with what a batch decides to send. */
  spentMicros: number
}

interface Row {
  senders: SenderRow[]
  closed: { country: string; why: string }[]
  prices: { country: string; micros: number; currency: string }[]
  spent: number
  phones: KnownPhone[]
}

/** Numbers beside those of contacts may be asked about: a person may write to any. */
export async function readSmsReach(
  org: Org, customerIds: readonly string[], others: readonly string[] = [],
): Promise<SmsReach> {
  const { rows } = await sql<Row>`select
    coalesce((select jsonb_agg(to_jsonb(s) order by s.created_at, s.id) from sms_sender s
      where s.org_id = ${org.id} and s.removed_at is null), '[]') as senders,
    coalesce((select jsonb_agg(to_jsonb(c)) from sms_closed_country c
      where c.org_id = ${org.id}), '[]') as closed,
    coalesce((select jsonb_agg(to_jsonb(p)) from sms_price p where p.org_id = ${org.id}), '[]')
      as prices,
    ${spent(org)} as spent,
    coalesce((select jsonb_agg(jsonb_build_object('customerId', a.customer_id,
        'number', a.address, 'contactZones', ${zonesOfNumber(org)}, 'customerZone', c.zone,
        'customerCountry', c.country,
        'debtorKind', c.debtor_kind,
        'line', case when p.learned_from <> 'number' then p.line end,
        'stickyId', p.sticky_sender_id, 'via', coalesce(p.via, 'sms'),
        'wroteAt', ${asInstant(sql`p.wrote_at`)}, 'newestConsent', k.act,
        'refusedIds', coalesce(p.refused_sender_ids, '{}')))
      from (select customer_id, address from contact_address
          where org_id = ${org.id} and channel = 'phone'
            and customer_id = any(${[...customerIds]}::uuid[])
          union select id, address from unnest(${[...customerIds]}::uuid[],
            ${[...others]}::text[]) as o(id, address) where id is not null and address is not null)
          a
        join customer c on c.org_id = ${org.id} and c.id = a.customer_id
        left join phone p on p.org_id = ${org.id} and p.number = a.address
        left join lateral (select act from consent k where k.org_id = ${org.id}
          and k.phone = a.address order by k.at desc, k.id desc limit 1) k on true), '[]')
      as phones`.execute(org.tx)
  const [row] = rows
  if (!row) throw new Error('A statement without a table gave no row.')
  return {
    senders: row.senders.map(toSender),
    closedCountries: new Map(row.closed.map(({ country, why }) => [country, why])),
    prices: new Map(row.prices.map((price) => [price.country, price])),
    phones: new Map(row.phones.map((phone) => [keyOf(phone.customerId, phone.number), phone])),
    spentMicros: row.spent,
  }
}

export const keyOf = (customerId: string, number: string) => `${customerId} ${number}`

/** Estimates until the provider has billed. Without a budget nothing is summed. */
function spent(org: Org) {
  const { settings, today } = org
  if (settings.sms_month_budget_micros === null) return sql`0`
  const since = instantAt(addDays(today, 1 - Number(today.slice(8))), '00:00', settings.zone)
  return sql`coalesce((select sum(m.cost_micros) from sms_message m
    where m.org_id = ${org.id} and m.committed_at >= ${since}
      and m.cost_currency = ${settings.sms_currency}), 0)::bigint`
}

/** Of the contacts of the customer `a.customer_id` who have the number `a.address`. */
const zonesOfNumber = (org: Org) => sql`coalesce((select jsonb_agg(distinct k.zone)
  from contact_address b join contact k on k.org_id = b.org_id and k.id = b.contact_id
  where b.org_id = ${org.id} and b.channel = 'phone' and b.address = a.address
    and b.customer_id = a.customer_id and k.zone is not null), '[]')`

const asInstant = (column: ReturnType<typeof sql>) =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
