// The figures on top of the insights, each with what it means.
import { t } from '@lingui/core/macro'
import { Skeleton, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { getFigures } from '#contract/insights.ts'
import { percent } from '#domain/insights/count-back.ts'
import { counted } from '../../format.ts'
import { Money } from '../../components/money.tsx'

type Answer = z.output<typeof getFigures.answer>

export function Figures({ figures }: { figures: Answer | undefined }) {
  return (
    <dl className="insight-figures" aria-busy={!figures}>
      {TILES.map(({ name, about, show, beside }) => (
        <Tooltip key={name} label={about} multiline w={260} position="bottom" events={{
          hover: true, focus: true, touch: true }}>
          <div className="card insight-figure" tabIndex={0}>
            <dt className="dim small">{name}</dt>
            <dd>
              {figures ? <span className="insight-number">{show(figures)}</span>
                : <Skeleton height={24} width="60%" />}
              <span className="dim tiny">{figures ? beside(figures) : ' '}</span>
            </dd>
          </div>
        </Tooltip>
      ))}
    </dl>
  )
}

interface Tile {
  name: string
  about: string
  show: (figures: Answer) => ReactNode
  beside: (figures: Answer) => ReactNode
}

const TILES: readonly Tile[] = [
  {
    name: t`Open`, about: t`All that is billed and not paid at the end of the period.`,
    show: (of) => <Money amountMinor={of.openMinor} currency={of.currency} />,
    beside: (of) => of.currency,
  },
  {
    name: t`Overdue`, about: t`The part of it whose due day has passed.`,
    show: (of) => <Money amountMinor={of.overdueMinor} currency={of.currency} />,
    beside: (of) => share(percent(of.overdueMinor, of.openMinor), t`of what is open`),
  },
  {
    name: t`Days outstanding`,
    about: t`DSO by count-back: how many days of sales the open amount is.`,
    show: (of) => of.daysOutstanding ?? '–',
    beside: (of) => (of.bestDaysOutstanding === null ? t`too few months are known`
      : t`${of.bestDaysOutstanding} at best`),
  },
  {
    name: t`Collected`, about: t`Payments allocated in the period, less those taken back.`,
    show: (of) => <Money amountMinor={of.collectedMinor} currency={of.currency} />,
    beside: () => t`in this period`,
  },
  {
    name: t`Promises kept`,
    about: t`Of the amounts promised for days in the period: those that came.`,
    show: (of) => (of.promisesKeptPercent === null ? '–' : `${of.promisesKeptPercent} %`),
    beside: (of) => (of.promisesKeptPercent === null ? t`none has come due` : t`of their amount`),
  },
  {
    name: t`First answer`, about: t`Half of the answers we gave took less than this.`,
    show: (of) => (of.answerMinutes === null ? '–' : lasting(of.answerMinutes)),
    beside: (of) => (of.answerMinutes === null ? t`none was given yet` : 'median'),
  },
]

const share = (percents: number | null, of: string) =>
  (percents === null ? ' ' : `${percents} % ${of}`)

function lasting(minutes: number): string {
  if (minutes < 120) return counted(minutes, 'minute')
  if (minutes < 48 * 60) return counted(Math.round(minutes / 60), 'hour')
  return counted(Math.round(minutes / (24 * 60)), 'day')
}
