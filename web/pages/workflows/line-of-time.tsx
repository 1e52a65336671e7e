// The steps on a line of days around the due day: seen at a glance, dragged, walked by keys.
import { t } from '@lingui/core/macro'
import { useElementSize } from '@mantine/hooks'
import { delayedDays, lineDay, offsetOnLine } from '#domain/step-days.ts'
import type { Edited, EditedStep } from './edited-workflow.ts'
import { FlatLane } from './flat-lane.tsx'
import { rangeOf, scaleOf } from './line-layout.ts'
import { SteepLane } from './steep-lane.tsx'
import { useLineDrag, type LineDrag } from './use-line-drag.ts'
import './line.css'

export interface Marked {
  step: EditedStep
  /** Where it stands on the line, also while it is dragged. */
  day: number
  delayedDay: number | null
  isWrong: boolean
  isOpen: boolean
  isDragged: boolean
}

interface Props {
  edited: Edited
  wrongIds: ReadonlySet<string>
  openId: string | null
  isVertical: boolean
  whyNot: string | null
  onOpen: (id: string) => void
  onDay: (id: string, offsetDays: number) => void
}

const LANES = [
  ['issue', t`From the invoice day`, 'invoiced'], ['due', t`From the due day`, 'due'],
  ['promise', t`From the day of a broken promise`, 'promised'],
] as const

/** Room at the end for the name of the last step. */
const LAST_FLAG = 165
/** In the narrow one, a day is at most so high. */
const STEEPEST = 14

export function LineOfTime(props: Props) {
  const { edited, isVertical, whyNot, onDay } = props
  const { ref, width } = useElementSize<HTMLDivElement>()
  const range = rangeOf(edited.steps.map(({ trigger }) => lineDay(trigger)))
  const tallest = Math.min((range.to - range.from) * STEEPEST, 720)
  const free = scaleOf(range, isVertical ? tallest : Math.max(200, width - LAST_FLAG),
    isVertical ? 1 : undefined)
  const { drag, handlersOf, isClickOfDrag } = useLineDrag({
    scale: free, isVertical, isOff: whyNot !== null,
    onDrop: (id, days) => {
      const trigger = edited.steps.find((step) => step.id === id)?.trigger
      if (trigger) onDay(id, offsetOnLine(trigger.unit, lineDay(trigger) + days))
    },
  })
  // While something is dragged the days stay where they are on the screen.
  const scale = drag?.scale ?? free
  const marks = marksOf(props, drag)
  const used = LANES.filter(([anchor]) => anchor === 'due'
    || marks.some(({ step }) => step.trigger.anchor === anchor))
  const Lane = isVertical ? SteepLane : FlatLane
  return (
    <section className="card line" aria-label={t`Line of time`} ref={ref}>
      {used.map(([anchor, label, zero]) => (
        <Lane key={anchor} label={label} zero={zero} scale={scale} isAlone={used.length === 1}
          marks={marks.filter(({ step }) => step.trigger.anchor === anchor)}
          handlersOf={handlersOf} onOpen={(id) => {
            if (!isClickOfDrag()) props.onOpen(id)
          }} />
      ))}
      <p className="dim tiny line-hint">
        {isVertical ? t`Tap a step to open it; drag its handle to another day.`
          : t`Drag a step to another day, or use ← and →; Alt with ↑ and ↓ changes the order.`}
        {' '}{marks.some(({ delayedDay }) => delayedDay !== null)
          ? t`Hatched: the delay moves the step for those who got the one before.` : ''}
      </p>
    </section>
  )
}

function marksOf(
  { edited, wrongIds, openId }: Props, drag: LineDrag | null,
): Marked[] {
  const steps = edited.steps.map((step) => {
    if (drag?.id !== step.id) return step
    const { trigger } = step
    const offsetDays = offsetOnLine(trigger.unit, lineDay(trigger) + drag.days)
    return { ...step, trigger: { ...trigger, offsetDays } }
  })
  const delayed = delayedDays({ steps, mcdDays: edited.mcdDays })
  return steps.map((step, index) => ({
    step, day: lineDay(step.trigger), delayedDay: delayed[index] ?? null,
    isWrong: wrongIds.has(step.id), isOpen: step.id === openId, isDragged: drag?.id === step.id,
  }))
}

export interface LaneProps {
  label: string
  /** The word at the anchor day. */
  zero: string
  scale: ReturnType<typeof scaleOf>
  isAlone: boolean
  marks: readonly Marked[]
  handlersOf: ReturnType<typeof useLineDrag>['handlersOf']
  onOpen: (id: string) => void
}
