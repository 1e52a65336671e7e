// Records what the reconciler learned, closing the actions that those sends belong to.
import { askAboutSilentSends } from '../inbox/reconcile-sends.ts'
import { inOrganization, SYSTEM } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { closeAnswered } from './leave-messages.ts'
import { finishSends } from './perform-action.ts'

/** In-doubt sends end as sent, as surely not sent, or in To Do › Needs check. */
export async function settleSilentSends(
  installation: Installation, orgId: string,
): Promise<number> {
  const asked = await askAboutSilentSends(installation, orgId)
  if (asked.length === 0) return 0
  return inOrganization(installation, orgId, SYSTEM, async (org) => {
    const states = await finishSends(org, asked)
    await closeAnswered(org, asked, states)
    return states.size
  })
}
