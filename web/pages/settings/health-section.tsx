// Whether all is well: the checks, what waits, which versions run, how old the last backup is.
import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Group } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { AnswerOf } from '#contract/endpoint.ts'
import { getHealth, runHealthChecks } from '#contract/health.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { StatusBadge } from '../../components/statuses.tsx'
import { When } from '../../components/times.tsx'
import { countText } from '../../format.ts'
import { useDeed, useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { Facts } from '../../ui/facts.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'

type Answer = AnswerOf<typeof getHealth>

const MEGABYTE = 1024 * 1024

export function HealthSection() {
  const { t } = useLingui()
  const read = useRead(getHealth, {}, { isLive: true })
  const run = useDeed(runHealthChecks)
  if (read.error && !read.data) {
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  }
  if (!read.data) return <ListSkeleton rows={8} />
  const { checkedAt, checks } = read.data
  const now = (
    <DeedButton endpoint={runHealthChecks} variant="default" loading={run.isPending}
      onClick={() => run.mutate({})}><Trans>Check now</Trans></DeedButton>
  )
  return (
    <div className="stack">
      <Now answer={read.data} />
      <section className="card" aria-labelledby="checks-title">
        <h2 className="card-title" id="checks-title"><Trans>What must be true</Trans></h2>
        <DeedError error={run.error} />
        {checkedAt === null
          ? <EmptyState icon={<IconCircleCheck size={22} />} title={t`Not checked yet`}
              action={now}><Trans>The checks run by themselves every night. They only read.</Trans>
            </EmptyState>
          : <>
            <p className="dim small" style={{ margin: '0 0 8px' }}>
              <Trans>Checked <When at={checkedAt} />. They run every night and only read.</Trans>
            </p>
            <Checks checks={checks} />
            <Group mt={12}>{now}</Group>
          </>}
      </section>
    </div>
  )
}

function Checks({ checks }: { checks: Answer['checks'] }) {
  const { t } = useLingui()
  const worst = [...checks].sort((a, b) => b.breaches - a.breaches)
  return (
    <ul className="rows">
      {worst.map(({ name, about, breaches }) => (
        <li key={name} className="row-line" style={{ padding: '6px 0' }}>
          <span lang="en"><span className="dim tiny num">{name} </span>{about}</span>
          {breaches === 0
            ? <StatusBadge tone="good" icon={IconCircleCheck}>{t`holds`}</StatusBadge>
            : <StatusBadge tone="bad" icon={IconAlertTriangle}>{plural(breaches, {
              one: '# breach', other: '# breaches' })}</StatusBadge>}
        </li>
      ))}
    </ul>
  )
}

function Now({ answer }: { answer: Answer }) {
  const { t } = useLingui()
  const { waitingJobs, oldestJobSeconds, inDoubt, quarantined, newestMailAt, backup } = answer
  const megabytes = countText(Math.round(answer.databaseBytes / MEGABYTE))
  const never = <span className="dim">{t`never`}</span>
  const minutes = Math.round((oldestJobSeconds ?? 0) / 60)
  return (
    <section className="card" aria-labelledby="now-title">
      <h2 className="card-title" id="now-title"><Trans>Now</Trans></h2>
      <Facts facts={[
        [t`Work that is due`, minutes < 1 ? countText(waitingJobs)
          : t`${countText(waitingJobs)}, the oldest for ${minutes} min`],
        [t`Messages in doubt`, inDoubt === 0 ? '0'
          : <Link to="/todo" search={{ tab: 'check' }}>{countText(inDoubt)}</Link>],
        [t`In quarantine`, quarantined === 0 ? '0'
          : <Link to="/inbox" search={{ view: 'quarantine' }}>{countText(quarantined)}</Link>],
        [t`Newest mail that came in`, newestMailAt === null ? never : <When at={newestMailAt} />],
        [t`Last backup`, backup.at === null
          ? <span>{t`not known`} · <Link to="/help/$page" params={{ page: 'self-hosting' }}
              hash="backup-and-restore">{t`how to make one`}</Link></span>
          : <When at={backup.at} />],
        [t`Versions`, `Duebox ${answer.version} · PostgreSQL ${answer.databaseVersion}`],
        [t`Size of the database`, t`${megabytes} MB`],
      ]} />
    </section>
  )
}
