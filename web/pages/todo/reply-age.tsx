// An answer that waits, and the badge that says for how long.
import { t } from '@lingui/core/macro'
import { IconHourglass } from '@tabler/icons-react'
import type { z } from 'zod'
import type { ReplyAction } from '#contract/actions.ts'
import { StatusBadge } from '../../components/statuses.tsx'
import { counted } from '../../format.ts'

export type Reply = z.output<typeof ReplyAction>

/** How long the customer has waited, once it is a day or more. */
export function AgeBadge({ reply }: { reply: Reply }) {
  const { waitingBusinessDays: days, isEscalated } = reply
  if (days === 0) return null
  return (
    <StatusBadge tone={isEscalated ? 'bad' : 'warn'} icon={IconHourglass}
      title={isEscalated ? t`It waited too long and was handed on to the next in line.`
        : t`Reminders stand still as long as it waits.`}>
      {`waiting ${counted(days, 'business day')}`}</StatusBadge>
  )
}
