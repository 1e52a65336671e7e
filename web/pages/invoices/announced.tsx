// Money that is announced for an invoice: it came, or it will not come.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Group } from '@mantine/core'
import { clearPayment, failPayment } from '#contract/invoices.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { Money } from '../../components/money.tsx'
import { useSession } from '../../components/session.tsx'
import { DayText } from '../../components/times.tsx'
import { useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'
import type { InvoiceAnswer } from './invoice-page.tsx'

export function Announced({ invoice }: { invoice: InvoiceAnswer }) {
  const { today } = useSession()
  const clear = useDeed(clearPayment, () => toast(t`The payment is here.`))
  const fail = useDeed(failPayment, () =>
    toast(t`It will not come: a task asks to find out why, and collection goes on tomorrow.`))
  if (invoice.pending.length === 0) return null
  return (
    <section className="card" aria-label={t`Money on its way`}>
      <h2 className="card-title"><Trans>On its way</Trans></h2>
      <div className="stack" style={{ gap: 12 }}>
        {invoice.pending.map((payment) => (
          <div key={payment.paymentId} className="small">
            <div className="row-line">
              <span style={{ overflowWrap: 'anywhere' }}>{payment.reference}</span>
              <Money amountMinor={payment.amountMinor} currency={invoice.currency} />
            </div>
            <div className="dim tiny">
              {today >= payment.lapsesOn
                ? <><Trans>Expected <DayText day={payment.expectedOn} />; it is not waited for any
                more.</Trans></>
                : <><Trans>Expected <DayText day={payment.expectedOn} />; asked for again from{' '}
                  <DayText day={payment.lapsesOn} /> on.</Trans></>}
            </div>
            <Group gap="xs" mt={6}>
              <DeedButton endpoint={clearPayment} size="compact-sm" variant="default"
                loading={clear.isPending} onClick={() => clear.mutate({
                  params: { paymentId: payment.paymentId }, body: { receivedOn: today },
                })}><Trans>It is here</Trans></DeedButton>
              <DeedButton endpoint={failPayment} size="compact-sm" variant="subtle"
                loading={fail.isPending} onClick={() => fail.mutate({
                  params: { paymentId: payment.paymentId }, body: {},
                })}><Trans>It will not come</Trans></DeedButton>
            </Group>
          </div>
        ))}
        <DeedError error={clear.error ?? fail.error} />
      </div>
    </section>
  )
}
