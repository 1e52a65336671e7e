// What must be known of an invoice first: closed and why, disputed, overpaid, not in the last list.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Group } from '@mantine/core'
import {
  IconCoins, IconFileX, IconFlag, IconListSearch,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { applyCash } from '#contract/cash.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { Money } from '../../components/money.tsx'
import { MomentText } from '../../components/times.tsx'
import { CashDialog } from '../customers/cash-dialog.tsx'
import type { InvoiceAnswer } from './invoice-page.tsx'

export function InvoiceStanding({ invoice }: { invoice: InvoiceAnswer }) {
  return (
    <div className="stack" style={{ marginBottom: 16 }}>
      <Closed invoice={invoice} />
      <Disputed invoice={invoice} />
      {invoice.overpaidMinor > 0 ? <Overpaid invoice={invoice} /> : null}
      {invoice.missingFrom === null ? null : (
        <div className="note tone-warn" role="group" aria-label={t`Still open?`}>
          <IconListSearch size={16} aria-hidden />
          <div className="note-body"><strong><Trans>Still open?</Trans></strong>{' '}
            <Trans>It was not in the full list
              of <MomentText at={invoice.missingFrom.at} />. It is never closed by itself: record
              its payment, void it, or import a newer list.</Trans></div>
        </div>
      )}
    </div>
  )
}

function Closed({ invoice: { status, closed } }: { invoice: InvoiceAnswer }) {
  if (status !== 'void' && status !== 'written_off') return null
  return (
    <div className="note tone-calm" role="group" aria-label={t`Closed`}>
      <IconFileX size={16} aria-hidden />
      <div className="note-body" style={{ overflowWrap: 'anywhere' }}>
        <strong>{status === 'void' ? t`Voided: nothing is asked for any more.`
          : t`Written off: nothing is asked for any more.`}</strong>{' '}
        {closed === null ? null : <>
          {closed.reason === '' ? t`No reason was given.` : closed.reason}
          <span className="dim"> · <MomentText at={closed.at} />
            {closed.by === '' ? null : ` · ${closed.by}`}</span></>}
      </div>
    </div>
  )
}

function Disputed({ invoice }: { invoice: InvoiceAnswer }) {
  const open = invoice.disputes.find(({ state }) => state === 'open' || state === 'investigating')
  if (open === undefined) return null
  return (
    <div className="note tone-warn" role="group" aria-label={t`Disputed`}>
      <IconFlag size={16} aria-hidden />
      <div className="note-body" style={{ overflowWrap: 'anywhere' }}>
        <strong><Trans>Disputed since <MomentText at={open.openedAt} /></Trans></strong>
        {open.reason === '' ? null : `: ${open.reason}`}.{' '}
        <Trans>What is disputed stays out of reminders and in your reports.</Trans>
      </div>
    </div>
  )
}

function Overpaid({ invoice }: { invoice: InvoiceAnswer }) {
  const [isApplying, setApplying] = useState(false)
  return (
    <div className="note tone-info" role="group" aria-label={t`Overpaid`}>
      <IconCoins size={16} aria-hidden />
      <div className="note-body">
        <strong><Trans>Overpaid by <Money amountMinor={invoice.overpaidMinor}
          currency={invoice.currency} /></Trans></strong>{' '}
        <Trans>It stands as credit of the customer.</Trans>
        <Group gap="xs" mt={8}>
          <DeedButton endpoint={applyCash} size="compact-sm" variant="default"
            onClick={() => setApplying(true)}><Trans>Apply</Trans></DeedButton>
          <Link to="/customers/$customerId" params={{ customerId: invoice.customerId }}
            search={{ compose: 'note' }}><Trans>Write a refund note</Trans></Link>
        </Group>
      </div>
      {isApplying ? <CashDialog customerId={invoice.customerId}
        onClose={() => setApplying(false)} /> : null}
    </div>
  )
}
