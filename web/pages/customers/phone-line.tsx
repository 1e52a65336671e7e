// One phone of a contact: the number, what kind of line it is, and whether it may be texted.
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
  mobile: 'mobile', maybe_mobile: 'mobile or landline', landline: 'landline: gets no SMS',
  voip: 'internet phone', toll_free: 'toll-free: gets no SMS', premium: 'premium: gets no SMS',
  invalid: 'not in use',
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
            aria-label={`Record consent for ${formatPhone(number)}`}>Record consent</DeedButton>
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
  if (phone.isOptedOut) return <StatusBadge tone="bad" icon={IconBan}>Opted out of SMS</StatusBadge>
  switch (phone.consent?.act) {
    case 'given':
      return <StatusBadge tone="good" icon={IconCircleCheck}>SMS allowed</StatusBadge>
    case 'revoked': return <StatusBadge tone="bad" icon={IconBan}>No SMS</StatusBadge>
    case 'under_review':
      return <StatusBadge tone="warn" icon={IconHelpCircle}>To be decided</StatusBadge>
    case undefined:
      return <StatusBadge tone="calm" icon={IconPhoneOff}>No consent on record</StatusBadge>
  }
}

const MEANS: Record<string, string> = {
  contract: 'in a contract', form: 'on a form', spoken: 'spoken', import: 'imported',
  keyword: 'by a keyword such as STOP', words: 'in their own words', email: 'by e-mail',
  letter: 'by letter', payment_page: 'on the payment page', provider: 'told by the provider',
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
