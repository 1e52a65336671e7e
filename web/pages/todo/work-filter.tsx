// What narrows and orders To Do; all of it stands in the address, so a list can be sent on.
import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { sumActions, sumReplyActions } from '#contract/actions.ts'
import { listWorkflows } from '#contract/workflows.ts'
import { exponentOf } from '#domain/money.ts'
import { useSession } from '../../components/session.tsx'
import { countText, moneyText } from '../../format.ts'
import { useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import type { Tab } from './todo-tab.ts'

const route = getRouteApi('/app/todo')

/** As the server is asked; `count` says how many parts narrow the list. */
export function useWorkFilter() {
  const { whose: chosen, channel, workflow, owner, over } = route.useSearch()
  const { currency } = useSession().me.organization
  const whose: 'mine' | 'team' | 'all' = chosen ?? 'all'
  const count = [chosen, channel, workflow, owner, over]
    .filter((part) => part !== undefined).length
  return {
    count,
    query: {
      whose, channel, workflowId: workflow, ownerId: owner,
      ...(over === undefined ? {} : { overdueOver: over * 10 ** exponentOf(currency) }),
    },
  }
}

const CHANNELS = {
  replies: ['email', 'sms'], other: ['call', 'task', 'email', 'sms', 'letter'],
} as const

// The browser's own fields: the library's would weigh 20 kB on the first page of every day.
export function WorkFilter({ tab }: { tab: Tab }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { members, me } = useSession()
  const workflows = useRead(listWorkflows, {}, { staleTimeMs: 60_000 }).data?.items ?? []
  const go = (part: Partial<typeof search>) =>
    void navigate({ search: { ...search, item: undefined, ...part }, replace: true })
  const words: Record<string, string> = { email: t`E-mail`, sms: t`SMS`, call: t`Call`,
    letter: t`Letter`, task: t`Task` }
  const channels = tab === 'replies' ? CHANNELS.replies : CHANNELS.other
  const { currency } = me.organization
  return (
    <Group gap={8} role="group" aria-label={t`Filter`}>
      <NativeSelect size="xs" w={120} aria-label={t`Type`} value={search.channel ?? ''}
        data={[{ value: '', label: t`Any type` },
          ...channels.map((value) => ({ value, label: words[value] ?? value }))]}
        onChange={({ currentTarget: { value } }) =>
          go({ channel: channels.find((one) => one === value) })} />
      <NativeSelect size="xs" w={170} aria-label={t`Workflow`} value={search.workflow ?? ''}
        data={[{ value: '', label: t`Any workflow` },
          ...workflows.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={({ currentTarget: { value } }) => go({ workflow: value || undefined })} />
      <NativeSelect size="xs" w={150} aria-label={t`Owner`} value={search.owner ?? ''}
        data={[{ value: '', label: t`Any owner` },
          ...members.map(({ userId, name }) => ({ value: userId, label: name }))]}
        onChange={({ currentTarget: { value } }) => go({ owner: value || undefined })} />
      <TextInput size="xs" w={150} type="number" min={0} step={1} aria-label={t`Overdue over`}
        placeholder={t`Overdue over … ${currency}`} value={search.over ?? ''}
        onChange={({ currentTarget: { value } }) =>
          go({ over: /^\d{1,12}$/.test(value) ? Number(value) : undefined })} />
      <NativeSelect size="xs" w={170} aria-label={t`Sort`} value={search.sort ?? 'due'} data={[
        { value: 'due', label: tab === 'replies' ? t`Longest waiting first` : t`Due first` },
        ...(tab === 'replies' ? [] : [{ value: 'age', label: t`Oldest first` }]),
        { value: 'amount', label: t`Most overdue first` },
      ]} onChange={({ currentTarget: { value } }) => go({
        sort: value === 'amount' || value === 'age' ? value : undefined,
      })} />
    </Group>
  )
}

/** “14 of 14 · 15 580,50 €”, of what fits the filter and of all that waits. */
export function WorkSum({ tab, total }: { tab: Tab; total: number | undefined }) {
  const sum = useWorkSum(tab).data
  if (!sum) return null
  const count = countText(sum.count)
  const money = sum.overdue.map(moneyText).join(' · ')
  const all = countText(Math.max(total ?? 0, sum.count))
  return (
    <p className="list-sum small" role="status">
      <Trans>{count} of {all}</Trans>
      {money === '' ? null : <> · <Trans>{money} overdue</Trans></>}
    </p>
  )
}

function useWorkSum(tab: Tab) {
  const { query } = useWorkFilter()
  const isReplies = tab === 'replies'
  const replies = useRead(sumReplyActions, { query }, { isLive: true, isKept: true,
    isOff: !isReplies })
  const actions = useRead(sumActions, { query: { ...query, list: listOf(tab) } },
    { isLive: true, isKept: true, isOff: isReplies })
  return isReplies ? replies : actions
}

const listOf = (tab: Tab) => (tab === 'check' ? 'needs_check' as const
  : tab === 'later' || tab === 'held' ? tab : 'due' as const)

/** Not all done: something waits that the filter leaves out. */
export function NothingFits({ outside }: { outside: number }) {
  const { count } = useWorkFilter()
  const navigate = route.useNavigate()
  const { tab } = route.useSearch()
  return (
    <EmptyState icon={<IconFilterOff size={22} />}
      title={count === 1 ? t`Nothing matches this filter` : t`Nothing matches ${count} filters`}
      action={<Button variant="default" onClick={() => void navigate({ search: { tab } })}>
        <Trans>Clear</Trans></Button>}>
      <Plural value={outside} one="# item waits outside of it."
        other="# items wait outside of it." />
    </EmptyState>
  )
}
