// The master switch: off for every new organization, on only with the count of what leaves today.
import { sql } from 'kysely'
import { addDays } from '#domain/day.ts'
import { raiseBudget, readBudget } from '../actions/send-budget.ts'
import { lookAgainAtAll } from '../customers/look-again.ts'
import { conflict, forbidden } from '../platform/errors.ts'
import { inOrganization, type Actor } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { dryRun, type PlanLine } from './dry-run.ts'

export interface AutomationPreview {
  isOn: boolean
  /** A restored or copied database, not yet confirmed to be the only one: it stays off. */
  isCopy: boolean
  today: number
  week: number
  typedCount: number
  sample: {
    customerId: string; customerName: string; step: string; channel: string; dueOn: string
  }[]
}

const MOST_LINES = 200_000
const SAMPLE = 50

/** What leaves today and in the next seven days: each run's next automatic message, at most one. */
export async function previewAutomation(
  installation: Installation, orgId: string,
): Promise<AutomationPreview> {
  const { isOn, isCopy, today } = await inOrganization(installation, orgId, 'system', async (org) =>
    ({
      isOn: org.settings.automation_on_since !== null, isCopy: org.settings.copied_at !== null,
      today: org.today,
    }))
  const run = await dryRun(installation, orgId, { limit: MOST_LINES, only: 'all' })
  const lines = run.items.filter((line) => line.mode === 'automatic' && line.dueOn !== null
    && line.holds.every((hold) => hold.code === 'automation_off'))
  const first = firstPerCustomer(lines)
  const ofToday = first.filter((line) => (line.dueOn ?? '') <= today)
  return {
    isOn, isCopy,
    today: ofToday.length,
    week: first.filter((line) => (line.dueOn ?? '') <= addDays(today, 6)).length,
    typedCount: ofToday.length,
    sample: ofToday.slice(0, SAMPLE).map((line) => ({
      customerId: line.customerId, customerName: line.customerName, step: line.stepName ?? '',
      channel: line.channel ?? '', dueOn: line.dueOn ?? '',
    })),
  }
}

/** Two runs of one customer never write on one day, so the earlier one counts. */
function firstPerCustomer(lines: readonly PlanLine[]): PlanLine[] {
  const first = new Map<string, PlanLine>()
  for (const line of lines) {
    const before = first.get(line.customerId)
    if (!before || (line.dueOn ?? '') < (before.dueOn ?? '')) first.set(line.customerId, line)
  }
  return [...first.values()]
}

const wrongCount = (count: number) => conflict(`${count === 1 ? 'One message leaves'
  : `${count} messages leave`} today: to confirm that you have seen it, give that number `
  + `(typedCount ${count}; from the terminal --count ${count}).`)

export async function setAutomation(
  installation: Installation, orgId: string, caller: { actor: Actor; role: string | null },
  wish: { isOn: boolean; typedCount?: number | undefined },
): Promise<AutomationPreview> {
  const preview = await previewAutomation(installation, orgId)
  if (wish.isOn && !preview.isOn) {
    if (caller.role !== 'owner' && caller.role !== 'admin') {
      throw forbidden('Only an owner or admin may turn automatic sending on.')
    }
    if (preview.isCopy) {
      throw conflict('This database was restored or copied. Confirm first that this is the only '
        + 'copy that sends: in the strip on every page, or with duebox automation confirm-copy.')
    }
    if (wish.typedCount !== preview.typedCount) throw wrongCount(preview.typedCount)
  }
  await inOrganization(installation, orgId, caller.actor, async (org) => {
    const isOn = org.settings.automation_on_since !== null
    if (isOn === wish.isOn) return
    await sql`update organization set automation_on_since = ${wish.isOn ? org.now : null},
        automation_changed_by = ${org.actor} where org_id = ${org.id}`.execute(org.tx)
    await recordEvent(org, {
      kind: wish.isOn ? 'automation_on' : 'automation_off', detail: { count: preview.today },
    })
    // Whoever typed the count has said that so many are right today (I19).
    if (wish.isOn && preview.today > (await readBudget(org)).cap) {
      await raiseBudget(org, preview.today)
    }
    await lookAgainAtAll(org)
  })
  return { ...preview, isOn: wish.isOn }
}
