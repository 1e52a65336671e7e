// Templates: the texts that steps send, by channel and language.
import { Button } from '@mantine/core'
import { IconFileText, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { createTemplate, listTemplates } from '#contract/workflows.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useListKeys } from '../../components/list-keys.ts'
import { useWhyNot } from '../../components/session.tsx'
import { ChannelIcon, channelWord } from '../../components/statuses.tsx'
import { useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { PageHeader } from '../../ui/page-header.tsx'

export function TemplatesPage() {
  const templates = useRead(listTemplates, {}, { isLive: true })
  const list = useListKeys()
  const items = templates.data?.items ?? []
  return (
    <div className="page page-narrow">
      <PageHeader title="Templates" windowTitle="Templates"
        about="What your messages say, with variables that are filled in for each customer.">
        {items.length === 0 ? null : <NewTemplate />}
      </PageHeader>
      {templates.error && !templates.data
        ? <ErrorState error={templates.error} onRetry={() => void templates.refetch()} /> : null}
      {templates.isPending ? <div className="card card-flush"><ListSkeleton rows={4} /></div>
        : null}
      {templates.data && items.length === 0 ? (
        <EmptyState icon={<IconFileText size={22} />} title="No template yet"
          action={<NewTemplate />}>
          Write a text once, in each language you need, and see it as any customer would get it.
        </EmptyState>
      ) : null}
      {items.length === 0 ? null : (
        <section className="card card-flush" aria-label="Templates" ref={list}>
          <ul className="rows">
            {items.map((template) => (
              <li key={template.id}>
                <Link className="row-link" to="/templates/$templateId"
                  params={{ templateId: template.id }}>
                  <span className="row-line">
                    <span className="clamp-1 strong"><ChannelIcon channel={template.channel} />{' '}
                      {template.name}</span>
                    <span className="tiny dim">{Object.keys(template.texts).join(', ')}</span>
                  </span>
                  <span className="row-sub clamp-1">
                    {Object.values(template.texts)[0]?.subject || channelWord(template.channel)}
                      </span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function NewTemplate() {
  const whyNot = useWhyNot(createTemplate)
  const picture = <IconPlus size={16} />
  if (whyNot !== null) {
    return <DeedButton endpoint={createTemplate} leftSection={picture}>New template</DeedButton>
  }
  return (
    <Button leftSection={picture} renderRoot={(props) => (
      <Link {...props} to="/templates/$templateId" params={{ templateId: 'new' }} />
    )}>New template</Button>
  )
}
