// The people at a customer: whom to write to, and which addresses must not be used.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Group } from '@mantine/core'
import { IconEraser, IconMail, IconPencil, IconPlus, IconStar, IconUserPlus } from
  '@tabler/icons-react'
import { useState } from 'react'
import { listPhones } from '#contract/consents.ts'
import { createContact, saveContact } from '#contract/customers.ts'
import { erasePerson } from '#contract/erasure.ts'
import { getContactRoom } from '#contract/why.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { StatusBadge } from '../../components/statuses.tsx'
import { ContactRoom } from './contact-room.tsx'
import { useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import type { PhoneAnswer } from './consent-dialog.tsx'
import { ContactForm } from './contact-form.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import type { CustomerAnswer } from './customer-page.tsx'
import { PhoneLine } from './phone-line.tsx'

type ContactAnswer = CustomerAnswer['contacts'][number]

export function Contacts({ customer }: { customer: CustomerAnswer }) {
  const [editing, setEditing] = useState<ContactAnswer | 'new' | null>(null)
  const phones = useRead(listPhones, { query: { customerId: customer.id } }, { isLive: true })
  const rooms = useRead(getContactRoom, { params: { customerId: customer.id } })
  const add = (
    <DeedButton endpoint={createContact} variant={customer.contacts.length === 0 ? 'filled'
      : 'default'} leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
      <Trans>Add contact</Trans></DeedButton>
  )
  return (
    <>
      {customer.contacts.length === 0 ? (
        <EmptyState icon={<IconUserPlus size={22} />} title={t`Nobody to write to`} action={add}>
          <Trans>Without an e-mail address or a phone, this customer’s invoices cannot be
            chased.</Trans>
        </EmptyState>
      ) : (
        <>
          <div style={{ display: 'grid', gap: 12,
            gridTemplateColumns: 'repeat(auto-fill, minmax(min(280px, 100%), 1fr))' }}>
            {customer.contacts.map((contact) => (
              <ContactCard key={contact.id} customerId={customer.id} contact={contact}
                room={rooms.data?.items.find((one) => one.contactId === contact.id)}
                phones={phones.data?.items ?? []} onEdit={() => setEditing(contact)} />
            ))}
          </div>
          <div>{add}</div>
        </>
      )}
      {editing === null ? null : (
        <ContactForm customerId={customer.id} onClose={() => setEditing(null)}
          contact={editing === 'new' ? null : editing} />
      )}
    </>
  )
}

function ContactCard({ customerId, contact, phones, onEdit, room }: {
  customerId: string; contact: ContactAnswer; phones: readonly PhoneAnswer[]; onEdit: () => void
  room: Parameters<typeof ContactRoom>[0]['room']
}) {
  const [isErasing, setIsErasing] = useState(false)
  const why = new Map(contact.suppressed.map(({ address, state, reason }) =>
    [address.toLowerCase(), `${state === 'bounced' ? t`Bounced` : t`Opted out`}${
      reason === '' ? '' : `: ${reason}`}`]))
  return (
    <section className="card">
      <div className="row-line" style={{ marginBottom: 6 }}>
        <span className="clamp-2 strong">{contact.name || t`No name`}</span>
        {contact.isMain ? <StatusBadge tone="info" icon={IconStar}><Trans>Main</Trans></StatusBadge>
          : null}
      </div>
      {contact.positions.length === 0 ? null
        : <div className="dim small">{contact.positions.join(', ')}</div>}
      {contact.emails.map((address) => (
        <Address key={address} address={address} whyNot={why.get(address.toLowerCase())} />
      ))}
      {contact.phones.map((number) => (
        <PhoneLine key={number} customerId={customerId} number={number}
          phone={phones.find((one) => one.number === number)} whyNot={why.get(number)} />
      ))}
      <ContactRoom room={room} />
      <Group gap={6} mt={10}>
        <DeedButton endpoint={saveContact} size="compact-sm" variant="default"
          leftSection={<IconPencil size={14} />} onClick={onEdit}
          aria-label={t`Change ${contact.name
            || t`this contact`}`}><Trans>Change</Trans></DeedButton>
        <DeedButton endpoint={erasePerson} size="compact-sm" variant="subtle" color="red"
          leftSection={<IconEraser size={14} />} onClick={() => setIsErasing(true)}
          aria-label={t`Erase ${contact.name
            || t`this contact`}`}><Trans>Erase…</Trans></DeedButton>
      </Group>
      {isErasing ? <EraseDialog contactId={contact.id} onClose={() => setIsErasing(false)} />
        : null}
    </section>
  )
}

function Address({ address, whyNot }: { address: string; whyNot: string | undefined }) {
  return (
    <div className="small" style={{ marginTop: 4, overflowWrap: 'anywhere' }}>
      <IconMail size={14} aria-hidden style={{ verticalAlign: '-2px', marginInlineEnd: 6 }} />
      <span style={whyNot === undefined ? {} : { textDecoration: 'line-through' }}>{address}</span>
      {whyNot === undefined ? null : <div style={{ color: 'var(--bad)' }}>{whyNot}</div>}
    </div>
  )
}
