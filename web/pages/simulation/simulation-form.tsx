// Asks for a simulation: which rules, how many days, how customers pay, and what work costs.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import {
  Button, Collapse, NumberInput, SegmentedControl, Select, Slider, Stack,
} from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import { startSimulation } from '#contract/simulation.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { channelWord } from '../../components/statuses.tsx'
import { useSession } from '../../components/session.tsx'
import { useDeed } from '../../queries.ts'
import { DayField } from '../../ui/day-field.tsx'
import { DeedError } from '../../ui/error-state.tsx'
import type { WorkflowAnswer } from '../workflows/workflows-page.tsx'
import { unsavedOf } from './unsaved-rules.ts'
import type { SimulationAnswer, Wish } from './wish.ts'

interface Props {
  wish: Wish
  onChange: (part: Partial<Wish>) => void
  workflows: readonly WorkflowAnswer[]
  isBusy: boolean
  onStarted: (simulation: SimulationAnswer) => void
}

export function SimulationForm({ wish, onChange, workflows, isBusy, onStarted }: Props) {
  const start = useDeed(startSimulation, onStarted)
  const [isMore, setMore] = useState(false)
  const play = () => {
    const { workflow } = wish
    const rules = workflow?.version === 'unsaved'
      ? unsavedOf(workflow.workflowId) ?? workflow.rules : undefined
    start.mutate({ body: { ...wish, workflow: workflow && {
      workflowId: workflow.workflowId, version: workflow.version, audience: workflow.audience,
      ...(rules ? { rules } : {}) } } })
  }
  return (
    <form className="card" aria-label={t`What to play`} onSubmit={(event) => {
      event.preventDefault()
      if (!isBusy && !start.isPending) play()
    }}>
      <Stack gap="sm">
        <RulesFields wish={wish} onChange={onChange} workflows={workflows} />
        <NumberInput label={t`Days`} min={1} max={180} allowDecimal={false} value={wish.days}
          clampBehavior="strict" onChange={(days) => onChange({ days: Number(days) || 1 })}
          description={t`Up to 180.`} />
        <ScenarioFields wish={wish} onChange={onChange} />
        <Button variant="subtle" size="compact-sm" aria-expanded={isMore}
          style={{ alignSelf: 'flex-start' }} onClick={() => setMore(!isMore)}>
          {isMore ? t`Fewer settings` : t`Work, times and the past`}</Button>
        <Collapse expanded={isMore}>
          <MoreFields wish={wish} onChange={onChange} />
        </Collapse>
        <DeedError error={start.error} />
        <DeedButton endpoint={startSimulation} type="submit" fullWidth
          loading={start.isPending} leftSection={<IconPlayerPlay size={16} />}
          whyNot={isBusy ? t`One is under way; wait for it, or cancel it.`
            : null}><Trans>Play</Trans></DeedButton>
      </Stack>
    </form>
  )
}

const LIVE = 'live'

function RulesFields({ wish, onChange, workflows }: Pick<Props,
  'wish' | 'onChange' | 'workflows'>) {
  const { workflow } = wish
  const chosen = workflows.find(({ id }) => id === workflow?.workflowId)
  const versions = chosen ? versionsOf(chosen, workflow?.version === 'unsaved') : []
  const choose = (id: string | null) => {
    const next = workflows.find((one) => one.id === id)
    onChange({ workflow: next ? { workflowId: next.id, audience: 'assigned',
      version: next.published ? 'published' : 'draft' } : null })
  }
  return (
    <>
      <Select label={t`Play`} allowDeselect={false} value={workflow?.workflowId ?? LIVE}
        data={[{ value: LIVE, label: t`All workflows as they run` },
          ...workflows.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={choose} />
      {workflow && chosen ? (
        <>
          <Select label={t`Version`} allowDeselect={false} data={versions}
            value={String(workflow.version)} onChange={(value) => onChange({ workflow: {
              ...workflow, version: readVersion(value) } })} />
          <Select label={t`For`} allowDeselect={false} value={workflow.audience}
            data={[{ value: 'assigned', label: t`Those who follow it` },
              { value: 'everybody', label: chosen.level === 'customer'
                ? t`Every customer who owes` : t`Every open invoice` }]}
            onChange={(value) => onChange({ workflow: {
              ...workflow, audience: value === 'everybody' ? 'everybody' : 'assigned' } })} />
        </>
      ) : null}
    </>
  )
}

type Version = NonNullable<Wish['workflow']>['version']

function readVersion(value: string | null): Version {
  if (value === 'draft' || value === 'unsaved') return value
  return value !== null && /^\d+$/.test(value) ? Number(value) : 'published'
}

function versionsOf(
  workflow: WorkflowAnswer, isUnsaved: boolean,
): { value: string; label: string }[] {
  const { published, draft } = workflow
  const earlier = published === null ? []
    : Array.from({ length: Math.min(published.number - 1, 50) }, (_, place) =>
      published.number - 1 - place)
  return [
    ...(isUnsaved || unsavedOf(workflow.id)
      ? [{ value: 'unsaved', label: t`As edited, not saved` }] : []),
    ...(draft ? [{ value: 'draft', label: t`Draft` }] : []),
    ...(published ? [{ value: 'published', label: t`Published (version ${published.number})` }]
      : []),
    ...earlier.map((number) => ({ value: String(number), label: t`Version ${number}` })),
  ]
}

function ScenarioFields({ wish, onChange }: Pick<Props, 'wish' | 'onChange'>) {
  const { scenario } = wish
  return (
    <div>
      <div className="label"><Trans>Customers pay</Trans></div>
      <SegmentedControl fullWidth aria-label={t`Customers pay`} value={scenario.kind}
        data={[{ value: 'nobody', label: t`Never` },
          { value: 'as_last_year', label: t`As last year` }, { value: 'sliders',
            label: t`A share` }]}
        onChange={(kind) => onChange({ scenario: kind === 'sliders'
          ? { kind, sharePercent: 30, withinDays: 7, seed: 1 }
          : { kind: kind === 'as_last_year' ? kind : 'nobody' } })} />
      <p className="dim tiny" style={{ margin: '4px 0 0' }}>{SCENARIO_WORDS[scenario.kind]}</p>
      {scenario.kind === 'sliders' ? (
        <Stack gap="lg" mt="sm" mb="md">
          <Labelled text={t`${scenario.sharePercent} % of the invoices`}>
            <Slider min={0} max={100} step={5} value={scenario.sharePercent} label={null}
              thumbLabel={t`Percent of the invoices that are paid after a reminder`}
              onChange={(sharePercent) => onChange({ scenario: { ...scenario, sharePercent } })} />
          </Labelled>
          <Labelled text={t`within ${scenario.withinDays} days`}>
            <Slider min={1} max={60} value={scenario.withinDays} label={null}
              thumbLabel={t`Days within which they are paid`}
              onChange={(withinDays) => onChange({ scenario: { ...scenario, withinDays } })} />
          </Labelled>
        </Stack>
      ) : null}
    </div>
  )
}

const SCENARIO_WORDS: Record<Wish['scenario']['kind'], string> = {
  nobody: t`The most that can go out: nothing stops it.`,
  as_last_year: t`Each as late as their paid invoices of the last year.`,
  sliders: t`After every reminder, so many of the invoices in it.`,
}

function Labelled({ text, children }: { text: string; children: React.ReactNode }) {
  return <div><div className="small num" style={{ marginBottom: 6 }}>{text}</div>{children}</div>
}

function MoreFields({ wish, onChange }: Pick<Props, 'wish' | 'onChange'>) {
  const { today } = useSession()
  const channels = ['call', 'letter', 'task', 'email', 'sms'] as const
  return (
    <Stack gap="sm">
      <NumberInput label={t`Work in To Do is done after`} suffix={` ${t`business days`}`} min={0}
        max={20}
        allowDecimal={false} clampBehavior="strict" value={wish.manualAfterDays}
        onChange={(days) => onChange({ manualAfterDays: Number(days) || 0 })} />
      <div>
        <div className="label"><Trans>Minutes by hand</Trans></div>
        <div className="sim-minutes">
          {channels.map((channel) => (
            <NumberInput key={channel} size="xs" label={channelWord(channel)} min={0} max={480}
              clampBehavior="strict" value={wish.minutes[channel]} hideControls
              onChange={(minutes) => onChange({ minutes: {
                ...wish.minutes, [channel]: Number(minutes) || 0 } })} />
          ))}
        </div>
      </div>
      <DayField label={t`Play the past from`} isClearable value={wish.pastFrom}
        description={t`What would have gone out, beside what did.`}
        onChange={(day) => onChange({ pastFrom: day !== null && day < today ? day : null })} />
    </Stack>
  )
}
