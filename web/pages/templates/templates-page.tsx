// Templates: the texts that steps send, by channel and language.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
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
      <PageHeader title={t`Templates`} windowTitle={t`Templates`}
        about={t`What your messages say, with variables that are filled in for each customer.`}>
        {items.length === 0 ? null : <NewTemplate />}
      </PageHeader>
      {templates.error && !templates.data
        ? <ErrorState error={templates.error} onRetry={() => void templates.refetch()} /> : null}
      {templates.isPending ? <div className="card card-flush"><ListSkeleton rows={4} /></div>
        : null}
      {templates.data && items.length === 0 ? (
        <EmptyState icon={<IconFileText size={22} />} title={t`No template yet`}
          action={<NewTemplate />}>
          <Trans>Write a text once, in each language you need, and see it as any customer would get
            it.</Trans>
        </EmptyState>
      ) : null}
      {items.length === 0 ? null : (
        <section className="card card-flush" aria-label={t`Templates`} ref={list}>
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
    return <DeedButton endpoint={createTemplate} leftSection={picture}><Trans>New
    template</Trans></DeedButton>
  }
  return (
    <Button leftSection={picture} renderRoot={(props) => (
      <Link {...props} to="/templates/$templateId" params={{ templateId: 'new' }} />
    )}><Trans>New template</Trans></Button>
  )
}
