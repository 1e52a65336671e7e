// The rules of the whole workflow: the delay, how late starters enter, and what is left alone.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { NumberInput, Select, Stack } from '@mantine/core'
import type { Edited } from './edited-workflow.ts'
import { fieldId } from './step-field.tsx'
import { Thresholds } from './thresholds.tsx'

export const ruleFieldId = (field: string): string => fieldId('rules', field)

export function Rules({ edited, errors, isReadOnly, onChange }: {
  edited: Edited
  errors: Record<string, string>
  isReadOnly: boolean
  onChange: (part: Partial<Edited>, group?: string) => void
}) {
  return (
    <section className="card" aria-label={t`Rules`}>
      <h2 className="card-title"><Trans>Rules</Trans></h2>
      <fieldset className="plain-fieldset" disabled={isReadOnly}
        aria-label={t`Fields of the rules`}>
        <Stack gap="sm">
          <NumberInput label={t`Days between two contacts`} min={0} max={30} allowDecimal={false}
            value={edited.mcdDays} error={errors.mcdDays} clampBehavior="strict"
            id={ruleFieldId('mcdDays')}
            onChange={(days) => onChange({ mcdDays: Number(days) || 0 }, 'mcd')}
            description={t`Counts every message, call and answer. 0 turns it off.`} />
          <Select label={t`The delay counts for`} allowDeselect={false} value={edited.mcdScope}
            id={ruleFieldId('mcdScope')} error={errors.mcdScope}
            data={[{ value: 'customer', label: t`The customer, over all workflows` },
              { value: 'workflow', label: t`This workflow alone` }]}
            onChange={(value) => onChange({
              mcdScope: value === 'workflow' ? 'workflow' : 'customer',
            })} />
          <Select label={t`Those who come late`} allowDeselect={false} value={edited.entryLogic}
            id={ruleFieldId('entryLogic')} error={errors.entryLogic}
            data={[{ value: 'standard', label: t`Begin at the first step` },
              { value: 'contextual', label: t`Begin at the step that fits` }]}
            description={edited.entryLogic === 'contextual'
              ? t`Steps whose time is over are passed by.`
              : t`They get one step after the other, the delay between them.`}
            onChange={(value) => onChange({
              entryLogic: value === 'contextual' ? 'contextual' : 'standard',
            })} />
          <Thresholds value={edited.thresholdMinor} error={errors.thresholdMinor}
            errorOf={(currency) => errors[`thresholdMinor.${currency}`]}
            onChange={(thresholdMinor, group) => onChange({ thresholdMinor }, group)} />
        </Stack>
      </fieldset>
    </section>
  )
}
