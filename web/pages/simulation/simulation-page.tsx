// The simulator: plays days to come, shows them as a calendar, two versions side by side.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Progress, Select } from '@mantine/core'
import { IconChartDots, IconX } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { cancelSimulation, getSimulation, listSimulations } from '#contract/simulation.ts'
import { listWorkflows } from '#contract/workflows.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { countText } from '../../format.ts'
import { useDeed, useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageSkeleton } from '../../ui/list-skeleton.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { toastProblem } from '../../ui/toast.tsx'
import { Comparison } from './comparison.tsx'
import { SimulationForm } from './simulation-form.tsx'
import { Days } from './simulated-days.tsx'
import { unsavedOf } from './unsaved-rules.ts'
import { usualWish, type SimulationAnswer, type Wish } from './wish.ts'
import './simulation.css'

const route = getRouteApi('/app/workflows/simulation')

export function SimulationPage() {
  const { id, workflow } = route.useSearch()
  const workflows = useRead(listWorkflows, {}, { staleTimeMs: 10_000 })
  const read = useRead(getSimulation, { params: { simulationId: id ?? '' } },
    { isOff: !id, isKept: true })
  // A simulation that was sent by a colleague opens with what it was asked.
  if (workflows.error && !workflows.data) {
    return <div className="page page-narrow"><ErrorState error={workflows.error}
      onRetry={() => void workflows.refetch()} /></div>
  }
  if (!workflows.data || (id !== undefined && read.isLoading)) return <PageSkeleton />
  const items = workflows.data.items.filter((one) => !one.isArchived)
  const chosen = items.find((one) => one.id === workflow)
  const first: Wish = read.data?.wish ?? { ...usualWish(), workflow: chosen ? {
    workflowId: chosen.id, audience: 'assigned', version: unsavedOf(chosen.id) ? 'unsaved'
      : chosen.draft ? 'draft' : 'published' } : null }
  return (
    <div className="page">
      <PageHeader title={t`Simulation`} windowTitle={t`Simulation`}
        about={t`The planner’s own rules, played over your ledger day by day. Nothing is sent.`} />
      <Simulator first={first} workflows={items} />
    </div>
  )
}

function Simulator({ first, workflows }: {
  first: Wish; workflows: React.ComponentProps<typeof SimulationForm>['workflows']
}) {
  const { id } = route.useSearch()
  const navigate = route.useNavigate()
  const [wish, setWish] = useState(first)
  const read = useRead(getSimulation, { params: { simulationId: id ?? '' } },
    { isOff: !id, isPolledMs: (answer) => (isUnderWay(answer) ? 700 : false) })
  const simulation = id === undefined ? undefined : read.data
  const shown = simulation?.id
  // Whoever opens an earlier one sees what it was asked, and can play it again.
  useEffect(() => {
    if (simulation) setWish(simulation.wish)
  }, [shown])
  return (
    <div className="sim-split">
      <aside aria-label={t`Settings`} className="stack">
        <SimulationForm wish={wish} workflows={workflows} isBusy={isUnderWay(simulation)}
          onChange={(part) => setWish((before) => ({ ...before, ...part }))}
          onStarted={(started) => void navigate({ search: (before) =>
            ({ workflow: before.workflow, id: started.id }) })} />
        <Earlier id={id} />
      </aside>
      <div className="stack" aria-live="polite" aria-busy={isUnderWay(simulation)}>
        {read.error ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : null}
        {id === undefined ? (
          <div className="card"><EmptyState icon={<IconChartDots size={22} />}
            title={t`See what would happen`}>
            <Trans>Choose rules and days, and press Play: who gets which message on which day, what
              is held and why, how many hours of work it makes.</Trans>
          </EmptyState></div>
        ) : null}
        {simulation ? <Outcome simulation={simulation} /> : null}
      </div>
    </div>
  )
}

const isUnderWay = (simulation: Pick<SimulationAnswer, 'state'> | undefined): boolean =>
  simulation?.state === 'queued' || simulation?.state === 'running'

function Outcome({ simulation }: { simulation: SimulationAnswer }) {
  const { other } = route.useSearch()
  if (isUnderWay(simulation)) return <UnderWay simulation={simulation} />
  if (simulation.state === 'cancelled') {
    return <div className="note tone-calm" role="status"><IconX size={16} aria-hidden />
      <div className="note-body"><Trans>This simulation was cancelled. Nothing was changed by
        it.</Trans></div>
    </div>
  }
  if (simulation.result === null) {
    return <div className="note tone-bad" role="alert"><IconX size={16} aria-hidden />
      <div className="note-body">{simulation.why ?? t`This simulation did not come to its end.`}
      </div></div>
  }
  return other === undefined ? <Days simulation={simulation} result={simulation.result} />
    : <Comparison id={simulation.id} otherId={other} />
}

function UnderWay({ simulation }: { simulation: SimulationAnswer }) {
  const { customersDone: done, customersTotal: total } = simulation
  const cancel = useDeed(cancelSimulation)
  const part = total === 0 ? 0 : (done / total) * 100
  return (
    <section className="card" aria-label={t`Progress`}>
      <div className="card-title"><span className="clamp-2">{simulation.title}</span>
        <DeedButton endpoint={cancelSimulation} variant="default" size="xs"
          loading={cancel.isPending} onClick={() => cancel.mutate(
            { params: { simulationId: simulation.id } }, { onError: toastProblem })}>
          <Trans>Cancel</Trans></DeedButton>
      </div>
      <Progress value={part} animated aria-label={t`Customers played`} />
      <p className="dim small num" style={{ margin: '8px 0 0' }} role="status">
        {simulation.state === 'queued' ? t`Waits for its turn…`
          : t`${countText(done)} of ${countText(total)} customers`}</p>
    </section>
  )
}

/** Earlier ones, to look at again or to put beside the one shown. */
function Earlier({ id }: { id: string | undefined }) {
  const { other } = route.useSearch()
  const navigate = route.useNavigate()
  const read = useRead(listSimulations, {}, { isPolledMs: (answer) =>
    (answer?.items.some(isUnderWay) ? 1_000 : false) })
  const items = read.data?.items.filter((one) => one.state === 'done') ?? []
  if (items.length === 0) return null
  const options = items.map((one) => ({ value: one.id, label: one.title }))
  return (
    <section className="card stack" aria-label={t`Earlier simulations`} style={{ gap: 10 }}>
      <Select label={t`Shown`} data={options} value={id ?? null} placeholder={t`An earlier one`}
        onChange={(value) => void navigate({ search: (before) =>
          ({ ...before, id: value ?? undefined, other: undefined, day: undefined }) })} />
      <Select label={t`Beside it`} clearable value={other ?? null} placeholder={t`Another one`}
        data={options.filter(({ value }) => value !== id)}
        disabled={id === undefined || options.length < 2}
        description={options.length < 2 ? t`Play a second one to compare.` : undefined}
        onChange={(value) => void navigate({ search: (before) =>
          ({ ...before, other: value ?? undefined }) })} />
      {other === undefined ? null : (
        <Button variant="default" size="xs" onClick={() => void navigate({ search: (before) =>
          ({ ...before, other: undefined }) })}><Trans>Show one alone</Trans></Button>
      )}
    </section>
  )
}
