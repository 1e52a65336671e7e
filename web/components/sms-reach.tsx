// Whom an SMS step can text and whom not, with why: a line, the list behind it, and its file.
import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { Anchor } from '@mantine/core'
import { IconDownload, IconMessage } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import {
  downloadSmsReach, getSmsReach, type UNREACHED, type Unreached,
} from '#contract/sms-reach.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { formatPhone } from '#domain/sms/format-phone.ts'
import { addressOf } from '../api.ts'
import { countText, counted } from '../format.ts'
import { useRead } from '../queries.ts'
import { ErrorState } from '../ui/error-state.tsx'

type Row = z.output<typeof Unreached>
type Reach = AnswerOf<typeof getSmsReach>

export const REASON_WORDS: Record<(typeof UNREACHED)[number], string> = {
  no_phone: t`no phone`, landline: t`landline`, invalid: t`not in use`, opted_out: t`opted out`,
  under_review: t`consent to be decided`, no_consent: t`no consent`, no_sender: t`no sender there`,
  stopped: t`SMS not allowed`,
}

/** “41 of 60 customers can be texted; 19 cannot”, and who. */
export function SmsReach({ positions, isOpen = false }: {
  positions: readonly string[]; isOpen?: boolean
}) {
  const [isShown, setShown] = useState(isOpen)
  const query = { positions: positions.join(',') }
  const reach = useRead(getSmsReach, { query }, { isKept: true, staleTimeMs: 30_000 })
  if (reach.error && !reach.data) {
    return <ErrorState error={reach.error} onRetry={() => void reach.refetch()} />
  }
  if (!reach.data) return <p className="dim small"><Trans>Counting whom SMS can reach…</Trans></p>
  const { total, reachable } = reach.data
  if (total === 0) {
    return <p className="dim small" style={{ margin: 0 }}><Trans>No customer owes anything
    now.</Trans></p>
  }
  const reasons = reach.data.reasons.map(({ reason, count }) =>
    `${countText(count)} ${REASON_WORDS[reason]}`).join(', ')
  return (
    <div data-testid="sms-reach">
      <div className="small">
        <IconMessage size={15} aria-hidden style={{ verticalAlign: '-2px', marginInlineEnd: 6 }} />
        {reachable === total ? (
          <Trans><strong>{countText(reachable)} of {counted(total, 'customer')}</strong> that{' '}
            <Plural value={total} one="owes" other="owe" /> can be texted.</Trans>
        ) : (
          <Trans><strong>{countText(reachable)} of {counted(total, 'customer')}</strong> that{' '}
            <Plural value={total} one="owes" other="owe" /> can be texted;{' '}
            {countText(total - reachable)} cannot: {reasons}.</Trans>
        )}{' '}
        {reachable === total ? null : (
          <Anchor component="button" type="button" size="sm" aria-expanded={isShown}
            onClick={() => setShown(!isShown)}>{isShown ? t`Hide them` : t`Who?`}</Anchor>
        )}
      </div>
      {isShown && reachable < total ? <List reach={reach.data} query={query} /> : null}
    </div>
  )
}

function List({ reach, query }: { reach: Reach; query: { positions: string } }) {
  return (
    <>
      <div style={{ border: '1px solid var(--line)', borderRadius: 8, marginTop: 10,
        maxHeight: 360, overflowY: 'auto' }} tabIndex={0} role="region"
        aria-label={t`Customers that cannot be texted`}>
        <ul className="rows small">
          {reach.items.map((row) => <Line key={row.customerId} row={row} />)}
        </ul>
      </div>
      <div className="tiny dim" style={{ marginTop: 8 }}>
        {reach.isTruncated
          ? t`The first ${countText(reach.items.length)}; the file has all.` : ''}{' '}
        <Anchor size="xs" underline="always" download href={addressOf(downloadSmsReach, { query })}>
          <IconDownload size={13} aria-hidden style={{ verticalAlign: '-2px' }} /> <Trans>Download
            as CSV</Trans>
        </Anchor>
      </div>
    </>
  )
}

const Line = ({ row }: { row: Row }) => (
  <li style={{ padding: '8px 12px', borderBottom: '1px solid var(--line)' }}>
    <div className="row-line">
      <Link to="/customers/$customerId" params={{ customerId: row.customerId }}
        search={{ tab: 'contacts' }} className="clamp-1" style={{ color: 'inherit' }}>
        {row.customerName}</Link>
      <span className="dim tiny">{REASON_WORDS[row.reason]}</span>
    </div>
    <div className="dim tiny" style={{ overflowWrap: 'anywhere' }}>
      {row.phone === null ? '' : `${formatPhone(row.phone)} · `}{row.text} {row.fix}</div>
  </li>
)
