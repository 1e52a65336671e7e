// The weekly proof: how many reminders left, how many were about paid invoices, which crossed.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { getProof } from '#contract/invoices.ts'
import { Money } from '../../components/money.tsx'
import { DayText, When } from '../../components/times.tsx'
import { countText, counted } from '../../format.ts'
import { useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'

export function ProofCard() {
  const read = useRead(getProof, {}, { isLive: true })
  if (read.error && !read.data) {
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  }
  const proof = read.data
  if (!proof) return null
  return (
    <section className="card" aria-label={t`Nobody is asked for what is paid`}>
      <h2 className="card-title"><Trans>Never ask for what is paid</Trans></h2>
      <p className="small" style={{ margin: 0 }}>
        <Trans>Since <DayText day={proof.from} />:{' '}
        <strong>{counted(proof.reminders, 'reminder')}</strong>,{' '}
        <strong>{countText(proof.aboutPaid)}</strong> about invoices that were paid when
        they left, <strong>{countText(proof.crossed)}</strong> crossed with a payment.</Trans>
      </p>
      {proof.crossedMessages.length === 0 ? null : (
        <details className="small" style={{ marginTop: 8 }}>
          <summary style={{ cursor: 'pointer' }}><Trans>Those that crossed</Trans></summary>
          <ul className="rows" style={{ marginTop: 6 }}>
            {proof.crossedMessages.map((line) => (
              <li key={`${line.messageId} ${line.receivedOn} ${line.amountMinor}`}
                className="row-line" style={{ padding: '4px 0' }}>
                <Link to="/customers/$customerId" params={{ customerId: line.customerId }}
                  className="clamp-1">{line.customerName}</Link>
                <span className="dim"><When at={line.sentAt} /></span>
                <Money amountMinor={line.amountMinor} currency={line.currency} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
