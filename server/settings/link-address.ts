// Where links of messages point, and which organization a link is of.
import { sql } from 'kysely'
import { placeholderLink } from '#domain/link.ts'
import { asInstallation } from '../platform/database.ts'
import type { Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'

const originOf = (org: Org): string =>
  org.settings.link_origin ?? org.installation.config.publicUrl

export const linkAddress = (org: Org, token: string): string => `${originOf(org)}/p/${token}`

/** Stands in a text until it leaves; it is as long as the link will be. */
export const standInLink = (org: Org): string =>
  placeholderLink(originOf(org), org.settings.link_number)

/** The number alone opens nothing: the secret is looked for inside this one organization. */
export async function organizationOfLink(
  installation: Installation, linkNumber: number,
): Promise<string | null> {
  return asInstallation(installation.database.db, async (tx) => {
    const { rows } = await sql<{ org_id: string }>`
      select org_id from organization where link_number = ${linkNumber}`.execute(tx)
    return rows[0]?.org_id ?? null
  })
}
