// A report as a table: the numbers of the chart, each a button that opens its list.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { Bar, Shape } from './chart-shape.ts'
import { seriesLabel } from '#domain/insights/labels.ts'
import { countText } from '../../format.ts'
import { Money } from '../../components/money.tsx'

export function ReportTable({ title, shape, currency, labelOf, onOpen, days }: {
  title: string
  shape: Shape
  currency: string | null
  labelOf: (group: string) => string
  onOpen: (bar: Bar) => void
  days: readonly { group: string; outstanding: number | null; best: number | null }[]
}) {
  const daysOf = new Map(days.map((one) => [one.group, one]))
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t`${title}, as a table`}>
      <table className="insight-table">
        <thead><tr>
          <th scope="col"><span className="visually-hidden"><Trans>Group</Trans></span></th>
          {shape.series.map(({ name }) => (
            <th key={name} scope="col" className="right">{seriesLabel(name)}</th>
          ))}
          {days.length === 0 ? null : <th scope="col" className="right"><Trans>Days
            outstanding</Trans></th>}
          {days.length === 0 ? null : <th scope="col" className="right"><Trans>Best
            possible</Trans></th>}
        </tr></thead>
        <tbody>
          {shape.rows.map(({ group }) => (
            <tr key={group}>
              <th scope="row"><span className="clamp-2">{labelOf(group)}</span></th>
              {shape.series.map(({ name }) => (
                <td key={name} className="right">
                  <Cell bar={shape.bars.get(`${name}|${group}`)} currency={currency}
                    label={`${labelOf(group)}, ${seriesLabel(name)}`} onOpen={onOpen} />
                </td>
              ))}
              {days.length === 0 ? null
                : <td className="right num">{daysOf.get(group)?.outstanding ?? '–'}</td>}
              {days.length === 0 ? null
                : <td className="right num">{daysOf.get(group)?.best ?? '–'}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ bar, currency, label, onOpen }: {
  bar: Bar | undefined; currency: string | null; label: string; onOpen: (bar: Bar) => void
}) {
  if (!bar) return <span className="dim">–</span>
  return (
    <button type="button" className="insight-cell" onClick={() => onOpen(bar)}
      aria-label={t`${label}: open the list of ${countText(bar.count)}`}>
      {bar.amountMinor !== null && currency !== null
        ? <Money amountMinor={bar.amountMinor} currency={currency} /> : countText(bar.count)}
    </button>
  )
}
