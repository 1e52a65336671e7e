// Turns stored SMS into messages. It may run again at any time and after any crash.
import { addSeconds } from '#domain/day.ts'
import { inOrganization, SYSTEM } from '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { addJob } from '../../platform/jobs.ts'
import {
  beginSmsTry, lockStoredSms, noteSmsWhy, settleSmsRow, waitingSms, type SmsRow,
} from './inbound-store.ts'
import { settleSms, type SettledSms } from './settle-sms.ts'

export type ReceiveOutcome = SettledSms | 'waits' | 'settled_before'

const MOST_TRIES = 5

/** Its try is committed before, its outcome in one transaction after; five tries end visibly. */
export async function receiveSms(
  installation: Installation, orgId: string, inboundSmsId: string,
): Promise<ReceiveOutcome> {
  const row = await inOrganization(installation, orgId, SYSTEM,
    (org) => beginSmsTry(org, inboundSmsId))
  if (row === null) return 'settled_before'
  try {
    return await inOrganization(installation, orgId, SYSTEM, async (org) =>
      (await lockStoredSms(org, row.id) ? settleSms(org, row) : 'settled_before'))
  } catch (error) {
    installation.log.error({ error, inboundSmsId }, 'an incoming SMS could not be settled')
    const why = error instanceof Error ? error.message : String(error)
    return noteFailure(installation, orgId, row, why.slice(0, 1000))
  }
}

const noteFailure = (
  installation: Installation, orgId: string, row: SmsRow, why: string,
): Promise<ReceiveOutcome> => inOrganization(installation, orgId, SYSTEM, async (org) => {
  if (!await lockStoredSms(org, row.id)) return 'settled_before'
  if (row.tries >= MOST_TRIES) {
    await settleSmsRow(org, { id: row.id, state: 'quarantine', messageId: row.message_id, why })
    return 'quarantine'
  }
  await noteSmsWhy(org, row.id, why)
  await addJob(org.tx, 'receive_sms', { orgId, inboundSmsId: row.id },
    { runAt: addSeconds(installation.now(), 2 ** row.tries) })
  return 'waits'
})

const MOST_AT_ONCE = 500

/** The sweep: reads what a crash left behind. Returns how many it found. */
export async function receiveWaitingSms(
  installation: Installation, orgId: string,
): Promise<number> {
  const ids = await inOrganization(installation, orgId, SYSTEM,
    (org) => waitingSms(org, MOST_AT_ONCE))
  for (const id of ids) {
    try {
      await receiveSms(installation, orgId, id)
    } catch (error) {
      // The others must not wait for this one; the next sweep comes back to it.
      installation.log.error({ error, inboundSmsId: id }, 'an incoming SMS was left for later')
    }
  }
  return ids.length
}
