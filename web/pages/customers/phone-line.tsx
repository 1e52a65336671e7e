// One phone of a contact: the number, what kind of line it is, and whether it may be texted.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor } from '@mantine/core'
import {
  IconBan, IconCircleCheck, IconHelpCircle, IconPhone, IconPhoneOff, IconSignature,
} from '@tabler/icons-react'
import { useState } from 'react'
import { recordConsent } from '#contract/consents.ts'
import { formatPhone } from '#domain/sms/format-phone.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { StatusBadge } from '../../components/statuses.tsx'
import { When } from '../../components/times.tsx'
import { ConsentDialog, type PhoneAnswer } from './consent-dialog.tsx'

const LINES: Record<string, string> = {
  mobile: 'mobile', maybe_mobile: t`mobile or landline`, landline: t`landline: gets no SMS`,
  voip: t`internet phone`, toll_free: t`toll-free: gets no SMS`, premium: t`premium: gets no SMS`,
  invalid: t`not in use`,
}

export function PhoneLine({ customerId, number, phone, whyNot }: {
  customerId: string; number: string
  /** Undefined until it is read. */
  phone: PhoneAnswer | undefined
  whyNot: string | undefined
}) {
  const [isRecording, setRecording] = useState(false)
  return (
    <div className="small" style={{ marginTop: 6, overflowWrap: 'anywhere' }}>
      <IconPhone size={14} aria-hidden style={{ verticalAlign: '-2px', marginInlineEnd: 6 }} />
      <Anchor href={`tel:${number}`} className="num" underline="always" inherit>
        {formatPhone(number)}</Anchor>
      {phone === undefined || LINES[phone.line] === undefined ? null
        : <span className="dim tiny"> {LINES[phone.line]}</span>}
      <div style={{ display: 'flex', gap: 6, flexWrap: 'wrap', alignItems: 'center',
        margin: '4px 0 0 20px' }}>
        {phone === undefined ? null : <State phone={phone} />}
        {phone === undefined || phone.line === 'landline' ? null : (
          <DeedButton endpoint={recordConsent} size="compact-xs" variant="subtle"
            leftSection={<IconSignature size={13} />} onClick={() => setRecording(true)}
            aria-label={t`Record consent for ${formatPhone(number)}`}><Trans>Record
            consent</Trans></DeedButton>
        )}
      </div>
      {whyNot !== undefined && (phone?.consent ?? null) === null ? (
        <div className="tiny" style={{ color: 'var(--bad)', marginInlineStart: 20 }}>{whyNot}</div>
      ) : null}
      {phone === undefined ? null : <Newest phone={phone} />}
      {isRecording && phone !== undefined ? (
        <ConsentDialog customerId={customerId} phone={phone}
          onClose={() => setRecording(false)} />
      ) : null}
    </div>
  )
}

function State({ phone }: { phone: PhoneAnswer }) {
  if (phone.isOptedOut) return <StatusBadge tone="bad" icon={IconBan}><Trans>Opted out of
  SMS</Trans></StatusBadge>
  switch (phone.consent?.act) {
    case 'given':
      return <StatusBadge tone="good" icon={IconCircleCheck}><Trans>SMS
      allowed</Trans></StatusBadge>
    case 'revoked': return <StatusBadge tone="bad" icon={IconBan}><Trans>No
    SMS</Trans></StatusBadge>
    case 'under_review':
      return <StatusBadge tone="warn" icon={IconHelpCircle}><Trans>To be
      decided</Trans></StatusBadge>
    case undefined:
      return <StatusBadge tone="calm" icon={IconPhoneOff}><Trans>No consent on
      record</Trans></StatusBadge>
  }
}

const MEANS: Record<string, string> = {
  contract: t`in a contract`, form: t`on a form`, spoken: 'spoken', import: 'imported',
  keyword: t`by a keyword such as STOP`, words: t`in their own words`, email: 'by e-mail',
  letter: t`by letter`, payment_page: t`on the payment page`, provider: t`told by the provider`,
}

function Newest({ phone }: { phone: PhoneAnswer }) {
  const { consent } = phone
  if (consent === null) return null
  return (
    <div className="dim tiny" style={{ marginInlineStart: 20 }}>
      {MEANS[consent.means] ?? consent.means}, <When at={consent.at} />
      {consent.wording === '' ? '' : `: “${consent.wording.slice(0, 160)}”`}
      {consent.source === '' ? '' : ` (${consent.source.slice(0, 160)})`}
    </div>
  )
}
