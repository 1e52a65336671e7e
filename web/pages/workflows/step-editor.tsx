// One step on the line of time: folded to a line, or open with its fields.
import {
  ActionIcon, Group, NumberInput, SegmentedControl, Select, TagsInput, TextInput, Tooltip,
} from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { SmsReach } from '../../components/sms-reach.tsx'
import { ChannelIcon, channelWord, ModeBadge } from '../../components/statuses.tsx'
import { useSession } from '../../components/session.tsx'
import { isWritten, type EditedStep } from './edited-workflow.ts'
import { dayOffset } from './workflows-page.tsx'

interface Props {
  step: EditedStep
  index: number
  count: number
  /** The day to which the delay moves it, where it does. */
  delayedDay: number | null
  errors: Record<string, string>
  templates: readonly { id: string; name: string; channel: string }[]
  isOpen: boolean
  onToggle: () => void
  onChange: (part: Partial<EditedStep>) => void
  onMove: (to: number) => void
  onRemove: () => void
}

export function StepEditor(props: Props) {
  const { step, index, count, delayedDay, errors, templates, isOpen } = props
  const isWrong = Object.keys(errors).some((field) => field.startsWith(`steps.${index}.`))
  const template = templates.find(({ id }) => id === step.templateId)
  const title = step.name.trim() === '' ? 'Unnamed step' : step.name
  return (
    <li className={`step ${isOpen ? 'step-open' : ''} ${isWrong ? 'step-wrong' : ''}`}>
      <div className="step-day">{dayOffset(step.trigger.offsetDays)}
        <small>{step.trigger.anchor === 'issue' ? 'issue' : 'due'}</small></div>
      <div className="step-dot" aria-hidden />
      <div className="step-card">
        <div className="step-head">
          <button type="button" className="step-toggle" aria-expanded={isOpen}
            onClick={props.onToggle}>
            <ChannelIcon channel={step.channel} />
            <span style={{ minWidth: 0, flex: 1 }}>
              <span className="clamp-1 strong">{title}</span>
              <span className="dim tiny clamp-1">{[channelWord(step.channel), template?.name]
                .filter(Boolean).join(' · ')}</span>
            </span>
            <span className="wide-only"><ModeBadge mode={step.mode} /></span>
          </button>
          <span className="step-deeds">
            <IconButton label={`Move “${title}” up`} isOff={index === 0}
              onClick={() => props.onMove(index - 1)}><IconArrowUp size={16} /></IconButton>
            <IconButton label={`Move “${title}” down`} isOff={index === count - 1}
              onClick={() => props.onMove(index + 1)}><IconArrowDown size={16} /></IconButton>
            <IconButton label={`Remove “${title}”`} isOff={count === 1}
              onClick={props.onRemove}><IconTrash size={16} /></IconButton>
          </span>
        </div>
        {delayedDay === null ? null : (
          <div className="dim tiny" style={{ padding: '0 14px 10px 38px' }}>
            The delay moves it to day {delayedDay} for those who got the step before.</div>
        )}
        {isOpen ? <StepForm {...props} /> : null}
      </div>
    </li>
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

const CHANNELS = ['email', 'sms', 'call', 'letter', 'task'] as const

function StepForm({ step, index, errors, templates, onChange }: Props) {
  const fitting = templates.filter(({ channel }) => channel === step.channel)
  return (
    <div className="step-form">
      <TextInput className="whole" label="Name" description="Only your team sees it."
        maxLength={100}
        value={step.name} error={errors[`steps.${index}.name`]}
        onChange={(event) => onChange({ name: event.currentTarget.value })} />
      <Trigger step={step} error={errors[`steps.${index}.trigger.offsetDays`]}
        onChange={onChange} />
      <Select label="Channel" allowDeselect={false} value={step.channel}
        data={CHANNELS.map((value) => ({ value, label: channelWord(value) }))}
        onChange={(value) => {
          const channel = CHANNELS.find((one) => one === value) ?? 'email'
          // A call or a task is always a person's, and a template belongs to one channel. An SMS
          //  leaves by itself only where somebody wants exactly that.
          const mode = isWritten({ channel }) && channel !== 'sms' ? step.mode : 'manual'
          onChange({ channel, mode, templateId: null })
        }} />
      {isWritten(step) ? (
        <Select label="Template" clearable searchable value={step.templateId}
          error={errors[`steps.${index}.templateId`]}
          placeholder={fitting.length === 0 ? 'No template for this channel yet' : 'Choose'}
          data={fitting.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(templateId) => onChange({ templateId })} />
      ) : null}
      {isWritten(step) ? (
        <div>
          <div className="label">Sent</div>
          <SegmentedControl fullWidth aria-label="Sent" value={step.mode}
            data={[{ value: 'manual', label: 'By hand' }, { value: 'automatic', label: 'Automatic'
              }]}
            onChange={(mode) => onChange({ mode: mode === 'automatic' ? 'automatic'
              : 'manual' })} />
        </div>
      ) : null}
      <Owner step={step} onChange={onChange} />
      {step.channel === 'task' ? null : (
        <TagsInput label="To positions" value={step.positions} acceptValueOnBlur
          data={['accountant', 'payer', 'manager', 'director']}
          placeholder={step.positions.length === 0 ? 'Main contact' : ''}
          onChange={(positions) => onChange({ positions })} />
      )}
      {step.channel === 'sms'
        ? <div className="whole"><SmsReach positions={step.positions} /></div> : null}
    </div>
  )
}

function Trigger({ step, error, onChange }: {
  step: EditedStep; error: string | undefined; onChange: Props['onChange']
}) {
  const { trigger } = step
  const isBefore = trigger.offsetDays < 0
  const set = (part: Partial<EditedStep['trigger']>) =>
    onChange({ trigger: { ...trigger, ...part } })
  const words = `${isBefore ? 'before' : 'after'} ${trigger.anchor} ${trigger.unit}`
  return (
    <Group className="whole" align="flex-end" gap="xs">
      <NumberInput label="Days" value={Math.abs(trigger.offsetDays)} min={0} max={1000} w={88}
        allowDecimal={false} error={error} onChange={(days) => set({
          offsetDays: (isBefore ? -1 : 1) * (Number(days) || 0),
        })} />
      <Select label="When" allowDeselect={false} value={words} style={{ flex: '1 1 190px' }}
        data={WHEN.map(([value, label]) => ({ value, label }))} onChange={(value) => {
          const [side, anchor, unit] = (value ?? words).split(' ')
          const days = Math.abs(trigger.offsetDays)
          set({
            offsetDays: side === 'before' ? -Math.max(1, days) : days,
            anchor: anchor === 'issue' ? 'issue' : 'due',
            unit: unit === 'business' ? 'business' : 'calendar',
          })
        }} />
    </Group>
  )
}

const WHEN = [
  ['before due calendar', 'days before the due day'],
  ['after due calendar', 'days after the due day'],
  ['after issue calendar', 'days after the invoice day'],
  ['before due business', 'business days before the due day'],
  ['after due business', 'business days after the due day'],
  ['after issue business', 'business days after the invoice day'],
] as const

const ROLES = ['collector', 'manager', 'admin'] as const

function Owner({ step, onChange }: { step: EditedStep; onChange: Props['onChange'] }) {
  const { members } = useSession()
  const [owner = { kind: 'account_owner' as const }] = step.owners
  const value = owner.kind === 'account_owner' ? 'account_owner'
    : owner.kind === 'user' ? `user ${owner.userId}` : `role ${owner.role}`
  return (
    <Select label="Done by" allowDeselect={false} value={value} data={[
      { value: 'account_owner', label: 'The customer’s owner' },
      ...members.filter(({ isActive }) => isActive)
        .map(({ userId, name }) => ({ value: `user ${userId}`, label: name })),
      ...ROLES.map((role) => ({ value: `role ${role}`, label: `Any ${role}` })),
    ]} onChange={(chosen) => {
      const [kind, ...rest] = (chosen ?? 'account_owner').split(' ')
      const id = rest.join(' ')
      if (kind === 'user') onChange({ owners: [{ kind: 'user', userId: id }] })
      else if (kind === 'role') onChange({ owners: [{ kind: 'role', role: id }] })
      else onChange({ owners: [{ kind: 'account_owner' }] })
    }} />
  )
}
