// What to know before dialling: numbers, the time there, open invoices, what was said, the script.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor } from '@mantine/core'
import { IconPhoneOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import type { CallSheet as Sheet } from '#contract/calls.ts'
import { Money } from '../../components/money.tsx'
import { useSession } from '../../components/session.tsx'
import { ChannelIcon } from '../../components/statuses.tsx'
import { When } from '../../components/times.tsx'
import { outcomeWord } from './call-outcomes.ts'

export function CallSheet({ sheet }: { sheet: z.output<typeof Sheet> }) {
  return (
    <div className="stack" style={{ gap: 14 }}>
      {sheet.blocked === null ? null : <Blocked problem={sheet.blocked} />}
      <Phones sheet={sheet} />
      {sheet.script === null ? null : (
        <section className="event-card" aria-label={t`Script`}><div
          className="dim tiny"><Trans>Script</Trans></div>
          <div className="prose">{sheet.script}</div></section>
      )}
      {sheet.scriptProblem === null ? null
        : <div className="note tone-warn"><div className="note-body">
          {sheet.scriptProblem}</div></div>}
      <Invoices invoices={sheet.invoices} />
      {sheet.calls.length + sheet.messages.length === 0 ? null : <Said sheet={sheet} />}
    </div>
  )
}

export function Blocked({ problem }: {
  problem: NonNullable<z.output<typeof Sheet>['blocked']>
}) {
  return (
    <div className="note tone-warn" role="alert">
      <IconPhoneOff size={18} aria-hidden />
      <div className="note-body">
        <div className="strong">{problem.text}</div>
        <div className="small">{problem.fix}</div>
        {problem.opensAt === null ? null : (
          <div className="small"><Trans>The hours begin <When at={problem.opensAt} />.</Trans></div>
        )}
      </div>
    </div>
  )
}

function Phones({ sheet }: { sheet: z.output<typeof Sheet> }) {
  const { me } = useSession()
  const timeIn = (zone: string) => new Intl.DateTimeFormat(me.organization.locale, {
    timeZone: zone, hour: '2-digit', minute: '2-digit', weekday: 'short',
  }).format(Date.parse(me.organization.isSandbox ? me.organization.now : new Date().toISOString()))
  const time = timeIn(sheet.zone)
  return (
    <section aria-label={t`Numbers`}>
      <p className="dim small" style={{ margin: '0 0 4px' }}>
        {sheet.isZoneKnown ? t`It is ${time} there.`
          : t`It is ${time} there if they are where you are.`}</p>
      {sheet.people.length === 0 ? <p className="dim small"><Trans>No phone number is
        known.</Trans></p> : null}
      <ul className="rows small">
        {sheet.people.map((person) => (
          <li key={person.contactId} style={{ padding: '4px 0' }}>
            <span className="strong">{person.name || t`Without a name`}</span>
            {person.positions.length === 0 ? null
              : <span className="dim"> · {person.positions.join(', ')}</span>}
            {person.zone === null ? null
              : <span className="dim"> · <Trans>{timeIn(person.zone)} there</Trans></span>}
            {person.phones.map(({ number, warning, blocked }) => (
              <div key={number}>
                {blocked === null
                  ? <Anchor href={`tel:${number}`} className="num">{number}</Anchor>
                  : <span className="num dim" title={blocked.text}>{number}{' '}
                    <IconPhoneOff size={13} role="img" aria-label={t`Not now`}
                      style={{ verticalAlign: '-2px' }} /></span>}
                {warning === null ? null : <span className="dim tiny"> {warning}</span>}</div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Invoices({ invoices }: { invoices: z.output<typeof Sheet>['invoices'] }) {
  if (invoices.length === 0) return <p className="dim small"><Trans>Nothing is open.</Trans></p>
  return (
    <ul className="rows small" aria-label={t`Open invoices`}>
      {invoices.map((invoice) => (
        <li key={invoice.id} className="row-line" style={{ padding: '4px 0' }}>
          <span className="clamp-1"><Link to="/invoices/$invoiceId"
            params={{ invoiceId: invoice.id }}>{invoice.number}</Link>
          <span className="dim"> {invoice.daysOverdue === 0 ? t`not overdue`
            : t`${invoice.daysOverdue} days overdue`}</span></span>
          <Money amountMinor={invoice.collectibleMinor} currency={invoice.currency} />
        </li>
      ))}
    </ul>
  )
}

function Said({ sheet }: { sheet: z.output<typeof Sheet> }) {
  return (
    <section aria-label={t`What was said`}>
      <div className="dim tiny"><Trans>Before</Trans></div>
      <ul className="rows small">
        {sheet.calls.map((one) => (
          <li key={one.id} style={{ padding: '4px 0' }}>
            <ChannelIcon channel="call" size={14} /> {outcomeWord(one.outcome)} · {one.byName}{' '}
            <span className="dim tiny"><When at={one.at} />
              {one.minutes === null ? '' : ` · ${t`${one.minutes} min`}`}</span>
            {one.note === '' ? null : <div className="dim clamp-2">{one.note}</div>}
          </li>
        ))}
        {sheet.messages.map((one) => (
          <li key={one.id} style={{ padding: '4px 0' }}>
            <ChannelIcon channel={one.channel} size={14} />{' '}
            {one.direction === 'in' ? t`They wrote` : t`We wrote`}{' '}
            <span className="dim tiny"><When at={one.at} /></span>
            <div className="dim clamp-2">{one.subject === '' ? one.preview : one.subject}</div>
          </li>
        ))}
      </ul>
    </section>
  )
}
