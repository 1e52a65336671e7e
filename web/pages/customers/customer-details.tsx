// All that is on record of a customer itself, and what imports brought beyond it.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconPencil } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { saveCustomer } from '#contract/customers.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useSession } from '../../components/session.tsx'
import { MomentText } from '../../components/times.tsx'
import { Facts } from '../../ui/facts.tsx'
import { CustomerForm } from './customer-form.tsx'
import type { CustomerAnswer } from './customer-page.tsx'
import { DEBTOR_CHOICES } from './manners-fields.tsx'

export function CustomerDetails({ customer }: { customer: CustomerAnswer }) {
  const { nameOf, zone, me } = useSession()
  const [isEditing, setEditing] = useState(false)
  const parent = customer.family.find(({ id }) => id === customer.parentId)
  const custom = Object.entries(customer.customFields)
  const usual = (value: string | null, of: string): ReactNode => value
    ?? <>{of} <span className="dim"><Trans>(as the organization)</Trans></span></>
  return (
    <>
      <section className="card" aria-label={t`Details`}>
        <Facts facts={[
          [t`Name`, wrapped(customer.name)],
          [t`Customer number`, wrapped(customer.reference)],
          [t`Postal address`, wrapped([customer.street,
            `${customer.postcode} ${customer.city}`.trim(), customer.country ?? '']
            .filter((line) => line !== '').join('\n') || t`None yet`)],
          [t`Language`, usual(customer.locale, me.organization.locale)],
          [t`Time zone`, usual(customer.zone, zone)],
          [t`Kind`, DEBTOR_CHOICES.find(({ value }) => value === customer.debtorKind)?.label],
          [t`Owner`, nameOf(customer.ownerId) ?? t`Everyone`],
          [t`Belongs to`, parent === undefined ? t`No parent company`
            : <Link to="/customers/$customerId" params={{ customerId: parent.id }}>
              {parent.name}</Link>],
          ...customer.changedBy === null || customer.changedAt === null ? [] : [
            [t`Last changed`, <><MomentText key="at" at={customer.changedAt} />
              {` · ${customer.changedBy.name}`}</>] as const],
        ]} />
        <div style={{ marginTop: 14 }}>
          <DeedButton endpoint={saveCustomer} size="compact-sm" variant="default"
            leftSection={<IconPencil size={14} />} onClick={() => setEditing(true)}>
            <Trans>Change details</Trans></DeedButton>
        </div>
      </section>
      <section className="card" aria-label={t`From your ledger`}>
        <h2 className="card-title"><Trans>From your ledger</Trans></h2>
        {custom.length === 0 ? <p className="dim small" style={{ margin: 0 }}>
          <Trans>Columns of an import that Duebox does not know are kept and shown here.</Trans>
        </p> : <Facts facts={custom.map(([name, value]) => [name, wrapped(value)])} />}
      </section>
      <CustomerForm isOpen={isEditing} onClose={() => setEditing(false)} customer={customer}
        onSaved={() => setEditing(false)} />
    </>
  )
}

const wrapped = (text: string) =>
  <span style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>{text}</span>
