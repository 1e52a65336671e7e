// What a person could do about a decision: done here where one press does it, else a way there.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import { useState } from 'react'
import { ignoreReply, skipAction } from '#contract/actions.ts'
import { assignWorkflow } from '#contract/assignment.ts'
import { endPause, startPause } from '#contract/customers.ts'
import { cancelPromise } from '#contract/invoices.ts'
import { useDeed } from '../queries.ts'
import { DeedError } from '../ui/error-state.tsx'
import { toast, toastUndo } from '../ui/toast.tsx'
import { AssignDialog } from './assign-dialog.tsx'
import { DeedButton } from './deed-button.tsx'
import { resumed, unpaused } from './pause-undo.ts'
import { Sentence } from './sentence.tsx'
import type { WhyAnswer } from './why-panel.tsx'

type Change = WhyAnswer['changes'][number]

export function WhyChanges({ changes, customerId, onLeave }: {
  changes: readonly Change[]; customerId: string | null; onLeave: () => void
}) {
  return (
    <div>
      {changes.map((change, place) => (
        <div className="why-change" key={place}>
          <div className="why-change-text">
            <span className="strong"><Sentence said={change.said} /></span>
            <div className="small">
              <IconArrowRight size={13} aria-label={t`Then:`} role="img"
                style={{ verticalAlign: '-2px', marginInlineEnd: 4 }} />
              <Sentence said={change.then.said} />
            </div>
          </div>
          <Deed change={change} customerId={customerId} onLeave={onLeave} />
        </div>
      ))}
    </div>
  )
}

interface DeedProps { change: Change; customerId: string | null; onLeave: () => void }

function Deed({ change, customerId, onLeave }: DeedProps) {
  const { deed, subjectId } = change
  if (subjectId !== null) {
    switch (deed) {
      case 'ignore_reply': return <Ignore id={subjectId} />
      case 'end_pause': return <EndPause id={subjectId} />
      case 'cancel_promise': return <CancelPromise id={subjectId} />
      case 'skip_step': return <Skip id={subjectId} />
      case 'pause_customer': return customerId === null ? null
        : <Pause customerId={customerId} untilOn={subjectId} />
      case 'assign_workflow': return customerId === null ? null
        : <Assign customerId={customerId} workflowId={subjectId} />
    }
  }
  const target = targetOf(change, customerId)
  return target === null ? null : (
    <Button variant="default" size="compact-sm" renderRoot={(props) =>
      <Link {...props} {...target} />} onClick={onLeave}>{target.word}</Button>
  )
}

function Ignore({ id }: { id: string }) {
  const deed = useDeed(ignoreReply, () => toast(t`Ignored.`))
  return (
    <span>
      <DeedButton endpoint={ignoreReply} size="compact-sm" variant="default"
        loading={deed.isPending} onClick={() => deed.mutate({
          params: { replyActionId: id }, body: { reason: '' } })}><Trans>Ignore</Trans></DeedButton>
      <DeedError error={deed.error} />
    </span>
  )
}

function EndPause({ id }: { id: string }) {
  const deed = useDeed(endPause, () =>
    toastUndo(t`The pause is over; nothing leaves before the next regular send time.`,
      () => void resumed(id)))
  return (
    <span>
      <DeedButton endpoint={endPause} size="compact-sm" variant="default"
        loading={deed.isPending} onClick={() => deed.mutate({ params: { pauseId: id } })}>
        <Trans>End the pause</Trans></DeedButton>
      <DeedError error={deed.error} />
    </span>
  )
}

function CancelPromise({ id }: { id: string }) {
  const deed = useDeed(cancelPromise, () => toast(t`The promise is cancelled.`))
  return (
    <span>
      <DeedButton endpoint={cancelPromise} size="compact-sm" variant="default"
        loading={deed.isPending} onClick={() => deed.mutate({ params: { promiseId: id } })}>
        <Trans>Cancel it</Trans></DeedButton>
      <DeedError error={deed.error} />
    </span>
  )
}

function Skip({ id }: { id: string }) {
  const deed = useDeed(skipAction, () => toast(t`Skipped.`))
  return (
    <span>
      <DeedButton endpoint={skipAction} size="compact-sm" variant="default"
        loading={deed.isPending} onClick={() => deed.mutate({
          params: { actionId: id }, body: { reason: '' } })}><Trans>Skip</Trans></DeedButton>
      <DeedError error={deed.error} />
    </span>
  )
}

function Pause({ customerId, untilOn }: { customerId: string; untilOn: string }) {
  const deed = useDeed(startPause, (pause) =>
    toastUndo(t`Paused.`, () => void unpaused(pause.id)))
  return (
    <span>
      <DeedButton endpoint={startPause} size="compact-sm" variant="default"
        loading={deed.isPending} onClick={() => deed.mutate({
          body: { scope: 'customer', subjectId: customerId,
            untilOn } })}><Trans>Pause</Trans></DeedButton>
      <DeedError error={deed.error} />
    </span>
  )
}

function Assign({ customerId, workflowId }: { customerId: string; workflowId: string }) {
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <DeedButton endpoint={assignWorkflow} size="compact-sm" variant="default"
        onClick={() => setAsking(true)}><Trans>Choose…</Trans></DeedButton>
      {isAsking ? <AssignDialog level="customer" ids={[customerId]} running={null}
        wanted={workflowId} title={t`Workflow of this customer`}
        onClose={() => setAsking(false)} /> : null}
    </>
  )
}

type Target = Pick<LinkProps, 'to' | 'search' | 'params'> & { word: string }

const SAFETY: Target = { to: '/settings', search: { section: 'safety' }, word: t`Open Safety` }
const FIXED: Partial<Record<Change['deed'], Target>> = {
  turn_on_automation: SAFETY, raise_limit: SAFETY,
  update_ledger: { to: '/import', word: t`Import` },
  set_sender: { to: '/settings', search: { section: 'email' }, word: t`Open E-mail` },
  add_sender_number: { to: '/settings', search: { section: 'sms' }, word: t`Open SMS` },
  complete_template: { to: '/templates', word: t`Open Templates` },
  apply_rules: { to: '/assignment-rules', word: t`Open Assignment` },
  settle_unclear: { to: '/todo', search: { tab: 'check' }, word: t`Decide` },
}
const TABS: Partial<Record<Change['deed'], readonly ['contacts' | 'invoices' | 'timeline', string]>>
  = {
    settle_dispute: ['invoices', t`Open invoices`], apply_cash: ['invoices', t`Open invoices`],
    add_contact: ['contacts', t`Open contacts`], record_consent: ['contacts', t`Open contacts`],
    lift_stop: ['timeline', t`Open customer`],
  }

/** Where it is done; the words on the button say where it leads. */
function targetOf({ deed, subjectId }: Change, customerId: string | null): Target | null {
  const fixed = FIXED[deed]
  if (fixed !== undefined) return fixed
  if ((deed === 'publish_workflow' || deed === 'lower_threshold'
    || deed === 'make_default') && subjectId !== null) {
    return {
      to: '/workflows/$workflowId', params: { workflowId: subjectId }, word: t`Open workflow`,
    }
  }
  if (deed === 'pay_invoice' && subjectId !== null) {
    return { to: '/invoices/$invoiceId', params: { invoiceId: subjectId }, word: t`Open invoice` }
  }
  if (deed === 'do_step' && subjectId !== null) {
    return { to: '/todo', search: { tab: 'due', item: subjectId }, word: t`Open To Do` }
  }
  if (customerId === null) return null
  const at = { to: '/customers/$customerId', params: { customerId } } as const
  if (deed === 'answer_reply' && subjectId !== null) {
    return { ...at, search: { compose: subjectId }, word: t`Answer` }
  }
  if (deed === 'write_by_hand') return { ...at, search: { compose: 'new' }, word: t`Write` }
  const tab = TABS[deed]
  return tab === undefined ? null : { ...at, search: { tab: tab[0] }, word: tab[1] }
}
