// What comes next for a customer or an invoice, when, and why or why not.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import type { PlannedContact } from '#contract/customers.ts'
import { HoldNote } from './hold-note.tsx'
import { ChannelIcon, ModeBadge, stepTitle } from './statuses.tsx'
import { DayText } from './times.tsx'
import { WhyButton, type WhySubject } from './why-panel.tsx'

type Planned = z.output<typeof PlannedContact>

export function PlannedNext({ planned, customerId, of }: {
  planned: readonly Planned[]; customerId: string
  /** What the Why is asked of. */
  of: WhySubject
}) {
  if (planned.length === 0) {
    return <p className="dim small" style={{ margin: 0 }}>
      <Trans>No workflow is running here, so nothing is planned.</Trans></p>
  }
  return (
    <div className="stack" style={{ gap: 14 }}>
      {planned.map((contact) => (
        <PlannedStep key={contact.runId} contact={contact} customerId={customerId} of={of} />
      ))}
    </div>
  )
}

function PlannedStep({ contact, customerId, of }: {
  contact: Planned; customerId: string; of: WhySubject
}) {
  const hold = contact.holds[0]
  return (
    <section>
      <div className="row-line" style={{ alignItems: 'center', flexWrap: 'wrap' }}>
        <span className="clamp-2">
          {contact.channel === null ? null : <ChannelIcon channel={contact.channel} />}{' '}
          <span className="strong">{headlineOf(contact)}</span>{' '}
          {contact.dueOn === null || contact.state === 'finished' ? null
            : <><Trans>on <DayText day={contact.dueOn} /></Trans></>}
        </span>
        {contact.mode === null ? null : <ModeBadge mode={contact.mode} />}
      </div>
      <div className="row-sub">
        <Link to="/workflows/$workflowId" params={{ workflowId: contact.workflowId }}
          style={{ color: 'inherit' }}>{contact.workflowName}</Link>
        {contact.invoiceNumber === null ? null
          : <> <Trans>· follows {contact.invoiceNumber}</Trans></>}
        {' · '}
        <WhyButton of={of} isQuiet label={hold === undefined ? t`Why?` : t`Why not now?`} />
      </div>
      {hold === undefined ? null
        : <div style={{ marginTop: 8 }}><HoldNote hold={hold} customerId={customerId} /></div>}
    </section>
  )
}

function headlineOf(contact: Planned): string {
  if (contact.state === 'finished') return t`All steps are done`
  if (contact.stepName === null) return t`Nothing due`
  return stepTitle({ channel: contact.channel, name: contact.stepName })
}
