// The steps in their order, one below the other; each opens where it stands.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import {
  IconArrowDown, IconArrowUp, IconCopy, IconDots, IconGripVertical, IconPlus, IconSortAscending,
  IconTrash,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { saveDraft } from '#contract/workflows.ts'
import { delayedDays, isInOrderOfDays } from '#domain/step-days.ts'
import { MOST_STEPS } from '#domain/workflow.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { ChannelIcon, channelWord, ModeBadge } from '../../components/statuses.tsx'
import { titleOf, type Edited, type EditedStep } from './edited-workflow.ts'
import type { StepCommands } from './step-commands.ts'
import { StepForm } from './step-form.tsx'
import { markOf } from './step-mark.ts'
import { useListDrag } from './use-list-drag.ts'
import { dayOffset } from './workflow-badges.tsx'

interface Props {
  edited: Edited
  errors: Record<string, string>
  commands: StepCommands
  templates: readonly { id: string; name: string }[]
  whyNot: string | null
}

export function StepList(props: Props) {
  const { edited, commands, whyNot } = props
  const { steps } = edited
  const { list, drag, handleOf } = useListDrag(commands.move)
  const delayed = delayedDays(edited)
  return (
    <section aria-label={t`Steps in order`}>
      {isInOrderOfDays(steps) ? null : (
        <div className="note tone-info steps-note">
          <IconSortAscending size={16} aria-hidden />
          <div className="note-body"><Trans>A later day stands before an earlier one. The order
            counts: nobody gets a step before the one above it.</Trans></div>
          <Button size="compact-sm" variant="default" onClick={commands.sort}
            disabled={whyNot !== null}><Trans>Order by day</Trans></Button>
        </div>
      )}
      <ol className="steps" ref={list}>
        {steps.map((step, index) => (
          <li key={step.id} className="step" data-open={step.id === commands.openId || undefined}
            data-wrong={isWrong(props.errors, index) || undefined}
            data-held={drag?.id === step.id || undefined}
            data-drop={dropSide(drag, index)}>
            <StepCard {...props} step={step} index={index} delayedDay={delayed[index] ?? null}
              handle={whyNot === null ? handleOf(step.id, index) : null} />
          </li>
        ))}
      </ol>
      <DeedButton endpoint={saveDraft} variant="default" leftSection={<IconPlus size={16} />}
        onClick={() => commands.add(null)} whyNot={steps.length >= MOST_STEPS
          ? t`A workflow has at most ${MOST_STEPS} steps.` : null}><Trans>Add
          step</Trans></DeedButton>
    </section>
  )
}

export const isWrong = (errors: Record<string, string>, index: number): boolean =>
  Object.keys(errors).some((field) => field.startsWith(`steps.${index}.`))

/** Where the dragged row would come: a line above or below another. */
function dropSide(
  drag: { from: number; to: number } | null, index: number,
): 'before' | 'after' | undefined {
  if (drag === null || drag.to === drag.from || drag.to !== index) return undefined
  return drag.to < drag.from ? 'before' : 'after'
}

interface CardProps extends Props {
  step: EditedStep
  index: number
  delayedDay: number | null
  handle: ReturnType<ReturnType<typeof useListDrag>['handleOf']> | null
}

const FROM = { issue: t`invoice`, due: t`due`, promise: t`promise` } as const

function StepCard(props: CardProps) {
  const { step, index, delayedDay, commands, templates, handle, whyNot } = props
  const isOpen = step.id === commands.openId
  const { anchor, offsetDays, unit } = step.trigger
  const from = FROM[anchor]
  const template = templates.find(({ id }) => id === step.templateId)
  return (
    <div className="step-card">
      <div className="step-head">
        <span className="step-grip" aria-hidden {...handle} data-off={handle === null || undefined}>
          <IconGripVertical size={16} /></span>
        <span className="step-day num">{dayOffset(offsetDays)}
          <small>{unit === 'business' ? t`${from}, bus.` : from}</small></span>
        <button type="button" className="step-toggle" aria-expanded={isOpen}
          {...markOf(step.id, 'list')} onClick={() => commands.toggle(step.id)}>
          <ChannelIcon channel={step.channel} />
          <span style={{ minWidth: 0, flex: 1 }}>
            <span className="clamp-1 strong">{titleOf(step)}</span>
            <span className="dim tiny clamp-1">{[channelWord(step.channel),
              ...(delayedDay === null ? [] : [t`the delay moves it to day ${delayedDay}`]),
              template?.name].filter(Boolean).join(' · ')}</span>
          </span>
          <span className="wide-only"><ModeBadge mode={step.mode} /></span>
        </button>
        <StepDeeds {...props} />
      </div>
      {isOpen ? (
        <StepForm step={step} isReadOnly={whyNot !== null}
          errorOf={(field) => props.errors[`steps.${index}.${field}`]}
          onChange={(part, group) => commands.change(step.id, part, group)} />
      ) : null}
    </div>
  )
}

export function StepDeeds({ step, index, edited, commands, whyNot }: Pick<CardProps,
  'step' | 'index' | 'edited' | 'commands' | 'whyNot'>) {
  const title = titleOf(step)
  const count = edited.steps.length
  const isOff = whyNot !== null
  return (
    <span className="step-deeds">
      <IconButton label={t`Move “${title}” up`} isOff={isOff || index === 0}
        onClick={() => commands.move(index, index - 1)}><IconArrowUp size={16} /></IconButton>
      <IconButton label={t`Move “${title}” down`} isOff={isOff || index === count - 1}
        onClick={() => commands.move(index, index + 1)}><IconArrowDown size={16} /></IconButton>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t`More for “${title}”`} disabled={isOff}><IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPlus size={15} />}
            onClick={() => commands.add(step.id)}><Trans>Add a step behind it</Trans></Menu.Item>
          <Menu.Item leftSection={<IconCopy size={15} />} disabled={count >= MOST_STEPS}
            onClick={() => commands.duplicate(step.id)}><Trans>Duplicate</Trans></Menu.Item>
          <Menu.Item leftSection={<IconTrash size={15} />} color="red" disabled={count === 1}
            onClick={() => commands.remove(step.id)}><Trans>Remove</Trans></Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  )
}

function IconButton({ label, isOff, onClick, children }: {
  label: string; isOff: boolean; onClick: () => void; children: ReactNode
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} disabled={isOff} onClick={onClick}>{children}</ActionIcon>
    </Tooltip>
  )
}
