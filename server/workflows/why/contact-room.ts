// How often a person was contacted over all workflows and customers, and from when there is room.
import { sql } from 'kysely'
import { addDays, type Day } from '#domain/day.ts'
import { notFound } from '../../platform/errors.ts'
import type { Org } from '../../platform/in-organization.ts'
import { factsOf, readWorld } from './world.ts'

interface RoomRow {
  contactId: string
  in7Days: number
  in30Days: number
  lastOn: Day | null
  atOthers: number
}

/** Counted by address: one person at two customers is one person (domain 3.2). */
export async function contactRoom(org: Org, customerId: string) {
  const { rows } = await sql<RoomRow>`
    select k.id as "contactId",
      count(distinct l.id) filter (where l.contacted_on > ${addDays(org.today, -7)}) as "in7Days",
      count(distinct l.id) filter (where l.contacted_on > ${addDays(org.today, -30)})
        as "in30Days",
      max(l.contacted_on) as "lastOn",
      count(distinct l.id) filter (where l.contacted_on > ${addDays(org.today, -30)}
        and l.customer_id <> k.customer_id) as "atOthers"
    from contact k
      left join contact_address a on a.org_id = k.org_id and a.customer_id = k.customer_id
        and a.contact_id = k.id
      -- Whoever shares the address is the same person; the log is read by their customers.
      left join contact_address b on b.org_id = a.org_id and b.channel = a.channel
        and b.address = a.address
      left join contact_log l on l.org_id = b.org_id and l.customer_id = b.customer_id
        and l.person_key = a.address and l.voided_at is null
    where k.org_id = ${org.id} and k.customer_id = ${customerId}
    group by k.id order by k.id limit 500`.execute(org.tx)
  if (rows.length === 0) {
    const known = await sql`select from customer where org_id = ${org.id} and id = ${customerId}`
      .execute(org.tx)
    if (known.rows.length === 0) throw notFound('This customer does not exist.')
    return { items: [] }
  }
  const busyUntil = await delayEnd(org, customerId)
  return { items: rows.map((row) => ({ ...row, roomFrom: roomFrom(org, row, busyUntil) })) }
}

/** The customer's delay binds all its people; one message a day binds each of them. */
function roomFrom(org: Org, { lastOn }: RoomRow, busyUntil: Day | null): Day | null {
  const ownFrom = lastOn === org.today ? addDays(org.today, 1) : null
  if (busyUntil === null || (ownFrom !== null && ownFrom > busyUntil)) return ownFrom
  return busyUntil > org.today ? busyUntil : ownFrom
}

/** The earliest day that one of the customer's workflows would write again. */
async function delayEnd(org: Org, customerId: string): Promise<Day | null> {
  const facts = factsOf(await readWorld(org, customerId))
  const days = facts.runs.flatMap(({ facts: run }) => (run.lastContactOn === null ? []
    : [addDays(run.lastContactOn, run.rules.mcdDays)]))
  return days.reduce<Day | null>((first, day) =>
    (first === null || day < first ? day : first), null)
}
