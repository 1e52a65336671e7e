// How many rows a filter lets through and what is open on them, currencies apart.
import { Plural, Trans } from '@lingui/react/macro'
import type { AnswerOf } from '#contract/endpoint.ts'
import type { totalCustomers } from '#contract/customers.ts'
import { countText, moneyText } from '../../format.ts'

type Total = AnswerOf<typeof totalCustomers>

export function TotalLine({ total }: { total: Total | null }) {
  if (total === null) return null
  const { count, isMore, open } = total
  const counted = countText(count)
  const money = open.filter(({ amountMinor }) => amountMinor > 0).slice(0, 3).map(moneyText)
    .join(' · ')
  return (
    <span className="dim small num list-total" aria-live="polite">
      {isMore ? <Trans>{counted}+ rows</Trans>
        : <Plural value={count} one="# row" other="# rows" />}
      {money === '' ? null : <>{' · '}<Trans>{money} open</Trans></>}
    </span>
  )
}

/** Null where one of both was not counted to its end. */
export const outsideOf = (all: Total | null, total: Total | null): number | null =>
  (all === null || total === null || all.isMore || total.isMore ? null : all.count - total.count)
