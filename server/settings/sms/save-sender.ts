// Adds, changes, pauses and removes senders of the pool; their addresses are checked by their kind.
import { isCountry } from '#domain/country.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { SmsSender } from '#contract/sms-senders.ts'
import { cleanAddress, senderProblems } from '#domain/sms/check-sender.ts'
import type { SenderKind } from '#domain/sms/choose-sender.ts'
import { conflict, invalid, notFound, type ProblemField } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Org } from '../../platform/in-organization.ts'
import { readNumber } from '../../platform/phone-number.ts'
import { homeCountryOf } from './read-senders.ts'
import { listSenderRows, pauseSenderRow, type SenderRow } from './sender-store.ts'

export interface SenderWish {
  kind: SenderKind
  address: string
  countries: readonly string[]
  isTwoWay: boolean
  registration: SenderRow['registration']
  label: string
}

type Answer = z.output<typeof SmsSender>

export async function listSenders(org: Org): Promise<Answer[]> {
  return (await listSenderRows(org)).map(toAnswer)
}

export const toAnswer = (row: SenderRow): Answer => ({
  id: row.id, kind: row.kind, address: row.address, ownCountry: homeCountryOf(row),
  countries: row.countries, isTwoWay: row.is_two_way, registration: row.registration,
  label: row.label, pausedAt: row.paused_at, pausedWhy: row.paused_why,
})

export async function addSender(org: Org, given: SenderWish): Promise<Answer> {
  const wish = await checked(org, given, null)
  const id = newId()
  await sql`insert into sms_sender (id, kind, address, countries, is_two_way, registration, label,
      created_at)
    values (${id}, ${wish.kind}, ${wish.address}, ${[...wish.countries]}, ${wish.isTwoWay},
      ${wish.registration}, ${wish.label}, ${org.now})`.execute(org.tx)
  return senderById(org, id)
}

export async function saveSender(org: Org, id: string, given: SenderWish): Promise<Answer> {
  await senderById(org, id)
  const wish = await checked(org, given, id)
  await sql`update sms_sender set kind = ${wish.kind}, address = ${wish.address},
      countries = ${[...wish.countries]}, is_two_way = ${wish.isTwoWay},
      registration = ${wish.registration}, label = ${wish.label}
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
  return senderById(org, id)
}

export async function pauseByHand(org: Org, id: string, why: string): Promise<Answer> {
  await senderById(org, id)
  await pauseSenderRow(org, id, why === '' ? 'Paused by hand.' : why)
  return senderById(org, id)
}

export async function resumeSender(org: Org, id: string): Promise<Answer> {
  await sql`update sms_sender set paused_at = null, paused_why = null
    where org_id = ${org.id} and id = ${id} and removed_at is null`.execute(org.tx)
  return senderById(org, id)
}

/** Its row stays, for messages name it. */
export async function removeSender(org: Org, id: string): Promise<void> {
  await senderById(org, id)
  await sql`update sms_sender set removed_at = ${org.now}
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

async function senderById(org: Org, id: string): Promise<Answer> {
  const row = (await listSenderRows(org)).find((one) => one.id === id)
  if (!row) throw notFound('This sender does not exist, or was removed.')
  return toAnswer(row)
}

const NUMBERED = new Set<SenderKind>(['local', 'mobile', 'toll_free', 'whatsapp'])

async function checked(org: Org, given: SenderWish, ownId: string | null): Promise<SenderWish> {
  const wish = {
    ...given, address: cleanAddress(given.kind, given.address),
    countries: [...new Set(given.countries)],
  }
  const problems: ProblemField[] = senderProblems(wish)
  const unknown = wish.countries.filter((country) => !isCountry(country))
  if (unknown.length > 0) {
    problems.push({ field: 'countries', message: `${unknown.join(', ')}: no such country.` })
  }
  const isNumber = NUMBERED.has(wish.kind) && problems.every(({ field }) => field !== 'address')
  if (isNumber && readNumber(wish.address, null) === null) {
    problems.push({ field: 'address', message: 'There is no such number; check its digits.' })
  }
  if (problems.length > 0) throw invalid('This sender cannot be saved yet.', problems)
  if (wish.kind === 'whatsapp') wish.address = `whatsapp:${wish.address}`
  const same = (await listSenderRows(org)).find(({ id, address }) =>
    id !== ownId && address.toLowerCase() === wish.address.toLowerCase())
  if (same) throw conflict(`${wish.address} is in the pool already.`)
  return wish
}
