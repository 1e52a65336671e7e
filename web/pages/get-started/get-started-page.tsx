// The first steps: what is done, what comes next, and the exact place where it is done.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Progress } from '@mantine/core'
import { IconArrowRight, IconCircle, IconCircleCheckFilled } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import { getStarted, putAwayGetStarted, type GetStarted } from '#contract/get-started.ts'
import { useWhyNot } from '../../components/session.tsx'
import { useDeed, useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageSkeleton } from '../../ui/list-skeleton.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { toast, toastProblem, toastUndo } from '../../ui/toast.tsx'
import { STEP_WORDS } from './step-words.ts'
import './get-started.css'

type Answer = z.output<typeof GetStarted>

export function GetStartedPage() {
  const read = useRead(getStarted, {}, { isLive: true })
  if (read.error && !read.data) {
    return <div className="page page-narrow"><ErrorState error={read.error}
      onRetry={() => void read.refetch()} /></div>
  }
  if (!read.data) return <PageSkeleton />
  return <Steps answer={read.data} />
}

function Steps({ answer }: { answer: Answer }) {
  const { steps, isPutAway } = answer
  const done = steps.filter(({ isDone }) => isDone).length
  const next = steps.find(({ isDone }) => !isDone)
  return (
    <div className="page page-narrow">
      <PageHeader title={t`Get started`} windowTitle={t`Get started`}
        about={next === undefined ? t`All is set up. Duebox works for you now.`
          : t`Each step turns green when it is really done. Nothing is sent before the last one.`}>
        <PutAway isPutAway={isPutAway} />
      </PageHeader>
      <div className="row-line small" style={{ marginBottom: 6 }}>
        <span className="dim"><Trans>{done} of {steps.length} done</Trans></span></div>
      <Progress value={(100 * done) / steps.length} color="teal.8" mb={16}
        aria-label={t`${done} of ${steps.length} steps are done`} />
      <ol className="first-steps">
        {steps.map((step) => (
          <FirstStep key={step.name} step={step} isNext={step === next} />
        ))}
      </ol>
    </div>
  )
}

function FirstStep({ step, isNext }: { step: Answer['steps'][number]; isNext: boolean }) {
  const words = STEP_WORDS[step.name]
  return (
    <li className={`card first-step ${step.isDone ? 'first-step-done' : ''}`}>
      <span className="first-step-mark" role="img" aria-label={step.isDone ? t`Done` : t`To do`}>
        {step.isDone ? <IconCircleCheckFilled size={22} /> : <IconCircle size={22} />}</span>
      <div className="first-step-text">
        <h2>{words.title}</h2>
        <p className="dim small" style={{ margin: '2px 0 0' }}>{words.about}</p>
        {step.note === null ? null
          : <p className="small first-step-note">{step.note}</p>}
      </div>
      <Button variant={isNext ? 'filled' : 'default'} size="xs" style={{ flex: 'none' }}
        rightSection={<IconArrowRight size={14} />}
        renderRoot={(props) => words.section === null ? <Link {...props} to={words.to} />
          : <Link {...props} to="/settings" search={{ section: words.section }} />}>
        {step.isDone ? t`Look at it` : words.deed}</Button>
    </li>
  )
}

function PutAway({ isPutAway }: { isPutAway: boolean }) {
  const whyNot = useWhyNot(putAwayGetStarted)
  const bring = useDeed(putAwayGetStarted, undefined)
  const change = (wanted: boolean) => bring.mutate({ body: { isPutAway: wanted } }, {
    onSuccess: () => (wanted
      ? toastUndo(t`The list is put away.`, () => change(false))
      : toast(t`The list is back in the menu.`)),
    onError: toastProblem,
  })
  return (
    <Button variant="subtle" disabled={whyNot !== null} title={whyNot ?? undefined}
      loading={bring.isPending} onClick={() => change(!isPutAway)}>
      {isPutAway ? t`Bring it back into the menu` : t`Put the list away`}</Button>
  )
}
