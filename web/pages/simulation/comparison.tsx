// Two simulations side by side: totals with the difference, each day, and whom it concerns.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import { compareSimulations } from '#contract/simulation.ts'
import { DayText } from '../../components/times.tsx'
import { counted, countText, dayText } from '../../format.ts'
import { useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageSkeleton } from '../../ui/list-skeleton.tsx'
import { costText, hoursText, sumOf, type Totals } from './wish.ts'

type Compared = z.output<typeof compareSimulations.answer>

export function Comparison({ id, otherId }: { id: string; otherId: string }) {
  const read = useRead(compareSimulations, { params: { simulationId: id, otherId } })
  if (read.error) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  return (
    <>
      <TotalsTable compared={read.data} />
      <DayBars compared={read.data} />
      <Customers compared={read.data} />
    </>
  )
}

const ROWS: readonly (readonly [name: string, value: (totals: Totals) => number,
  show: (totals: Totals) => string])[] = [
  [t`Contacts`, (of) => of.contacts, (of) => countText(of.contacts)],
  [t`By itself`, (of) => sumOf(of.automatic), (of) => countText(sumOf(of.automatic))],
  [t`By hand`, (of) => sumOf(of.manual), (of) => countText(sumOf(of.manual))],
  [t`Decisions`, (of) => of.decide, (of) => countText(of.decide)],
  [t`Work`, (of) => of.minutes, (of) => hoursText(of.minutes)],
  [t`Days held`, (of) => sumOf(of.heldDays), (of) => countText(sumOf(of.heldDays))],
  [t`Paid invoices`, (of) => of.paidInvoices, (of) => countText(of.paidInvoices)],
  [t`SMS segments`, (of) => of.smsSegments, (of) => countText(of.smsSegments)],
  [t`SMS cost`, (of) => sumOf(of.smsMicros), (of) => costText(of.smsMicros)],
]

function TotalsTable({ compared: { one, other, onlyOne, onlyOther } }: { compared: Compared }) {
  const customers = other.contactedCustomers - one.contactedCustomers
  return (
    <section className="card" aria-label={t`In all`}>
      <div className="table-wrap" tabIndex={0} role="group" aria-label={t`Table; scrolls`}>
        <table className="ledger sim-table">
          <thead><tr><th scope="col"><span className="dim tiny"><Trans>In all</Trans></span></th>
            <th scope="col" className="right"><span className="clamp-3">{one.title}</span></th>
            <th scope="col" className="right"><span className="clamp-3">{other.title}</span></th>
            <th scope="col" className="right"><Trans>Difference</Trans></th></tr></thead>
          <tbody>
            <tr><th scope="row"><Trans>Customers reached</Trans></th>
              <td className="right num">{countText(one.contactedCustomers)}</td>
              <td className="right num">{countText(other.contactedCustomers)}</td>
              <td className="right num">{signed(customers)}</td></tr>
            {ROWS.map(([name, value, show]) => (
              <tr key={name}><th scope="row">{name}</th>
                <td className="right num">{show(one.totals)}</td>
                <td className="right num">{show(other.totals)}</td>
                <td className="right num">{name === 'SMS cost' ? '' : name === 'Work'
                  ? signedHours(value(other.totals) - value(one.totals))
                  : signed(value(other.totals) - value(one.totals))}</td></tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small" style={{ margin: '10px 0 0' }}>
        <Trans>{counted(onlyOne, 'customer is', 'customers are')} reached by the first alone,{' '}
        {countText(onlyOther)} by the second alone.</Trans></p>
    </section>
  )
}

const signed = (count: number): string =>
  (count === 0 ? '±0' : `${count > 0 ? '+' : '−'}${countText(Math.abs(count))}`)
const signedHours = (minutes: number): string =>
  (minutes === 0 ? '±0' : `${minutes > 0 ? '+' : '−'}${hoursText(Math.abs(minutes))}`)

function DayBars({ compared }: { compared: Compared }) {
  const most = Math.max(1, ...compared.days.flatMap(({ one, other }) => [one, other]))
  return (
    <section className="card" aria-label={t`Day by day`}>
      <h2 className="card-title"><Trans>Contacts day by day
        <span className="tiny"><span className="sim-key sim-bar-one" /> first{' '}
          <span className="sim-key sim-bar-other" /> second</span></Trans></h2>
      <div className="sim-bars" tabIndex={0} role="group" aria-label={t`Bars of each day; scrolls`}>
        {compared.days.map(({ day, one, other }) => (
          <div key={day} className="sim-pair" role="img"
            aria-label={t`${dayText(day, 'full')}: ${one} and ${other}`}
            title={t`${dayText(day, 'full')}: ${one} and ${other}`}>
            <span className="sim-bar sim-bar-one" style={{ height: `${(one / most) * 100}%` }} />
            <span className="sim-bar sim-bar-other"
              style={{ height: `${(other / most) * 100}%` }} />
          </div>
        ))}
      </div>
      <div className="row-line dim tiny">
        <span>{compared.days[0] ? dayText(compared.days[0].day) : ''}</span>
        <span>{compared.days.length > 1 ? dayText(compared.days.at(-1)?.day ?? '') : ''}</span>
      </div>
    </section>
  )
}

function Customers({ compared: { customers } }: { compared: Compared }) {
  return (
    <section className="card" aria-label={t`Customers`}>
      <h2 className="card-title"><Trans>Who is contacted differently</Trans></h2>
      {customers.length === 0 ? (
        <p className="dim small" style={{ margin: 0 }}><Trans>Nobody: both contact the same
          customers as often, and first on the same day.</Trans></p>
      ) : (
        <div className="table-wrap" tabIndex={0} role="group" aria-label={t`Table; scrolls`}>
          <table className="ledger sim-table">
          <thead><tr><th scope="col"><Trans>Customer</Trans></th><th scope="col"
            className="right"><Trans>First</Trans></th>
            <th scope="col" className="right"><Trans>Second</Trans></th><th scope="col"><Trans>First
              contact</Trans></th></tr>
          </thead>
          <tbody>
            {customers.map((row) => (
              <tr key={row.customerId}>
                <td><Link to="/customers/$customerId" className="clamp-1 strong"
                  params={{ customerId: row.customerId }}>{row.customerName}</Link></td>
                <td className="right num">{row.one}</td><td className="right num">{row.other}</td>
                <td className="small">{row.firstOne ? <DayText day={row.firstOne} /> : 'never'}
                  {' → '}{row.firstOther ? <DayText day={row.firstOther} /> : 'never'}</td>
              </tr>
            ))}
          </tbody>
        </table></div>
      )}
    </section>
  )
}
