// What comes next for a customer or an invoice, when, and why or why not.
import { Collapse, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import type { PlannedContact } from '#contract/customers.ts'
import { HoldNote } from './hold-note.tsx'
import { ChannelIcon, ModeBadge, stepTitle } from './statuses.tsx'
import { DayText } from './times.tsx'

type Planned = z.output<typeof PlannedContact>

export function PlannedNext({ planned, customerId }: {
  planned: readonly Planned[]; customerId: string
}) {
  if (planned.length === 0) {
    return <p className="dim small" style={{ margin: 0 }}>
      No workflow is running here, so nothing is planned.</p>
  }
  return (
    <div className="stack" style={{ gap: 14 }}>
      {planned.map((contact) => (
        <PlannedStep key={contact.runId} contact={contact} customerId={customerId} />
      ))}
    </div>
  )
}

function PlannedStep({ contact, customerId }: { contact: Planned; customerId: string }) {
  const [isOpen, setOpen] = useState(false)
  const hold = contact.holds[0]
  return (
    <section>
      <div className="row-line" style={{ alignItems: 'center', flexWrap: 'wrap' }}>
        <span className="clamp-2">
          {contact.channel === null ? null : <ChannelIcon channel={contact.channel} />}{' '}
          <span className="strong">{headlineOf(contact)}</span>{' '}
          {contact.dueOn === null || contact.state === 'finished' ? null
            : <>on <DayText day={contact.dueOn} /></>}
        </span>
        {contact.mode === null ? null : <ModeBadge mode={contact.mode} />}
      </div>
      <div className="row-sub">
        <Link to="/workflows/$workflowId" params={{ workflowId: contact.workflowId }}
          style={{ color: 'inherit' }}>{contact.workflowName}</Link>
        {contact.invoiceNumber === null ? null : <> · follows {contact.invoiceNumber}</>}
        {' · '}
        <UnstyledButton className="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}
          style={{ color: 'var(--mantine-color-anchor)', fontWeight: 550 }}>
          {hold === undefined ? 'Why?' : 'Why not now?'}
          <IconChevronDown size={13} aria-hidden style={{
            verticalAlign: '-2px', transform: isOpen ? 'rotate(180deg)' : 'none',
          }} />
        </UnstyledButton>
      </div>
      {hold === undefined ? null
        : <div style={{ marginTop: 8 }}><HoldNote hold={hold} customerId={customerId} /></div>}
      <Collapse expanded={isOpen}>
        <div className="small" style={{ paddingTop: 8 }}>
          <p style={{ margin: '0 0 6px' }}>{contact.why}</p>
          {contact.holds.slice(1).map((other) => (
            <p key={other.code} className="dim" style={{ margin: '0 0 4px' }}>
              Also: {other.text} {other.fix}</p>
          ))}
        </div>
      </Collapse>
    </section>
  )
}

function headlineOf(contact: Planned): string {
  if (contact.state === 'finished') return 'All steps are done'
  if (contact.stepName === null) return 'Nothing due'
  return stepTitle({ channel: contact.channel, name: contact.stepName })
}
