// A few cents left of an invoice: written off with one click, which can be taken back.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { z } from 'zod'
import { listRests, reopenRest, writeOffRest, type Rest } from '#contract/rests.ts'
import { call } from '../../api.ts'
import { moneyText } from '../../format.ts'
import { queryClient, useDeed, useRead } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { toastProblem, toastUndo } from '../../ui/toast.tsx'
import { DeedButton } from '../../components/deed-button.tsx'

export function Rests({ customerId }: { customerId: string }) {
  const rests = useRead(listRests, { query: { customerId } }, { isLive: true }).data?.items ?? []
  return rests.map((rest) => <OneRest key={rest.invoiceId} rest={rest} />)
}

function OneRest({ rest }: { rest: z.output<typeof Rest> }) {
  const { invoiceId, number, currency, openMinor } = rest
  const amount = moneyText({ amountMinor: openMinor, currency })
  const writeOff = useDeed(writeOffRest, () =>
    toastUndo(t`${amount} of ${number} is written off.`, () => void reopen(invoiceId)))
  return (
    <div className="note tone-calm" style={{ marginTop: 10 }}>
      <div className="note-body">
        <Trans>{amount} of {number} is left, and not worth a reminder.</Trans>
        <div style={{ marginTop: 6 }}>
          <DeedButton endpoint={writeOffRest} size="compact-sm" variant="default"
            loading={writeOff.isPending} onClick={() => writeOff.mutate({ params: { invoiceId } })}>
            <Trans>Write off {amount}</Trans></DeedButton>
        </div>
        <DeedError error={writeOff.error} />
      </div>
    </div>
  )
}

async function reopen(invoiceId: string): Promise<void> {
  try {
    await call(reopenRest, { params: { invoiceId } })
    await queryClient.invalidateQueries()
  } catch (error) {
    toastProblem(error instanceof Error ? error : new Error('It could not be taken back.'))
  }
}
