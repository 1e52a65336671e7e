// To Do: what waits for a person, in seven lists; the list on the left, the item on the right.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { SegmentedControl } from '@mantine/core'
import { IconPower } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { getCounts } from '#contract/actions.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { useSession } from '../../components/session.tsx'
import { useRead } from '../../queries.ts'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { TabLinks } from '../../ui/tab-links.tsx'
import '../../components/rows.css'
import { RepliesTab } from './replies-tab.tsx'
import { WorkFilter, WorkSum } from './work-filter.tsx'

// Most days begin with the answers; the other lists come when they are opened.
const ActionsTab = lazy(() => import('./actions-tab.tsx')
  .then((file) => ({ default: file.ActionsTab })))
const LettersTab = lazy(() => import('./letters-tab.tsx')
  .then((file) => ({ default: file.LettersTab })))
const ScheduledTab = lazy(() => import('./scheduled-tab.tsx')
  .then((file) => ({ default: file.ScheduledTab })))
const AllRests = lazy(() => import('../../components/rests.tsx')
  .then((file) => ({ default: file.AllRests })))

const route = getRouteApi('/app/todo')

export function ToDoPage() {
  const search = route.useSearch()
  const { tab = 'replies', whose, why, channel } = search
  const navigate = route.useNavigate()
  const counts = useRead(getCounts, {}, { isLive: true }).data
  return (
    <div className="page">
      <PageHeader title={t`To Do`} windowTitle={t`To Do`}>
        <SegmentedControl size="xs" aria-label={t`Whose`} value={whose ?? 'all'}
          data={[
            { value: 'mine', label: t`Mine` },
            { value: 'team', label: t`Team` },
            { value: 'all', label: t`All` },
          ]}
          onChange={(value) => void navigate({
            search: { ...search, item: undefined,
              whose: value === 'mine' || value === 'team' ? value : undefined },
          })} />
      </PageHeader>
      <TabLinks label={t`Lists`} active={tab}
        onChange={(name) => void navigate({ search: { ...search, item: undefined, why: undefined,
          channel: undefined, sort: undefined, tab: name } })}
        tabs={[
          { name: 'replies', label: t`Replies`, count: counts?.replies, isHot: true },
          { name: 'due', label: t`Due`, count: counts?.due },
          { name: 'later', label: t`Later`, count: counts?.later },
          { name: 'scheduled', label: t`Scheduled` },
          { name: 'letters', label: t`Letters`, count: counts?.letters },
          { name: 'held', label: t`Held`, count: counts?.held },
          { name: 'check', label: t`Needs check`, count: counts?.needsCheck, isHot: true },
        ]} />
      <div style={{ paddingTop: 16 }} className="stack">
        <AutomationOff />
        {tab === 'letters' || tab === 'scheduled' ? null : <WorkFilter tab={tab} />}
        <Suspense fallback={<ListSkeleton />}>
          {tab === 'replies' ? <RepliesTab total={counts?.replies} />
            : tab === 'letters' ? <LettersTab />
              : tab === 'scheduled' ? <ScheduledTab channel={channel} />
                : <>
                  {tab === 'due' ? <AllRests /> : null}
                  {tab === 'held' ? <HeldWhy count={counts?.unreachable ?? 0} /> : null}
                  <ActionsTab key={tab} tab={tab === 'held' ? why ?? tab : tab}
                    total={totalOf(counts, tab)} />
                </>}
        </Suspense>
        {tab === 'letters' || tab === 'scheduled' || why !== undefined ? null
          : <WorkSum tab={tab} total={totalOf(counts, tab)} />}
      </div>
    </div>
  )
}

type Counts = AnswerOf<typeof getCounts>

const totalOf = (counts: Counts | undefined, tab: 'replies' | 'due' | 'later' | 'held' | 'check') =>
  (tab === 'check' ? counts?.needsCheck : counts?.[tab])

/** All that is held, or those whom nobody can reach until an address is mended. */
function HeldWhy({ count }: { count: number }) {
  const { whose, why } = route.useSearch()
  const navigate = route.useNavigate()
  if (count === 0 && why === undefined) return null
  return (
    <SegmentedControl size="xs" aria-label={t`Held because`} style={{ alignSelf: 'flex-start' }}
      value={why ?? 'all'} data={[{ value: 'all', label: t`All that is held` },
        { value: 'unreachable', label: t`Cannot be reached (${count})` }]}
      onChange={(value) => void navigate({ search: {
        tab: 'held', whose, why: value === 'unreachable' ? value : undefined } })} />
  )
}

function AutomationOff() {
  const { organization } = useSession().me
  if (organization.isAutomationOn) return null
  return (
    <div className="note tone-warn">
      <IconPower size={16} aria-hidden />
      <div className="note-body">
        <Trans>Automatic sending is off: reminders that would leave by themselves wait under
          Held.{' '}
        <Link to="/settings" search={{ section: 'safety' }}>See what would leave</Link></Trans>
      </div>
    </div>
  )
}
