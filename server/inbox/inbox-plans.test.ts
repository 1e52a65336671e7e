// How much the inbox reads of a large organization: a page must not cost more with more messages.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InboxView } from '#contract/inbox.ts'
import type { Installation } from '../platform/installation.ts'
import type { Org } from '../platform/in-organization.ts'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import {
  anOrganization, NOW, openInstallation, type SceneOrganization,
} from '../testing/mail-scene.ts'
import { countInbox } from './count-inbox.ts'
import { listInbox } from './list-inbox.ts'
import { readConversation } from './read-conversation.ts'

let database: FreshDatabase
let installation: Installation & { close: () => Promise<void> }
let org: SceneOrganization

/** 100,000 messages of 1,000 customers, of all kinds; each customer has answered thirty times. */
beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url)
  org = await anOrganization(installation)
  await org.do(async ({ tx }) => {
    await sql`insert into customer (id, reference, name, created_at, updated_at)
      select md5('c' || n)::uuid, 'C-' || n, 'Customer ' || n, ${NOW}, ${NOW}
      from generate_series(1, 1000) n`.execute(tx)
    await sql`insert into message (id, customer_id, direction, channel, state, kind, thread_id,
        reply_action_id, from_address, subject, body_text, at)
      select md5('m' || n)::uuid, case when n % 50 > 0 then md5('c' || (1 + n % 1000))::uuid end,
        case when n % 3 = 0 then 'in' else 'out' end, 'email', 'received',
        case when n % 3 = 0 then (array['human', 'auto_reply', 'bounce'])[1 + n / 3 % 3] end,
        md5('t' || n % 5000)::uuid, case when n % 3 = 0 then md5('r' || n / 3)::uuid end,
        'someone@example.com', 'About ' || n, 'Words of number ' || n || case when n % 1000 = 7
        then ' platypus' else '' end, ${NOW}::timestamptz - n * interval '1 minute'
      from generate_series(1, 100000) n`.execute(tx)
    await sql`insert into reply_action (id, customer_id, newest_message_id, state, owner_id,
        opened_at, closed_at)
      select md5('r' || n)::uuid, md5('c' || (1 + n % 1000))::uuid, md5('m' || n * 3)::uuid,
        case when n <= 200 then 'open' when n % 2 = 0 then 'replied' else 'ignored' end, 'clerk',
        ${NOW}::timestamptz - n * interval '10 minutes',
        case when n > 200 then ${NOW}::timestamptz - n * interval '9 minutes' end
      from generate_series(1, 30000) n`.execute(tx)
  })
  await org.do(({ tx }) => sql`update reply_action r set is_newest = not exists (select from
    reply_action n where n.customer_id = r.customer_id and n.opened_at > r.opened_at)`.execute(tx))
  // Statistics are the owner's, who sees no tenant's rows in a sample: so they are taken here.
  for (const table of ['message', 'reply_action', 'message_search', 'customer']) {
    await database.pool.query(`analyze ${table}`)
  }
}, 180_000)
afterAll(async () => {
  await installation.close()
  await database.close()
})

interface Reading { table: string; whole: number; rows: number }

/** What this very work has read, told by PostgreSQL itself. */
async function readingsOf(work: (open: Org) => Promise<unknown>): Promise<Reading[]> {
  return org.do(async (open) => {
    // The counters hold what the connection did before and has not reported yet.
    const before = await counters(open)
    await work(open)
    return (await counters(open)).map((now) => {
      const then = before.find(({ table }) => table === now.table)
      return { table: now.table, whole: now.whole - (then?.whole ?? 0),
        rows: now.rows - (then?.rows ?? 0) }
    })
  })
}

async function counters({ tx }: Org): Promise<Reading[]> {
  const { rows } = await sql<Reading>`
    select relname as table, seq_tup_read::int as whole, coalesce(idx_tup_fetch, 0)::int as rows
    from pg_stat_xact_user_tables
    where relname in ('message', 'reply_action', 'message_search')`.execute(tx)
  return rows
}

const MOST_ROWS = 5_000

const page = (view: InboxView, q?: string) => (open: Org) =>
  listInbox(open, { view, whose: 'all', limit: 50, userId: 'clerk', q })

test.each<[string, (open: Org) => Promise<unknown>]>([
  ['the answers that wait', page('needs_answer')],
  ['those that wait for customers', page('waiting')],
  ['what is done', page('done')],
  ['what fits nobody', page('unmatched')],
  ['automatic mail', page('automated')],
  ['bounces', page('bounces')],
  ['a search for a rare word', page('unmatched', 'platypus')],
  ['the counts', (open) => countInbox(open, { whose: 'all', userId: 'clerk' })],
  ['a conversation', (open) => sql<{ id: string }>`select md5('t7')::uuid as id`.execute(open.tx)
    .then(({ rows }) => readConversation(open,
      { threadId: rows[0]?.id ?? '', scope: 'customer', limit: 30 }))],
])('%s are read without a walk over the table', async (_, work) => {
  for (const reading of await readingsOf(work)) {
    expect(reading, reading.table).toMatchObject({ whole: 0 })
    expect(reading.rows, reading.table).toBeLessThan(MOST_ROWS)
  }
})
