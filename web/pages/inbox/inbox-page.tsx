// Every message of a customer in one place, by what it waits for: none lost, none answered twice.
import { t } from '@lingui/core/macro'
import { SegmentedControl, Select } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { getInboxCounts, listInbox, type InboxView } from '#contract/inbox.ts'
import { useSettledList } from '../../components/settled-list.ts'
import { useRead, usePages } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { TabLinks } from '../../ui/tab-links.tsx'
import '../../components/rows.css'
import { InboxEmpty } from './inbox-empty.tsx'
import { InboxList } from './inbox-list.tsx'
import './inbox.css'

const route = getRouteApi('/app/inbox')

export function InboxPage() {
  const search = route.useSearch()
  const { view = 'needs_answer', whose = 'all', channel } = search
  const navigate = route.useNavigate()
  const counts = useRead(getInboxCounts, { query: { whose } }, { isLive: true }).data
  const go = (part: Partial<typeof search>) =>
    void navigate({ search: { ...search, item: undefined, ...part } })
  return (
    <div className="page inbox">
      <PageHeader title={t`Inbox`} windowTitle={t`Inbox`}>
        <SegmentedControl size="xs" aria-label={t`Whose`} value={whose}
          onChange={(name) => go({
            whose: name === 'mine' || name === 'team' ? name : undefined,
          })}
          data={[{ value: 'mine', label: t`Mine` }, { value: 'team', label: t`Team` },
            { value: 'all', label: t`All` }]} />
      </PageHeader>
      <TabLinks<InboxView> label={t`Views`} active={view} onChange={(name) => go({ view: name })}
        tabs={[
          { name: 'needs_answer', label: t`Needs answer`, count: counts?.needsAnswer, isHot: true },
          { name: 'waiting', label: t`Waiting`, count: counts?.waiting },
          { name: 'done', label: t`Done` },
          { name: 'unmatched', label: t`Unmatched`, count: counts?.unmatched, isHot: true },
          { name: 'automated', label: t`Automated`, count: counts?.automated },
          { name: 'bounces', label: t`Bounces`, count: counts?.bounces },
          { name: 'quarantine', label: t`Quarantine`, count: counts?.quarantine, isHot: true },
        ]} />
      <div className="filters" style={{ margin: '12px 0' }}>
        <SearchField label={t`Search the inbox`} placeholder={t`Sender, words, customer or invoice`}
          value={search.q ?? ''} onChange={(q) => go({ q: q === '' ? undefined : q })} />
        <Select aria-label={t`Channel`} size="sm" w={130} clearable placeholder={t`Any channel`}
          value={channel ?? null} data={[{ value: 'email', label: t`E-mail` },
            { value: 'sms', label: 'SMS' }]}
          onChange={(name) => go({
            channel: name === 'email' || name === 'sms' ? name : undefined,
          })} />
      </div>
      <View key={`${view} ${whose}`} view={view} hasReceived={(counts?.received ?? 1) > 0} />
    </div>
  )
}

function View({ view, hasReceived }: { view: InboxView; hasReceived: boolean }) {
  const { whose = 'all', q, channel } = route.useSearch()
  const navigate = route.useNavigate()
  const rows = usePages(listInbox, { query: { view, whose, q, channel } },
    { isLive: true, isKept: true })
  // An answer in its undo time is done for the eye, and back at once when it is taken back.
  const settled = useSettledList((rows.items ?? []).filter((row) =>
    view !== 'needs_answer' || !row.isLeaving), JSON.stringify([view, whose, q, channel]))
  const items = settled.shown
  if (rows.error && !rows.items) {
    return <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />
  }
  if (!rows.items) return <div className="card card-flush"><ListSkeleton /></div>
  if (items.length === 0 && !rows.hasNextPage) {
    const isFiltered = q !== undefined || channel !== undefined || whose !== 'all'
    return <InboxEmpty view={view} hasReceived={hasReceived}
      filters={isFiltered ? [q === undefined ? null : `“${q}”`,
        channel === undefined ? null : channel === 'sms' ? t`SMS only` : t`E-mail only`,
        whose === 'all' ? null : whose === 'mine' ? t`Mine` : t`Team`].flatMap((it) => it ?? [])
        : []}
      onClear={() => void navigate({ search: { view } })} />
  }
  return (
    <>
      {rows.error ? <div style={{ marginBottom: 12 }}>
        <ErrorState error={rows.error} onRetry={() => void rows.refetch()} /></div> : null}
      <InboxList view={view} items={items} pages={rows} fresh={settled} />
    </>
  )
}
