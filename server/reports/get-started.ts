// The first steps of an organization: each is done when the facts say so, never by a tick.
import { sql } from 'kysely'
import type { z } from 'zod'
import type { GetStarted } from '#contract/get-started.ts'
import type { Org } from '../platform/in-organization.ts'

interface Facts {
  has_address: boolean
  has_invoice: boolean
  unreached: number
  has_smtp: boolean
  has_heard: boolean
  has_played: boolean
  people: number
  is_on: boolean
  is_put_away: boolean
}

export async function readGetStarted(org: Org): Promise<z.output<typeof GetStarted>> {
  const { rows } = await sql<Facts>`
    select o.postal_address <> '' as has_address,
      exists (select from invoice) as has_invoice,
      -- Counted to a bound: whoever has more has the same to do.
      (select count(*)::int from (
        select 1 from customer c
        where exists (select from invoice i where i.org_id = c.org_id and i.customer_id = c.id
            and i.open_minor > 0 and i.state = 'open')
          and not exists (select from contact k
            join contact_address a on a.org_id = k.org_id and a.contact_id = k.id
            where k.org_id = c.org_id and k.customer_id = c.id)
        limit 1000) x) as unreached,
      o.email_channel = 'smtp' as has_smtp,
      exists (select from inbound_mail) as has_heard,
      exists (select from simulation where state = 'done') as has_played,
      (select count(*)::int from member where is_active) as people,
      o.automation_on_since is not null as is_on, o.started_at is not null as is_put_away
    from organization o where o.org_id = ${org.id}`.execute(org.tx)
  const facts = rows[0]
  if (!facts) throw new Error('An organization that is open has a row.')
  const { unreached } = facts
  return {
    steps: [
      { name: 'company', isDone: facts.has_address, note: null },
      { name: 'ledger', isDone: facts.has_invoice, note: null },
      { name: 'contacts', isDone: facts.has_invoice && unreached === 0,
        note: unreached === 0 ? null
          : `${unreached >= 1000 ? '1,000 or more' : unreached} ${
            unreached === 1 ? 'customer owes and has' : 'customers owe and have'
          } neither an e-mail address nor a phone number.` },
      { name: 'sender', isDone: facts.has_smtp, note: null },
      { name: 'replies', isDone: facts.has_heard, note: null },
      { name: 'workflow', isDone: facts.has_played, note: null },
      { name: 'team', isDone: facts.people > 1, note: null },
      { name: 'automation', isDone: facts.is_on, note: null },
    ],
    isPutAway: facts.is_put_away,
  }
}

export async function putAwayGetStarted(org: Org, isPutAway: boolean): Promise<void> {
  await sql`update organization set started_at = ${isPutAway ? org.now : null},
      started_by = ${isPutAway ? org.actor : null}
    where org_id = ${org.id}`.execute(org.tx)
}
