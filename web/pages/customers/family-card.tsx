// The tree of companies a customer stands in: what each owes, and what is collected here.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconArrowUpRight, IconHierarchy2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Money } from '../../components/money.tsx'
import type { CustomerAnswer } from './customer-page.tsx'

type Member = CustomerAnswer['family'][number]

export function FamilyCard({ customer }: { customer: CustomerAnswer }) {
  const { family, collectedAt, togetherBalances } = customer
  if (family.length === 0) return null
  return (
    <section className="card" aria-label={t`Group`}>
      <h2 className="card-title"><IconHierarchy2 size={16} aria-hidden /> <Trans>Group</Trans></h2>
      {collectedAt === null ? null : (
        <div className="note tone-info" style={{ marginBottom: 10 }}>
          <IconArrowUpRight size={16} aria-hidden />
          <div className="note-body"><Trans>Collected together with{' '}
            <Link to="/customers/$customerId" params={{ customerId: collectedAt.id }}>
              {collectedAt.name}</Link>: its own customer workflow stands idle.</Trans></div>
        </div>
      )}
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {inOrder(family).map(({ member, level }) => (
          <Row key={member.id} member={member} level={level} isThis={member.id === customer.id} />
        ))}
      </ul>
      {togetherBalances.map(({ currency, openMinor, overdueMinor }) => (
        <p key={currency} className="small" style={{ margin: '10px 0 0' }}>
          <Trans>Collected here: <strong><Money amountMinor={openMinor}
            currency={currency} /></strong>
          {overdueMinor === 0 ? null
            : <><Trans>, <Money amountMinor={overdueMinor}
              currency={currency} /> overdue</Trans></>}</Trans>
        </p>
      ))}
    </section>
  )
}

function Row({ member, level, isThis }: { member: Member; level: number; isThis: boolean }) {
  const owed = member.balances.filter(({ openMinor }) => openMinor !== 0)
  return (
    <li className="row-line small" style={{ paddingInlineStart: level * 14, marginTop: 4 }}>
      <span className="clamp-2">
        {isThis ? <strong>{member.name}</strong>
          : <Link to="/customers/$customerId" params={{ customerId: member.id }}>
            {member.name}</Link>}
        {member.parentId !== null && member.collectAt === 'itself'
          ? <span className="dim"> <Trans>by itself</Trans></span> : null}
      </span>
      <span>{owed.map(({ currency, openMinor }, place) => (
        <span key={currency}>{place === 0 ? null : ' · '}
          <Money amountMinor={openMinor} currency={currency} /></span>
      ))}</span>
    </li>
  )
}

/** Parents before their children, each with how deep it stands. */
function inOrder(family: readonly Member[]): { member: Member; level: number }[] {
  const below = (parentId: string | null, level: number): { member: Member; level: number }[] =>
    family.filter((member) => member.parentId === parentId)
      .flatMap((member) => [{ member, level }, ...below(member.id, level + 1)])
  return below(null, 0)
}
