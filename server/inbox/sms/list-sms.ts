// Lists the SMS that came in with what became of each, and tries one in quarantine again.
import { sql } from 'kysely'
import type { z } from 'zod'
import type { InboundSms } from '#contract/sms-inbound.ts'
import { conflict, notFound } from '../../platform/errors.ts'
import type { Org } from '../../platform/in-organization.ts'
import { addJob } from '../../platform/jobs.ts'
import { cursorOf, readCursor } from '../../platform/page.ts'

type Listed = z.output<typeof InboundSms>

const LISTED = sql`id, provider_sid as "providerSid", via, from_number as "from",
  to_number as "to", body, state, message_id as "messageId", why, tries,
  received_at as "receivedAt"`

export async function listSms(org: Org, query: {
  cursor?: string | undefined; limit: number; state?: Listed['state'] | undefined
}): Promise<{ items: Listed[]; nextCursor: string | null }> {
  const [at = null, id = null] = readCursor(query.cursor, 2) ?? []
  const { rows } = await sql<Listed>`select ${LISTED} from inbound_sms
    where org_id = ${org.id} and (${query.state ?? null}::text is null
        or state = ${query.state ?? null})
      and (${at}::timestamptz is null or (received_at, id) < (${at}::timestamptz, ${id}::uuid))
    order by received_at desc, id desc limit ${query.limit + 1}`.execute(org.tx)
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  return {
    items, nextCursor: rows.length > query.limit && last
      ? cursorOf([last.receivedAt, last.id]) : null,
  }
}

export async function retryQuarantined(org: Org, id: string): Promise<Listed> {
  const { rows } = await sql<Listed>`select ${LISTED} from inbound_sms
    where org_id = ${org.id} and id = ${id} for update`.execute(org.tx)
  const row = rows[0]
  if (!row) throw notFound('This SMS does not exist.')
  if (row.state !== 'quarantine') {
    throw conflict(`Only an SMS in quarantine is tried again; this one is ${row.state}.`)
  }
  await sql`update inbound_sms set state = 'stored', tries = 0, why = null
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
  await addJob(org.tx, 'receive_sms', { orgId: org.id, inboundSmsId: id })
  return { ...row, state: 'stored', tries: 0, why: null }
}
