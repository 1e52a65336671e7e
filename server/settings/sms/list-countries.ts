// The countries of customers' phones: how many, who would text them, at what price, open or closed.
import { sql } from 'kysely'
import type { z } from 'zod'
import type { SmsCountry } from '#contract/sms-senders.ts'
import { chooseSender } from '#domain/sms/choose-sender.ts'
import { isCountry } from '#domain/country.ts'
import { notFound } from '../../platform/errors.ts'
import type { Org } from '../../platform/in-organization.ts'
import { readNumber, type LineKind } from '../../platform/phone-number.ts'
import { readSmsPool } from './read-senders.ts'
import { toAnswer } from './save-sender.ts'
import { closeCountryRow, listClosedCountries, listSenderRows } from './sender-store.ts'

type Answer = z.output<typeof SmsCountry>

const TEXTABLE: ReadonlySet<string> = new Set<LineKind>(['mobile', 'maybe_mobile'])

export async function listCountries(org: Org): Promise<Answer[]> {
  const pool = await readSmsPool(org)
  const senders = await listSenderRows(org)
  const closed = new Map((await listClosedCountries(org)).map((row) => [row.country, row]))
  const counts = await countNumbers(org)
  const countries = new Set([...counts.keys(), ...closed.keys(), ...pool.prices.keys()])
  return [...countries].map((country): Answer => {
    const chosen = chooseSender(pool.senders, {
      country, via: 'sms', stickyId: null, closedCountries: new Set(closed.keys()),
    })
    const row = senders.find(({ id }) => id === chosen?.id)
    const price = pool.prices.get(country)
    return {
      country, numberCount: counts.get(country)?.all ?? 0,
      textableCount: counts.get(country)?.textable ?? 0,
      sender: row === undefined ? null : toAnswer(row),
      price: price === undefined ? null
        : { micros: price.micros, currency: price.currency, source: price.source },
      closedAt: closed.get(country)?.closed_at ?? null,
      closedWhy: closed.get(country)?.why ?? null,
    }
  }).sort((a, b) => b.numberCount - a.numberCount || (a.country < b.country ? -1 : 1))
}

/** A number that many contacts share is one number. */
async function countNumbers(org: Org): Promise<Map<string, { all: number; textable: number }>> {
  const { rows } = await sql<{ number: string; line: string | null }>`
    select a.address as number, p.line
    from (select distinct address from contact_address
      where org_id = ${org.id} and channel = 'phone') a
      left join phone p on p.org_id = ${org.id} and p.number = a.address`.execute(org.tx)
  const counts = new Map<string, { all: number; textable: number }>()
  for (const { number, line } of rows) {
    const read = readNumber(number, null)
    if (read?.country === null || read === null) continue
    const count = counts.get(read.country) ?? { all: 0, textable: 0 }
    count.all++
    if (TEXTABLE.has(line ?? read.line)) count.textable++
    counts.set(read.country, count)
  }
  return counts
}

export async function savePrice(org: Org, country: string, micros: number | null): Promise<void> {
  requireCountry(country)
  if (micros === null) {
    await sql`delete from sms_price where org_id = ${org.id} and country = ${country}`
      .execute(org.tx)
    return
  }
  await sql`insert into sms_price (country, micros, currency, source, saved_at)
    values (${country}, ${micros}, ${org.settings.sms_currency}, 'admin', ${org.now})
    on conflict (org_id, country) do update set micros = excluded.micros,
      currency = excluded.currency, source = excluded.source, saved_at = excluded.saved_at`
    .execute(org.tx)
}

export async function closeByHand(org: Org, country: string, why: string): Promise<void> {
  requireCountry(country)
  await closeCountryRow(org, country, why === '' ? 'Closed by hand.' : why)
}

export async function openCountry(org: Org, country: string): Promise<void> {
  await sql`delete from sms_closed_country where org_id = ${org.id} and country = ${country}`
    .execute(org.tx)
}

function requireCountry(country: string): void {
  if (!isCountry(country)) throw notFound(`${country} is no country.`)
}
