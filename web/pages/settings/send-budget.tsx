// The day's limit of automatic messages: what left, what waits, and raising it for today.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Group, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { getSendBudget, raiseSendBudget } from '#contract/send-budget.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useSession } from '../../components/session.tsx'
import { countText, counted } from '../../format.ts'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'

export function SendBudgetCard() {
  const { nameOf } = useSession()
  const read = useRead(getSendBudget, {}, { isLive: true })
  const [typed, setTyped] = useState<string | number>('')
  const raise = useDeed(raiseSendBudget, () => {
    setTyped('')
    toast(t`The limit is raised for today.`)
  })
  if (read.error && !read.data) {
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  }
  const budget = read.data
  if (!budget) return null
  const { cap, sent, waiting, usualCap, isFixed, raisedTo, raisedBy } = budget
  const to = typed === '' ? sent + Math.max(waiting, 1) : Number(typed)
  return (
    <section className="card" aria-label={t`Today’s automatic messages`}>
      <h2 className="card-title"><Trans>Automatic messages today</Trans></h2>
      <p className="small" style={{ margin: '0 0 10px' }}>
        {waiting === 0 ? <Trans><strong>{countText(sent)}</strong> of at most{' '}
          <strong>{countText(cap)}</strong> have left.</Trans>
          : <Trans><strong>{countText(sent)}</strong> of at most{' '}
            <strong>{countText(cap)}</strong> have left;{' '}
            <strong>{counted(waiting, 'message')}</strong> waits for more
            room.</Trans>}{' '}
        <span className="dim">{raisedTo === null
          ? isFixed ? t`The limit is your own.`
            : t`The limit is three times your usual day, and 50 at least (now ${usualCap}).`
          : raisedBy === null ? t`Raised for today.`
            : t`Raised for today by ${
              nameOf(raisedBy.replace(/^user:/, '')) ?? raisedBy}.`}</span>
      </p>
      {waiting === 0 ? null : (
        <Group align="flex-end" gap="xs">
          <NumberInput label={t`Raise today’s limit to`} min={cap + 1} value={to} w={190}
            onChange={setTyped} allowDecimal={false} />
          <DeedButton endpoint={raiseSendBudget} loading={raise.isPending}
            whyNot={to > cap ? null : t`Enter more than ${cap}.`}
            onClick={() => raise.mutate({ body: { to } })}><Trans>Raise for
            today</Trans></DeedButton>
        </Group>
      )}
      <DeedError error={raise.error} />
    </section>
  )
}
