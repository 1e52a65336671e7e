// The people at a customer: whom to write to, and which addresses must not be used.
import { Anchor } from '@mantine/core'
import { IconMail, IconPencil, IconPhone, IconPlus, IconStar, IconUserPlus } from
  '@tabler/icons-react'
import { useState } from 'react'
import { createContact, saveContact } from '#contract/customers.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { StatusBadge } from '../../components/statuses.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ContactForm } from './contact-form.tsx'
import type { CustomerAnswer } from './customer-page.tsx'

type ContactAnswer = CustomerAnswer['contacts'][number]

export function Contacts({ customer }: { customer: CustomerAnswer }) {
  const [editing, setEditing] = useState<ContactAnswer | 'new' | null>(null)
  const add = (
    <DeedButton endpoint={createContact} variant={customer.contacts.length === 0 ? 'filled'
      : 'default'} leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
      Add contact</DeedButton>
  )
  return (
    <>
      {customer.contacts.length === 0 ? (
        <EmptyState icon={<IconUserPlus size={22} />} title="Nobody to write to" action={add}>
          Without an e-mail address or a phone, this customer’s invoices cannot be chased.
        </EmptyState>
      ) : (
        <>
          <div style={{ display: 'grid', gap: 12,
            gridTemplateColumns: 'repeat(auto-fill, minmax(min(280px, 100%), 1fr))' }}>
            {customer.contacts.map((contact) => (
              <ContactCard key={contact.id} contact={contact} onEdit={() => setEditing(contact)} />
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

function ContactCard({ contact, onEdit }: { contact: ContactAnswer; onEdit: () => void }) {
  const why = new Map(contact.suppressed.map(({ address, state, reason }) =>
    [address.toLowerCase(), `${state === 'bounced' ? 'Bounced' : 'Opted out'}${
      reason === '' ? '' : `: ${reason}`}`]))
  return (
    <section className="card">
      <div className="row-line" style={{ marginBottom: 6 }}>
        <span className="clamp-2 strong">{contact.name || 'No name'}</span>
        {contact.isMain ? <StatusBadge tone="info" icon={IconStar}>Main</StatusBadge> : null}
      </div>
      {contact.positions.length === 0 ? null
        : <div className="dim small">{contact.positions.join(', ')}</div>}
      {[...contact.emails, ...contact.phones].map((address) => (
        <Address key={address} address={address} whyNot={why.get(address.toLowerCase())} />
      ))}
      <DeedButton endpoint={saveContact} mt={10} size="compact-sm" variant="default"
        leftSection={<IconPencil size={14} />} onClick={onEdit}
        aria-label={`Change ${contact.name || 'this contact'}`}>Change</DeedButton>
    </section>
  )
}

function Address({ address, whyNot }: { address: string; whyNot: string | undefined }) {
  const isMail = address.includes('@')
  const Picture = isMail ? IconMail : IconPhone
  return (
    <div className="small" style={{ marginTop: 4, overflowWrap: 'anywhere' }}>
      <Picture size={14} aria-hidden style={{ verticalAlign: '-2px', marginRight: 6 }} />
      {whyNot === undefined && !isMail
        ? <Anchor href={`tel:${address}`} className="num" inherit>{address}</Anchor>
        : <span style={whyNot === undefined ? {}
          : { textDecoration: 'line-through' }}>{address}</span>}
      {whyNot === undefined ? null : <div style={{ color: 'var(--bad)' }}>{whyNot}</div>}
    </div>
  )
}
