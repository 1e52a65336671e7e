// The page of a template: its text by language, saved as a new version.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { listTemplates, saveTemplate } from '#contract/workflows.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useSession } from '../../components/session.tsx'
import { useShortcut } from '../../keys.ts'
import { useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { PageSkeleton } from '../../ui/list-skeleton.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { toast } from '../../ui/toast.tsx'
import { NO_TEXT, TemplateForm, useSavingTemplate, type EditedTemplate } from './template-form.tsx'

const route = getRouteApi('/app/templates/$templateId')

export function TemplatePage() {
  const { templateId } = route.useParams()
  const { locale } = useSession().me.organization
  const read = useRead(listTemplates)
  if (read.error && !read.data) {
    return <div className="page page-narrow">
      <ErrorState error={read.error} onRetry={() => void read.refetch()} /></div>
  }
  if (!read.data) return <PageSkeleton />
  const { items, variables } = read.data
  const found = items.find(({ id }) => id === templateId)
  if (!found && templateId !== 'new') {
    return <div className="page page-narrow">
      <ErrorState error={new Error('There is no such template here; it may be an old link.')} />
        </div>
  }
  const first: EditedTemplate = found ?? {
    name: '', channel: 'email', texts: { [locale]: NO_TEXT },
  }
  return <Editor key={templateId} templateId={found?.id ?? null} first={first}
    variables={variables} />
}

function Editor({ templateId, first, variables }: {
  templateId: string | null; first: EditedTemplate
  variables: readonly { name: string; about: string }[]
}) {
  const [edited, setEdited] = useState(first)
  const navigate = useNavigate()
  const { save, saveNow } = useSavingTemplate(templateId, edited, (saved) => {
    toast(templateId === null ? t`The template is saved.` : t`Saved as version ${saved.version}.`)
    if (templateId !== null) return
    void navigate({ to: '/templates/$templateId', params: { templateId: saved.id }, replace: true })
  })
  useShortcut('save', saveNow)
  const title = templateId === null ? t`New template` : first.name
  return (
    <div className="page">
      <PageHeader title={title} windowTitle={title}>
        <DeedButton endpoint={saveTemplate} loading={save.isPending} onClick={saveNow}
          rightSection={<KeyHint shortcut="save" />}
          whyNot={edited.name.trim() === '' ? t`Give it a name first.` : null}>
          <Trans>Save template</Trans></DeedButton>
      </PageHeader>
      <TemplateForm edited={edited} error={save.error} variables={variables}
        isChannelFixed={templateId !== null}
        onChange={(part) => setEdited((before) => ({ ...before, ...part }))} />
    </div>
  )
}
