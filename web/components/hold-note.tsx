// The Why of a hold, where it holds: the reason, and the way to mend it.
import { IconPlayerPause } from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import { inOwnWords } from './hold-words.ts'

interface Hold { code: string; text: string; fix: string }

export function HoldNote({ hold, customerId }: {
  hold: Hold; customerId?: string | undefined
}) {
  return (
    <div className="note tone-warn">
      <IconPlayerPause size={16} aria-hidden />
      <div className="note-body">
        <span className="strong">{inOwnWords(hold).text}</span>{' '}
        <Fix hold={hold} customerId={customerId} />
      </div>
    </div>
  )
}

/** One line for lists: the reason without its frame. */
export const HoldLine = ({ hold }: { hold: Hold }) => (
  <span style={{ color: 'var(--warn)' }}>
    <IconPlayerPause size={13} aria-hidden style={{ verticalAlign: '-2px', marginInlineEnd: 4 }} />
    {inOwnWords(hold).text}
  </span>
)

function Fix({ hold, customerId }: { hold: Hold; customerId: string | undefined }) {
  const target = targetOf(hold.code, customerId)
  const { fix } = inOwnWords(hold)
  if (target === null) return <>{fix}</>
  return <Link {...target}>{fix}</Link>
}

type Target = Pick<LinkProps, 'to' | 'search' | 'params'>

const SAFETY: Target = { to: '/settings', search: { section: 'safety' } }
const FIXED: Record<string, Target> = {
  automation_off: SAFETY,
  send_budget: SAFETY,
  data_stale: { to: '/import' },
  sender_unverified: { to: '/settings', search: { section: 'email' } },
  provider_down: { to: '/settings', search: { section: 'email' } },
  needs_check: { to: '/todo', search: { tab: 'check' } },
  template_incomplete: { to: '/templates' },
  no_local_sender: { to: '/settings', search: { section: 'sms' } },
  workflow_draft: { to: '/workflows' },
}
const AT_CUSTOMER: Record<string, 'contacts' | 'timeline' | 'invoices'> = {
  missing_email: 'contacts', missing_phone: 'contacts', address_bounced: 'contacts',
  opted_out: 'contacts', no_consent: 'contacts', reply_pending: 'timeline',
  customer_paused: 'timeline', invoice_paused: 'invoices', disputed: 'invoices',
  promise_active: 'invoices', covered_by_credit: 'invoices', legal_stop: 'timeline',
}

/** Where a hold is mended; null where only time or money mends it. */
function targetOf(code: string, customerId: string | undefined): Target | null {
  const fixed = FIXED[code]
  if (fixed !== undefined) return fixed
  const tab = AT_CUSTOMER[code]
  if (tab === undefined || customerId === undefined) return null
  return { to: '/customers/$customerId', params: { customerId }, search: { tab } }
}
