// Commits the raw bytes of incoming mail, each for the organization whose address it came to.
import { tooLarge, invalid } from '../platform/errors.ts'
import { inOrganization, SYSTEM, type Actor, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { addJob } from '../platform/jobs.ts'
import { organizationOfIntakeCode, readAddress } from '../settings/addresses.ts'
import { insertArrival, type Arrival } from './arrival-store.ts'
import { insertMail, type NewMail } from './mail-store.ts'

export interface StoredMail {
  orgId: string
  inboundMailId: string
}

export const MOST_MAIL_BYTES = 30 * 1024 * 1024

/** Whether mail to this address is ours to take. */
export const isKnownAddress = async (
  installation: Installation, address: string,
): Promise<boolean> => await organizationOf(installation, address) !== null

/**
 * Stores one mail for every organization among its recipients. If one of several fails, the sender
 * tries again, and those that have it recognise the duplicate.
 */
export async function storeMail(installation: Installation, mail: NewMail): Promise<StoredMail[]> {
  const recipients = new Map<string, string[]>()
  for (const address of mail.envelopeTo) {
    const orgId = await organizationOf(installation, address)
    if (orgId !== null) recipients.set(orgId, [...recipients.get(orgId) ?? [], address])
  }
  const stored: StoredMail[] = []
  for (const [orgId, envelopeTo] of recipients) {
    // Each organization is shown its own addresses only.
    const inboundMailId = await storeMailFor(installation, orgId, SYSTEM, { ...mail, envelopeTo })
    stored.push({ orgId, inboundMailId })
  }
  return stored
}

/** The bytes and the job that reads them are one commit: neither is ever without the other. */
export const storeMailFor = (
  installation: Installation, orgId: string, actor: Actor, mail: NewMail,
): Promise<string> => inOrganization(installation, orgId, actor, (org) => storeMailIn(org, mail))

/** The same within a transaction that also moves a cursor or spends a token. */
export async function storeMailIn(org: Org, mail: NewMail, arrival?: Arrival): Promise<string> {
  const inboundMailId = await insertMail(org, mail)
  if (arrival) await insertArrival(org, inboundMailId, arrival)
  await addJob(org.tx, 'receive_mail', { orgId: org.id, inboundMailId })
  return inboundMailId
}

async function organizationOf(installation: Installation, address: string): Promise<string | null> {
  const read = readAddress(address)
  return read === null ? null : organizationOfIntakeCode(installation, read.intakeCode)
}

/** The body of a call, within the limit: a longer one is refused before it fills the memory. */
export async function readMailBody(request: Request): Promise<Buffer> {
  const refuse = () => tooLarge('This mail is larger than 30 MB; hand in a smaller one.')
  if (Number(request.headers.get('content-length') ?? 0) > MOST_MAIL_BYTES) throw refuse()
  const chunks: Uint8Array[] = []
  let size = 0
  // Node's streams can be iterated, which the browser's types do not tell.
  for await (const chunk of (request.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > MOST_MAIL_BYTES) throw refuse()
    chunks.push(chunk)
  }
  if (size === 0) throw invalid('This mail is empty; send the raw message as the body.')
  return Buffer.concat(chunks)
}
