// The channel of letters: accepted means queued for paper; people print and post it (SPEC §5.4).
import { sql } from 'kysely'
import { asOrg } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import type { Installation } from '../platform/installation.ts'
import type { Outgoing, Receipt, SendingChannel } from './channel.ts'

/** Queues in its own transaction, as a provider far away would; its key makes a second harmless. */
export function openPrintQueue(installation: Installation, orgId: string): SendingChannel {
  const { db } = installation.database
  return {
    send: async (message: Outgoing): Promise<Receipt> => {
      const { rows } = await asOrg(db, orgId, (tx) => sql<{ id: string }>`
        insert into letter (id, attempt_id, queued_at)
        values (${newId()}, ${message.attemptId},
          coalesce((select sandbox_now from organization where org_id = ${orgId}),
            ${installation.now()}))
        on conflict (org_id, attempt_id) do update set attempt_id = excluded.attempt_id
        returning id`.execute(tx))
      return { kind: 'accepted', providerId: rows[0]?.id ?? null, status: 'queued' }
    },
    find: async ({ attemptId }) => {
      const { rows } = await asOrg(db, orgId, (tx) => sql<{ id: string }>`
        select id from letter where org_id = ${orgId} and attempt_id = ${attemptId}`.execute(tx))
      const [found] = rows
      return found ? { kind: 'accepted', providerId: found.id } : { kind: 'not_accepted' }
    },
  }
}
