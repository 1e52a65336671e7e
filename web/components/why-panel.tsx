// Why or why not: the verdict, its reasons, who acts next, and what a person could change.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ActionIcon, Button, Modal, Skeleton } from '@mantine/core'
import {
  IconCheck, IconChevronLeft, IconChevronRight, IconClock, IconHelpCircle, IconPlayerPause,
  IconUserQuestion, type Icon,
} from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { z } from 'zod'
import { whyAction, whyCustomer, whyInvoice, whyMessage, type Why } from '#contract/why.ts'
import { useShortcut } from '../keys.ts'
import { useRead } from '../queries.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { fixInOwnWords } from './hold-words.ts'
import { laterDay } from './pause-dialog.tsx'
import { Sentence } from './sentence.tsx'
import { useSession } from './session.tsx'
import { DayText, When } from './times.tsx'
import { WhyChanges } from './why-changes.tsx'
import './why.css'

export type WhyAnswer = z.output<typeof Why>
export interface WhySubject {
  kind: WhyAnswer['subject']['kind']
  id: string
}

/** The question as a button; with `hasKey` it is asked with `w` as well. */
export function WhyButton({ of, hasKey = false, label = t`Why?`, isQuiet = false }: {
  of: WhySubject
  hasKey?: boolean
  label?: string
  /** As a word in a line instead of a button in a row. */
  isQuiet?: boolean
}) {
  const [isOpen, setOpen] = useState(false)
  useShortcut('why', () => setOpen(true), hasKey)
  return (
    <>
      <Button variant={isQuiet ? 'subtle' : 'default'} size={isQuiet ? 'compact-xs' : 'sm'}
        onClick={() => setOpen(true)}
        {...(isQuiet ? {} : { leftSection: <IconHelpCircle size={16} /> })}
        rightSection={hasKey && !isQuiet ? <KeyHint shortcut="why" /> : null}>{label}</Button>
      {isOpen ? <WhyDialog of={of} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

export function WhyDialog({ of, onClose }: { of: WhySubject; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} size="lg" title={TITLES[of.kind]}>
      <WhyPanel of={of} onLeave={onClose} />
    </Modal>
  )
}

const TITLES: Record<WhySubject['kind'], string> = {
  customer: t`Why is this customer contacted, or not?`,
  invoice: t`Why is this invoice asked for, or not?`,
  action: t`Why is this here?`, message: t`Why was this sent?`,
}

export function WhyPanel({ of, onLeave }: { of: WhySubject; onLeave: () => void }) {
  const { today } = useSession()
  const [day, setDay] = useState<string | null>(null)
  const read = useWhy(of, day)
  const hasDays = of.kind === 'customer' || of.kind === 'invoice'
  return (
    <div className="stack" style={{ gap: 14 }}>
      {hasDays ? <DayStepper day={day ?? today} today={today} isBusy={read.isFetching}
        onDay={(next) => setDay(next === today ? null : next)} /> : null}
      {read.error && !read.data
        ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : null}
      {read.isPending ? (
        <div role="status" aria-busy="true" aria-label={t`Loading`}>
          <Skeleton height={64} radius="md" mb={12} /><Skeleton height={120} radius="md" />
        </div>
      ) : null}
      {read.data ? <Answer why={read.data} onLeave={onLeave} /> : null}
    </div>
  )
}

/** One of the four questions is on; hooks are called in one order whatever is asked. */
function useWhy({ kind, id }: WhySubject, day: string | null) {
  const query = day === null ? {} : { on: day }
  const look = (asked: WhySubject['kind']) =>
    ({ isOff: kind !== asked, isLive: true, isKept: true })
  const customer = useRead(whyCustomer, { params: { customerId: id }, query }, look('customer'))
  const invoice = useRead(whyInvoice, { params: { invoiceId: id }, query }, look('invoice'))
  const action = useRead(whyAction, { params: { actionId: id } }, look('action'))
  const message = useRead(whyMessage, { params: { messageId: id } }, look('message'))
  return { customer, invoice, action, message }[kind]
}

function DayStepper({ day, today, isBusy, onDay }: {
  day: string; today: string; isBusy: boolean; onDay: (day: string) => void
}) {
  return (
    <div className="why-days" aria-busy={isBusy}>
      <ActionIcon variant="default" size={30} aria-label={t`The day before`}
        onClick={() => onDay(laterDay(day, -1))}><IconChevronLeft size={16} /></ActionIcon>
      <span className="strong" aria-live="polite">
        {day === today ? t`Today, ` : null}<DayText day={day} /></span>
      <ActionIcon variant="default" size={30} aria-label={t`The day after`}
        onClick={() => onDay(laterDay(day, 1))}><IconChevronRight size={16} /></ActionIcon>
      {day === today ? null : (
        <Button size="compact-sm" variant="subtle" onClick={() =>
          onDay(today)}><Trans>Today</Trans></Button>
      )}
    </div>
  )
}

const LOOKS: Record<WhyAnswer['verdict']['state'], readonly [tone: string, icon: Icon]> = {
  goes: ['good', IconCheck], waits: ['info', IconClock], to_do: ['info', IconUserQuestion],
  held: ['warn', IconPlayerPause], checked: ['warn', IconHelpCircle], ended: ['calm', IconCheck],
  nothing: ['calm', IconCheck],
}

function Answer({ why, onLeave }: { why: WhyAnswer; onLeave: () => void }) {
  const { verdict, reasons, changes, others, decidedBy, tense } = why
  const [tone, Picture] = LOOKS[verdict.state]
  return (
    <>
      <div className={`note tone-${tone}`} data-testid="verdict">
        <Picture size={18} aria-hidden />
        <div className="note-body">
          <div className="strong"><Sentence said={verdict.said} /></div>
          {tense === 'past' ? null : <div className="small"><Trans>Decided
            by: {decidedBy}.</Trans></div>}
        </div>
      </div>
      <Part title={tense === 'past' ? t`What is on record` : t`Because`}>
        <ol className="why-reasons">
          {reasons.map((reason, place) => (
            <li key={place} className={reason.isHold ? 'why-hold' : ''}>
              <Sentence said={reason.said} />
              {reason.since === null || tense === 'past' ? null
                : <span className="dim"> <Trans>Since</Trans> <When at={reason.since} />.</span>}
              {reason.fix === null ? null
                : <div className="dim small">{fixInOwnWords(reason.rule, reason.fix)}</div>}
            </li>
          ))}
        </ol>
      </Part>
      {changes.length === 0 ? verdict.state === 'nothing' && tense !== 'past' ? (
        <Part title={t`What would change it`}>
          <p className="small" style={{ margin: 0 }}><Trans>
            Only a new open invoice: there is nothing to ask for until then.</Trans></p>
        </Part>
      ) : null : (
        <Part title={t`What would change it`}>
          <WhyChanges changes={changes} customerId={why.subject.customerId} onLeave={onLeave} />
        </Part>
      )}
      {others.length === 0 ? null : (
        <Part title={t`Other workflows of this customer`}>
          <p className="dim small" style={{ margin: '0 0 6px' }}>
            <Trans>All share one contact budget: what one sends puts the others off.</Trans></p>
          <ul className="why-reasons">
            {others.map((other) => (
              <li key={other.runId}><span className="strong">{other.workflowName}</span>:{' '}
                <Sentence said={other.said} /></li>
            ))}
          </ul>
        </Part>
      )}
    </>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return <section aria-label={title}><h3 className="why-title">{title}</h3>{children}</section>
}
