// What imports need of the floors above: workflows by name, and how a deed is rehearsed.
import type { z } from 'zod'
import type { Consequences } from '#contract/consequences.ts'
import type { Actor, Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import type { WorkflowsByName } from './named-workflow.ts'

export interface ImportDeeds {
  workflows: WorkflowsByName
  /** Does a deed for everybody, looks what comes of it, and takes it back. */
  rehearse: (installation: Installation, orgId: string, actor: Actor,
    does: (org: Org) => Promise<void>) => Promise<z.output<typeof Consequences>>
}
