// Pauses: a person's decision that nothing goes out, until a day or openly (SPEC §4.1).
import { addSeconds, type Day } from '#domain/day.ts'
import { conflict, forbidden, invalid, notFound } from '../platform/errors.ts'
import type { Caller } from '../platform/http.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { lookAgain, lookAgainAtAll } from './look-again.ts'
import {
  activePauses, customerOfPaused, finishPause, insertPause, lastingPause, pausesOfScopes,
  reopenPause, rewritePause, type PauseRow, type PauseScope, type ShownPauseRow,
} from './pause-store.ts'

export type { PauseScope } from './pause-store.ts'

export interface PauseTerms {
  /** That day is free again. Null: openly, with a reason and a day to review it. */
  untilOn: Day | null
  reviewOn: Day | null
  reason: string
}

export interface PauseWish extends PauseTerms {
  scope: PauseScope
  subjectId: string
}

export async function startPause(org: Org, wish: PauseWish): Promise<PauseRow> {
  const terms = checked(org, wish)
  const customerId = await customerOf(org, wish.scope, wish.subjectId)
  const row: PauseRow = {
    id: newId(), scope: wish.scope, subject_id: wish.subjectId, ...terms,
    started_by: org.actor, started_at: org.now,
  }
  await insertPause(org, row)
  await recordEvent(org, {
    kind: 'pause_started', ...subjectsOf(row, customerId),
    detail: { scope: wish.scope, untilOn: wish.untilOn ?? '', reason: wish.reason },
  })
  await lookAgainFor(org, customerId)
  return row
}

/** Another end, review day or reason; nothing leaves in between. Overlapping ones stay. */
export async function changePause(
  org: Org, pauseId: string, wish: PauseTerms,
): Promise<PauseRow> {
  const terms = checked(org, wish)
  const row = await lastingPause(org, pauseId)
  if (!row) throw notFound('This pause does not exist or has ended already.')
  const customerId = await customerOf(org, row.scope, row.subject_id)
  await rewritePause(org, pauseId, terms)
  await recordEvent(org, {
    kind: 'pause_changed', ...subjectsOf(row, customerId),
    detail: {
      scope: row.scope, untilOn: wish.untilOn ?? '', formerOn: row.until_on ?? '',
      reason: wish.reason,
    },
  })
  await lookAgainFor(org, customerId)
  return { ...row, ...terms }
}

/** Nothing leaves in the same minute: today's send time, if it has passed, stays free. */
export async function endPause(org: Org, pauseId: string): Promise<void> {
  const row = await finishPause(org, pauseId)
  if (!row) throw notFound('This pause does not exist or has ended already.')
  const customerId = await customerOf(org, row.scope, row.subject_id)
  await recordEvent(org, {
    kind: 'pause_ended', ...subjectsOf(row, customerId), detail: { scope: row.scope },
  })
  await lookAgainFor(org, customerId)
}

/** An end that is taken back within ten minutes: the pause lasts on as if it had not ended. */
export async function resumePause(org: Org, pauseId: string): Promise<PauseRow> {
  const row = await reopenPause(org, pauseId, addSeconds(org.now, -RESUME_SECONDS))
  if (!row) {
    throw conflict('This pause cannot go on: it ended more than ten minutes ago or by itself. '
      + 'Begin a new one.')
  }
  const customerId = await customerOf(org, row.scope, row.subject_id)
  await recordEvent(org, {
    kind: 'pause_started', ...subjectsOf(row, customerId),
    detail: { scope: row.scope, untilOn: row.until_on ?? '', reason: row.reason },
  })
  await lookAgainFor(org, customerId)
  return row
}
const RESUME_SECONDS = 600

function checked(
  org: Org, { untilOn, reviewOn, reason }: PauseTerms,
): Pick<PauseRow, 'until_on' | 'review_on' | 'reason'> {
  if (untilOn === null && (reason.trim() === '' || reviewOn === null)) {
    throw invalid('A pause without an end needs a reason and a day to review it.', [
      reason.trim() === '' ? { field: 'reason', message: 'Say why, for whoever reviews it.' }
        : { field: 'reviewOn', message: 'Choose a review day, or an end day above.' }])
  }
  if (untilOn !== null && untilOn <= org.today) {
    throw invalid(`A pause ends in the future; today is ${org.today}.`, [
      { field: 'untilOn', message: 'Choose tomorrow or later.' }])
  }
  if (untilOn === null && reviewOn !== null && reviewOn <= org.today) {
    throw invalid(`A pause is reviewed in the future; today is ${org.today}.`, [
      { field: 'reviewOn', message: 'Choose tomorrow or later.' }])
  }
  return { until_on: untilOn, review_on: untilOn === null ? reviewOn : null, reason }
}

/** A collector decides about customers and invoices; what concerns everybody is a manager's. */
export function requireScopeRole({ role }: Pick<Caller, 'role'>, scope: PauseScope): void {
  if (scope === 'customer' || scope === 'invoice' || role !== 'collector') return
  throw forbidden(`Pausing ${scope === 'workflow' ? 'a workflow' : 'the organization'} needs the `
    + 'role manager or above; ask one of them.')
}

export async function scopeOfPause(org: Org, pauseId: string): Promise<PauseScope> {
  const row = await lastingPause(org, pauseId)
  if (!row) throw notFound('This pause does not exist or has ended already.')
  return row.scope
}

/** Pauses of these subjects that hold today, as the API shows them. */
export async function readPauses(org: Org, subjectIds: readonly string[]) {
  return (await activePauses(org, subjectIds)).map(toPause)
}

export async function readPause(org: Org, { id, subject_id: subjectId }: PauseRow) {
  const found = (await activePauses(org, [subjectId])).find((one) => one.id === id)
  if (!found) throw notFound('This pause does not exist or has ended already.')
  return toPause(found)
}

const SCOPES: readonly PauseScope[] = ['organization', 'workflow', 'customer', 'invoice']

export async function listPauses(
  org: Org, { scopes, limit }: { scopes?: string | undefined; limit: number },
) {
  const asked = scopes?.split(',').map((one) => one.trim())
  const wanted = SCOPES.filter((scope) => asked === undefined || asked.includes(scope))
  const rows = await pausesOfScopes(org, wanted, limit + 1)
  return {
    items: rows.slice(0, limit).map((row) => ({
      ...toPause(row), subjectName: row.subject_name, customerId: row.customer_id,
    })),
    isTruncated: rows.length > limit,
  }
}

const toPause = (row: ShownPauseRow) => ({
  id: row.id, scope: row.scope, subjectId: row.subject_id, untilOn: row.until_on,
  reviewOn: row.review_on, reason: row.reason, startedAt: row.started_at,
  startedBy: row.starter_name
    ?? (row.started_by.startsWith('portal:') ? 'the customer' : 'a program'),
})

const subjectsOf = (row: PauseRow, customerId: string | null) =>
  ({ customerId, invoiceIds: row.scope === 'invoice' ? [row.subject_id] : [] })

const lookAgainFor = (org: Org, customerId: string | null) =>
  customerId === null ? lookAgainAtAll(org) : lookAgain(org, [customerId])

async function customerOf(
  org: Org, scope: PauseScope, subjectId: string,
): Promise<string | null> {
  const customerId = await customerOfPaused(org, scope, subjectId)
  if (customerId === undefined) throw notFound(`This ${scope} does not exist.`)
  return customerId
}
