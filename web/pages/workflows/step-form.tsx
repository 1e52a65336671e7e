// The fields of one step: when, how, by whom and to whom; only those that its channel has.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { SegmentedControl, Select, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { SmsReach } from '../../components/sms-reach.tsx'
import { channelWord } from '../../components/statuses.tsx'
import { isWritten, onChannel, titleOf } from './edited-workflow.ts'
import { AttachmentsField, CopiesField, FailureField, OwnersField, PositionsField, SenderField }
  from './people-fields.tsx'
import { FieldError, fieldId, type StepFieldProps } from './step-field.tsx'
import { TemplateField } from './template-field.tsx'
import { TriggerFields } from './trigger-fields.tsx'

const CHANNELS = ['email', 'sms', 'call', 'letter', 'task'] as const

export function StepForm({ isReadOnly, ...props }: StepFieldProps & { isReadOnly: boolean }) {
  const { step, errorOf, onChange } = props
  const isSent = isWritten(step)
  return (
    <fieldset className="step-form" disabled={isReadOnly}
      aria-label={t`Fields of “${titleOf(step)}”`}>
      <Part title={t`Step`}>
        <TextInput label={t`Name`} description={t`Only your team sees it.`} maxLength={100}
          className="whole" id={fieldId(step.id, 'name')} value={step.name}
          error={errorOf('name')}
          onChange={(event) => onChange({ name: event.currentTarget.value }, 'name')} />
        <TriggerFields {...props} />
        <Select label={t`Channel`} allowDeselect={false} value={step.channel}
          id={fieldId(step.id, 'channel')} error={errorOf('channel')}
          data={CHANNELS.map((value) => ({ value, label: channelWord(value) }))}
          onChange={(value) => onChange(onChannel(step,
            CHANNELS.find((one) => one === value) ?? 'email'))} />
        {isSent ? (
          <div id={fieldId(step.id, 'mode')}>
            <div className="label"><Trans>Sent</Trans></div>
            <SegmentedControl fullWidth aria-label={t`Sent`} value={step.mode}
              data={[{ value: 'manual', label: t`By hand` },
                { value: 'automatic', label: t`Automatic` }]}
              onChange={(mode) => onChange({ mode: mode === 'automatic' ? 'automatic'
                : 'manual' })} />
            <FieldError message={errorOf('mode')} />
          </div>
        ) : null}
      </Part>
      <Part title={t`People`}>
        <OwnersField {...props} />
        {isSent ? <SenderField {...props} /> : null}
        {step.channel === 'task' ? null : <PositionsField {...props} />}
        {step.channel === 'email' ? <CopiesField {...props} /> : null}
        {step.channel === 'task' ? null : <FailureField {...props} />}
        {step.channel === 'sms'
          ? <div className="whole"><SmsReach positions={step.positions} /></div> : null}
      </Part>
      {step.channel === 'task' ? null : (
        <Part title={isSent ? t`Text` : t`Script`}>
          {step.channel === 'email' || step.channel === 'letter'
            ? <AttachmentsField {...props} /> : null}
          <TemplateField {...props} />
        </Part>
      )}
    </fieldset>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="step-part" aria-label={title}>
      <h2 className="step-part-title">{title}</h2>
      <div className="step-fields">{children}</div>
    </section>
  )
}
