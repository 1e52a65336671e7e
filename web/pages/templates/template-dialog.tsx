// A template written or changed without leaving the page that uses it.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Modal } from '@mantine/core'
import { useState } from 'react'
import { createTemplate, listTemplates, saveTemplate } from '#contract/workflows.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useSession } from '../../components/session.tsx'
import { useShortcut } from '../../keys.ts'
import { useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { toast } from '../../ui/toast.tsx'
import {
  NO_TEXT, TemplateForm, useSavingTemplate, type EditedTemplate, type TemplateAnswer,
} from './template-form.tsx'

export function TemplateDialog({ templateId, channel, onClose, onSaved }: {
  /** Null: a new one for the channel. */
  templateId: string | null
  channel: TemplateAnswer['channel']
  onClose: () => void
  onSaved: (templateId: string) => void
}) {
  const { locale } = useSession().me.organization
  const read = useRead(listTemplates)
  const found = read.data?.items.find(({ id }) => id === templateId)
  const first = templateId === null ? { name: '', channel, texts: { [locale]: NO_TEXT } } : found
  return (
    <Modal opened onClose={onClose} size="72rem" closeOnClickOutside={false}
      title={templateId === null ? t`New template` : t`The text of “${found?.name ?? '…'}”`}>
      {read.error && !read.data
        ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : null}
      {read.isPending ? <ListSkeleton rows={4} /> : null}
      {read.data && first ? (
        <Form templateId={templateId} first={first} variables={read.data.variables}
          onClose={onClose} onSaved={onSaved} />
      ) : null}
      {read.data && !first
        ? <ErrorState error={new Error('This template does not exist any more.')} /> : null}
    </Modal>
  )
}

function Form({ templateId, first, variables, onClose, onSaved }: {
  templateId: string | null
  first: EditedTemplate
  variables: readonly { name: string; about: string }[]
  onClose: () => void
  onSaved: (templateId: string) => void
}) {
  const [edited, setEdited] = useState(first)
  const { save, saveNow } = useSavingTemplate(templateId, edited, (saved) => {
    toast(templateId === null ? t`The template is saved.`
      : t`Saved as version ${saved.version}; every step that uses it sends this text now.`)
    onSaved(saved.id)
    onClose()
  })
  useShortcut('save', saveNow)
  return (
    <>
      <TemplateForm edited={edited} error={save.error} variables={variables} isChannelFixed
        onChange={(part) => setEdited((before) => ({ ...before, ...part }))} />
      <Group justify="flex-end" gap="xs" mt="md">
        {templateId === null ? null : <span className="dim tiny" style={{ flex: 1 }}>
          <Trans>A template is used as it is saved: by every step that has it, at
            once.</Trans></span>}
        <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
        <DeedButton endpoint={templateId === null ? createTemplate : saveTemplate}
          loading={save.isPending} onClick={saveNow}
          whyNot={edited.name.trim() === '' ? t`Give it a name first.` : null}>
          <Trans>Save template</Trans></DeedButton>
      </Group>
    </>
  )
}
