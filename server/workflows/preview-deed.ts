// The deeds that can be looked at beforehand, and whom each of them may concern (domain W8).
import { sql } from 'kysely'
import type { z } from 'zod'
import type { previewDeed } from '#contract/consequences.ts'
import { changePause, endPause } from '../customers/pause.ts'
import { customersOfPause } from '../customers/paused-customers.ts'
import type { Org } from '../platform/in-organization.ts'
import { saveOrganization } from '../settings/save-organization.ts'
import { assignNothing, assignWorkflow, type Assignment } from './assign-workflow.ts'
import { applyRules, previewRules } from './assignment-rules.ts'
import { changeWorkflow } from './save-workflow.ts'
import type { Deed } from './rehearse.ts'

export type DeedWish = z.output<typeof previewDeed.body>

export async function deedOf(org: Org, wish: DeedWish): Promise<Deed> {
  switch (wish.deed) {
    case 'end_pause': return {
      customerIds: await customersOfPause(org, wish.pauseId),
      does: (opened) => endPause(opened, wish.pauseId),
    }
    case 'change_pause': return {
      customerIds: await customersOfPause(org, wish.pauseId),
      does: (opened) => changePause(opened, wish.pauseId, wish),
    }
    case 'settings': return {
      customerIds: null, does: (opened) => saveOrganization(opened, wish.change),
    }
    case 'assign': return {
      customerIds: await customersOf(org, wish.to),
      does: (opened) => assignWorkflow(opened, wish.workflowId, wish.to),
    }
    case 'assign_nothing': return {
      customerIds: await customersOf(org, wish.level === 'customer'
        ? { customerIds: wish.ids } : { invoiceIds: wish.ids }),
      does: (opened) => assignNothing(opened, wish.level, wish.ids),
    }
    case 'default': return {
      customerIds: null,
      does: (opened) => changeWorkflow(opened, wish.workflowId, { isDefault: wish.isDefault }),
    }
    case 'rules': return {
      customerIds: null,
      does: async (opened) => {
        const { count } = await previewRules(opened, wish.level, wish.among, null)
        await applyRules(opened, wish.level, { among: wish.among, expected: count })
      },
    }
  }
}

async function customersOf(org: Org, to: Assignment): Promise<readonly string[] | null> {
  if ('all' in to) return null
  if ('customerIds' in to) return to.customerIds
  const { rows } = await sql<{ customer_id: string }>`
    select distinct customer_id from invoice
    where org_id = ${org.id} and id = any(${[...to.invoiceIds]}::uuid[])`.execute(org.tx)
  return rows.map((row) => row.customer_id)
}
