// Pauses: a person's decision that nothing goes out, until a day or openly (SPEC §4.1).
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import { invalid, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { lookAgain, lookAgainAtAll } from './look-again.ts'
import { activePauses, finishPause, insertPause, type PauseRow } from './store.ts'

export interface PauseWish {
  scope: PauseRow['scope']
  subjectId: string
  /** That day is free again. Null: openly, with a reason and a day to review it. */
  untilOn: Day | null
  reviewOn: Day | null
  reason: string
}

export async function startPause(org: Org, wish: PauseWish): Promise<PauseRow> {
  if (wish.untilOn === null && (wish.reason === '' || wish.reviewOn === null)) {
    throw invalid('A pause without an end needs a reason and a day to review it.', [
      { field: 'reviewOn', message: 'Choose a review day, or an end day above.' }])
  }
  if (wish.untilOn !== null && wish.untilOn <= org.today) {
    throw invalid(`A pause ends in the future; today is ${org.today}.`, [
      { field: 'untilOn', message: 'Choose tomorrow or later.' }])
  }
  const customerId = await customerOf(org, wish.scope, wish.subjectId)
  const row: PauseRow = {
    id: newId(), scope: wish.scope, subject_id: wish.subjectId, until_on: wish.untilOn,
    review_on: wish.reviewOn, reason: wish.reason, started_at: org.now,
  }
  await insertPause(org, row)
  await recordEvent(org, {
    kind: 'pause_started', customerId,
    invoiceIds: wish.scope === 'invoice' ? [wish.subjectId] : [],
    detail: { scope: wish.scope, untilOn: wish.untilOn ?? '', reason: wish.reason },
  })
  await lookAgainFor(org, customerId)
  return row
}

/** Nothing leaves in the same minute: today's send time, if it has passed, stays free. */
export async function endPause(org: Org, pauseId: string): Promise<void> {
  const row = await finishPause(org, pauseId)
  if (!row) throw notFound('This pause does not exist or has ended already.')
  const customerId = await customerOf(org, row.scope, row.subject_id)
  await recordEvent(org, {
    kind: 'pause_ended', customerId,
    invoiceIds: row.scope === 'invoice' ? [row.subject_id] : [], detail: { scope: row.scope },
  })
  await lookAgainFor(org, customerId)
}

/** Pauses of these subjects that hold today, as the API shows them. */
export async function readPauses(org: Org, subjectIds: readonly string[]) {
  return (await activePauses(org, subjectIds)).map(toPause)
}

export const toPause = (row: PauseRow) => ({
  id: row.id, scope: row.scope, subjectId: row.subject_id, untilOn: row.until_on,
  reason: row.reason, startedAt: row.started_at,
})

const lookAgainFor = (org: Org, customerId: string | null) =>
  customerId === null ? lookAgainAtAll(org) : lookAgain(org, [customerId])

/** The customer concerned; null for a workflow or the whole organization. */
async function customerOf(
  org: Org, scope: PauseRow['scope'], subjectId: string,
): Promise<string | null> {
  if (scope === 'organization') {
    if (subjectId !== org.id) throw notFound('This organization does not exist.')
    return null
  }
  const found = await sql<{ customer_id: string | null }>`
    select id as customer_id from customer
      where ${scope} = 'customer' and org_id = ${org.id} and id = ${subjectId}
    union all select customer_id from invoice
      where ${scope} = 'invoice' and org_id = ${org.id} and id = ${subjectId}
    union all select null::uuid from workflow
      where ${scope} = 'workflow' and org_id = ${org.id} and id = ${subjectId}`.execute(org.tx)
  const row = found.rows[0]
  if (!row) throw notFound(`This ${scope} does not exist.`)
  return row.customer_id
}
