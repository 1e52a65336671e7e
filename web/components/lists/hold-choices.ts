// The reasons to hold that a list can be narrowed by, in a person's words.
import { t } from '@lingui/core/macro'
import type { HoldCode } from '#domain/hold.ts'

export const HOLD_CHOICES: readonly { value: HoldCode; label: string }[] = [
  { value: 'missing_email', label: t`No e-mail address` },
  { value: 'missing_phone', label: t`No usable mobile number` },
  { value: 'address_bounced', label: t`Address bounced` },
  { value: 'opted_out', label: t`Opted out` },
  { value: 'no_consent', label: t`No consent to SMS` },
  { value: 'reply_pending', label: t`An answer waits` },
  { value: 'customer_paused', label: t`Customer paused` },
  { value: 'disputed', label: t`Disputed` },
  { value: 'promise_active', label: t`Promise runs` },
  { value: 'min_contact_delay', label: t`Contacted too recently` },
  { value: 'below_threshold', label: t`Amount too small` },
  { value: 'covered_by_credit', label: t`Covered by credit` },
  { value: 'data_stale', label: t`Ledger too old` },
  { value: 'automation_off', label: t`Automation is off` },
  { value: 'sender_unverified', label: t`Sender not verified` },
  { value: 'template_incomplete', label: t`Text is not complete` },
  { value: 'send_budget', label: t`Send budget used up` },
  { value: 'legal_stop', label: t`Must not be contacted` },
  { value: 'workflow_draft', label: t`Workflow not published` },
  { value: 'no_local_sender', label: t`No sender for that country` },
  { value: 'provider_down', label: t`Provider does not answer` },
]
