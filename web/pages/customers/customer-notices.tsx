// What must be known before anything is done with a customer: unreachable, opted out, paid up.
import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import {
  IconAddressBookOff, IconBan, IconCircleCheck, IconClockPause, IconPlus, IconRefresh,
} from '@tabler/icons-react'
import { useState } from 'react'
import { listReplyActions } from '#contract/actions.ts'
import { createContact } from '#contract/customers.ts'
import { totalInvoices } from '#contract/invoices.ts'
import { formatPhone } from '#domain/sms/format-phone.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useSession } from '../../components/session.tsx'
import { MomentText, When } from '../../components/times.tsx'
import { useRead } from '../../queries.ts'
import { ContactForm } from './contact-form.tsx'
import type { CustomerAnswer } from './customer-page.tsx'
import './customer-figures.css'

export function CustomerNotices({ customer }: { customer: CustomerAnswer }) {
  const isOpen = customer.balances.some(({ openMinor }) => openMinor !== 0)
  const canBeReached = customer.contacts.some(({ emails, phones }) =>
    emails.length + phones.length > 0)
  return (
    <>
      <OptedOut customer={customer} />
      <ChangedNow key={customer.id} customer={customer} />
      {isOpen && !canBeReached ? <Unreachable customer={customer} /> : null}
      {isOpen ? null : <PaidUp customer={customer} />}
    </>
  )
}

function Unreachable({ customer }: { customer: CustomerAnswer }) {
  const [isAdding, setAdding] = useState(false)
  const total = useRead(totalInvoices, { query: { customerId: customer.id, status: 'open' } })
  const count = total.data?.count
  const hasAddress = customer.city !== ''
  return (
    <div className="note tone-warn" role="group" aria-label={t`No contact details`}>
      <IconAddressBookOff size={16} aria-hidden />
      <div className="note-body">
        <strong><Trans>No e-mail address and no phone</Trans></strong>{' '}
        {hasAddress ? t`Only letters can go out.`
          : count === undefined ? t`Its invoices cannot be chased.`
          : plural(count, { one: '# invoice cannot be chased.',
            other: '# invoices cannot be chased.' })}
        <div style={{ marginTop: 8 }}>
          <DeedButton endpoint={createContact} size="compact-sm" leftSection={<IconPlus
            size={14} />} onClick={() => setAdding(true)}><Trans>Add contact</Trans></DeedButton>
        </div>
      </div>
      {isAdding ? <ContactForm customerId={customer.id} contact={null}
        onClose={() => setAdding(false)} /> : null}
    </div>
  )
}

const OUT = { opted_out: true, complained: true } as const

function OptedOut({ customer }: { customer: CustomerAnswer }) {
  const out = customer.contacts.flatMap(({ suppressed }) => suppressed)
    .filter(({ state }) => state in OUT)
  const each = [...new Map(out.map((one) => [one.channel + one.address, one])).values()]
  if (each.length === 0) return null
  return (
    <ul className="note tone-bad" aria-label={t`Opted out`}
      style={{ display: 'block', listStyle: 'none', margin: 0 }}>
      {each.map((one) => (
        <li key={one.channel + one.address} style={{ display: 'flex', gap: 8 }}>
          <IconBan size={16} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
          <span className="note-body" style={{ overflowWrap: 'anywhere' }}>
            <strong>{one.channel === 'email' ? t`Opted out of e-mail`
              : t`Opted out of SMS`}</strong>
            {': '}{one.channel === 'email' ? one.address : formatPhone(one.address)}{' · '}
            <When at={one.since} />{one.reason === '' ? null : ` · ${one.reason}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** An answer that waits is told with it: paid up does not mean that nobody asked anything. */
function PaidUp({ customer }: { customer: CustomerAnswer }) {
  const replies = useRead(listReplyActions, { query: { customerId: customer.id } })
  const waiting = replies.data?.items.length ?? 0
  return (
    <div className="note tone-good" role="group" aria-label={t`Paid up`}>
      <IconCircleCheck size={16} aria-hidden />
      <div className="note-body">
        <strong><Trans>Nothing is open.</Trans></strong>{' '}
        {waiting === 0 ? null : plural(waiting, { one: '# answer still waits.',
          other: '# answers still wait.' })}
      </div>
    </div>
  )
}

/** A colleague has changed what is on screen; what is shown is theirs already. */
function ChangedNow({ customer }: { customer: CustomerAnswer }) {
  const { me } = useSession()
  const [seen, setSeen] = useState(customer.version)
  const { version, changedBy, changedAt } = customer
  if (version === seen || changedBy === null || changedBy.id === me.userId) return null
  return (
    <div role="status" style={{ display: 'flex', justifyContent: 'center' }}>
      <Button size="compact-sm" radius="xl" variant="light" onClick={() => setSeen(version)}
        leftSection={<IconRefresh size={14} />} aria-label={t`Updated by ${changedBy.name}; hide`}>
        <Trans>Updated by {changedBy.name}</Trans>{changedAt === null ? null
          : <>{' · '}<When at={changedAt} /></>}</Button>
    </div>
  )
}

/** The last that was read stays, with its age, while the server cannot be asked. */
export function AsOf({ at, onRetry }: { at: number; onRetry: () => void }) {
  return (
    <div className="note tone-warn" role="status">
      <IconClockPause size={16} aria-hidden />
      <div className="note-body"><Trans>Numbers as
        of <MomentText at={new Date(at).toISOString()} />: they could not be read anew.</Trans>{' '}
        <Button size="compact-xs" variant="default" onClick={onRetry}><Trans>Try
          again</Trans></Button></div>
    </div>
  )
}
