// One lane of the line of time, standing: days downwards, for narrow screens.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconAlertCircle, IconGripVertical } from '@tabler/icons-react'
import { ChannelIcon, channelWord } from '../../components/statuses.tsx'
import { titleOf } from './edited-workflow.ts'
import { placeOf, stacked } from './line-layout.ts'
import type { LaneProps, Marked } from './line-of-time.tsx'
import { markOf, markSentence } from './step-mark.ts'

const ROW = 50
const ZERO = 26

export function SteepLane({ label, zero, scale, isAlone, marks, handlersOf, onOpen }: LaneProps) {
  const byDay = marks.map((mark, index) => ({ mark, index }))
    .sort((a, b) => a.mark.day - b.mark.day || a.index - b.index).map(({ mark }) => mark)
  const before = byDay.filter(({ day }) => day < 0)
  const entryOf = ({ step, day }: Marked) =>
    ({ id: step.id, at: placeOf(scale, day), height: ROW })
  const { tops, height } = stacked([
    ...before.map(entryOf), { id: 'zero', at: placeOf(scale, 0), height: ZERO },
    ...byDay.slice(before.length).map(entryOf),
  ])
  const top = Math.min(...tops.values())
  return (
    <div className="lane lane-steep" role="group" aria-label={label}>
      {isAlone ? null : <div className="lane-label tiny dim">{label}</div>}
      <ol className="steep" style={{ height: height - top }}>
        <li className="steep-zero" style={{ top: (tops.get('zero') ?? 0) - top }}>
          <span className="tiny strong"><Trans>{zero} day</Trans></span></li>
        {byDay.map((mark) => (
          <Row key={mark.step.id} mark={mark} top={(tops.get(mark.step.id) ?? 0) - top}
            handlers={handlersOf(mark.step.id)} onOpen={() => onOpen(mark.step.id)} />
        ))}
      </ol>
    </div>
  )
}

function Row({ mark, top, handlers, onOpen }: {
  mark: Marked; top: number; handlers: ReturnType<LaneProps['handlersOf']>; onOpen: () => void
}) {
  const { step, day, delayedDay } = mark
  const { offsetDays, unit } = step.trigger
  return (
    <li className="steep-row" style={{ top }} data-dragged={mark.isDragged || undefined}>
      <span className="steep-day num strong">
        {offsetDays === 0 ? '0' : `${offsetDays > 0 ? '+' : '−'}${Math.abs(offsetDays)}`}
        <small className="dim">{unit === 'business' ? t`≈ day ${day}` : 'days'}</small></span>
      <span className="steep-dot" aria-hidden data-wrong={mark.isWrong || undefined} />
      <button type="button" {...markOf(step.id, 'line')} className="steep-flag"
        aria-label={markSentence(mark)} aria-pressed={mark.isOpen} data-mode={step.mode}
        data-wrong={mark.isWrong || undefined} onClick={onOpen}>
        {mark.isWrong ? <IconAlertCircle size={16} aria-hidden />
          : <ChannelIcon channel={step.channel} />}
        <span style={{ minWidth: 0, flex: 1 }}>
          <span className="clamp-1 strong small">{titleOf(step)}</span>
          <span className="dim tiny clamp-1">{[channelWord(step.channel),
            step.mode === 'automatic' ? 'automatic' : t`by hand`,
            ...(delayedDay === null ? [] : [t`delay → day ${delayedDay}`])].join(' · ')}</span>
        </span>
      </button>
      {/* Only for the finger; the keys of the mark and the field of its days do the same. */}
      <span className="steep-grip" aria-hidden {...handlers}><IconGripVertical size={18} /></span>
    </li>
  )
}
