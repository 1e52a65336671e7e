// What follows when money comes or goes back: promises are judged anew, and a day of rest.
import { addDays, type Day } from '#domain/day.ts'
import { formatMoney } from '#domain/money.ts'
import { readPauses, startPause } from '../customers/pause.ts'
import type { Org } from '../platform/in-organization.ts'
import { judgePromises } from './hold-invoice.ts'
import { reopenPromises } from './hold-store.ts'

/** Money that comes late into the ledger, or leaves it, changes what was kept (SPEC §4.2). */
export async function judgeAgain(
  org: Org, invoiceIds: readonly string[], on: Day,
): Promise<void> {
  if (await reopenPromises(org, invoiceIds, on)) await judgePromises(org)
}

/** Who has just paid in vain is not reminded on the same day: a person may look first. */
export async function pauseToday(org: Org, customerId: string): Promise<void> {
  if ((await readPauses(org, [customerId])).length > 0) return
  await startPause(org, {
    scope: 'customer', subjectId: customerId, untilOn: addDays(org.today, 1), reviewOn: null,
    reason: 'A payment went back today.',
  })
}

export const moneyText = (
  org: Org, row: { amount_minor: number; currency: string },
): string => formatMoney({ amountMinor: row.amount_minor, currency: row.currency },
  org.settings.locale)
