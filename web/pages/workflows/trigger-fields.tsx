// When a step is due: so many days before or after the due day, the invoice day, a broken promise.
import { t } from '@lingui/core/macro'
import { NumberInput, Select } from '@mantine/core'
import type { EditedTrigger } from './edited-workflow.ts'
import { FieldError, fieldId, type StepFieldProps } from './step-field.tsx'

export function TriggerFields({ step, errorOf, onChange }: StepFieldProps) {
  const { trigger } = step
  const isBefore = trigger.offsetDays < 0
  const set = (part: Partial<EditedTrigger>, group?: string) =>
    onChange({ trigger: { ...trigger, ...part } }, group)
  const words = wordsOf(trigger)
  const known = WHEN.some(([value]) => value === words) ? WHEN
    : [...WHEN, [words, words] as const]
  return (
    <div className="whole">
      <div className="trigger">
        <NumberInput label={t`Days`} value={Math.abs(trigger.offsetDays)} min={0}
          max={isBefore ? 365 : 1000} allowDecimal={false} clampBehavior="strict"
          id={fieldId(step.id, 'trigger.offsetDays')}
          error={errorOf('trigger.offsetDays') !== undefined} onChange={(days) => set({
            offsetDays: (isBefore ? -1 : 1) * (Number(days) || 0) + 0,
          }, 'days')} />
        <Select label={t`When`} allowDeselect={false} value={words} data={known.map(
          ([value, label]) => ({ value, label }))} id={fieldId(step.id, 'trigger.anchor')}
          error={errorOf('trigger.anchor') ?? errorOf('trigger.unit') ?? errorOf('trigger')}
          onChange={(value) => {
            const [side, anchor, unit] = (value ?? words).split(' ')
            const days = Math.abs(trigger.offsetDays)
            set({
              offsetDays: side === 'before' ? -Math.min(365, Math.max(1, days)) : days,
              anchor: anchor === 'issue' || anchor === 'promise' ? anchor : 'due',
              unit: unit === 'business' ? 'business' : 'calendar',
            })
          }} />
      </div>
      <FieldError message={errorOf('trigger.offsetDays')} />
    </div>
  )
}

const wordsOf = ({ offsetDays, anchor, unit }: EditedTrigger) =>
  `${offsetDays < 0 ? 'before' : 'after'} ${anchor} ${unit}`

const WHEN: readonly (readonly [value: string, label: string])[] = [
  ['before due calendar', t`days before the due day`],
  ['after due calendar', t`days after the due day`],
  ['after issue calendar', t`days after the invoice day`],
  ['after promise calendar', t`days after a broken promise`],
  ['before due business', t`business days before the due day`],
  ['after due business', t`business days after the due day`],
  ['after issue business', t`business days after the invoice day`],
  ['after promise business', t`business days after a broken promise`],
]
