// What a sandbox's stand-in has to tell, taken like the calls of the provider, at once.
import { hasStandIn, pullSandboxCalls, type SandboxCall } from '../../channels/sms/sandbox-sms.ts'
import { inOrganization, SYSTEM } from '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { storeReport } from './take-report.ts'

/** Every status that is due by the sandbox's clock. Safe at any time, and for any organization. */
export async function settleSandbox(installation: Installation, orgId: string): Promise<void> {
  if (!hasStandIn(orgId)) return
  const now = await inOrganization(installation, orgId, SYSTEM, (org) => Promise.resolve(org.now))
  await takeSandboxCalls(installation, orgId, pullSandboxCalls(orgId, now))
}

/** Nobody else can make these calls. */
export async function takeSandboxCalls(
  installation: Installation, orgId: string, calls: readonly SandboxCall[],
): Promise<void> {
  for (const { kind, url, form } of calls) {
    if (kind !== 'status') continue
    const fields = Object.fromEntries(new URLSearchParams(form))
    const attempt = new URL(url).searchParams.get('attempt')
    await inOrganization(installation, orgId, SYSTEM,
      (org) => storeReport(org, { fields, attempt, via: 'callback' }))
  }
}
