// Actions that wait for a person, are held, or may or may not have left.
import { t } from '@lingui/core/macro'
import { getRouteApi } from '@tanstack/react-router'
import { lazy } from 'react'
import type { z } from 'zod'
import { listActions, type Action } from '#contract/actions.ts'
import { HoldLine } from '../../components/hold-note.tsx'
import { Amounts } from '../../components/money.tsx'
import { ChannelIcon } from '../../components/statuses.tsx'
import { DayText, DistanceText } from '../../components/times.tsx'
import { useSettledList } from '../../components/settled-list.ts'
import { usePages } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { NothingToDo } from './nothing-to-do.tsx'
import { NothingFits, useWorkFilter } from './work-filter.tsx'
import { WorkList } from './work-list.tsx'

// As in the replies: the list first.
const ActionDetail = lazy(() => import('./action-detail.tsx')
  .then((file) => ({ default: file.ActionDetail })))

export type ActionAnswer = z.output<typeof Action>

const LISTS = {
  due: 'due', later: 'later', held: 'held', unreachable: 'unreachable', check: 'needs_check',
} as const
const EMPTY = {
  due: t`Nothing is due`, later: t`Nothing waits for a later day`,
  held: t`Nothing is held`, unreachable: t`Everybody who owes can be reached`,
  check: t`Every message is accounted for`,
} as const

const route = getRouteApi('/app/todo')

export function ActionsTab({ tab, total }: {
  tab: keyof typeof LISTS; total: number | undefined
}) {
  const filter = useWorkFilter()
  const { sort } = route.useSearch()
  const actions = usePages(listActions, {
    query: { list: LISTS[tab], limit: 100, ...filter.query, sort },
  }, { isLive: true, isKept: true })
  const settled = useSettledList(actions.items ?? [], JSON.stringify([tab, filter.query, sort]))
  if (actions.error && !actions.items) {
    return <ErrorState error={actions.error} onRetry={() => void actions.refetch()} />
  }
  if (!actions.items) return <div className="card card-flush"><ListSkeleton /></div>
  if (actions.items.length === 0) {
    return filter.count > 0 ? <NothingFits outside={total ?? 0} />
      : <NothingToDo title={EMPTY[tab]} />
  }
  return (
    <WorkList label={t`Actions`} items={settled.shown} pages={actions} fresh={settled}
      row={(action) => <Row action={action} />}
      detail={(action, goOn) => <ActionDetail action={action} onDone={goOn} />} />
  )
}

function Row({ action }: { action: ActionAnswer }) {
  return (
    <>
      <span className="row-line">
        <span className="clamp-1 strong">{action.customerName}</span>
        <span className="small"><Amounts amounts={action.overdue} /></span>
      </span>
      <span className="row-line row-sub">
        <span className="clamp-1">
          <ChannelIcon channel={action.channel} size={14} /> {action.name}
          {action.invoiceNumber === null ? '' : ` · ${action.invoiceNumber}`}
        </span>
        <span className="tiny">
          {action.isRemoved ? `${t`removed from the workflow`} · ` : ''}
          {action.state === 'needs_check' ? <DayText day={action.dueOn} />
            : <DistanceText day={action.dueOn} past="late" />}
        </span>
      </span>
      {action.held === null ? null
        : <span className="row-sub clamp-2"><HoldLine hold={action.held} /></span>}
    </>
  )
}
