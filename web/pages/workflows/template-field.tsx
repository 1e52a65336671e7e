// The template of a step, with its text as a real customer would get it, to be changed on the spot.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, SegmentedControl, Select } from '@mantine/core'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { createTemplate, listTemplates, saveTemplate } from '#contract/workflows.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useSession } from '../../components/session.tsx'
import { useRead } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { TemplateDialog } from '../templates/template-dialog.tsx'
import { TemplatePreview } from '../templates/template-preview.tsx'
import { isWritten } from './edited-workflow.ts'
import { fieldId, type StepFieldProps } from './step-field.tsx'

export function TemplateField({ step, errorOf, onChange }: StepFieldProps) {
  const templates = useRead(listTemplates, {}, { staleTimeMs: 30_000 })
  const [dialog, setDialog] = useState<'new' | 'edit' | null>(null)
  const items = templates.data?.items ?? []
  const fitting = items.filter(({ channel }) => channel === step.channel)
  const chosen = items.find(({ id }) => id === step.templateId)
  const isNeeded = isWritten(step)
  return (
    <div className="whole">
      <div className="template-choice">
        <Select label={isNeeded ? t`Template` : t`Template for the script`} clearable searchable
          value={step.templateId} id={fieldId(step.id, 'templateId')}
          error={errorOf('templateId')} withAsterisk={isNeeded}
          placeholder={fitting.length === 0 ? t`No template for this channel yet`
            : isNeeded ? t`Choose` : t`None`}
          data={fitting.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(templateId) => onChange({ templateId })} />
        <div className="template-deeds">
          {chosen === undefined ? null : (
            <DeedButton endpoint={saveTemplate} variant="default" size="xs"
              leftSection={<IconPencil size={14} />} onClick={() => setDialog('edit')}>
              <Trans>Edit the text</Trans></DeedButton>
          )}
          <DeedButton endpoint={createTemplate} variant="default" size="xs"
            leftSection={<IconPlus size={14} />} onClick={() => setDialog('new')}>
            <Trans>New template</Trans></DeedButton>
        </div>
      </div>
      <DeedError error={templates.data ? null : templates.error} />
      {chosen ? <TextOf key={chosen.id} texts={chosen.texts} channel={chosen.channel} /> : null}
      {dialog === null ? null : (
        <TemplateDialog templateId={dialog === 'edit' ? step.templateId : null}
          channel={step.channel} onClose={() => setDialog(null)}
          onSaved={(templateId) => onChange({ templateId })} />
      )}
    </div>
  )
}

function TextOf({ texts, channel }: {
  texts: Record<string, { subject: string; body: string }>
  channel: React.ComponentProps<typeof TemplatePreview>['channel']
}) {
  const { locale } = useSession().me.organization
  const languages = Object.keys(texts)
  const [language, setLanguage] = useState(locale in texts ? locale : languages[0] ?? locale)
  const [isShown, setShown] = useState(true)
  const text = texts[language]
  if (text === undefined) return null
  return (
    <div className="template-text">
      <div className="template-text-head">
        <Button variant="subtle" size="compact-xs" aria-expanded={isShown}
          onClick={() => setShown(!isShown)}>{isShown ? t`Hide the text`
            : t`Show the text`}</Button>
        {languages.length > 1 && isShown ? (
          <SegmentedControl size="xs" aria-label={t`Language of the preview`} data={languages}
            value={language} onChange={setLanguage} />
        ) : null}
      </div>
      {isShown
        ? <TemplatePreview isPlain channel={channel} subject={text.subject} body={text.body} />
        : null}
    </div>
  )
}
