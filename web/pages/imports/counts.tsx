// How many rows did or will do what.
import { t } from '@lingui/core/macro'
import { countText } from '../../format.ts'

export function Counts({ counts, isAhead = false }: {
  counts: { created: number; updated: number; unchanged: number; failed: number; warned: number }
  isAhead?: boolean
}) {
  const shown = [
    [isAhead ? t`will be created` : t`created`, counts.created, 'var(--good)'],
    [isAhead ? t`will change` : t`changed`, counts.updated, 'var(--info)'],
    [t`unchanged`, counts.unchanged, 'var(--calm)'],
    [t`with a mistake`, counts.failed, 'var(--bad)'],
    [t`with a warning`, counts.warned, 'var(--warn)'],
  ] as const
  return (
    <dl className="import-counts">
      {shown.map(([words, count, colour]) => (
        <div key={words}>
          <dt className="dim small">{words}</dt>
          <dd className="num"
            style={{ color: count === 0 ? 'var(--mantine-color-dimmed)' : colour }}>
            {countText(count)}</dd>
        </div>
      ))}
    </dl>
  )
}
