// What others see of the sender's domain, asked outside any transaction.
import { lookUpSender, type SenderCheck } from '../channels/email/look-up-sender.ts'
import { inOrganization, type Actor } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { storedSmtp } from './read-email-settings.ts'

export async function checkSender(
  installation: Installation, of: { orgId: string; actor: Actor }, selector: string | null,
): Promise<{ domain: string | null; checks: SenderCheck[] }> {
  const { domain, smtp } = await inOrganization(installation, of.orgId, of.actor, async (org) => ({
    domain: org.settings.from_address?.split('@')[1]?.toLowerCase() ?? null,
    smtp: storedSmtp(org),
  }))
  return { domain, checks: domain === null ? [] : await lookUpSender(domain, selector, smtp) }
}
