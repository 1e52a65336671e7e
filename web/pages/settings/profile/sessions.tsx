// Where one is signed in, and ending all the other places.
import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Group } from '@mantine/core'
import { endOtherSessions, listSessions } from '#contract/sessions.ts'
import { DeedButton } from '../../../components/deed-button.tsx'
import { When } from '../../../components/times.tsx'
import { useDeed, useRead } from '../../../queries.ts'
import { DeedError, ErrorState } from '../../../ui/error-state.tsx'
import { ListSkeleton } from '../../../ui/list-skeleton.tsx'
import { toast } from '../../../ui/toast.tsx'

// In the order in which they are told apart: each of them names those behind it as well.
const BROWSERS = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'],
  ['HeadlessChrome/', 'Chrome'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']] as const
const SYSTEMS = [['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Android', 'Android'],
  ['Windows', 'Windows'], ['Mac OS', 'Mac'], ['Linux', 'Linux']] as const

const named = (agent: string, names: readonly (readonly [string, string])[]) =>
  names.find(([sign]) => agent.includes(sign))?.[1]

export function SessionsCard() {
  const { t } = useLingui()
  const read = useRead(listSessions)
  const end = useDeed(endOtherSessions, ({ ended }) => toast(plural(ended, {
    one: '# other place is signed out.', other: '# other places are signed out.' })))
  if (read.error && !read.data) {
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  }
  if (!read.data) return <ListSkeleton rows={2} />
  const { items } = read.data
  return (
    <section className="card" aria-labelledby="sessions-title">
      <h2 className="card-title" id="sessions-title"><Trans>Where you are signed in</Trans></h2>
      <ul className="rows">
        {items.map((one) => {
          const browser = named(one.agent, BROWSERS) ?? t`A browser`
          const system = named(one.agent, SYSTEMS) ?? t`some device`
          return (
            <li key={`${one.createdAt} ${one.agent}`} className="row-line"
              style={{ padding: '6px 0' }}>
              <span>{t`${browser} on ${system}`}{one.isThis
                ? <strong>{' · '}<Trans>this one</Trans></strong> : null}</span>
              <span className="dim tiny"><Trans>used <When at={one.seenAt} /></Trans></span>
            </li>
          )
        })}
      </ul>
      <DeedError error={end.error} />
      <Group mt={10}>
        <DeedButton endpoint={endOtherSessions} variant="default" loading={end.isPending}
          whyNot={items.length > 1 ? null : t`You are signed in here only.`}
          onClick={() => end.mutate({})}><Trans>Sign out everywhere else</Trans></DeedButton>
      </Group>
    </section>
  )
}
