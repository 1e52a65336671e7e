// Our own mail addresses: the intake of an organization, and the reply address of each message.
import { sql } from 'kysely'
import type { Config } from '../platform/config.ts'
import { asInstallation } from '../platform/database.ts'
import type { Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'

/** The domain that our addresses are at: the host people reach us by. */
export const inboundDomainOf = (config: Pick<Config, 'publicUrl'>): string =>
  new URL(config.publicUrl).hostname

/** Mail forwarded here enters the collection inbox. */
export const intakeAddressOf = (org: Pick<Org, 'settings' | 'installation'>): string =>
  `in-${org.settings.intake_code}@${inboundDomainOf(org.installation.config)}`

/** Where an answer to one message comes back; the token proves that its sender got the message. */
export const replyAddress = (org: Org, token: string): string =>
  `reply+${org.settings.intake_code}-${token}@${inboundDomainOf(org.installation.config)}`

// Locals are compared in lower case, for relays lower them on the way.
const INTAKE = /^in-([a-z0-9]{6,40})(?:\+[^@]*)?$/
const REPLY = /^reply\+([a-z0-9]{6,40})-([a-z0-9]{10,60})$/

/** The tenant code and reply token of one of our addresses; null for any other address. */
export function readAddress(address: string): { intakeCode: string; token: string | null } | null {
  const local = address.trim().toLowerCase().split('@')[0] ?? ''
  const intake = INTAKE.exec(local)
  if (intake?.[1]) return { intakeCode: intake[1], token: null }
  const reply = REPLY.exec(local)
  return reply?.[1] && reply[2] ? { intakeCode: reply[1], token: reply[2] } : null
}

/** The tenant comes from our own address alone, never from what a message says (mail.md §7). */
export async function organizationOfIntakeCode(
  installation: Installation, intakeCode: string,
): Promise<string | null> {
  return asInstallation(installation.database.db, async (tx) => {
    const { rows } = await sql<{ org_id: string }>`
      select org_id from organization where intake_code = ${intakeCode}`.execute(tx)
    return rows[0]?.org_id ?? null
  })
}
