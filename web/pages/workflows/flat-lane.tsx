// One lane of the line of time, lying: flags above the days, the delay hatched below them.
import { t } from '@lingui/core/macro'
import { IconAlertCircle } from '@tabler/icons-react'
import { ChannelIcon } from '../../components/statuses.tsx'
import { dayWords, titleOf } from './edited-workflow.ts'
import { placeOf, rowsOf, ticksOf, type Flag } from './line-layout.ts'
import type { LaneProps, Marked } from './line-of-time.tsx'
import { markOf, markSentence } from './step-mark.ts'

const ROW = 30
const BARE = 30
const MOST_ROWS = 8

export function FlatLane({ label, zero, scale, isAlone, marks, handlersOf, onOpen }: LaneProps) {
  const named = flagsOf(marks, scale, false)
  const isDense = Math.max(0, ...rowsOf(named).values()) >= MOST_ROWS
  const flags = isDense ? flagsOf(marks, scale, true) : named
  const rows = rowsOf(flags)
  const height = (Math.max(0, ...rows.values()) + 1) * ROW + 8
  const at = (day: number) => placeOf(scale, day)
  return (
    <div className="lane" role="group" aria-label={label}>
      {isAlone ? null : <div className="lane-label tiny dim">{label}</div>}
      <div className="lane-scroll">
        <div className="lane-body" style={{ width: at(scale.to), height: height + 34 }}>
          <div className="lane-axis" style={{ top: height }} />
          <div className="lane-zero" style={{ insetInlineStart: at(0), height: height + 8 }} />
          <span className="lane-zero-word tiny"
            style={{ insetInlineStart: at(0), top: height + 9 }}>{zero}
          </span>
          {ticksOf(scale).map((day) => (
            <span key={day} className="lane-tick tiny dim num" aria-hidden
              style={{ insetInlineStart: at(day), top: height }}>
              {day > 0 ? `+${day}` : `−${-day}`}</span>
          ))}
          {marks.map((mark) => (
            <Push key={mark.step.id} mark={mark} top={height} at={at} last={scale.to} />
          ))}
          {marks.map((mark, index) => {
            const row = rows.get(mark.step.id) ?? 0
            const bottom = 34 + 8 + row * ROW
            return (
              <div key={mark.step.id} className="flag-pole" data-open={mark.isOpen || undefined}
                style={{ insetInlineStart: at(mark.day), bottom: 34, height: bottom - 34 }}>
                <button type="button" className="flag" aria-pressed={mark.isOpen}
                  {...markOf(mark.step.id, 'line')} {...handlersOf(mark.step.id)}
                  data-mode={mark.step.mode} data-wrong={mark.isWrong || undefined}
                  data-dragged={mark.isDragged || undefined} aria-label={markSentence(mark)}
                  title={mark.isDragged ? undefined : `${titleOf(mark.step)} · ${
                    dayWords(mark.step.trigger)}`}
                  style={{ width: mark.isDragged ? 'max-content' : flags[index]?.width }}
                  onClick={() => onOpen(mark.step.id)}>
                  {mark.isWrong ? <IconAlertCircle size={15} aria-hidden />
                    : <ChannelIcon channel={mark.step.channel} size={15} />}
                  {mark.isDragged
                    ? <span className="num strong">{dayWords(mark.step.trigger)}</span>
                    : isDense ? null : <span className="flag-name">{titleOf(mark.step)}</span>}
                </button>
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

/** From the day of the step to the day on which the delay lets it come. */
function Push({ mark: { day, delayedDay }, top, at, last }: {
  mark: Marked; top: number; at: (day: number) => number; last: number
}) {
  if (delayedDay === null) return null
  return (
    <div className="lane-push" title={t`The delay moves it to day ${delayedDay}.`}
      style={{ insetInlineStart: at(day), width: at(Math.min(delayedDay, last)) - at(day),
        top: top - 2 }} />
  )
}

function flagsOf(marks: readonly Marked[], scale: LaneProps['scale'], isBare: boolean): Flag[] {
  return marks.map(({ step, day }) => ({
    id: step.id, at: placeOf(scale, day),
    width: isBare ? BARE : Math.min(160, 44 + Math.ceil(titleOf(step).length * 7.6)),
  }))
}
