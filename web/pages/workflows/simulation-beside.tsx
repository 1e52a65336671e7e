// What the steps being edited would do in sixty days, beside them and without being asked.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Progress } from '@mantine/core'
import { IconChartDots, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { holdWord } from '../../components/hold-words.ts'
import { counted, countText } from '../../format.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { SimulatedDay } from '../simulation/simulated-day.tsx'
import { SimulationCalendar } from '../simulation/simulation-calendar.tsx'
import { keepUnsaved } from '../simulation/unsaved-rules.ts'
import { usePlayed, type Played } from '../simulation/use-played.ts'
import {
  byChannel, costText, hoursText, sumOf, type Result,
} from '../simulation/wish.ts'
import { bodyOf, editedFrom, errorsOf, isSame, type Edited } from './edited-workflow.ts'
import type { WorkflowAnswer } from './workflows-page.tsx'
import '../simulation/simulation.css'

const DAYS = 60

export function SimulationBeside({ workflow, edited, isDirty }: {
  workflow: WorkflowAnswer; edited: Edited; isDirty: boolean
}) {
  const { published } = workflow
  const wrong = Object.keys(errorsOf(edited, workflow.level)).length
  // Who follows one that was never published is not known yet: everybody is the most it can be.
  const audience = published === null ? 'everybody' as const : 'assigned' as const
  const ask = (rest: { version: 'unsaved' | 'published'; rules?: ReturnType<typeof bodyOf> }) =>
    ({ days: DAYS, workflow: { workflowId: workflow.id, audience, ...rest } })
  const played = usePlayed(wrong > 0 ? null : ask({ version: 'unsaved', rules: bodyOf(edited) }))
  const differs = published !== null && !isSame(edited, editedFrom(published))
  const compared = usePlayed(differs && played.shown !== null
    ? ask({ version: 'published' }) : null)
  const { shown } = played
  return (
    <section className="card beside" aria-label={t`Simulation`}>
      <h2 className="card-title"><Trans>The next {DAYS} days</Trans>
        <Button size="compact-xs" variant="subtle" renderRoot={(props) => (
          <Link {...props} to="/workflows/simulation" search={{ workflow: workflow.id,
            id: shown !== null && !played.isStale ? shown.id : undefined }}
            onClick={() => keepUnsaved(workflow.id, isDirty ? bodyOf(edited) : null)} />
        )}><Trans>Full simulation</Trans></Button>
      </h2>
      <p className="dim tiny beside-about">
        {published === null ? t`If everybody who owes followed it, and nobody paid.`
          : t`All workflows, this one as it is here, if nobody pays.`}
        {' '}<Trans>Nothing is sent.</Trans></p>
      <div className="beside-status"><Status played={played} wrong={wrong} /></div>
      {shown === null ? null : (
        <div className="beside-result" data-stale={played.isStale || undefined}>
          <Compared workflow={workflow} mine={shown} theirs={differs ? compared.shown : null}
            isSame={published !== null && !differs} />
          <Outcome id={shown.id} result={shown.result} />
        </div>
      )}
    </section>
  )
}

function Status({ played, wrong }: { played: Played; wrong: number }) {
  const { simulation, isUnderWay, shown } = played
  if (wrong > 0) {
    return <p className="small dim" role="status">{wrong === 1
      ? t`It is played again as soon as one field is right.`
      : t`It is played again as soon as ${wrong} fields are right.`}</p>
  }
  if (played.error) return <ErrorState error={played.error} onRetry={played.again} />
  if (isUnderWay) {
    const { customersDone: done = 0, customersTotal: total = 0 } = simulation ?? {}
    return (
      <div className="beside-progress" role="status">
        <Progress value={total === 0 ? 0 : (done / total) * 100} size="xs" animated
          style={{ flex: 1 }} aria-label={t`Customers played`} />
        <span className="tiny dim num">{total === 0 ? t`Waits…`
          : `${countText(done)} / ${countText(total)}`}</span>
        <Button size="compact-xs" variant="subtle" leftSection={<IconX size={12} />}
          onClick={played.cancel}><Trans>Cancel</Trans></Button>
      </div>
    )
  }
  if (simulation?.state === 'cancelled' || simulation?.state === 'failed'
    || (played.isByHand && played.isStale)) {
    return (
      <div className="beside-progress" role="status">
        <span className="small dim" style={{ flex: 1 }}>
          {simulation?.state === 'failed' ? simulation.why : simulation?.state === 'cancelled'
            ? t`Cancelled.` : t`This ledger takes a while; play it when you are done.`}</span>
        <Button size="compact-xs" variant="default" leftSection={<IconPlayerPlay size={12} />}
          onClick={played.again}><Trans>Play</Trans></Button>
      </div>
    )
  }
  return shown === null ? <ListSkeleton rows={2} /> : null
}

/** One line: how much more or less than what runs now. */
function Compared({ workflow, mine, theirs, isSame: isPublished }: {
  workflow: WorkflowAnswer
  mine: NonNullable<Played['shown']>
  theirs: Played['shown']
  isSame: boolean
}) {
  const version = t`version ${workflow.published?.number ?? ''}`
  if (isPublished) return <p className="small dim beside-line"><Trans>As in {version}.</Trans></p>
  if (workflow.published === null) return null
  if (theirs === null) return <p className="small dim beside-line"><Trans>Comparing
  with {version}…</Trans></p>
  const more = mine.result.totals.contacts - theirs.result.totals.contacts
  return (
    <p className="small beside-line">
      {more === 0
        ? <Trans><strong>As many contacts as</strong> {version} ({
          countText(theirs.result.totals.contacts)}).</Trans>
        : more > 0 ? <Trans><strong>{counted(more, 'more contact')} than</strong> {version} ({
          countText(theirs.result.totals.contacts)}).</Trans>
          : <Trans><strong>{counted(-more, 'fewer contact')} than</strong> {version} ({
            countText(theirs.result.totals.contacts)}).</Trans>}{' '}
      <Link to="/workflows/simulation" search={{ workflow: workflow.id, id: theirs.id,
        other: mine.id }}><Trans>Compare</Trans></Link>
    </p>
  )
}

function Outcome({ id, result }: { id: string; result: Result }) {
  const [day, setDay] = useState<string | null>(null)
  const { totals } = result
  const chosen = result.days.find((one) => one.day === day)
  const held = Object.entries(totals.heldDays).sort(([, a], [, b]) => b - a)
  if (result.customers === 0) {
    return <p className="dim small"><IconChartDots size={15} aria-hidden /> <Trans>There is no
    customer yet; import some, and see what they would get.</Trans></p>
  }
  return (
    <>
      <dl className="beside-figures">
        <Figure name="Contacts" value={countText(totals.contacts)}
          about={t`${countText(result.contactedCustomers)} of ${
            counted(result.customers, 'customer')}`} />
        <Figure name="By itself" value={countText(sumOf(totals.automatic))}
          about={byChannel(totals.automatic)} />
        <Figure name="By hand" value={hoursText(totals.minutes)}
          about={byChannel(totals.manual)} />
        <Figure name="SMS" value={costText(totals.smsMicros)}
          about={counted(totals.smsSegments, 'part')} />
      </dl>
      <SimulationCalendar isSmall days={result.days} chosen={day ?? undefined}
        onChoose={setDay} />
      <p className="dim tiny beside-about">
        <Trans>Contacts a day; a bar below where something is held. Choose a day to see
          who.</Trans></p>
      {held.length === 0 ? null : (
        <p className="small beside-line"><span className="strong"><Trans>Held most:</Trans> </span>
          {held.slice(0, 3).map(([code, days]) =>
            `${holdWord(code)} (${counted(days, 'day')})`).join(' · ')}</p>
      )}
      {chosen ? <SimulatedDay key={`${id} ${chosen.day}`} simulationId={id} tally={chosen} />
        : null}
    </>
  )
}

function Figure({ name, value, about }: { name: string; value: string; about: string }) {
  return (
    <div>
      <dt className="dim tiny">{name}</dt>
      <dd className="beside-figure num">{value}</dd>
      <dd className="dim tiny">{about}</dd>
    </div>
  )
}
