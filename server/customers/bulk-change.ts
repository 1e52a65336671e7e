// One deed on many customers: what was shown must still be so, and a day long it can be undone.
import type { BodyOf } from '#contract/endpoint.ts'
import type { changeCustomers } from '#contract/bulk.ts'
import { conflict, invalid, never } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvents } from '../timeline/record-event.ts'
import {
  beginPauses, endPauses, keepBulk, lockedOwners, takeBulk, worksHere, writeOwners, type Before,
} from './bulk-store.ts'
import { lookAgain } from './look-again.ts'
import { chosenCustomers, type Totals } from './total-customers.ts'

type Wish = BodyOf<typeof changeCustomers>

export async function changeMany(org: Org, wish: Wish) {
  const now = await chosenCustomers(org, wish.chosen)
  requireAsShown(now, wish.shown)
  if (now.ids.length === 0) throw invalid('Nobody is chosen.')
  const before = await perform(org, now.ids, wish.deed)
  const bulkId = newId()
  await keepBulk(org, bulkId, before)
  await lookAgain(org, before.rows.map((row) => row.customerId))
  return { changed: before.rows.length, bulkId }
}

/** Somebody may have paid, or come in, since the person looked (GoCardless’ lesson). */
function requireAsShown(now: Totals, shown: Wish['shown']): void {
  const open = (totals: Wish['shown']) => totals.open.filter(({ amountMinor }) => amountMinor !== 0)
    .map(({ currency, amountMinor }) => `${currency} ${amountMinor}`).sort().join()
  if (now.count === shown.count && open(now) === open(shown)) return
  throw conflict(`Nothing was changed: it was ${shown.count} customers when you looked, and now `
    + `${now.count === shown.count ? 'other amounts are open on them' : `it is ${now.count}`}. `
    + 'Look at the new numbers and do it again.')
}

async function perform(org: Org, ids: readonly string[], deed: Wish['deed']): Promise<Before> {
  switch (deed.kind) {
    case 'owner': {
      if (deed.ownerId !== null && !await worksHere(org, deed.ownerId)) {
        throw invalid('Only an active colleague can look after customers.', [
          { field: 'ownerId', message: 'Choose somebody else.' }])
      }
      const rows = (await lockedOwners(org, ids)).filter((row) => row.ownerId !== deed.ownerId)
      await writeOwners(org, rows.map((row) => ({ ...row, ownerId: deed.ownerId })))
      await recordEvents(org, rows.map((row) =>
        ({ kind: 'customer_changed' as const, customerId: row.customerId })))
      return { kind: 'owner', ownerId: deed.ownerId, rows }
    }
    case 'pause': {
      if (deed.untilOn <= org.today) {
        throw invalid(`A pause ends in the future; today is ${org.today}.`, [
          { field: 'untilOn', message: 'Choose tomorrow or later.' }])
      }
      await lockedOwners(org, ids)
      const rows = ids.map((customerId) => ({ id: newId(), customerId }))
      await beginPauses(org, rows, deed)
      await recordEvents(org, rows.map((row) => ({
        kind: 'pause_started' as const, customerId: row.customerId,
        detail: { scope: 'customer', untilOn: deed.untilOn, reason: deed.reason },
      })))
      return { kind: 'pause', rows }
    }
    default: return never(deed)
  }
}

export async function undoMany(org: Org, bulkId: string) {
  const before = await takeBulk(org, bulkId)
  if (before === null) throw conflict('This can no longer be taken back.')
  const restored = before.kind === 'owner' ? await ownersBack(org, before)
    : await pausesBack(org, before)
  await lookAgain(org, restored)
  return { restored: restored.length, left: before.rows.length - restored.length }
}

/** Who was given to somebody else meanwhile stays there. */
async function ownersBack(
  org: Org, before: Extract<Before, { kind: 'owner' }>,
): Promise<string[]> {
  const now = new Map((await lockedOwners(org, before.rows.map((row) => row.customerId)))
    .map((row) => [row.customerId, row.ownerId]))
  const rows = before.rows.filter((row) => now.get(row.customerId) === before.ownerId)
  await writeOwners(org, rows)
  await recordEvents(org, rows.map((row) =>
    ({ kind: 'customer_changed' as const, customerId: row.customerId })))
  return rows.map((row) => row.customerId)
}

async function pausesBack(
  org: Org, before: Extract<Before, { kind: 'pause' }>,
): Promise<string[]> {
  await lockedOwners(org, before.rows.map((row) => row.customerId))
  const ended = await endPauses(org, before.rows.map((row) => row.id))
  await recordEvents(org, ended.map((customerId) => ({
    kind: 'pause_ended' as const, customerId, detail: { scope: 'customer' },
  })))
  return ended
}
