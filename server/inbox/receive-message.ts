// Turns stored raw mail into messages. It may run again at any time and after any crash.
import { addSeconds } from '#domain/day.ts'
import { emailDomain } from '#domain/mail/match-mail.ts'
import { senderProof } from '#domain/mail/sender-proof.ts'
import { inOrganization, SYSTEM, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { addJob } from '../platform/jobs.ts'
import { authenticateSender, type DnsResolver } from './authenticate-sender.ts'
import { WHY_UNREADABLE } from './explain-mail.ts'
import {
  beginTry, lockStored, noteWhy, settleMail, waitingMails, type MailRow,
} from './mail-store.ts'
import { parseMail, type ParseResult, type ReadMail } from './parse-mail.ts'
import { settleParsed, type SettledState } from './settle-mail.ts'

export type ReceiveOutcome = SettledState | 'waits' | 'settled_before'

const MOST_TRIES = 5
/**
 * Reads one mail. The try is committed before it begins and the outcome in one transaction after,
 * so a crash in between leaves it stored, to be tried again; five tries end in quarantine.
 */
export async function receiveMessage(
  installation: Installation, orgId: string, inboundMailId: string, resolve?: DnsResolver,
): Promise<ReceiveOutcome> {
  const inOrg = <T>(work: (org: Org) => Promise<T>) =>
    inOrganization(installation, orgId, SYSTEM, work)
  const row = await inOrg((org) => beginTry(org, inboundMailId))
  if (!row) return 'settled_before'
  // More tries than allowed: it killed its reader each time, so it is not read again.
  const read = row.tries > MOST_TRIES ? KILLED_ITS_READER : await tryParse(installation, row)
  const isLastTry = row.tries >= MOST_TRIES
  const mail = read.ok || isLastTry ? read.mail : null
  const unreadable = read.ok ? null : read.why
  if (mail === null) return noteFailure(installation, { orgId, row, isLastTry, why: unreadable })
  // The DNS is asked before the transaction begins, so that nobody waits for it with a lock.
  const proven = await proofOf(installation, { row, mail, resolve })
  try {
    return await inOrg(async (org) => (await lockStored(org, row.id)
      ? settleParsed(org, row, { mail, unreadable, ...proven }) : 'settled_before'))
  } catch (error) {
    installation.log.error({ error, inboundMailId }, 'an incoming mail could not be settled')
    const why = error instanceof Error ? error.message : String(error)
    return noteFailure(installation, { orgId, row, isLastTry, why })
  }
}

async function proofOf(installation: Installation, arrived: {
  row: MailRow; mail: ReadMail; resolve: DnsResolver | undefined
}) {
  const { row, mail, resolve } = arrived
  if (!installation.config.checksSenders && !resolve) return {}
  const authentication = await authenticateSender({
    raw: row.raw, envelopeFrom: row.envelope_from, remoteIp: row.remote_ip, helo: row.helo,
    fromDomain: emailDomain(mail.from?.address ?? ''),
  }, resolve)
  const proof = senderProof(mail, authentication)
  const senderAuthentication = proof === 'unknown' ? 'none' as const : proof
  return { authentication, senderAuthentication }
}

/** Unreadable mail may still show its head. */
type Read = { ok: true; mail: ReadMail } | { ok: false; why: string; mail: ReadMail | null }

const KILLED_ITS_READER: Read = {
  ok: false, why: 'Reading it ended the process five times.', mail: null,
}

async function tryParse(installation: Installation, row: MailRow): Promise<Read> {
  try {
    const result: ParseResult = await parseMail(row.raw)
    return result.ok ? result : { ok: false, why: WHY_UNREADABLE[result.why], mail: result.partial }
  } catch (error) {
    installation.log.error({ error, inboundMailId: row.id }, 'the mail parser failed')
    return { ok: false, why: 'Reading it failed.', mail: null }
  }
}

/** Waits longer after each try; the last one ends in quarantine, where people see it. */
const noteFailure = (installation: Installation, failed: {
  orgId: string; row: MailRow; isLastTry: boolean; why: string | null
}): Promise<ReceiveOutcome> => inOrganization(
  installation, failed.orgId, SYSTEM, async (org) => {
    const { row, orgId } = failed
    const why = (failed.why ?? '').slice(0, 1000)
    if (!await lockStored(org, row.id)) return 'settled_before'
    if (failed.isLastTry) {
      await settleMail(org, {
        id: row.id, state: 'quarantine', messageId: row.message_id, fingerprint: null, why,
      })
      return 'quarantine'
    }
    await noteWhy(org, row.id, why)
    await addJob(org.tx, 'receive_mail', { orgId, inboundMailId: row.id },
      { runAt: addSeconds(installation.now(), 2 ** row.tries) })
    return 'waits'
  })

const MOST_AT_ONCE = 500

/** The sweep: reads what a crash left behind. Returns how many it found. */
export async function receiveWaiting(installation: Installation, orgId: string): Promise<number> {
  const ids = await inOrganization(installation, orgId, SYSTEM,
    (org) => waitingMails(org, MOST_AT_ONCE))
  for (const id of ids) {
    try {
      await receiveMessage(installation, orgId, id)
    } catch (error) {
      // The others must not wait for this one; the next sweep comes back to it.
      installation.log.error({ error, inboundMailId: id }, 'an incoming mail was left for later')
    }
  }
  return ids.length
}
